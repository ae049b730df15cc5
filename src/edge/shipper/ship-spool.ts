import type pg from "pg";
import type { Logger } from "pino";
import { takeBatch, type Batch } from "./batch.ts";
import { commitBatch, type RefusedRow } from "./commit-batch.ts";
import { keepRefusedRows } from "./refused-rows.ts";
import { closePosition, fileAt, nextSegment, openPosition, type SpoolPosition } from "./spool-position.ts";

/** The copying of one spool to one database. */
export type Shipping = {
  folder: string;
  edgeId: Buffer;
  batchRecords: number;
  log: Logger;
  /** undefined until the database has said how far it is */
  position: SpoolPosition | undefined;
  /** epoch ms: every click before it is in the database; undefined before the first watermark */
  shippedToMs: number | undefined;
  counts: { records: number; batches: number; refused: number; lostBytes: number; unknown: number; moved: number };
  /** how often in a row the database was found elsewhere in the spool */
  movedInRow: number;
  /** months whose partitions are known to exist, as `table ms` */
  partitions: Set<string>;
};

export const openShipping = (options: { folder: string; edgeId: Buffer; batchRecords: number; log: Logger }): Shipping => ({
  ...options,
  position: undefined,
  shippedToMs: undefined,
  counts: { records: 0, batches: 0, refused: 0, lostBytes: 0, unknown: 0, moved: 0 },
  movedInRow: 0,
  partitions: new Set(),
});

/** Forgets the place in the spool; the next `shipNext` asks the database for it. Called whenever a connection is lost. */
export function forgetPosition(shipping: Shipping): void {
  if (shipping.position !== undefined) closePosition(shipping.position);
  shipping.position = undefined;
}

const shortestPauseMs = 25;
const longestPauseMs = 3000;

/** How long to wait before the next batch: not at all, unless the last one found the database elsewhere; then longer each time. */
export const pauseMs = ({ movedInRow }: Shipping): number =>
  movedInRow === 0 ? 0 : Math.min(longestPauseMs, shortestPauseMs * 2 ** Math.min(movedInRow, 10));

/** What keeps the spool from being copied although the database is there; undefined while nothing does. Once or twice is a race that ends. */
export const shippingTrouble = ({ movedInRow }: Shipping): string | undefined =>
  movedInRow < 3 ? undefined : `the database was elsewhere in it ${movedInRow} times in a row: does another edge ship with this one's id?`;

/** Copies the next batch; false when the spool holds nothing more for now. */
export async function shipNext(shipping: Shipping, client: pg.ClientBase): Promise<boolean> {
  const position = (shipping.position ??= await askPosition(shipping, client));
  const file = fileAt(position);
  const batch = file === undefined ? undefined : takeBatch(file, shipping.batchRecords);
  if (batch === undefined) {
    const moved = nextSegment(position);
    shipping.counts.lostBytes = position.lostBytes;
    return moved;
  }
  if (batch.records > 0 && !(await shipBatch(shipping, client, { position, batch }))) return true;
  if (batch.watermarkMs !== undefined) shipping.shippedToMs = batch.watermarkMs;
  return true;
}

async function askPosition(shipping: Shipping, client: pg.ClientBase): Promise<SpoolPosition> {
  const { rows } = await client.query<{ segment: string; byte_offset: string }>(
    "select segment::text, byte_offset::text from edge_offsets where edge_id = $1",
    [uuidText(shipping.edgeId)],
  );
  return openPosition(shipping.folder, new Map(rows.map((row) => [Number(row.segment), Number(row.byte_offset)])));
}

async function shipBatch(
  shipping: Shipping,
  client: pg.ClientBase,
  { position, batch }: { position: SpoolPosition; batch: Batch },
): Promise<boolean> {
  await ensurePartitions(shipping, client, batch);
  const place = { edgeId: uuidText(shipping.edgeId), segment: position.segment, fromOffset: position.committedOffset };
  const result = await commitBatch(client, place, batch, (rows) => keepRefusedRows(shipping.folder, shipping.edgeId, rows));
  if (result.kind === "moved") {
    shipping.counts.moved++;
    shipping.movedInRow++;
    const again = { segment: place.segment, offset: place.fromOffset, timesInRow: shipping.movedInRow, pauseMs: pauseMs(shipping) };
    shipping.log.warn(again, "the database is elsewhere in the spool; asking it again");
    forgetPosition(shipping);
    return false;
  }
  shipping.movedInRow = 0;
  position.committedOffset = batch.endOffset;
  shipping.counts.records += batch.records - result.refused.length;
  shipping.counts.batches++;
  shipping.counts.unknown += batch.unknown;
  reportRefused(shipping, result.refused);
  return true;
}

function reportRefused(shipping: Shipping, refused: readonly RefusedRow[]): void {
  if (refused.length === 0) return;
  shipping.counts.refused += refused.length;
  const { code, message, target } = refused[0]!;
  shipping.log.error(
    { rows: refused.length, table: target.table, code, reason: message },
    "the database refused rows; they are kept in refused.frames",
  );
}

/** Month partitions are made before the transaction that needs them, each asked for once. */
async function ensurePartitions(shipping: Shipping, client: pg.ClientBase, batch: Batch): Promise<void> {
  for (const { target, months } of batch.groups.values()) {
    for (const month of months) {
      const name = `${target.table} ${month}`;
      if (shipping.partitions.has(name)) continue;
      await client.query("select ensure_month_partition($1, $2)", [target.table, new Date(month)]);
      shipping.partitions.add(name);
    }
  }
}

export const uuidText = (bytes: Buffer): string => bytes.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
