import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, lockOn, planAnew } from "../../../platform/db/database.ts";
import type { ImportCounts, ImportKind, ImportOutcome, ImportTask, RowRefusal } from "../../../platform/imports/import-kind.ts";
import { endOfReading, reported, wholeOrNothing, type TableReading } from "../../../platform/imports/table-pass.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { unwantedRows } from "../forgetting/service.ts";
import { loadKnown } from "../knowing/service.ts";
import type { Grade } from "../observing/observed.ts";
import { mappingFaults, previewCreators } from "../previewing/service.ts";
import { openCreatorFile, type CreatorFile, type FileBatch, type FileRow } from "../reading/service.ts";
import { RaceLost, writeRows, type FigureOrigin, type PlannedRow, type PriceBook } from "../writing/service.ts";
import { endOfMonth } from "./creator-row.ts";
import { openKeyMemory } from "./key-memory.ts";
import { accountKey, importSource, openFileMemory } from "./row-keys.ts";
import { planRow, type KnownCreators } from "./row-plan.ts";

const maxBytes = 1024 * 1024 * 1024;
/** What is larger is taken batch by batch. */
const mostAtOnceBytes = 64 * 1024 * 1024;
const mostAttempts = 5;
/** No more are kept of one file. */
const mostRefusals = 100_000;

/** Where the figures of a file come from, as was said of it. */
function originOf({ mapping }: ImportTask): FigureOrigin {
  const { source, grade, observed_on: observedOn = null } = mapping.options;
  const isReport = mapping.format === "reports";
  return {
    source: source ?? (isReport ? "report" : importSource),
    grade: (grade as Grade | undefined) ?? (isReport ? "C" : "D"),
    observedOn,
  };
}

/** Somewhere it is as much later than in UTC. */
const aheadOfUtcMs = 14 * 60 * 60 * 1000;

type Counts = { -readonly [C in keyof ImportCounts]: number };

/** One reading of a file from its beginning to its end. */
interface Pass {
  /** Where prices are kept. */
  readonly book: PriceBook;
  /** Whose figures the file tells. */
  readonly source: string;
  /** The day of all figures, as was said of the file. */
  readonly observedOn: string | null;
  /** Nothing was seen after this day: the end of the month, which is the day of what is said of a month. */
  readonly lastDay: string;
  counts: Counts;
  readonly refusals: RowRefusal[];
  readonly memory: ReturnType<typeof openFileMemory>;
  /** The row that means each known creator. */
  readonly meant: ReturnType<typeof openKeyMemory>;
}

const openPass = (ctx: WorkspaceContext, task: ImportTask, book: PriceBook): Pass => ({
  book,
  source: originOf(task).source,
  observedOn: originOf(task).observedOn,
  lastDay: endOfMonth(new Date(ctx.now() + aheadOfUtcMs).toISOString().slice(0, 7))!,
  counts: { rows: 0, taken: 0, unchanged: 0, refused: 0 },
  refusals: [],
  memory: openFileMemory(),
  meant: openKeyMemory(),
});

function refuse(pass: Pass, rowNumber: number, faults: readonly { field: string; message: string }[]): [] {
  pass.counts.refused++;
  if (pass.refusals.length < mostRefusals) pass.refusals.push(...faults.map((fault) => ({ rowNumber, ...fault })));
  return [];
}

/** The day in a row that has not begun. */
const dayAhead = ({ observedOn, lastDay }: Pass, row: FileRow["row"]): string | undefined =>
  [row.followersOn ?? observedOn, ...row.accounts.flatMap(({ history = [] }) => history.map((each) => each.observedOn))]
    .filter((day) => day !== null)
    .find((day) => day > lastDay);

/** The row's creator, where it can be read and is not a repetition. */
function stated(pass: Pass, { rowNumber, row, faults }: FileRow): Pick<FileRow, "rowNumber" | "row">[] {
  pass.counts.rows++;
  if (faults.length > 0) return refuse(pass, rowNumber, faults);
  const ahead = dayAhead(pass, row);
  if (ahead !== undefined)
    return refuse(pass, rowNumber, [{ field: "followers_on", message: `must be a day that has begun, or this month, found ${ahead}` }]);
  const novelty = pass.memory.look(rowNumber, row);
  if (novelty.kind === "clash") return refuse(pass, rowNumber, [novelty.fault]);
  if (novelty.kind === "new") return [{ rowNumber, row }];
  pass.counts.unchanged++;
  return [];
}

