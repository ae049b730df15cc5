import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { accountsByIds, accountsNamed } from "../../creators/service.ts";
import type { TaggedPost } from "../instagram/account-facts.ts";
import type { AccountTotals } from "../insights/insight-facts.ts";
import type { OwnPost } from "../insights/service.ts";
import type { ConnectedPlatform } from "../platforms.ts";
import * as queries from "../queries.ts";
import type { FindingOutcome } from "../running/run-state.ts";
import type { SeenAccount } from "../seen-account.ts";
import type { Finding } from "../tables.ts";

const pageOf = ({ externalId, handle }: SeenAccount): string =>
  `https://www.youtube.com/${handle === null ? `channel/${encodeURIComponent(externalId)}` : `@${encodeURIComponent(handle)}`}`;

const handleOf = (account: SeenAccount | null, { external_id }: Finding): string | null => {
  return account === null ? null : (account.handle ?? (external_id === null ? null : `channel/${external_id}`));
};

const foundAccount = (account: SeenAccount | null) =>
  account === null
    ? null
    : {
        ...{ handle: account.handle, name: account.displayName, url: pageOf(account), bio: account.bio, country: account.country },
        ...{ followers: account.followers, posts_count: account.postsCount },
      };

type FoundPost = Omit<TaggedPost, "format"> & { readonly format: string } & Partial<Pick<OwnPost, "views" | "reach" | "saves" | "shares">>;
type FoundTotals = AccountTotals & { readonly from: string; readonly until: string };

/** What a row found besides an account: a post of a hashtag or of the own account, or what that account's content got. */
function foundElse(kind: string, found: unknown): { readonly post?: FoundPost | undefined; readonly totals?: FoundTotals | undefined } {
  if (found === null) return {};
  if (kind === "hashtag") return { post: found as FoundPost };
  return kind === "insights" || kind === "figures" ? (found as { readonly post?: FoundPost; readonly totals?: FoundTotals }) : {};
}

const foundPost = (post: FoundPost) => ({
  ...{ url: post.url, caption: post.caption, format: post.format, likes: post.likes, comments: post.comments },
  ...{ views: post.views ?? null, reach: post.reach ?? null, saves: post.saves ?? null, shares: post.shares ?? null },
  posted_at: post.postedAtMs === null ? null : new Date(post.postedAtMs).toISOString(),
});

/** A stretch of what a run came to, in its order, and whose accounts they are here. */
export async function listFindings(
  ctx: WorkspaceContext,
  runId: string,
  query: { readonly limit: number; readonly cursor?: string | undefined },
) {
  const run = await queries.findRun(ctx.db, ctx.workspaceId, runId);
  if (run === undefined) throw notFound("platform run", formatId("plr", runId));
  const from = query.cursor === undefined ? 0 : /^\d{1,9}$/.test(query.cursor) ? Number(query.cursor) : undefined;
  if (from === undefined) throw invalidInput([{ pointer: "/cursor", detail: "cursor: must be the next_cursor of the page before" }]);
  const rows = await queries.listFindings(ctx.db, ctx.workspaceId, runId, { limit: query.limit, from });
  const page = rows.slice(0, query.limit);
  const platform = (await queries.platformsOf(ctx.db, ctx.workspaceId)).find(({ id }) => id === run.connection_id)!
    .platform as ConnectedPlatform;
  const accountOf = ({ found }: Finding): SeenAccount | null => (run.kind === "search" ? (found as SeenAccount | null) : null);
  const handles = page.flatMap((row) => handleOf(accountOf(row), row) ?? []);
  const byHandle = new Map(
    (
      await accountsNamed(
        ctx,
        handles.map((handle) => ({ platform, handle })),
      )
    ).map((named) => [named.normalised, named]),
  );
  const byId = await accountsByIds(
    ctx,
    page.flatMap(({ account_id }) => account_id ?? []),
  );
  const data = page.map((row) => {
    const own = row.account_id === null ? undefined : byId.get(row.account_id);
    const handle = handleOf(accountOf(row), row);
    const named = handle === null ? undefined : (byHandle.get(handle) ?? byHandle.get(handle.toLowerCase()));
    const here = own ?? named;
    const { post, totals } = foundElse(run.kind, row.found);
    return {
      ...{ position: row.position, outcome: row.outcome as FindingOutcome, detail: row.detail },
      account_id: here === undefined ? null : formatId("acc", here.id),
      creator_id: here === undefined ? null : formatId("cre", here.creatorId),
      handle: own?.handle ?? handle,
      found: foundAccount(accountOf(row)),
      ...{ post: post === undefined ? null : foundPost(post), totals: totals ?? null },
      recorded_at: row.recorded_at.toISOString(),
    };
  });
  return { data, next_cursor: rows.length > query.limit ? rows[query.limit]!.position.toString() : null };
}
