import type { EvidenceGrade } from "../../../kernel/social/evidence-grade.ts";
import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { invalidInput } from "../../../platform/problems/platform-problems.ts";
import { ladderOf } from "../../posts/service.ts";
import { programsByIds } from "../../programs/service.ts";
import { listsByIds } from "../lists/service.ts";
import type { CreatorQuery, FacetCount, FacetField, FoundAccount, SortField } from "../query/creator-query.ts";
import { facetFields } from "../query/creator-query.ts";
import type { Step } from "../query/card.ts";
import { tierName } from "../query/matches.ts";
import { soughtWords } from "../query/words.ts";
import { placeOf, type Place } from "../search/finder.ts";
import { quickestFinder, type Counts } from "../finding/service.ts";
import type { CardRow } from "../tables.ts";
import * as queries from "./queries.ts";

const figureNames = [
  "followers",
  "following",
  "posts_count",
  "avg_views",
  "er_followers",
  "er_views",
  "er_reach",
  "er_impressions",
] as const;
const mostValues = 50;
const mostWords = 10;

/** What is looked for, as the contract reads it. */
export interface AskedSearch {
  readonly text?: string | undefined;
  readonly where?: CreatorQuery["where"] | undefined;
  readonly sort: CreatorQuery["sort"];
}

const keyKind = (by: SortField): "text" | "day" | "number" =>
  by === "name" ? "text" : by === "last_post_on" || by === "added_on" ? "day" : "number";

function placeFrom(cursor: string | undefined, by: SortField): Place | null {
  if (cursor === undefined) return null;
  const place = placeOf(cursor, keyKind(by));
  if (place === undefined)
    throw invalidInput([{ pointer: "/cursor", detail: "cursor must be the next_cursor of an earlier page of the same search" }]);
  return place;
}

/** The query that was asked for. @throws Problem invalid-input for too many words */
export function queryOf({ text, where, sort }: AskedSearch): CreatorQuery {
  if (soughtWords(text ?? "").length > mostWords)
    throw invalidInput([{ pointer: "/text", detail: `text: has more than ${mostWords} words; look for fewer` }]);
  return { ...(text === undefined ? {} : { text }), ...(where === undefined ? {} : { where }), sort };
}

/** With few cards PostgreSQL answers within some hundredths of a second. */
const finder = quickestFinder({ few: 20_000, aThread: 400_000 });

/** Whom a search finds: the page after a place, and where they are counted how many in all, and how many have what. */
export async function findPage(ctx: WorkspaceContext, query: CreatorQuery, { limit, after }: { limit: number; after: Place | null }) {
  const steps = (await ladderOf(ctx)).tiers;
  return finder.find(ctx, query, { limit, after, steps });
}

type Origin = { readonly source: string; readonly grade: EvidenceGrade; readonly observed_on: string };

const countOf = (value: bigint | null): number | null => (value === null ? null : Number(value));

const decimalOf = (value: string | null): string | null => (value === null || !value.includes(".") ? value : value.replace(/\.?0+$/, ""));

function rates(row: CardRow) {
  return {
    avg_views: decimalOf(row.avg_views),
    er_followers: decimalOf(row.er_followers),
    er_views: decimalOf(row.er_views),
    er_reach: decimalOf(row.er_reach),
    er_impressions: decimalOf(row.er_impressions),
    growth_30d: decimalOf(row.growth_30d),
  };
}

/**
 * A card as the API shows it.
 *
 * @param steps the workspace's ladder, by rising beginnings.
 * @param evidence where each figure comes from, by its name.
 */