type StatedRow = ReturnType<typeof stated>[number];

/** What is to be written for a row; nothing when it is refused or says nothing new. */
function planned(pass: Pass, entry: StatedRow, known: KnownCreators): PlannedRow[] {
  const plan = planRow(entry.row, known);
  if (plan.kind === "refuse") return refuse(pass, entry.rowNumber, [plan.fault]);
  const creatorId = plan.kind === "create" ? undefined : `${plan.creatorId} ${entry.row.followersOn ?? ""}`;
  const other = creatorId === undefined ? undefined : pass.meant.find(creatorId);
  if (other !== undefined && other.rowNumber !== entry.rowNumber)
    return refuse(pass, entry.rowNumber, [{ field: "", message: `means the same creator as row ${other.rowNumber}: join the two rows` }]);
  if (creatorId !== undefined) pass.meant.keep(creatorId, { rowNumber: entry.rowNumber, content: 0 });
  pass.counts[plan.kind === "unchanged" ? "unchanged" : "taken"]++;
  return plan.kind === "unchanged" ? [] : [{ ...entry, plan }];
}

/** Rows in which no account stands twice, in order: what a later row adds to a creator that an earlier one makes is planned after it. */
function runsOf(rows: readonly StatedRow[]): StatedRow[][] {
  const runs: StatedRow[][] = [[]];
  let seen = new Set<string>();
  for (const entry of rows) {
    const keys = entry.row.accounts.map(({ platform, normalised }) => accountKey(platform, normalised));
    if (keys.some((key) => seen.has(key))) {
      runs.push([]);
      seen = new Set();
    }
    for (const key of keys) seen.add(key);
    runs.at(-1)!.push(entry);
  }
  return runs;
}

type Write = (rows: readonly PlannedRow[]) => Promise<void>;

async function takeRows(ctx: WorkspaceContext, pass: Pass, rows: readonly StatedRow[], write: Write): Promise<void> {
  const unwanted = await unwantedRows(
    ctx,
    rows.map(({ row }) => row),
  );
  const wanted = rows.filter(({ rowNumber, row }) => {
    const field = unwanted.get(row);
    if (field !== undefined) refuse(pass, rowNumber, [{ field, message: "is on the do-not-contact list: leave the row out" }]);
    return field === undefined;
  });
  for (const run of runsOf(wanted)) {
    const known = await loadKnown(
      ctx,
      run.map(({ row }) => row),
      pass.source,
      pass.book,
    );
    await write(run.flatMap((entry) => planned(pass, entry, known)));
  }
}

/** A file with the book that takes its prices. */
interface Taking {
  readonly task: ImportTask;
  readonly book: PriceBook;
}

/** Reads the whole file; `write` is given what each batch comes to. */
async function passOver(ctx: WorkspaceContext, { task, book }: Taking, write: Write): Promise<TableReading> {
  const file = await openCreatorFile(task, (await loadWorkspace(ctx)).currency);
  if (file.kind === "unreadable") return { outcome: file, refusals: [] };
  const pass = openPass(ctx, task, book);
  let [isBroken, batches] = [false, 0];
  for await (const batch of file.batches()) {
    isBroken ||= batch.isBroken;
    await takeRows(
      ctx,
      pass,
      batch.rows.flatMap((row) => stated(pass, row)),
      write,
    );
    await task.progress(batch.bytes, { ...pass.counts });
    if (Number.isInteger(Math.log2(++batches))) await planAnew(ctx.db);
  }
  return { outcome: { ...endOfReading(task, pass.counts, isBroken), notes: file.notes() }, refusals: pass.refusals };
}

const lockName = (ctx: WorkspaceContext): string => `creators import ${ctx.workspaceId}`;

const writer =
  (within: WorkspaceContext, { task, book }: Taking): Write =>
  (rows) =>
    writeRows(within, { importId: task.importId, at: nowAt(within), origin: originOf(task), book }, rows);

