import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { lockFigureTimes } from "../../../platform/rollups/marks.ts";
import { writeOutbox } from "../../../platform/outbox/outbox.ts";
import type { OrderStatus } from "../order-document.ts";
import { NotOnlyNew } from "../record/only-new.ts";
import {
  conversionRow,
  lineRows,
  referenceRows,
  type OrderDraft,
  type ReferenceRow,
  type StatusRow,
  type VersionRow,
} from "./order-rows.ts";
import * as queries from "./queries.ts";

/** What one channel said, as it is kept. */
export interface NewVersion extends Omit<VersionRow, "conversion_id"> {
  readonly conversionId: string;
}

/** An order with everything that is to be written of it. */
export interface OrderWrite {
  readonly draft: OrderDraft;
  readonly versions: readonly NewVersion[];
  /** Its status so far; undefined for a new order. */
  readonly previousStatus: OrderStatus | undefined;
  /** When it was placed, as far as was known so far; undefined for a new order. */
  readonly previousAt: Date | undefined;
  /** Whether something changed that other features depend on: then an outbox row is written. */
  readonly isNews: boolean;
}

/** Each name once: where several orders of one write share it, for the last of them. */
const distinctReferences = (rows: readonly ReferenceRow[]): ReferenceRow[] => [
  ...new Map(rows.map((row) => [`${row.store_id} ${row.kind} ${row.reference}`, row])).values(),
];

const statusRow = (ctx: WorkspaceContext, { draft }: OrderWrite): StatusRow => ({
  id: ctx.newId(),
  conversion_id: draft.id,
  status: draft.joined.status,
  occurred_at: new Date(draft.joined.statusAtMs).toISOString(),
  source: draft.joined.source,
});

/** Writes names. Where all were taken for new and one is not, throws, so that the caller looks again with nobody beside it. */
async function writeNames(ctx: WorkspaceContext, writes: readonly OrderWrite[], areNew: boolean): Promise<void> {
  const references = distinctReferences(writes.flatMap((write) => referenceRows(write.draft.joined)));
  if (references.length === 0) return;
  if (!areNew) await queries.putReferences(ctx.db, ctx.workspaceId, references, nowAt(ctx));
  else if ((await queries.addReferences(ctx.db, ctx.workspaceId, references, nowAt(ctx))) < references.length) throw new NotOnlyNew();
}

const historyRows = (ctx: WorkspaceContext, writes: readonly OrderWrite[]): queries.HistoryRows => ({
  versions: writes.flatMap((write) => write.versions.map(({ conversionId, ...row }) => ({ ...row, conversion_id: conversionId }))),
  lines: writes.flatMap((write) => (write.versions.length === 0 ? [] : lineRows(write.draft))),
  statuses: writes.filter(({ draft, previousStatus }) => draft.joined.status !== previousStatus).map((write) => statusRow(ctx, write)),
});

async function writeHistory(ctx: WorkspaceContext, writes: readonly OrderWrite[]): Promise<void> {
  const history = historyRows(ctx, writes);
  if (history.versions.length + history.statuses.length > 0) await queries.insertHistory(ctx.db, ctx.workspaceId, history, nowAt(ctx));
}

const topic = "conversion.recorded";
const created = { topic, payload: { version: 1, change: "created" } };
const news = ({ draft }: OrderWrite) => ({ topic, key: draft.id, payload: { version: draft.version, change: "changed" } });

/** Tells others of conversions of which something changed besides their own version, such as who is new. */
export const tellOf = (ctx: WorkspaceContext, conversionIds: readonly string[]) =>
  writeOutbox(
    ctx,
    conversionIds.map((id) => ({ topic, key: id, payload: { change: "changed" } })),
  );

/** How many orders this process has added, and after how many it asks the server next to look at its tables. */
const growth = { orders: 0, askAt: 20, mostBetween: 5_000 };

/** Tables may grow faster than the server looks at them by itself: it is asked each time as many have come as before, and every 5,000. */
async function noteGrowth(ctx: WorkspaceContext, orders: number): Promise<void> {
  growth.orders += orders;
  if (growth.orders < growth.askAt) return;
  growth.askAt = growth.orders + Math.min(growth.orders, growth.mostBetween);
  await queries.refreshStatistics(ctx.db);
}

/**
 * Adds orders at their first version, tells others of them, and returns those it added: another transaction may have been first with one.
 *
 * @throws NotOnlyNew as `writeNames` does
 */
export async function insertOrders(ctx: WorkspaceContext, writes: readonly OrderWrite[], isOnlyNew: boolean): Promise<Set<string>> {
  const rows = { conversions: writes.map((write) => conversionRow(write.draft)), history: historyRows(ctx, writes), news: created };
  const added = await queries.insertOrders(ctx.db, ctx.workspaceId, rows, nowAt(ctx));
  const written = writes.filter((write) => added.has(write.draft.id));
  await writeNames(ctx, written, isOnlyNew);
  await noteGrowth(ctx, added.size);
  return added;
}

const isMoved = ({ draft, previousAt }: OrderWrite): boolean => previousAt?.getTime() !== draft.joined.document.occurredAtMs;

/** Brings orders that are there up to date; the caller holds their rows' locks. */
export async function updateOrders(ctx: WorkspaceContext, writes: readonly OrderWrite[]): Promise<void> {
  if (writes.length === 0) return;
  if (writes.some(isMoved)) await lockFigureTimes(ctx.db, ctx.workspaceId);
  await writeHistory(ctx, writes);
  await writeNames(ctx, writes, false);
  await queries.updateConversions(
    ctx.db,
    ctx.workspaceId,
    writes.map((write) => conversionRow(write.draft)),
  );
  await writeOutbox(ctx, writes.filter((write) => write.isNews).map(news));
}

/** Makes one order another name of a second: its names lead there from now on. */
export async function joinOrders(
  ctx: WorkspaceContext,
  join: { id: string; intoId: string; storeId: string; from: string; to: string },
): Promise<void> {
  await queries.moveReferences(ctx.db, ctx.workspaceId, join);
  const own = { store_id: join.storeId, kind: "order", reference: join.from, conversion_external_id: join.to };
  await queries.putReferences(ctx.db, ctx.workspaceId, [own], nowAt(ctx));
  await queries.markJoined(ctx.db, ctx.workspaceId, join.id, join.intoId);
}
