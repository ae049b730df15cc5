import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import type {
  ImportCounts,
  ImportFile,
  ImportMapping,
  ImportOutcome,
  ImportPlace,
  ImportTask,
  RowRefusal,
} from "../../../platform/imports/import-kind.ts";
import { enqueueJob } from "../../../platform/jobs/jobs.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { tell } from "../../webhooks/service.ts";
import { silentMs, stepEnd, type ImportKindName, type ImportStep } from "../import-state.ts";
import { importKinds } from "../kinds/service.ts";
import * as queries from "../queries.ts";
import type { ImportRow } from "../tables.ts";

const mostRefusals = 100_000;
const refusalsAtOnce = 2_000;
const progressEveryMs = 500;

/** The file of an import. */
export const fileOf = (ctx: WorkspaceContext, row: ImportRow): ImportFile => ({
  open: () => ctx.files.read(row.sha256),
  sizeBytes: Number(row.size_bytes),
  name: row.file_name,
  storeId: row.store_id,
});

const columnsOf = (counts: ImportCounts) => ({
  total_rows: BigInt(counts.rows),
  taken: BigInt(counts.taken),
  unchanged: BigInt(counts.unchanged),
  refused: BigInt(counts.refused),
});

type WriteRefusals = (on: WorkspaceContext, refusals: readonly RowRefusal[]) => Promise<void>;

/** Writes refusals down, at most 100,000 an import; those of one row are numbered as they come. */
function refusalWriter(ctx: WorkspaceContext, importId: string, before: number): WriteRefusals {
  const own = { workspace_id: ctx.workspaceId, import_id: importId };
  const ofRow = new Map<number, number>();
  let written = before;
  return async (on, refusals) => {
    const rows = refusals.slice(0, mostRefusals - written).map(({ rowNumber, field, message }) => {
      const position = ofRow.get(rowNumber) ?? 0;
      ofRow.set(rowNumber, position + 1);
      return { ...own, row_number: BigInt(rowNumber), position, field, message: message.replaceAll("\0", "") };
    });
    written += rows.length;
    for (let at = 0; at < rows.length; at += refusalsAtOnce) await queries.insertRefusals(on.db, rows.slice(at, at + refusalsAtOnce));
  };
}

function progressWriter(ctx: WorkspaceContext, importId: string, signal: AbortSignal | undefined): ImportTask["progress"] {
  let writtenAtMs = -Infinity;
  return async (bytes, counts) => {
    signal?.throwIfAborted();
    if (ctx.now() - writtenAtMs < progressEveryMs) return;
    writtenAtMs = ctx.now();
    const values = { progress_bytes: BigInt(bytes), touched_at: nowAt(ctx), ...columnsOf(counts) };
    await queries.updateImport(ctx.db, ctx.workspaceId, importId, values);
  };
}

/** What is to be done with an import. */
export interface StepOrder {
  readonly importId: string;
  readonly step: ImportStep;
}

/** The job that carries out a step. */
export const importJobName = "import-file";

/** Puts a step into the queue in the caller's transaction; an import waits there once. */
export const enqueueStep = (within: WorkspaceContext, order: StepOrder): Promise<void> =>
  enqueueJob(within.db, importJobName, { workspaceId: within.workspaceId, ...order }, { key: `import ${order.importId}` });

/** Where an attempt came to that died. */
const placeOf = (row: ImportRow): ImportPlace | null =>
  row.placed_row === 0n
    ? null
    : {
        row: Number(row.placed_row),
        bytes: Number(row.progress_bytes),
        counts: {
          rows: Number(row.total_rows),
          taken: Number(row.taken),
          unchanged: Number(row.unchanged),
          refused: Number(row.refused),
        },
      };

function placeWriter(ctx: WorkspaceContext, importId: string, writeRefusals: WriteRefusals): ImportTask["keepPlace"] {
  return async (within, place, refusals) => {
    const values = {
      placed_row: BigInt(place.row),
      progress_bytes: BigInt(place.bytes),
      touched_at: nowAt(ctx),
      ...columnsOf(place.counts),
    };
    await queries.updateImport(within.db, within.workspaceId, importId, values);
    await writeRefusals(within, refusals);
  };
}

