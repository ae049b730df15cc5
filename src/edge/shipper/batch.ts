import { takeFrame, type FrameFile } from "../spool/frame-file.ts";
import { clickColumns, eventColumns, recordTypes, rowPlaces, visitColumns } from "../spool/rows.ts";
import { eachRecord } from "../spool/spool-format.ts";

/** A table that rows go to, with the columns that they hold in this order. */
export type Target = { table: "clicks" | "visits" | "browser_events"; columns: readonly string[] };

const targets = new Map<number, Target>([
  [recordTypes.click, { table: "clicks", columns: clickColumns }],
  [recordTypes.visit, { table: "visits", columns: visitColumns }],
  [recordTypes.browserEvent, { table: "browser_events", columns: eventColumns }],
  [recordTypes.browserOrder, { table: "browser_events", columns: eventColumns }],
]);

/** The rows for one table, one after the other in `bytes`, each beginning at its place in `starts`. */
export type RowGroup = {
  target: Target;
  bytes: Buffer;
  end: number;
  starts: number[];
  /** first instants (epoch ms) of the months that rows fall into, UTC */
  months: Set<number>;
  /** the month of the row added last, half-open */
  month: { fromMs: number; toMs: number };
};

/** Some frames of a segment, ready to be copied. */
export type Batch = {
  groups: Map<string, RowGroup>;
  records: number;
  /** where the frames end in the segment */
  endOffset: number;
  /** orders reported by pages, which somebody waits for */
  orders: BrowserOrderRow[];
  /** hours in which there are clicks, of which workspace each */
  clickHours: ClickHours;
  /** the last watermark: everything earlier is in this batch or before it */
  watermarkMs: number | undefined;
  /** records of a type that this version does not know */
  unknown: number;
};

/** What the outbox is told of an order that a page reported. */
export type BrowserOrderRow = { workspaceId: string; id: string; occurredAtMs: number };

/** An hour by UTC in which a workspace has clicks. */
export type ClickHour = { workspaceId: string; hourMs: number };

/** Such hours, each once, and the one that was noted last. */
export type ClickHours = { seen: Map<string, ClickHour>; last: { workspace: string; fromMs: number; toMs: number } };

const hourMs = 3_600_000;
const pgEpochMs = 946_684_800_000;

/** Takes whole frames until there are enough records or no more frames; undefined when there was none. */
export function takeBatch(file: FrameFile, mostRecords: number): Batch | undefined {
  const batch: Batch = {
    groups: new Map(),
    records: 0,
    endOffset: file.offset,
    orders: [],
    clickHours: { seen: new Map(), last: { workspace: "", fromMs: 0, toMs: 0 } },
    watermarkMs: undefined,
    unknown: 0,
  };
  let frames = 0;
  while (batch.records < mostRecords) {
    const frame = takeFrame(file);
    if (frame === undefined) break;
    frames++;
    const { bytes } = frame;
    eachRecord(bytes, frame, (type, at, end) => addToBatch(batch, type, bytes.subarray(at, end)));
    batch.endOffset = file.offset;
  }
  return frames === 0 ? undefined : batch;
}

function addToBatch(batch: Batch, type: number, record: Buffer): void {
  if (type === recordTypes.watermark) {
    batch.watermarkMs = record.readDoubleBE(0);
    return;
  }
  const target = targets.get(type);
  if (target === undefined) {
    batch.unknown++;
    return;
  }
  addRow(groupFor(batch, target), record);
  batch.records++;
  if (type === recordTypes.click) noteClickHour(batch.clickHours, record);
  if (type === recordTypes.browserOrder) batch.orders.push(orderOf(record));
}

function groupFor(batch: Batch, target: Target): RowGroup {
  const known = batch.groups.get(target.table);
  if (known !== undefined) return known;
  const group = {
    target,
    bytes: Buffer.allocUnsafeSlow(1024 * 1024),
    end: 0,
    starts: [],
    months: new Set<number>(),
    month: { fromMs: 0, toMs: 0 },
  };
  batch.groups.set(target.table, group);
  return group;
}

function addRow(group: RowGroup, row: Buffer): void {
  if (group.end + row.length > group.bytes.length) {
    const grown = Buffer.allocUnsafeSlow(Math.max(group.bytes.length * 2, group.end + row.length));
    group.bytes.copy(grown, 0, 0, group.end);
    group.bytes = grown;
  }
  row.copy(group.bytes, group.end);
  group.starts.push(group.end);
  group.end += row.length;
  const ms = instantOf(row);
  if (ms < group.month.fromMs || ms >= group.month.toMs) noteMonth(group, new Date(ms));
}

const instantOf = (row: Buffer): number =>
  (row.readInt32BE(rowPlaces.occurredAt) * 0x1_0000_0000 + row.readUInt32BE(rowPlaces.occurredAt + 4)) / 1000 + pgEpochMs;

function noteMonth(group: RowGroup, at: Date): void {
  const fromMs = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
  group.month = { fromMs, toMs: Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1) };
  group.months.add(fromMs);
}

/** Figures of these hours change. Clicks come in the order of time, so nearly all are of the hour of the one before. */
function noteClickHour(hours: ClickHours, row: Buffer): void {
  const workspace = row.toString("latin1", rowPlaces.workspaceId, rowPlaces.workspaceId + 16);
  const ms = instantOf(row);
  const { last } = hours;
  if (workspace === last.workspace && ms >= last.fromMs && ms < last.toMs) return;
  const fromMs = Math.floor(ms / hourMs) * hourMs;
  hours.last = { workspace, fromMs, toMs: fromMs + hourMs };
  const name = `${workspace}${fromMs}`;
  if (!hours.seen.has(name)) hours.seen.set(name, { workspaceId: uuidAt(row, rowPlaces.workspaceId), hourMs: fromMs });
}

const uuidAt = (row: Buffer, at: number): string => row.toString("hex", at, at + 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** The id of a row. */
export const rowId = (row: Buffer): string => uuidAt(row, rowPlaces.id);

const orderOf = (row: Buffer): BrowserOrderRow => ({
  workspaceId: uuidAt(row, rowPlaces.workspaceId),
  id: rowId(row),
  occurredAtMs: instantOf(row),
});

/** The rows from one index to another as one buffer. */
export function sliceRows(group: RowGroup, from: number, to: number): Buffer {
  return group.bytes.subarray(group.starts[from]!, to >= group.starts.length ? group.end : group.starts[to]!);
}
