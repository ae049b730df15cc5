import type pg from "pg";
import { rowId, sliceRows, type Batch, type BrowserOrderRow, type ClickHour, type RowGroup, type Target } from "./batch.ts";
import { copyRows } from "./copy-rows.ts";

/** Where a batch comes from: it holds the frames of one segment from `fromOffset` on. */
export type BatchPlace = { edgeId: string; segment: number; fromOffset: number };

/** A row that PostgreSQL refuses, such as one with an id that is there already; it is set aside so that the others go on. */
export type RefusedRow = { target: Target; bytes: Buffer; code: string; message: string };

/** What became of a batch. `moved`: another transaction has copied this place already, so nothing was written. */
export type Committed = { kind: "committed"; refused: RefusedRow[] } | { kind: "moved" };

/**
 * Writes a batch and how far the segment is copied, in one transaction: a row is in the database exactly if its offset is.
 * Whatever is killed in between, the next try begins at the offset that the database knows.
 *
 * @param keepRefused keeps the rows that PostgreSQL refused; the others are committed
 */
export async function commitBatch(
  client: pg.ClientBase,
  place: BatchPlace,
  batch: Batch,
  keepRefused: (rows: readonly RefusedRow[]) => void,
): Promise<Committed> {
  await client.query("begin");
  try {
    if (!(await moveOffset(client, place, batch.endOffset))) {
      await client.query("rollback");
      return { kind: "moved" };
    }
    const refused: RefusedRow[] = [];
    for (const group of batch.groups.values()) refused.push(...(await copyGroup(client, group)));
    const refusedIds = new Set(refused.map(({ bytes }) => rowId(bytes)));
    await announceOrders(
      client,
      batch.orders.filter((order) => !refusedIds.has(order.id)),
    );
    // Before the commit: killed in between, they are kept twice rather than not at all.
    if (refused.length > 0) keepRefused(refused);
    await markFigures(client, [...batch.clickHours.seen.values()]);
    // A hint for whoever looks at figures: something came, for some workspace.
    await client.query("notify vouch_changes");
    await client.query("commit");
    return { kind: "committed", refused };
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

/** Moves the offset from where this batch begins; false when it is not there (any more). A second shipper waits here for the first. */
async function moveOffset(client: pg.ClientBase, place: BatchPlace, to: number): Promise<boolean> {
  const { rowCount } = await client.query({
    name: "move_offset",
    text: `insert into edge_offsets (edge_id, segment, byte_offset) values ($1, $2, $3)
           on conflict (edge_id, segment) do update set byte_offset = excluded.byte_offset where edge_offsets.byte_offset = $4`,
    values: [place.edgeId, place.segment, to, place.fromOffset],
  });
  return rowCount === 1;
}

async function copyGroup(client: pg.ClientBase, group: RowGroup): Promise<RefusedRow[]> {
  await client.query("savepoint rows");
  const refused = await copyRange(client, group, { from: 0, to: group.starts.length });
  await client.query("release savepoint rows");
  return refused;
}

/** Copies rows; where PostgreSQL refuses one of them, halves are tried until the one is found. */
async function copyRange(client: pg.ClientBase, group: RowGroup, range: { from: number; to: number }): Promise<RefusedRow[]> {
  const rows = sliceRows(group, range.from, range.to);
  try {
    await copyRows(client, group.target, rows);
    return [];
  } catch (error) {
    if (!isRowsFault(error)) throw error;
    await client.query("rollback to savepoint rows");
    if (range.to - range.from === 1) return [{ target: group.target, bytes: Buffer.from(rows), code: error.code, message: error.message }];
  }
  const middle = (range.from + range.to) >>> 1;
  const refused = await copyRange(client, group, { from: range.from, to: middle });
  await client.query("savepoint rows");
  return [...refused, ...(await copyRange(client, group, { from: middle, to: range.to }))];
}

/** Errors that lie in the rows: data exceptions (class 22) and violated constraints (class 23). */
function isRowsFault(error: unknown): error is Error & { code: string } {
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" && /^2[23]/.test(code);
}

/** Sums that were made of these hours' clicks count for nothing from now on. */
async function markFigures(client: pg.ClientBase, hours: readonly ClickHour[]): Promise<void> {
  if (hours.length === 0) return;
  await client.query(
    `insert into rollup_marks (workspace_id, subject, hour)
     select h.workspace_id, 'clicks', h.hour from unnest($1::uuid[], $2::timestamptz[]) as h (workspace_id, hour)`,
    [hours.map((each) => each.workspaceId), hours.map((each) => new Date(each.hourMs))],
  );
}

/** An order that a page reported is somebody's work: the outbox hears of it in the same transaction. */
async function announceOrders(client: pg.ClientBase, orders: readonly BrowserOrderRow[]): Promise<void> {
  if (orders.length === 0) return;
  await client.query(
    `insert into outbox (workspace_id, topic, key, payload, created_at, available_at)
     select o.workspace_id, $3, o.id, jsonb_build_object('browser_event_id', o.id, 'occurred_at', o.occurred_at), now(), now()
     from unnest($1::uuid[], $2::uuid[], $4::timestamptz[]) as o (workspace_id, id, occurred_at)`,
    [
      orders.map((order) => order.workspaceId),
      orders.map((order) => order.id),
      browserOrderTopic,
      orders.map((order) => new Date(order.occurredAtMs)),
    ],
  );
}

/** The outbox topic of an order in `browser_events`; its key is the event's id. */
export const browserOrderTopic = "browser_order.received";
