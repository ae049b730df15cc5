import { sql } from "kysely";
import type { Card } from "../src/features/discovery/query/card.ts";
import { cardWords, categoryMark, foldedText } from "../src/features/discovery/query/words.ts";
import type { WorkspaceContext } from "../src/platform/context.ts";
import { json } from "../src/platform/db/database.ts";

const rowOf = (card: Card) => ({
  ...{
    creator_id: card.creatorId,
    account_id: card.accountId,
    name: card.name,
    name_key: foldedText(card.name),
    status: card.status,
    source: card.source,
  },
  ...{ added_on: card.addedOn, has_email: card.hasEmail, list_ids: card.listIds, program_ids: card.programIds, has_worked: card.hasWorked },
  ...{
    decision: card.decision,
    price_minor: card.priceMinor,
    currency: card.currency,
    platform: card.platform,
    handle: card.handle,
    bio: card.bio,
  },
  ...{
    words: card.words,
    country: card.country,
    city: card.city,
    language: card.language,
    category: card.category,
    account_state: card.accountState,
  },
  ...{
    is_verified: card.isVerified,
    followers: card.followers,
    following: card.following,
    posts_count: card.postsCount,
    avg_views: card.avgViews,
  },
  ...{
    er_followers: card.erFollowers,
    er_views: card.erViews,
    er_reach: card.erReach,
    er_impressions: card.erImpressions,
    growth_30d: card.growth30d,
  },
  ...{ last_post_on: card.lastPostOn, quality: card.quality, audience: card.audience, document: cardWords(card).join(" ") },
  ...{ topics: [], is_gone: false },
});

/** Keeps cards as the worker would, with bare creators that they are of. */
export async function keepTestCards(ctx: WorkspaceContext, cards: readonly Card[]): Promise<void> {
  const rows = cards.map((card, at) => ({ ...rowOf(card), revision: at + 1, workspace_id: ctx.workspaceId }));
  const ids = [...new Set(cards.map((card) => card.creatorId))];
  await sql`insert into creators (workspace_id, id, name, notes, source, metadata, created_at, updated_at)
    select ${ctx.workspaceId}::uuid, i, 'x', '', 'test', '{}', now(), now() from unnest(${ids}::uuid[]) i`.execute(ctx.db);
  await sql`insert into creator_cards select r.* from jsonb_populate_recordset(null::creator_cards, ${json(rows)}) r`.execute(ctx.db);
  const words = [...new Set(cards.flatMap(cardWords))].filter((word) => word.length >= 3 && !word.startsWith(categoryMark));
  await sql`insert into creator_words select ${ctx.workspaceId}::uuid, x from unnest(${words}::text[]) x`.execute(ctx.db);
}
