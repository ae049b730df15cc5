import { canonicalJson } from "../../../kernel/canonical-json.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import type { ImportFile, ImportKind, ImportTask } from "../../../platform/imports/import-kind.ts";
import { openTable, reported, wholeOrNothing, type OpenTable, type TableReading } from "../../../platform/imports/table-pass.ts";
import { previewTable } from "../../../platform/imports/table-preview.ts";
import { takeTable } from "../../../platform/imports/table-rows.ts";
import type { LiftCounts } from "../lift-analysis.ts";
import { countableLifts, keepCounts, type CountableLift } from "../finding/service.ts";
import { liftFields, liftMappingFaults } from "./lift-fields.ts";
import { readLiftRow, type LiftRow } from "./lift-row.ts";
import { wholeCounts, type NumberedRow } from "./whole-counts.ts";

const previewCounts = (_ctx: WorkspaceContext, file: ImportFile, chosen: Parameters<ImportKind["preview"]>[2]) =>
  previewTable(file, chosen, {
    fields: liftFields,
    required: ["question", "group", "asked", "answered", "positive"],
    own: ["survey"],
    options: () => ({}),
    reader: ({ options }) => ({
      read: (cells) => {
        const { row, faults } = readLiftRow(cells, options["survey"]);
        return {
          values: row === undefined ? {} : Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)])),
          faults,
        };
      },
      notes: ["A row for each question and group. A survey is told whole, and takes the place of what was counted before."],
    }),
  });

/** What becomes of each row of a file, by its number, and what of each survey. */
interface Judged {
  readonly faults: ReadonlyMap<number, FieldFault>;
  readonly unchanged: ReadonlySet<number>;
  /** By the survey's id: what is new. */
  readonly fresh: ReadonlyMap<string, LiftCounts>;
}

const isSame = (a: LiftCounts | null, b: LiftCounts): boolean => a !== null && canonicalJson(a) === canonicalJson(b);

/** The survey that rows mean, or why they mean none. */
function meant(text: string, surveys: readonly CountableLift[]): CountableLift | string {
  const called = surveys.filter(({ key, name }) => key === text || name.toLowerCase() === text.toLowerCase());
  const [one] = called;
  if (one === undefined) return `${JSON.stringify(text.slice(0, 80))} is no survey here: write its name or id`;
  if (called.length > 1) return `${called.length} surveys are called ${JSON.stringify(text)}: write the id of one`;
  return one.isLocked ? one : `the plan of ${one.name} is still a draft: lock it before the first answer is looked at`;
}

function bySurvey(rows: readonly NumberedRow[]): Map<string, NumberedRow[]> {
  const all = new Map<string, NumberedRow[]>();
  for (const one of rows) {
    const name = one.row.survey.toLowerCase();
    all.set(name, [...(all.get(name) ?? []), one]);
  }
  return all;
}

function judged(rows: readonly NumberedRow[], surveys: readonly CountableLift[]): Judged {
  const [faults, unchanged, fresh] = [new Map<number, FieldFault>(), new Set<number>(), new Map<string, LiftCounts>()];
  for (const own of bySurvey(rows).values()) {
    const survey = meant(own[0]!.row.survey, surveys);
    if (typeof survey === "string") {
      for (const { rowNumber } of own) faults.set(rowNumber, { field: "survey", message: survey });
      continue;
    }
    const found = wholeCounts(own, survey.questions);
    if (found.kind === "faulty") for (const [row, fault] of found.faults) faults.set(row, fault);
    else if (isSame(survey.counts, found.counts)) for (const { rowNumber } of own) unchanged.add(rowNumber);
    else fresh.set(survey.id, found.counts);
  }
  return { faults, unchanged, fresh };
}

/** Every row that can be read; faults are told by the second reading. */
async function readRows(task: ImportTask, table: OpenTable): Promise<NumberedRow[]> {
  const rows: NumberedRow[] = [];
  const survey = task.mapping.options["survey"];
  await takeTable<LiftRow>(task, table, {
    read: (texts) => readLiftRow(texts, survey),
    take: async (stated) => {
      rows.push(...stated);
      return Promise.resolve({ taken: 0, unchanged: 0 });
    },
  });
  return rows;
}

/** Reads the file twice: a survey is told by several rows, and each of them has to know whether it is whole. */
async function passOver(ctx: WorkspaceContext, task: ImportTask): Promise<{ reading: TableReading; fresh: Judged["fresh"] }> {
  const table = await openTable(task);
  if (table.kind === "unreadable") return { reading: { outcome: table, refusals: [] }, fresh: new Map() };
  const rows = await readRows(task, table);
  const { faults, unchanged, fresh } = judged(rows, await countableLifts(ctx));
  const survey = task.mapping.options["survey"];
  const reading = await takeTable<LiftRow>(task, table, {
    read: (texts, rowNumber) => {
      const read = readLiftRow(texts, survey);
      const fault = faults.get(rowNumber);
      return read.row === undefined || fault === undefined ? read : { row: undefined, faults: [fault] };
    },
    take: async (stated) => {
      const same = stated.filter(({ rowNumber }) => unchanged.has(rowNumber)).length;
      return Promise.resolve({ taken: stated.length - same, unchanged: same });
    },
  });
  return { reading, fresh };
}

async function write(within: WorkspaceContext, task: ImportTask): Promise<TableReading> {
  const { reading, fresh } = await passOver(within, task);
  if (reading.outcome.kind === "read") for (const [id, counts] of fresh) await keepCounts(within, id, counts);
  return reading;
}

/** Counts of surveys from a table, taken whole or not at all; counts that say the same again change nothing. */
export const liftImport: ImportKind = {
  maxBytes: 1024 * 1024,
  preview: previewCounts,
  mappingFaults: liftMappingFaults,
  check: async (ctx, task) => reported(task, (await passOver(ctx, task)).reading),
  run: async (ctx, task) =>
    reported(task, await wholeOrNothing(ctx, `brand lift counts ${ctx.workspaceId}`, (within) => write(within, task))),
};