function shownCard(row: CardRow, steps: readonly Step[], evidence: Readonly<Record<string, Origin>>) {
  const followers = countOf(row.followers);
  return {
    creator_id: formatId("cre", row.creator_id),
    name: row.name,
    status: row.status as "active" | "paused" | "banned",
    account_id: row.platform === null ? null : formatId("acc", row.account_id),
    platform: row.platform,
    handle: row.handle,
    bio: row.bio,
    country: row.country,
    city: row.city,
    language: row.language,
    category: row.category,
    topics: row.topics,
    account_state: row.account_state,
    is_verified: row.is_verified,
    has_email: row.has_email,
    has_worked: row.has_worked,
    tier: tierName(followers, steps),
    followers,
    following: countOf(row.following),
    posts_count: countOf(row.posts_count),
    ...rates(row),
    last_post_on: row.last_post_on,
    added_on: row.added_on,
    source: row.source,
    quality: row.quality,
    decision: row.decision,
    price: row.price_minor === null || row.currency === null ? null : { amount: row.price_minor.toString(), currency: row.currency },
    list_ids: row.list_ids.map((id) => formatId("lst", id)),
    program_ids: row.program_ids.map((id) => formatId("prg", id)),
    audience: row.audience as Record<string, Record<string, number>>,
    evidence,
  };
}

/** Cards as the API shows them, with where their figures come from. */
export async function showCards(ctx: WorkspaceContext, cards: readonly CardRow[]) {
  const steps = (await ladderOf(ctx)).tiers;
  const accountIds = cards.map((card) => card.account_id);
  const origins = groupBy(
    await queries.listOrigins(ctx.db, ctx.workspaceId, { accountIds, figures: figureNames }),
    (row) => row.account_id,
  );
  return cards.map((card) => {
    const known = (origins.get(card.account_id) ?? []).map(
      ({ figure, source, grade, observed_on }) => [figure, { source, grade, observed_on }] as const,
    );
    return shownCard(card, steps, Object.fromEntries(known));
  });
}

/** The cards of accounts that were found, in their order. */
export const listedCards = (ctx: WorkspaceContext, found: readonly FoundAccount[]) => queries.listCards(ctx.db, ctx.workspaceId, found);

const showFound = async (ctx: WorkspaceContext, found: readonly FoundAccount[]) => showCards(ctx, await listedCards(ctx, found));

type Names = Readonly<Partial<Record<FacetField, ReadonlyMap<string, string>>>>;

async function namesOf(ctx: WorkspaceContext, facets: Readonly<Record<FacetField, readonly FacetCount[]>>): Promise<Names> {
  const ids = (field: FacetField) => facets[field].map(({ value }) => value);
  const programs = await programsByIds(ctx, ids("program"));
  const lists = await listsByIds(ctx, ids("list"));
  const names = (rows: ReadonlyMap<string, { readonly name: string }>) => new Map([...rows].map(([id, { name }]) => [id, name]));
  return { program: names(programs), list: names(lists) };
}

const prefixes = { list: "lst", program: "prg" } as const;

function shownValue(field: FacetField, { value, creators }: FacetCount, names: Names) {
  const prefix = field === "list" || field === "program" ? prefixes[field] : undefined;
  return { value: prefix === undefined ? value : formatId(prefix, value), name: names[field]?.get(value) ?? value, creators };
}

async function shownFacets(ctx: WorkspaceContext, facets: Counts["facets"]) {
  const names = await namesOf(ctx, facets);
  return facetFields.map((field) => ({
    field,
    values: facets[field].slice(0, mostValues).map((count) => shownValue(field, count, names)),
  }));
}

/** Finds creators. */
export async function searchCreators(ctx: WorkspaceContext, asked: AskedSearch & { limit: number; cursor?: string | undefined }) {
  const query = queryOf(asked);
  const page = await findPage(ctx, query, { limit: asked.limit, after: placeFrom(asked.cursor, query.sort.by) });
  return {
    data: await showFound(ctx, page.found),
    next_cursor: page.next,
    total: page.counts?.total ?? null,
    counts_in_seconds: page.countsInSeconds,
    engine: page.engine,
    facets: page.counts === null ? null : await shownFacets(ctx, page.counts.facets),
  };
}

/** Who is found, as a list. */
export async function listFoundCreators(ctx: WorkspaceContext, asked: { query: AskedSearch; limit: number; cursor?: string | undefined }) {
  const query = queryOf(asked.query);
  const page = await findPage(ctx, query, { limit: asked.limit, after: placeFrom(asked.cursor, query.sort.by) });
  return { data: await showFound(ctx, page.found), next_cursor: page.next };
}
