import { openCopyConnection, type CopyConnection } from "../../../platform/db/copy-connection.ts";
import { openDatabase } from "../../../platform/db/database.ts";
import { closePool, openPool } from "../../../platform/db/pool.ts";
import { silentLog } from "../../../platform/log.ts";
import { findCodes, type Code } from "../../codes/service.ts";
import { machineClasses, type FoundTouch } from "../found-touches.ts";
import { modelCredits } from "../model-credits.ts";
import { touchWindow } from "../touch-window.ts";
import { copyReader, integerField } from "./copy-fields.ts";
import { arrayField } from "./copy-line.ts";
import { clickReader, orderReader, visitReader } from "./evidence.ts";
import { groupTouches, type OrderGroup } from "./group-touches.ts";
import * as queries from "./queries.ts";

/** What the thread is given. */
export interface RecomputeInput {
  /** The application's address of the database. */
  readonly url: string;
  readonly workspaceId: string;
  /** IANA. */
  readonly zone: string;
  /** When the run began, milliseconds since 1970: what was attributed later is newer than what it reads. */
  readonly nowMs: number;
  /** Most clicks and visits held at once, about; with more, persons are taken in parts. */
  readonly mostRows: number;
  /** How many orders are written at once. */
  readonly batch: number;
}

/** What a run did, or has done so far. */
export interface RecomputeSum {
  /** All orders of the workspace. */
  readonly orders: number;
  readonly ordersDone: number;
  /** Clicks and visits of buyers that were read. */
  readonly clicks: number;
  readonly visits: number;
  /** Orders whose touches are others than before. */
  readonly touchesChanged: number;
  /** Orders whose credit is another than before. */
  readonly creditsChanged: number;
}

type Sum = { -readonly [K in keyof RecomputeSum]: RecomputeSum[K] };

interface Run {
  readonly input: RecomputeInput;
  readonly reading: CopyConnection;
  readonly writer: Writer;
  readonly sum: Sum;
}

async function loadCodes({ url, workspaceId }: RecomputeInput, texts: ReadonlySet<string>): Promise<Map<string, readonly Code[]>> {
  const found = new Map<string, readonly Code[]>();
  if (texts.size === 0) return found;
  const pool = openPool({ url, name: "vouch recompute", max: 1, log: silentLog() });
  const [list, at, once] = [[...texts], { db: openDatabase(pool), workspaceId }, 1000];
  try {
    for (let from = 0; from < list.length; from += once) {
      const meant = await findCodes(at, list.slice(from, from + once));
      for (const [text, codes] of [...meant].filter(([, each]) => each.length > 0)) found.set(text, codes);
    }
    return found;
  } finally {
    await closePool(pool);
  }
}