async function perform(ctx: WorkspaceContext, row: ImportRow, order: StepOrder, signal: AbortSignal | undefined): Promise<ImportOutcome> {
  const kind = importKinds[row.kind as ImportKindName];
  const place = placeOf(row);
  const before = place === null ? 0 : await queries.countRefusals(ctx.db, ctx.workspaceId, row.id);
  const writeRefusals = refusalWriter(ctx, row.id, before);
  return kind[order.step](ctx, {
    importId: row.id,
    file: fileOf(ctx, row),
    mapping: row.mapping as unknown as ImportMapping,
    skipFaulty: row.skip_faulty,
    refuse: (refusals) => writeRefusals(ctx, refusals),
    place,
    keepPlace: placeWriter(ctx, row.id, writeRefusals),
    progress: progressWriter(ctx, row.id, signal),
  });
}

async function finish(ctx: WorkspaceContext, row: ImportRow, order: StepOrder, outcome: ImportOutcome): Promise<void> {
  const end = stepEnd(order.step, outcome);
  const counts =
    outcome.kind === "unreadable"
      ? {}
      : { ...columnsOf(outcome.counts), progress_bytes: row.size_bytes, notes: [...(outcome.notes ?? [])] };
  await inTransaction(ctx, async (within) => {
    await writeEnd(within, row, order, { ...end, ...counts });
    if (order.step === "check") return;
    const detail = { status: end.status, ...(outcome.kind === "unreadable" ? { reason: outcome.reason } : outcome.counts) };
    await recordAudit(within, { action: "import.ended", subjectKind: "import", subjectId: row.id, detail });
  });
}

/** Writes that a step has ended; of a file that was to be imported, whoever asks for it outside is told. */
async function writeEnd(
  within: WorkspaceContext,
  row: ImportRow,
  order: StepOrder,
  values: Parameters<typeof queries.updateImport>[3],
): Promise<void> {
  const at = nowAt(within);
  await queries.updateImport(within.db, within.workspaceId, row.id, { ...values, touched_at: at, finished_at: at });
  if (order.step === "run") await tell(within, "import.finished.v1", [row.id]);
}

/**
 * Carries out a step that was begun. When it fails for a reason that nobody foresaw, the import says so and can be begun again; when
 * the database is away, or the process is to stop, the error goes on to the caller, who tries again.
 */
export async function performStep(ctx: WorkspaceContext, order: StepOrder, signal?: AbortSignal): Promise<void> {
  const row = await queries.findImport(ctx.db, ctx.workspaceId, order.importId);
  if (row === undefined) throw notFound("import", formatId("imp", order.importId));
  if (row.status !== (order.step === "check" ? "checking" : "running")) return;
  // What an attempt that died left behind.
  await queries.deleteRefusals(ctx.db, ctx.workspaceId, row.id, row.placed_row);
  try {
    await finish(ctx, row, order, await perform(ctx, row, order, signal));
  } catch (error) {
    if (signal?.aborted === true) throw error;
    ctx.log.error({ err: error, import: row.id }, "an import failed");
    const problem = "Something went wrong that nobody foresaw; the log tells what. Nothing is half written: run it again.";
    await inTransaction(ctx, (within) => writeEnd(within, row, order, { status: "failed", problem }));
  }
}

/** Has imports taken up again whose worker has been silent for two minutes: what it wrote stays or was undone, and nothing is written twice. */
export async function resumeImports(ctx: Context): Promise<void> {
  for (const row of await queries.silentImports(ctx.db, new Date(ctx.now() - silentMs)))
    await inTransaction(asSystem(ctx, row.workspace_id, "import"), async (within) => {
      await queries.updateImport(within.db, within.workspaceId, row.id, { touched_at: nowAt(within) });
      await enqueueStep(within, { importId: row.id, step: row.status === "checking" ? "check" : "run" });
    });
}
