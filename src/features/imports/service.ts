import type { Readable } from "node:stream";
import { formatId } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import type { ImportKind, ImportMapping } from "../../platform/imports/import-kind.ts";
import { invalidInput, notFound, platformProblems } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import type { KeptBody } from "../../platform/schema/endpoint.ts";
import { loadFirstStore, loadStore } from "../stores/service.ts";
import { isBusy, type ImportKindName, type ImportStatus, type ImportStep } from "./import-state.ts";
import { importKinds, importScopes } from "./kinds/service.ts";
import { importProblems } from "./problems.ts";
import * as queries from "./queries.ts";
import { enqueueStep, fileOf, performStep } from "./steps/service.ts";
import type { ImportRow } from "./tables.ts";

export { deletePreset, listPresets, savePreset } from "./presets/service.ts";
export { importJobName, performStep, resumeImports } from "./steps/service.ts";

const isChosen = (mapping: unknown): mapping is ImportMapping => typeof mapping === "object" && mapping !== null && "format" in mapping;

const shownMapping = ({ format, has_header, columns, options }: ImportMapping) => ({
  format,
  has_header,
  columns: { ...columns },
  options: { ...options },
});

const shown = (row: ImportRow) => ({
  id: formatId("imp", row.id),
  kind: row.kind as ImportKindName,
  status: row.status as ImportStatus,
  file_name: row.file_name,
  size_bytes: Number(row.size_bytes),
  store_id: row.store_id === null ? null : formatId("sto", row.store_id),
  mapping: isChosen(row.mapping) ? shownMapping(row.mapping) : null,
  rows: row.total_rows === null ? null : Number(row.total_rows),
  taken: Number(row.taken),
  unchanged: Number(row.unchanged),
  refused: Number(row.refused),
  progress_bytes: Number(row.progress_bytes),
  problem: row.problem,
  notes: row.notes,
  created_at: row.created_at.toISOString(),
  finished_at: row.finished_at?.toISOString() ?? null,
});

async function loadImport(ctx: WorkspaceContext, id: string): Promise<ImportRow> {
  const row = await queries.findImport(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("import", formatId("imp", id));
  return row;
}

const kindOf = (name: string): ImportKind => importKinds[name as ImportKindName];

/** Whoever brings creators in by a file must be allowed to write creators; so it is with all that files bring. */
function requireScope(ctx: WorkspaceContext, kind: ImportKindName): void {
  const scope = importScopes[kind];
  if (!ctx.scopes.has(scope))
    throw new Problem(platformProblems["not-allowed"], `To import ${kind} your role or key needs the scope ${scope} as well.`);
}

/** A file that came in. */
export interface NewImport {
  readonly kind: ImportKindName;
  readonly file_name: string;
  readonly store_id?: string | undefined;
}

async function createImport(ctx: WorkspaceContext, file: NewImport, kept: KeptBody): Promise<ImportRow> {
  const { maxBytes } = kindOf(file.kind);
  if (kept.sizeBytes > maxBytes)
    throw new Problem(
      platformProblems["body-too-large"],
      `A file of ${file.kind} may have ${maxBytes} bytes; this one has ${kept.sizeBytes}. Split it.`,
    );
  return inTransaction(ctx, async (within) => {
    const named = file.store_id === undefined ? undefined : await loadStore(within, file.store_id);
    const store = named ?? (file.kind === "orders" ? await loadFirstStore(within) : undefined);
    const [id, fileId, now] = [within.newId(), within.newId(), nowAt(within)];
    const own = { workspace_id: within.workspaceId, created_at: now };
    const name = file.file_name.replaceAll(/\p{Cc}/gu, "");
    await queries.insertFile(within.db, {
      ...own,
      id: fileId,
      sha256: kept.sha256,
      size_bytes: BigInt(kept.sizeBytes),
      name,
      media_type: "text/csv",
    });
    const { kind } = file;
    await queries.insertImport(within.db, {
      ...own,
      id,
      kind,
      status: "uploaded",
      file_id: fileId,
      store_id: store?.id ?? null,
      created_by: within.actor.id,
    });
    await recordAudit(within, {
      action: "import.uploaded",
      subjectKind: "import",
      subjectId: id,
      detail: { kind, size_bytes: kept.sizeBytes },
    });
    return loadImport(within, id);
  });
}

/** Takes a file in that lies in the file store. */
export async function uploadImport(ctx: WorkspaceContext, file: NewImport, kept: KeptBody) {
  requireScope(ctx, file.kind);
  return shown(await createImport(ctx, file, kept));
}

/** A page of imports, newest first. */
export async function listImports(
  ctx: WorkspaceContext,
  query: { limit: number; cursor?: string | undefined; kind?: ImportKindName | undefined },
) {
  const page = { limit: query.limit, after: parseCursor(query.cursor) };
  const rows = await queries.listImports(ctx.db, ctx.workspaceId, query.kind, page);
  return pageFrom(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }), shown);
}

