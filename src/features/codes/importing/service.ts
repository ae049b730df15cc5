import { likelyDateOrder, type DateOrder } from "../../../kernel/cells/cell-values.ts";
import { zoneReader } from "../../../kernel/cells/local-time.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { startOfDay } from "../../../kernel/zone.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import type { ImportFile, ImportKind, ImportTask } from "../../../platform/imports/import-kind.ts";
import { openTable, reported, wholeOrNothing, type TableReading } from "../../../platform/imports/table-pass.ts";
import { previewTable } from "../../../platform/imports/table-preview.ts";
import { sampleTexts, takeTable, type ColumnTexts, type StatedRow } from "../../../platform/imports/table-rows.ts";
import { creatorFinder } from "../../creators/service.ts";
import { programFinder, type ProgramFinder } from "../../programs/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { listCodesBySkeletons } from "../queries.ts";
import { codeFields, codeMappingFaults } from "./code-fields.ts";
import { readCodeRow, type CodeReading, type CodeRow } from "./code-row.ts";

/** Makes one code, as everybody makes codes. */
export type MakeCode = (
  within: WorkspaceContext,
  code: {
    readonly code: string;
    readonly creator_id: string;
    readonly program_id: string;
    readonly purpose: CodeRow["purpose"];
    readonly policy: CodeRow["policy"];
    readonly valid_from: string;
    readonly valid_until: string | null;
  },
) => Promise<unknown>;

type Options = Readonly<Record<string, string>>;

async function readerOf(ctx: WorkspaceContext): Promise<(options: Options, texts: ColumnTexts) => CodeReading> {
  const { zone } = await loadWorkspace(ctx);
  return (options, texts) => ({
    zone: zoneReader(zone),
    order: (options["date_order"] as DateOrder | undefined) ?? likelyDateOrder([...texts("valid_from"), ...texts("valid_until")]),
    from: options["valid_from"] === undefined ? nowAt(ctx) : new Date(startOfDay(options["valid_from"], zone)),
  });
}

const valuesOf = ({ code, creator, program, purpose, policy, from, until }: CodeRow): Record<string, string> => ({
  ...{ code, creator, purpose, policy, valid_from: from.toISOString() },
  ...(program === null ? {} : { program }),
  ...(until === null ? {} : { valid_until: until.toISOString() }),
});

async function preview(ctx: WorkspaceContext, file: ImportFile, chosen: Parameters<ImportKind["preview"]>[2]) {
  const readingOf = await readerOf(ctx);
  return previewTable(file, chosen, {
    fields: codeFields,
    required: ["code", "creator"],
    own: ["valid_from"],
    options: () => ({}),
    reader: ({ options }, texts) => {
      const how = readingOf(options, texts);
      return {
        read: (cells) => {
          const { row, faults } = readCodeRow(cells, how);
          return { values: row === undefined ? {} : valuesOf(row), faults };
        },
        notes: [`Codes whose row does not say since when hold from ${how.from.toISOString()} on: orders before that are not theirs.`],
      };
    },
  });
}

/** One reading of a file. */
interface Pass {
  readonly ctx: WorkspaceContext;
  readonly programs: ProgramFinder;
  readonly options: Options;
  /** The rows that the file told, by what their code looks like. */
  readonly told: Map<string, Meant[]>;
}

/** A row with whom and what it means. */
interface Meant extends StatedRow<CodeRow> {
  readonly creatorId: string;
  readonly programId: string;
}

type CreatorOf = Awaited<ReturnType<typeof creatorFinder>>;
type Span = { readonly from: Date; readonly until: Date | null };

const overlaps = (a: Span, b: Span): boolean => (b.until === null || a.from < b.until) && (a.until === null || b.from < a.until);

function meantRow(pass: Pass, { rowNumber, row }: StatedRow<CodeRow>, creatorOf: CreatorOf): Meant | readonly FieldFault[] {
  const { programs, options, told } = pass;
  const written = row.program ?? options["program"] ?? null;
  const found = { creator: creatorOf(row.creator), program: written === null ? programs.only : programs.named(written) };
  const { creator, program } = found;
  if ("fault" in creator || "fault" in program)
    return Object.entries(found).flatMap(([field, each]) => ("fault" in each ? [{ field, message: each.fault }] : []));
  const before = told.get(row.skeleton) ?? [];
  const same = before.find((one) => overlaps(one.row, row));
  if (same !== undefined)
    return [
      { field: "code", message: `${row.code} is told by row ${same.rowNumber} for that time, or looks like its code: keep one of the two` },
    ];
  const meant = { rowNumber, row, creatorId: creator.id, programId: program.id };
  told.set(row.skeleton, [...before, meant]);
  return meant;
}

