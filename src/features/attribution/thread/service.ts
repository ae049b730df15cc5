import { setImmediate as turn } from "node:timers/promises";
import { uuidToBytes } from "../../../kernel/ids.ts";
import { openCopyConnection, type CopyConnection } from "../../../platform/db/copy-connection.ts";
import { openDatabase } from "../../../platform/db/database.ts";
import { closePool, openPool } from "../../../platform/db/pool.ts";
import { silentLog } from "../../../platform/log.ts";
import { findCodes } from "../../codes/service.ts";
import type { DatedCode } from "../codes-in-force.ts";
import type { AnswerEvidence } from "../found-touches.ts";
import { touchWindow } from "../touch-window.ts";
import { copyReader, instantField, integerField, textField, uuidField, type CopyRow } from "./copy-fields.ts";
import { clickReader, orderReader, visitReader } from "./evidence.ts";
import { groupTouches, type OrderGroup } from "./group-touches.ts";
import * as queries from "./queries.ts";
import { makeRecomputed, openWriter, type Writer, type Written } from "../writing/service.ts";

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

/** Persons worked on until the batch that is being written has its turn. */
const groupsATurn = 8;
/** Persons whose clicks are counted to know about how many all have. */
const groupsCounted = 2000;

type Sum = { -readonly [K in keyof RecomputeSum]: RecomputeSum[K] };
type Size = Awaited<ReturnType<typeof queries.prepareSlice>>;

interface Run {
  readonly input: RecomputeInput;
  /** Two that see one snapshot, each with the same numbers of persons and browsers. */
  readonly reading: readonly CopyConnection[];
  readonly writer: Writer;
  readonly sum: Sum;
}

/** An id as the readers give it: sixteen characters, one a byte. */
const inBytes = (id: string): string => Buffer.from(uuidToBytes(id)).toString("latin1");

async function loadCodes({ url, workspaceId }: RecomputeInput, texts: ReadonlySet<string>): Promise<Map<string, readonly DatedCode[]>> {
  const found = new Map<string, readonly DatedCode[]>();
  if (texts.size === 0) return found;
  const pool = openPool({ url, name: "vouch recompute", max: 1, log: silentLog() });
  const [list, at, once] = [[...texts], { db: openDatabase(pool), workspaceId }, 1000];
  try {
    for (let from = 0; from < list.length; from += once) {
      const meant = await findCodes(at, list.slice(from, from + once));
      for (const [text, codes] of [...meant].filter(([, each]) => each.length > 0))
        found.set(
          text,
          codes.map((code) => ({ ...code, id: inBytes(code.id), creator_id: inBytes(code.creator_id) })),
        );
    }
    return found;
  } finally {
    await closePool(pool);
  }
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

/** Does pieces of work on several connections at once, each taking the next. */
async function beside(connections: readonly CopyConnection[], pieces: readonly ((on: CopyConnection) => Promise<void>)[]): Promise<void> {
  const waiting = [...pieces];
  const lane = async (on: CopyConnection): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next(on);
  };
  await Promise.all(connections.map(lane));
}

/** What customers said, by order: few beside clicks. */
function answerReader() {
  const answers = new Map<string, AnswerEvidence>();
  const take = (row: CopyRow): void => {
    const [id, creatorId] = [uuidField(row, 1)!, uuidField(row, 3)];
    answers.set(uuidField(row, 0)!, { id, atMs: instantField(row, 2), creatorId, channel: textField(row, 4) });
  };
  return { answers, take };
}