/** One import. */
export const getImport = async (ctx: WorkspaceContext, id: string) => shown(await loadImport(ctx, id));

async function previewOf(ctx: WorkspaceContext, row: ImportRow) {
  const remembered = await queries.rememberedMappings(ctx.db, ctx.workspaceId, { kind: row.kind, storeId: row.store_id }, 10);
  const mapping = isChosen(row.mapping) ? row.mapping : undefined;
  const preview = await kindOf(row.kind).preview(ctx, fileOf(ctx, row), {
    mapping,
    remembered: remembered.flatMap((each) => (isChosen(each.mapping) ? [each.mapping] : [])),
  });
  if (preview.kind === "preview") return preview;
  throw new Problem(importProblems["file-unreadable"], `The file cannot be read: ${preview.reason}.`);
}

/** The first rows as they would be read. @throws Problem file-unreadable */
export async function previewImport(ctx: WorkspaceContext, id: string) {
  const row = await loadImport(ctx, id);
  const preview = await previewOf(ctx, row);
  return {
    mapping: shownMapping(preview.mapping),
    is_guessed: !isChosen(row.mapping),
    formats: preview.formats.map((each) => ({ ...each })),
    fields: preview.fields.map(({ name, label, isRequired }) => ({ name, label, required: isRequired })),
    columns: preview.columns.map((each) => ({ ...each })),
    rows: preview.rows.map(({ rowNumber, values, faults }) => ({
      row: rowNumber,
      values: { ...values },
      faults: faults.map((each) => ({ ...each })),
    })),
    notes: [...preview.notes],
  };
}

async function lockIdle(within: WorkspaceContext, id: string): Promise<ImportRow> {
  const row = await queries.lockImport(within.db, within.workspaceId, id);
  if (row === undefined) throw notFound("import", formatId("imp", id));
  if (isBusy({ status: row.status, touchedAtMs: row.touched_at?.getTime() ?? null }, within.now()))
    throw new Problem(importProblems["import-busy"], `The import is ${row.status}. Ask again when it has ended.`);
  return row;
}

const nothingYet = {
  ...{ total_rows: null, taken: 0n, unchanged: 0n, refused: 0n, progress_bytes: 0n, placed_row: 0n },
  ...{ notes: [], problem: null, finished_at: null },
};

function refuseMapping(kind: string, mapping: ImportMapping): void {
  const faults = kindOf(kind).mappingFaults(mapping);
  if (faults.length > 0) throw invalidInput(faults);
}

/** Chooses the columns; what an earlier check said no longer holds. */
export async function setImportMapping(ctx: WorkspaceContext, id: string, mapping: ImportMapping) {
  return inTransaction(ctx, async (within) => {
    const { kind } = await lockIdle(within, id);
    refuseMapping(kind, mapping);
    await queries.deleteRefusals(within.db, within.workspaceId, id);
    await queries.updateImport(within.db, within.workspaceId, id, { mapping: shownMapping(mapping), status: "uploaded", ...nothingYet });
    return getImport(within, id);
  });
}

