import type { EvidenceGrade } from "../../../kernel/social/evidence-grade.ts";
import { formatId } from "../../../kernel/ids.ts";
import type { StatedTime, TimePrecision } from "../../../kernel/time.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { postMetrics, type KnownCounts, type PostMetric } from "../post-metric.ts";
import { findPost, lockPost } from "../queries.ts";
import { statedTime, timeFaults } from "../stated-time.ts";
import type { Post, Snapshot } from "../tables.ts";
import * as queries from "./queries.ts";

/** Numbers to record; null: not known. */
export type NewSnapshot = { readonly [M in PostMetric]: number | null } & {
  readonly observed_at?: string | undefined;
  readonly observed_on?: string | undefined;
  readonly source: string;
  readonly evidence: string;
};

const countOf = (count: bigint | null): number | null => (count === null ? null : Number(count));

const shown = (row: Snapshot) => ({
  id: formatId("sna", row.id),
  views: countOf(row.views),
  reach: countOf(row.reach),
  impressions: countOf(row.impressions),
  likes: countOf(row.likes),
  comments: countOf(row.comments),
  saves: countOf(row.saves),
  shares: countOf(row.shares),
  clicks: countOf(row.clicks),
  followers: countOf(row.followers),
  observed_at: row.observed_at.toISOString(),
  observed_precision: row.observed_precision as TimePrecision,
  source: row.source,
  evidence: row.evidence,
  grade: row.grade as EvidenceGrade | null,
  import_id: row.import_id === null ? null : formatId("imp", row.import_id),
  recorded_at: row.recorded_at.toISOString(),
});

function refuseSnapshot(snapshot: NewSnapshot, observed: StatedTime, bounds: Parameters<typeof timeFaults>[2], pointer: string): void {
  const isEmpty = postMetrics.every((metric) => snapshot[metric] === null);
  const faults = [
    ...(isEmpty ? [{ pointer: "", detail: "say at least one number: what is not known is left out, and zero is a number" }] : []),
    ...timeFaults("observed", observed, bounds),
  ];
  if (faults.length > 0) throw invalidInput(faults.map(({ pointer: at, detail }) => ({ pointer: `${pointer}${at}`, detail })));
}

/**
 * Records what a post had reached, in the transaction of the caller, who holds the post; the same numbers of the same time and source once.
 *
 * @param pointer where the numbers stand in what was sent, for faults.
 */
export async function recordSnapshot(within: WorkspaceContext, post: Post, snapshot: NewSnapshot, pointer = ""): Promise<Snapshot> {
  const { zone } = await loadWorkspace(within);
  const said = { at: snapshot.observed_at, on: snapshot.observed_on };
  const observed: StatedTime = statedTime(said, zone) ?? { atMs: within.now(), precision: "ms" };
  refuseSnapshot(snapshot, observed, { nowMs: within.now(), postedAtMs: post.posted_at.getTime(), zone }, pointer);
  const counts = Object.fromEntries(postMetrics.map((metric) => [metric, snapshot[metric] === null ? null : BigInt(snapshot[metric])])) as {
    [M in PostMetric]: bigint | null;
  };
  const known = await queries.snapshotsOf(within.db, within.workspaceId, [post.id], snapshot.source);
  const before = known.find((row) => row.observed_at.getTime() === observed.atMs);
  if (before !== undefined && postMetrics.every((metric) => before[metric] === counts[metric])) return before;
  const rows = await queries.insertSnapshots(within.db, [
    {
      workspace_id: within.workspaceId,
      id: within.newId(),
      post_id: post.id,
      observed_at: new Date(observed.atMs),
      observed_precision: observed.precision,
      source: snapshot.source,
      evidence: snapshot.evidence,
      ...counts,
      recorded_by: within.actor.id,
      recorded_at: nowAt(within),
    },
  ]);
  return rows[0]!;
}

/** Adds numbers to a post. */
export async function addPostSnapshot(ctx: WorkspaceContext, postId: string, snapshot: NewSnapshot) {
  return inTransaction(ctx, async (within) => {
    const post = await lockPost(within.db, within.workspaceId, postId);
    if (post === undefined) throw notFound("post", formatId("pos", postId));
    return shown(await recordSnapshot(within, post, snapshot));
  });
}

/** A page of a post's numbers, the last recorded first. */
export async function listPostSnapshots(ctx: WorkspaceContext, postId: string, query: { limit: number; cursor?: string | undefined }) {
  const post = await findPost(ctx.db, ctx.workspaceId, postId);
  if (post === undefined) throw notFound("post", formatId("pos", postId));
  const page = { limit: query.limit, after: parseCursor(query.cursor) };
  const rows = await queries.listSnapshots(ctx.db, ctx.workspaceId, postId, page);
  return pageFrom(rows, query.limit, (row) => ({ at: row.recorded_at, id: row.id }), shown);
}

/** The newest number known of each metric, by post; a post of which nothing was seen is missing. */
export async function countsOf(ctx: WorkspaceContext, postIds: readonly string[]): Promise<Map<string, KnownCounts>> {
  if (postIds.length === 0) return new Map();
  const rows = await queries.newestCounts(ctx.db, ctx.workspaceId, postIds, postMetrics);
  const known = ({ metric, count, observed_at, source, grade }: (typeof rows)[number]) =>
    [metric, { count, observedAt: observed_at, source, grade: grade as EvidenceGrade | null }] as const;
  return new Map([...groupBy(rows, (row) => row.post_id)].map(([id, of]) => [id, new Map(of.map(known))]));
}