async function readSlice({ reading, input: { workspaceId }, sum }: Run, span: queries.EvidenceSpan, size: Size) {
  const { groupOf, isKnown } = await readVisitors(reading[0]!, size.visitors);
  const [orders, clicks, visits, named] = [orderReader(), clickReader(), visitReader(), clickReader()];
  const said = answerReader();
  const middleMs = Math.floor((span.fromMs + span.beforeMs) / 2);
  const halves = [
    { ...span, beforeMs: middleMs },
    { ...span, fromMs: middleMs },
  ];
  await beside(reading, [
    ...halves.map((half) => (on: CopyConnection) => queries.readClicks(on, workspaceId, half, copyReader(6, clicks.take))),
    (on) => queries.readVisits(on, workspaceId, span, copyReader(6, visits.take)),
    (on) => queries.readOrders(on, workspaceId, copyReader(7, orders.take)),
    (on) => queries.readNamedClicks(on, workspaceId, copyReader(6, named.take)),
    (on) => queries.readAnswers(on, workspaceId, copyReader(5, said.take)),
  ]);
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
  return { group, codeTexts: orders.codeTexts, answers: said.answers };
}

async function recomputeSlice(run: Run, span: queries.EvidenceSpan, size: Size, tell: () => void) {
  const { group, codeTexts, answers } = await readSlice(run, span, size);
  const rules = { zone: run.input.zone, codes: await loadCodes(run.input, codeTexts), answers };
  for (let code = 0; code < size.groups; code++) {
    groupTouches(group(code), rules, (order, touches) => run.writer.add(order.id, touches));
    if (code % groupsATurn === 0) await turn();
    if (!run.writer.isFull()) continue;
    await run.writer.flush();
    tell();
  }
}

/** Into how many parts persons are taken, so that about so many clicks and visits are held at once. */
async function countSlices({ reading: [reading], input }: Run, span: queries.EvidenceSpan, groups: number): Promise<number> {
  const { workspaceId, mostRows } = input;
  if ((await queries.estimatedRows(reading!)) <= mostRows) return 1;
  const every = Math.max(1, Math.floor(groups / groupsCounted));
  return Math.max(1, Math.ceil((await queries.countEvidence(reading!, workspaceId, span, every)) / mostRows));
}

/** Numbers the persons of a slice on each connection; one snapshot and one order give the same numbers. */
async function prepare({ reading, input }: Run, slice: queries.Slice): Promise<Size> {
  const sizes = await Promise.all(reading.map((on) => queries.prepareSlice(on, input.workspaceId, slice)));
  return sizes[0]!;
}

async function recomputeAll(run: Run, orders: queries.OrderSpan, tell: () => void): Promise<void> {
  const span = { fromMs: touchWindow(orders.first!.getTime()).fromMs, beforeMs: touchWindow(orders.last!.getTime()).beforeMs };
  let size = await prepare(run, { index: 0, count: 1 });
  const count = await countSlices(run, span, size.groups);
  for (let index = 0; index < count; index++) {
    if (count > 1) size = await prepare(run, { index, count });
    await recomputeSlice(run, span, size, tell);
  }
  await run.writer.close();
}

/**
 * Computes touches and credit of every order anew and writes what differs; nothing that was decided or booked is read or touched. All is
 * read from one snapshot. Undefined when another run of the workspace is under way.
 */
export async function recompute(input: RecomputeInput, progress: (sum: RecomputeSum) => void): Promise<RecomputeSum | undefined> {
  const open = (count: number, name: string) =>
    Promise.all(Array.from({ length: count }, () => openCopyConnection(input.url, `vouch recompute: ${name}`)));
  const [reading, writing] = await Promise.all([open(2, "reading"), open(2, "writing")]);
  try {
    if (!(await queries.tryRunLock(writing[0]!, input.workspaceId))) return undefined;
    for (const on of writing) await makeRecomputed(on);
    await queries.beginReading(reading[0]!, reading.slice(1));
    const span = await queries.orderSpan(reading[0]!, input.workspaceId);
    const sum: Sum = { orders: span.orders, ordersDone: 0, clicks: 0, visits: 0, touchesChanged: 0, creditsChanged: 0 };
    const written = (orders: number, { touches, credits }: Written): void => {
      sum.ordersDone += orders;
      sum.touchesChanged += touches;
      sum.creditsChanged += credits;
    };
    const run = { input, reading, sum, writer: openWriter(writing, input, written) };
    if (span.orders > 0) await recomputeAll(run, span, () => progress({ ...sum }));
    return sum;
  } finally {
    await Promise.all([...reading, ...writing].map((on) => on.close()));
  }
}