/** Begins anew when somebody else took a handle or an external id meanwhile, and then sees who. */
async function raced<R>(work: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RaceLost) || attempt === mostAttempts) throw error;
    }
  }
}

/** Writes all or nothing. */
const writeAll = (ctx: WorkspaceContext, taking: Taking): Promise<TableReading> =>
  raced(() => wholeOrNothing(ctx, lockName(ctx), (within) => passOver(within, taking, writer(within, taking))));

/** Takes one batch in a transaction of its own, with its refusals and the place that was reached. */
async function takeBatch(ctx: WorkspaceContext, task: ImportTask, pass: Pass, batch: FileBatch): Promise<void> {
  const { book } = pass;
  const before = { ...pass.counts };
  const rows = batch.rows.flatMap((row) => stated(pass, row));
  const [counted, refused] = [{ ...pass.counts }, pass.refusals.splice(0)];
  await raced(() =>
    inTransaction(ctx, async (within) => {
      pass.counts = { ...counted };
      pass.refusals.splice(0, Infinity, ...refused);
      await lockOn(within.db, lockName(within));
      await takeRows(within, pass, rows, writer(within, { task, book }));
      const place = { row: batch.lastRow, bytes: batch.bytes, counts: { ...pass.counts } };
      if (place.counts.rows > before.rows) await task.keepPlace(within, place, pass.refusals);
    }),
  );
  pass.refusals.splice(0);
}

/** Rows that an earlier attempt took: they are looked at again, to know later ones that repeat them, and not written. */
function skipBatch(pass: Pass, batch: FileBatch): void {
  for (const row of batch.rows) stated(pass, row);
  pass.refusals.splice(0);
}

async function writeBatches(ctx: WorkspaceContext, { task, book }: Taking, file: CreatorFile): Promise<ImportOutcome> {
  const pass = openPass(ctx, task, book);
  const { place } = task;
  let isBroken = false;
  let isBehind = place !== null;
  for await (const batch of file.batches()) {
    isBroken ||= batch.isBroken;
    if (place !== null && isBehind && batch.lastRow <= place.row) {
      skipBatch(pass, batch);
      await task.progress(batch.bytes, place.counts);
      continue;
    }
    if (place !== null && isBehind) pass.counts = { ...place.counts };
    isBehind = false;
    await takeBatch(ctx, task, pass, batch);
    await task.progress(batch.bytes, { ...pass.counts });
  }
  const counts = isBehind && place !== null ? place.counts : pass.counts;
  const notes = file.notes();
  return isBroken ? { kind: "broken", counts, isWritten: true, notes } : { kind: "read", counts, notes };
}

const isLarge = ({ file, mapping }: ImportTask): boolean =>
  mapping.options["taken"] === "batches" || (mapping.options["taken"] !== "whole" && file.sizeBytes > mostAtOnceBytes);

/** Reads every row and writes nothing but refusals. */
const checkAll = async (ctx: WorkspaceContext, taking: Taking): Promise<ImportOutcome> =>
  reported(taking.task, await passOver(ctx, taking, async () => {}));

/** A large file: unless faulty rows may be left out it is read as a whole first, and nothing is written when one is refused. */
async function takeLarge(ctx: WorkspaceContext, taking: Taking): Promise<ImportOutcome> {
  const { task } = taking;
  if (!task.skipFaulty && task.place === null) {
    const checked = await checkAll(ctx, taking);
    if (checked.kind !== "read") return checked.kind === "broken" ? { ...checked, isWritten: false } : checked;
  }
  const file = await openCreatorFile(task, (await loadWorkspace(ctx)).currency);
  return file.kind === "unreadable" ? file : writeBatches(ctx, taking, file);
}

/**
 * Creators from a table or from reports: a file is taken whole or not at all, a large one batch by batch with a remembered place; one of a workspace at a
 * time.
 *
 * @param book where the prices are kept that a file states.
 */
export const creatorImport = (book: PriceBook): ImportKind => ({
  maxBytes,
  preview: previewCreators,
  mappingFaults,
  check: (ctx, task) => checkAll(ctx, { task, book }),
  run: async (ctx, task) => (isLarge(task) ? takeLarge(ctx, { task, book }) : reported(task, await writeAll(ctx, { task, book }))),
});
