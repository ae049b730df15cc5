import type { WorkspaceContext } from "../../../platform/context.ts";
import type { CsvBreak } from "../../../platform/csv/csv-file.ts";
import type { ImportCounts, ImportKind, ImportOutcome, ImportTask, RowRefusal } from "../../../platform/imports/import-kind.ts";
import type { FileItem } from "../csv/file-item.ts";
import { openMapped, openReader, storeOf, type OpenReader, type OrderFile, type Unreadable } from "../csv/service.ts";
import { mappingFaults, previewOrders } from "../csv-preview/service.ts";
import type { RecordedOrder } from "../record/arrival.ts";
import { areRecorded, recordArrivals } from "../record/service.ts";
import { openLanes, type Lanes } from "./lanes.ts";

/** Orders in one transaction: enough to share its cost, few enough that others wait for it only a moment. */
const batchOrders = 200;
/** Transactions at a time: while the server works on two, this process prepares what the third has to say. */
const laneCount = 3;
const refusalsAtOnce = 1_000;
const maxBytes = 1024 * 1024 * 1024;

type Taken = FileItem & { readonly kind: "order" };

/** What becomes of a batch: for each order whether it changed anything. */
type Write = (orders: readonly Taken[]) => Promise<readonly boolean[]>;

type Counts = { -readonly [C in keyof ImportCounts]: number };

/** One reading of a file from its beginning to its end. */
interface Pass {
  readonly task: ImportTask;
  readonly counts: Counts;
  refusals: RowRefusal[];
  bytes: number;
  isBroken: boolean;
}

async function flushRefusals(pass: Pass): Promise<void> {
  const { refusals } = pass;
  pass.refusals = [];
  if (refusals.length > 0) await pass.task.refuse(refusals);
}

async function writeBatch(pass: Pass, write: Write, batch: readonly Taken[]): Promise<void> {
  const results = await write(batch);
  for (const [index, item] of batch.entries()) pass.counts[results[index] === true ? "taken" : "unchanged"] += item.rows;
  await pass.task.progress(pass.bytes, { ...pass.counts });
}

/** Two orders of one customer would wait for each other. */
const customerOf = ({ order }: Taken["arrival"]): string => (order.email ?? order.customerExternalId ?? order.externalId).toLowerCase();

/** What an order goes by: another with one of these may mean the same one. */
const namesOf = ({ order }: Taken["arrival"]): string[] => [
  `order ${order.externalId}`,
  ...order.names.map(({ kind, value }) => `${kind} ${value}`),
];

/** Where the orders of a file go. */
type Sink = (pass: Pass) => Lanes<Taken>;

const written =
  (write: Write): Sink =>
  (pass) =>
    openLanes({
      count: laneCount,
      batchSize: batchOrders,
      groupOf: (item) => customerOf(item.arrival),
      keysOf: (item) => namesOf(item.arrival),
      write: (batch) => writeBatch(pass, write, batch),
    });

/** They are counted and forgotten at once. */
const counted: Sink = (pass) => ({
  add(item) {
    pass.counts.unchanged += item.rows;
    return pass.counts.unchanged % batchOrders < item.rows ? pass.task.progress(pass.bytes, { ...pass.counts }) : undefined;
  },
  end: () => Promise.resolve(),
  settle: () => Promise.resolve(),
});

async function collect(pass: Pass, lanes: Lanes<Taken>, items: readonly FileItem[]): Promise<void> {
  for (const item of items) {
    pass.counts.rows += item.rows;
    if (item.kind === "order") {
      const wait = lanes.add(item);
      if (wait !== undefined) await wait;
    } else {
      pass.counts.refused += item.rows;
      pass.refusals.push(...item.faults.map((fault) => ({ rowNumber: item.rowNumber, ...fault })));
    }
  }
  if (pass.refusals.length >= refusalsAtOnce) await flushRefusals(pass);
}

function noteBreak(pass: Pass, row: CsvBreak): void {
  pass.isBroken = true;
  pass.counts.refused++;
  pass.refusals.push({ rowNumber: row.rowNumber, field: "", message: row.reason });
}

async function readInto(pass: Pass, lanes: Lanes<Taken>, { file, reader, headerRow }: Opened): Promise<void> {
  for await (const row of file.rows((total) => (pass.bytes = total))) {
    if (row.kind === "broken") noteBreak(pass, row);
    else if (row.rowNumber !== headerRow) {
      const items = reader.add(row);
      if (items.length > 0) await collect(pass, lanes, items);
    }
  }
  await collect(pass, lanes, reader.end());
  await lanes.end();
}

/** A file with its reader, which has read nothing yet. */
interface Opened extends OpenReader {
  readonly file: OrderFile;
}

async function openTask(ctx: WorkspaceContext, task: ImportTask): Promise<Opened | Unreadable> {
  const file = await openMapped(task.file, task.mapping);
  if (file.kind === "unreadable") return file;
  const open = openReader(file, task.mapping, await storeOf(ctx, task.file));
  return open.kind === "unreadable" ? open : { ...open, file };
}

/** Reads the whole file and gives its orders to the sink. */
async function passOver(ctx: WorkspaceContext, task: ImportTask, sink: Sink): Promise<ImportOutcome> {
  const opened = await openTask(ctx, task);
  if (opened.kind === "unreadable") return opened;
  const counts = { rows: 0, taken: 0, unchanged: 0, refused: 0 };
  const pass: Pass = { task, counts, refusals: [], bytes: 0, isBroken: false };
  const lanes = sink(pass);
  try {
    await readInto(pass, lanes, opened);
  } finally {
    await lanes.settle();
  }
  await flushRefusals(pass);
  await task.progress(pass.bytes, { ...counts });
  if (pass.isBroken) return { kind: "broken", counts, isWritten: counts.taken > 0 };
  return { kind: counts.refused > 0 && !task.skipFaulty ? "refused" : "read", counts };
}

const isNews = (outcome: RecordedOrder["outcome"]): boolean => ["created", "joined", "changed"].includes(outcome);

const recordBatch =
  (ctx: WorkspaceContext): Write =>
  async (batch) => {
    const orders = batch.map((item) => item.arrival);
    const owners = batch.flatMap((item, index) => item.adjustments.map(() => index));
    const adjustments = batch.flatMap((item) => item.adjustments);
    const recorded = await recordArrivals(ctx, { orders, adjustments });
    const changed = recorded.orders.map((result) => isNews(result.outcome));
    for (const [index, result] of recorded.adjustments.entries())
      if (result.outcome === "created" || result.outcome === "early") changed[owners[index]!] = true;
    return changed;
  };

const foreseeBatch =
  (ctx: WorkspaceContext): Write =>
  async (batch) => {
    const known = await areRecorded(
      ctx,
      batch.map((item) => item.arrival),
    );
    return known.map((isKnown) => !isKnown);
  };

/**
 * Orders from files: Shopify's and Stripe's exports and any other table. A file is streamed in batches, each its own transaction, so that
 * its size does not matter; one that was cut short is run again and goes on where it was, because what is recorded changes nothing twice.
 * Where faulty rows are not to be left out, the file is first read through once without writing.
 */
export const orderImport: ImportKind = {
  maxBytes,
  preview: previewOrders,
  mappingFaults,
  check: (ctx, task) => passOver(ctx, { ...task, skipFaulty: true }, written(foreseeBatch(ctx))),
  async run(ctx, task) {
    if (!task.skipFaulty) {
      const first = await passOver(ctx, task, counted);
      if (first.kind !== "read") return first;
    }
    return passOver(ctx, task, written(recordBatch(ctx)));
  },
};