async function begin(within: WorkspaceContext, id: string, step: ImportStep, skipFaulty: boolean): Promise<void> {
  const row = await lockIdle(within, id);
  const mapping = isChosen(row.mapping) ? row.mapping : (await previewOf(within, row)).mapping;
  refuseMapping(row.kind, mapping);
  await queries.deleteRefusals(within.db, within.workspaceId, id);
  const status = step === "check" ? "checking" : "running";
  const values = { mapping: shownMapping(mapping), status, skip_faulty: skipFaulty, touched_at: nowAt(within), ...nothingYet };
  await queries.updateImport(within.db, within.workspaceId, id, values);
}

async function startStep(ctx: WorkspaceContext, id: string, step: ImportStep, skipFaulty: boolean) {
  const kind = (await loadImport(ctx, id)).kind as ImportKindName;
  requireScope(ctx, kind);
  return inTransaction(ctx, async (within) => {
    await begin(within, id, step, skipFaulty);
    await enqueueStep(within, { importId: id, step });
    const detail = { kind, step, skip_faulty: skipFaulty };
    await recordAudit(within, { action: "import.started", subjectKind: "import", subjectId: id, detail });
    return getImport(within, id);
  });
}

/** Has every row read and all faults listed; writes nothing. */
export const checkImport = (ctx: WorkspaceContext, id: string) => startStep(ctx, id, "check", false);

/** Has the file imported. */
export const runImport = (ctx: WorkspaceContext, id: string, body: { skip_faulty: boolean }) => startStep(ctx, id, "run", body.skip_faulty);

const refusalCursor = /^(\d{1,18})\.(\d{1,9})$/;

function parseRefusalCursor(text: string | undefined): { rowNumber: bigint; position: number } | undefined {
  if (text === undefined) return undefined;
  const [, row, position] = refusalCursor.exec(text) ?? [];
  if (row === undefined)
    throw invalidInput([{ pointer: "/cursor", detail: "cursor must be the next_cursor of an earlier page of the same list" }]);
  return { rowNumber: BigInt(row), position: Number(position) };
}

/** Faults of the last check or run, in the order of the file. */
export async function listImportRefusals(ctx: WorkspaceContext, id: string, query: { limit: number; cursor?: string | undefined }) {
  await loadImport(ctx, id);
  const place = { workspaceId: ctx.workspaceId, importId: id };
  const rows = await queries.listRefusals(ctx.db, place, query.limit, parseRefusalCursor(query.cursor));
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  return {
    data: data.map(({ row_number, field, message }) => ({ row: Number(row_number), field, message })),
    next_cursor: rows.length > query.limit && last !== undefined ? `${last.row_number}.${last.position}` : null,
  };
}

/** A file to import at once. */
export interface FileToImport extends NewImport {
  readonly content: Readable;
  /** Missing: guessed. */
  readonly mapping?: ImportMapping | undefined;
  readonly skipFaulty: boolean;
}

/** Imports a file from beginning to end in this process, for the command line and the sample data. Ask the result's status how it ended. */
export async function importFile(ctx: WorkspaceContext, file: FileToImport) {
  const kept = await ctx.files.write(file.content, kindOf(file.kind).maxBytes);
  if (kept.kind === "too-large") throw new Problem(platformProblems["body-too-large"], "The file is too large. Split it.");
  const { id } = await createImport(ctx, file, kept);
  if (file.mapping !== undefined) await setImportMapping(ctx, id, file.mapping);
  await inTransaction(ctx, (within) => begin(within, id, "run", file.skipFaulty));
  await performStep(ctx, { importId: id, step: "run" });
  return getImport(ctx, id);
}
