import { isUuid } from "../../kernel/ids.ts";
import { nowAt, type Context, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { markTimes } from "../../platform/rollups/marks.ts";
import * as queries from "./queries.ts";

export type { ClickRow, VisitRow } from "./queries.ts";

/** The clicks of some visitors in a time, and clicks named by id, oldest first; every class, bots too. */
export const clicksOf = (ctx: WorkspaceContext, of: Parameters<typeof queries.listClicks>[2]) =>
  queries.listClicks(ctx.db, ctx.workspaceId, of);

/** How many clicks each of some links had since an instant, by visitor class; of each link the newest, at most so many. */
export const clickCountsOf = (ctx: WorkspaceContext, of: Parameters<typeof queries.countLinkClicks>[2]) =>
  of.linkIds.length === 0 ? Promise.resolve([]) : queries.countLinkClicks(ctx.db, ctx.workspaceId, of);

/** The visits of some visitors in a time, oldest first. */
export const visitsOf = (ctx: WorkspaceContext, of: Parameters<typeof queries.listVisits>[2]) =>
  queries.listVisits(ctx.db, ctx.workspaceId, of);

/**
 * The instant before which every click of every edge is in the database: the least that a live edge reports. Without any edge there is
 * nothing to wait for. An edge that never reported holds everything back, until it does or is retired.
 */
export async function clicksCompleteUntil(ctx: Context): Promise<Date> {
  const edges = await queries.listLiveEdges(ctx.db);
  if (edges.length === 0) return nowAt(ctx);
  return edges.map((edge) => edge.shipped_to ?? new Date(0)).reduce((least, each) => (each < least ? each : least));
}

/** Clicks and visits that no edge recorded, such as those of the sample brand. */
export interface ToldTracking {
  readonly clicks: readonly Parameters<typeof queries.insertClicks>[1][number][];
  readonly visits: readonly Parameters<typeof queries.insertVisits>[1][number][];
}

const most = 1000;
const stretches = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / most) }, (_, index) => rows.slice(index * most, (index + 1) * most));

const instantsOf = (rows: readonly { readonly occurred_at: unknown }[]): Date[] => rows.map((row) => new Date(row.occurred_at as Date));

/** Writes such clicks and visits as if an edge had shipped them. */
export async function recordTold(ctx: WorkspaceContext, { clicks, visits }: ToldTracking): Promise<void> {
  await queries.ensureMonths(ctx.db, "clicks", instantsOf(clicks));
  await queries.ensureMonths(ctx.db, "visits", instantsOf(visits));
  await inTransaction(ctx, async ({ db, workspaceId }) => {
    for (const rows of stretches(clicks)) await queries.insertClicks(db, rows);
    for (const rows of stretches(visits)) await queries.insertVisits(db, rows);
    await markTimes(db, workspaceId, "clicks", instantsOf(clicks));
  });
}

/** A click of before, as another installation recorded it. */
export type PastClick = Omit<ToldTracking["clicks"][number], "workspace_id" | "address_hash">;
/** A visit of before. */
export type PastVisit = Omit<ToldTracking["visits"][number], "workspace_id">;

/**
 * Adds clicks and visits of before; one that is here already, by its time and id, stays. Their months get partitions, and sums of their hours
 * are made again. Orders are not attributed anew.
 *
 * @param past at most a thousand of each
 * @returns how many were not here yet
 */
export async function addPast(
  ctx: WorkspaceContext,
  { clicks, visits }: { clicks: readonly PastClick[]; visits: readonly PastVisit[] },
): Promise<{ clicks: number; visits: number }> {
  await queries.ensureMonths(ctx.db, "clicks", instantsOf(clicks));
  await queries.ensureMonths(ctx.db, "visits", instantsOf(visits));
  return inTransaction(ctx, async ({ db, workspaceId }) => {
    const own = <T>(row: T) => ({ ...row, workspace_id: workspaceId });
    const added = {
      clicks: clicks.length === 0 ? [] : await queries.addClicks(db, clicks.map(own)),
      visits: visits.length === 0 ? [] : await queries.addVisits(db, visits.map(own)),
    };
    if (added.clicks.length > 0) await markTimes(db, workspaceId, "clicks", instantsOf(added.clicks));
    return { clicks: added.clicks.length, visits: added.visits.length };
  });
}

/** The edges that decisions wait for. */
export const listEdges = (ctx: Context) => queries.listLiveEdges(ctx.db);

/** Makes decisions no longer wait for an edge whose machine is gone for good; false when no live edge has the id. */
export const retireEdge = async (ctx: Context, edgeId: string): Promise<boolean> =>
  isUuid(edgeId) && (await queries.retireEdge(ctx.db, edgeId, nowAt(ctx))) !== undefined;

/** One event of a page, by its id and time. */
export const findBrowserEvent = (ctx: WorkspaceContext, event: { id: string; occurredAt: Date }) =>
  queries.findBrowserEvent(ctx.db, ctx.workspaceId, event);

/** Tells every edge, in the transaction of the change, that a link, a domain or a store is not what it was: each reads it as it now is. */
export const announceToEdges = (ctx: WorkspaceContext, kind: "link" | "domain" | "store", subjectId: string) =>
  queries.insertChange(ctx.db, { kind, workspace_id: ctx.workspaceId, subject_id: subjectId, changed_at: nowAt(ctx) });