type KnownCode = Awaited<ReturnType<typeof listCodesBySkeletons>>[number];

/** What a row says otherwise than the code that is here for its time; undefined: nothing. */
function clash(known: KnownCode, { row, creatorId, programId }: Meant): FieldFault | undefined {
  const there = `${known.code} is here from ${known.valid_from.toISOString()} on`;
  const way = "correct the row, or end that code on its page first";
  if (known.creator_id !== creatorId) return { field: "creator", message: `${there} and belongs to another creator: ${way}` };
  if (known.program_id !== programId) return { field: "program", message: `${there}, in another program: ${way}` };
  if (known.code.toUpperCase() !== row.code.toUpperCase()) return { field: "code", message: `${there} and looks like ${row.code}: ${way}` };
  if (row.isDated && known.valid_from.getTime() !== row.from.getTime())
    return { field: "valid_from", message: `${there}, found ${row.from.toISOString()}: ${way}` };
  return undefined;
}

async function takeRows(
  pass: Pass,
  rows: readonly StatedRow<CodeRow>[],
  refuse: (rowNumber: number, faults: readonly FieldFault[]) => void,
): Promise<{ fresh: Meant[]; unchanged: number }> {
  const { ctx } = pass;
  const creatorOf = await creatorFinder(ctx, [...new Set(rows.map(({ row }) => row.creator))]);
  const meant = rows.flatMap((row) => {
    const found = meantRow(pass, row, creatorOf);
    if ("row" in found) return [found];
    refuse(row.rowNumber, found);
    return [];
  });
  const skeletons = [...new Set(meant.map(({ row }) => row.skeleton))];
  const stored = skeletons.length === 0 ? [] : await listCodesBySkeletons(ctx.db, ctx.workspaceId, skeletons);
  const here = groupBy(stored, ({ code_skeleton: skeleton }) => skeleton);
  const fresh: Meant[] = [];
  let unchanged = 0;
  for (const one of meant) {
    const known = (here.get(one.row.skeleton) ?? []).find((code) => overlaps({ from: code.valid_from, until: code.valid_until }, one.row));
    const fault = known === undefined ? undefined : clash(known, one);
    if (fault !== undefined) refuse(one.rowNumber, [fault]);
    else if (known === undefined) fresh.push(one);
    else unchanged++;
  }
  return { fresh, unchanged };
}

const newCode = ({ row, creatorId, programId }: Meant): Parameters<MakeCode>[1] => ({
  code: row.code,
  creator_id: creatorId,
  program_id: programId,
  purpose: row.purpose,
  policy: row.policy,
  valid_from: row.from.toISOString(),
  valid_until: row.until?.toISOString() ?? null,
});

async function passOver(
  ctx: WorkspaceContext,
  task: ImportTask,
  make: (code: Parameters<MakeCode>[1]) => Promise<void>,
): Promise<TableReading> {
  const table = await openTable(task);
  if (table.kind === "unreadable") return { outcome: table, refusals: [] };
  const { options } = task.mapping;
  const how = (await readerOf(ctx))(options, await sampleTexts(task.file, table));
  const pass: Pass = { ctx, programs: await programFinder(ctx), options, told: new Map() };
  return takeTable<CodeRow>(task, table, {
    read: (texts) => readCodeRow(texts, how),
    take: async (rows, refuse) => {
      const { fresh, unchanged } = await takeRows(pass, rows, refuse);
      for (const each of fresh) await make(newCode(each));
      return { taken: fresh.length, unchanged };
    },
  });
}

/** Codes from a table, taken whole or not at all; a code is known by its text, owner and time, and the same row again changes nothing. */
export const codeImportWith = (make: MakeCode): ImportKind => ({
  maxBytes: 16 * 1024 * 1024,
  preview,
  mappingFaults: codeMappingFaults,
  check: async (ctx, task) => reported(task, await passOver(ctx, task, async () => {})),
  run: async (ctx, task) => {
    const take = (within: WorkspaceContext) => passOver(within, task, async (code) => void (await make(within, code)));
    return reported(task, await wholeOrNothing(ctx, `code import ${ctx.workspaceId}`, take));
  },
});