interface Writer {
  add(orderId: string, touches: readonly FoundTouch[]): void;
  /** Whether a batch is full: then {@link flush} before more is added. */
  isFull(): boolean;
  /** Hands the batch to the server and goes on while it is written. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const columnsOf = (touches: readonly FoundTouch[]): string =>
  [
    touches.map((touch) => touch.kind),
    touches.map((touch) => new Date(touch.atMs).toISOString()),
    touches.map((touch) => touch.channel),
    touches.map((touch) => touch.creatorId),
    touches.map((touch) => touch.linkId),
    touches.map((touch) => touch.codeId),
    touches.map((touch) => touch.sourceId),
  ]
    .map(arrayField)
    .join("\t");

function openWriter(on: CopyConnection, { workspaceId, nowMs, batch }: RecomputeInput, sum: Sum): Writer {
  const at = new Date(nowMs);
  const { models } = modelCredits([]);
  let lines: string[] = [];
  let writing: Promise<unknown> = Promise.resolve();
  const write = async (count: number): Promise<void> => {
    const written = await queries.writeBatch(on, { workspaceId, models, at });
    sum.touchesChanged += written.touches;
    sum.creditsChanged += written.credits;
    sum.ordersDone += count;
  };
  const flush = async (): Promise<void> => {
    await writing;
    if (lines.length === 0) return;
    const batchLines = lines;
    lines = [];
    await queries.beginBatch(on, Buffer.from(batchLines.join("")));
    writing = write(batchLines.length);
    writing.catch(() => {}); // thrown where it is awaited next
  };
  return {
    add(orderId, touches) {
      const { shares, unattributed } = modelCredits(touches);
      lines.push(`${orderId}\t${columnsOf(touches)}\t${arrayField(shares)}\t${arrayField(unattributed)}\n`);
    },
    isFull: () => lines.length >= batch,
    flush,
    close: async () => (await flush(), void (await writing)),
  };
}

/** Which group each browser belongs to, and whether the group's person is known by it. */
async function readVisitors(reading: CopyConnection, count: number): Promise<{ groupOf: Int32Array; isKnown: Uint8Array }> {
  const [groupOf, isKnown] = [new Int32Array(count), new Uint8Array(count)];
  const read = copyReader(3, (row) => {
    const code = integerField(row, 0);
    groupOf[code] = integerField(row, 1);
    isKnown[code] = integerField(row, 2);
  });
  await queries.readVisitors(reading, read);
  return { groupOf, isKnown };
}

async function readSlice({ reading, input, sum }: Run, filter: queries.EvidenceFilter, size: { groups: number; visitors: number }) {
  const { workspaceId } = input;
  const { groupOf, isKnown } = await readVisitors(reading, size.visitors);
  const [orders, clicks, visits, named] = [orderReader(), clickReader(), visitReader(), clickReader()];
  await queries.readOrders(reading, workspaceId, copyReader(7, orders.take));
  await queries.readClicks(reading, workspaceId, filter, copyReader(6, clicks.take));
  await queries.readVisits(reading, workspaceId, filter, copyReader(6, visits.take));
  await queries.readNamedClicks(reading, workspaceId, copyReader(6, named.take));
  for (const each of [orders, named]) each.sort((group) => group, size.groups);
  for (const each of [clicks, visits]) each.sort((visitor) => groupOf[visitor]!, size.groups);
  sum.clicks += clicks.count();
  sum.visits += visits.count();
  const group = (code: number): OrderGroup => ({
    orders: orders.ofGroup(code),
    clicks: clicks.ofGroup(code),
    visits: visits.ofGroup(code),
    namedClicks: named.ofGroup(code).map((each) => each.evidence),
    isKnown: (visitor) => isKnown[visitor] === 1,
  });
  return { group, codeTexts: orders.codeTexts };
}

async function recomputeSlice(run: Run, filter: queries.EvidenceFilter, size: { groups: number; visitors: number }, tell: () => void) {
  const { group, codeTexts } = await readSlice(run, filter, size);
  const rules = { zone: run.input.zone, codes: await loadCodes(run.input, codeTexts) };
  for (let code = 0; code < size.groups; code++) {
    groupTouches(group(code), rules, (order, touches) => run.writer.add(order.id, touches));
    if (!run.writer.isFull()) continue;
    await run.writer.flush();
    tell();
  }
}

async function recomputeAll(run: Run, span: queries.OrderSpan, tell: () => void): Promise<void> {
  const { reading, input } = run;
  const { workspaceId, mostRows } = input;
  const filter = {
    fromMs: touchWindow(span.first!.getTime()).fromMs,
    beforeMs: touchWindow(span.last!.getTime()).beforeMs,
    withoutClasses: [...machineClasses],
  };
  let size = await queries.prepareSlice(reading, workspaceId, { index: 0, count: 1 });
  const isMuch = (await queries.estimatedRows(reading)) > mostRows;
  const rows = isMuch ? await queries.countEvidence(reading, workspaceId, filter) : 0;
  const count = Math.max(1, Math.ceil(rows / mostRows));
  for (let index = 0; index < count; index++) {
    if (count > 1) size = await queries.prepareSlice(reading, workspaceId, { index, count });
    await recomputeSlice(run, filter, size, tell);
  }
  await run.writer.close();
}

/**
 * Computes touches and credit of every order anew and writes what differs; nothing that was decided or booked is read or touched. All is
 * read from one snapshot. Undefined when another run of the workspace is under way.
 */
export async function recompute(input: RecomputeInput, progress: (sum: RecomputeSum) => void): Promise<RecomputeSum | undefined> {
  const [reading, writing] = await Promise.all([
    openCopyConnection(input.url, "vouch recompute: reading"),
    openCopyConnection(input.url, "vouch recompute: writing"),
  ]);
  try {
    if (!(await queries.tryRunLock(writing, input.workspaceId))) return undefined;
    await queries.makeRecomputed(writing);
    await queries.beginReading(reading);
    const span = await queries.orderSpan(reading, input.workspaceId);
    const sum: Sum = { orders: span.orders, ordersDone: 0, clicks: 0, visits: 0, touchesChanged: 0, creditsChanged: 0 };
    const run = { input, reading, sum, writer: openWriter(writing, input, sum) };
    if (span.orders > 0) await recomputeAll(run, span, () => progress({ ...sum }));
    return sum;
  } finally {
    await Promise.all([reading.close(), writing.close()]);
  }
}
