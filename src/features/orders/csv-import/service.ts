import type { WorkspaceContext } from "../../../platform/context.ts";
import type { CsvBreak, CsvRow } from "../../../platform/csv/csv-file.ts";
import type { ImportCounts, ImportKind, ImportOutcome, ImportTask, RowRefusal } from "../../../platform/imports/import-kind.ts";
import type { FileItem, FileReader } from "../csv/file-item.ts";
import { openMapped, openReader, storeOf } from "../csv/service.ts";
import { mappingFaults, previewOrders } from "../csv-preview/service.ts";
import type { RecordedOrder } from "../record/arrival.ts";
import { areRecorded, recordArrivals } from "../record/service.ts";

/** Orders in one transaction: enough to share its cost, few enough that others wait for it only a moment. */
const batchOrders = 1_000;
const refusalsAtOnce = 1_000;
const maxBytes = 1024 * 1024 * 1024;

type Taken = FileItem & { readonly kind: "order" };

/** What becomes of a batch: for each order whether it changed anything. */
type Write = (orders: readonly Taken[]) => Promise<readonly boolean[]>;

type Counts = { -readonly [C in keyof ImportCounts]: number };

/** One reading of a file from its beginning to its end. */
interface Pass {
  readonly task: ImportTask;
  readonly write: Write;
  readonly counts: Counts;
  batch: Taken[];
  refusals: RowRefusal[];
  bytes: number;
  /** The batch that is being written while the next one is read. */
  writing: Promise<void>;
  isBroken: boolean;
}

async function flushRefusals(pass: Pass): Promise<void> {
  const { refusals } = pass;
  pass.refusals = [];
  if (refusals.length > 0) await pass.task.refuse(refusals);
}

async function writeBatch(pass: Pass, batch: readonly Taken[]): Promise<void> {
  const results = await pass.write(batch);
  for (const [index, item] of batch.entries()) pass.counts[results[index] === true ? "taken" : "unchanged"] += item.rows;
  await pass.task.progress(pass.bytes, { ...pass.counts });
}

/** Hands a full batch over once the one before is written: reading goes on meanwhile, but never runs ahead by more than one. */
async function handOver(pass: Pass): Promise<void> {
  const { batch } = pass;
  pass.batch = [];
  await pass.writing;
  pass.writing = writeBatch(pass, batch);
  // The failure is met where the next batch waits for this one.
  pass.writing.catch(() => undefined);
  if (pass.refusals.length >= refusalsAtOnce) await flushRefusals(pass);
}

function collect(pass: Pass, items: readonly FileItem[]): void {
  for (const item of items) {
    pass.counts.rows += item.rows;
    if (item.kind === "order") pass.batch.push(item);
    else {
      pass.counts.refused += item.rows;
      pass.refusals.push(...item.faults.map((fault) => ({ rowNumber: item.rowNumber, ...fault })));
    }
  }
}

function take(pass: Pass, reader: FileReader, row: CsvRow | CsvBreak): void {
  if (row.kind === "row") return collect(pass, reader.add(row));
  pass.isBroken = true;
  pass.counts.refused++;
  pass.refusals.push({ rowNumber: row.rowNumber, field: "", message: row.reason });
}

/** Reads the whole file and gives each batch of orders to `write`. */
async function passOver(ctx: WorkspaceContext, task: ImportTask, write: Write): Promise<ImportOutcome> {
  const file = await openMapped(task.file, task.mapping);
  if (file.kind === "unreadable") return file;
  const open = openReader(file, task.mapping, await storeOf(ctx, task.file));
  if (open.kind === "unreadable") return open;
  const counts = { rows: 0, taken: 0, unchanged: 0, refused: 0 };
  const pass: Pass = { task, write, counts, batch: [], refusals: [], bytes: 0, writing: Promise.resolve(), isBroken: false };
  for await (const row of file.rows((total) => (pass.bytes = total))) {
    if (row.rowNumber === open.headerRow) continue;
    take(pass, open.reader, row);
    if (pass.batch.length >= batchOrders) await handOver(pass);
  }
  collect(pass, open.reader.end());
  await handOver(pass);
  await pass.writing;
  await flushRefusals(pass);
  await task.progress(pass.bytes, { ...counts });
  return { kind: pass.isBroken || (counts.refused > 0 && !task.skipFaulty) ? "refused" : "read", counts };
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

/** Reads the file to see whether every row can be taken, without asking the database. */
async function isFaultless(ctx: WorkspaceContext, task: ImportTask): Promise<ImportOutcome> {
  return passOver(ctx, task, (batch) => Promise.resolve(batch.map(() => false)));
}

/**
 * Orders from files: Shopify's and Stripe's exports and any other table. A file is streamed in batches, each its own transaction, so that
 * its size does not matter; one that was cut short is run again and goes on where it was, because what is recorded changes nothing twice.
 * Where faulty rows are not to be left out, the file is first read through once without writing.
 */
export const orderImport: ImportKind = {
  maxBytes,
  preview: previewOrders,
  mappingFaults,
  check: (ctx, task) => passOver(ctx, { ...task, skipFaulty: true }, foreseeBatch(ctx)),
  async run(ctx, task) {
    if (!task.skipFaulty) {
      const first = await isFaultless(ctx, task);
      if (first.kind !== "read") return first;
    }
    return passOver(ctx, task, recordBatch(ctx));
  },
};
