import { guessedColumns, type MatchableField } from "../../kernel/cells/guessed-columns.ts";
import type { FieldFault } from "../../kernel/cells/mapping-faults.ts";
import type { ImportFile, ImportKind, ImportMapping, ImportPreview } from "./import-kind.ts";
import * as columns from "./table-columns.ts";
import { columnTexts, textsOf, type ColumnTexts, type FieldTexts } from "./table-rows.ts";

const [previewRows, sampleRows] = [20, 200];

/** What is particular to the tables of one kind. */
export interface PreviewRules {
  readonly fields: readonly MatchableField[];
  readonly required: readonly string[];
  /** What is to be said about a file of which nothing was said yet. */
  options(texts: ColumnTexts): Readonly<Record<string, string>>;
  /** Options that belong to one file and are never taken from an earlier one. */
  readonly own: readonly string[];
  /**
   * Options on which all amounts hang, with what the rows themselves tell of them. They are taken from an earlier file only where that one's
   * columns are the very ones of this file; else they are left open where the rows tell nothing, so that they are asked for.
   */
  told?(texts: ColumnTexts): Readonly<Record<string, string | undefined>>;
  /** How rows are read under a mapping, and what a person should know of it. */
  reader(
    mapping: ImportMapping,
    texts: ColumnTexts,
  ): {
    read(
      texts: FieldTexts,
      rowNumber: number,
    ): { readonly values: Readonly<Record<string, string>>; readonly faults: readonly FieldFault[] };
    readonly notes: readonly string[];
  };
}

type Rows = columns.TableBeginning["rows"];

function guessedMapping(rows: Rows, rules: PreviewRules): { readonly mapping: ImportMapping; readonly texts: ColumnTexts } {
  const first = rows[0]!;
  const guess = guessedColumns(rules.fields, first.cells);
  const references = columns.columnReferences(first.cells, guess.size > 0);
  const texts = columnTexts(rows.slice(1), guess);
  const fields = Object.fromEntries([...guess].map(([field, at]) => [field, references[at]!]));
  return { mapping: { format: "table", has_header: guess.size > 0, columns: fields, options: rules.options(texts) }, texts };
}

/** Columns as for an earlier file; what belongs to one file alone is guessed anew. */
function likelyMapping(rows: Rows, remembered: readonly ImportMapping[], rules: PreviewRules): ImportMapping {
  const { mapping: guess, texts } = guessedMapping(rows, rules);
  const header = rows[0]!.cells;
  const mapping = columns.correctedMapping(guess, remembered, header);
  const own = Object.entries(guess.options).filter(([name]) => rules.own.includes(name));
  const told = rules.told?.(texts) ?? {};
  const earlier = columns.earlierMapping(guess, remembered, header);
  const isKept = earlier === undefined || columns.readsEveryColumn(earlier, header);
  const kept = Object.entries(mapping.options).filter(([name]) => isKept || !(name in told));
  const said = Object.entries(told).flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
  return { ...mapping, options: Object.fromEntries([...kept, ...own, ...said]) };
}

/** The beginning of a table as it would be read, under the columns that were chosen or under guessed ones. */
export async function previewTable(
  file: ImportFile,
  chosen: Parameters<ImportKind["preview"]>[2],
  rules: PreviewRules,
): Promise<ImportPreview | { kind: "unreadable"; reason: string }> {
  const beginning = await columns.tableBeginning(file.open, sampleRows);
  if (beginning.kind === "unreadable") return beginning;
  const first = beginning.rows[0]!;
  const mapping = chosen.mapping ?? likelyMapping(beginning.rows, chosen.remembered ?? [], rules);
  const references = columns.columnReferences(first.cells, mapping.has_header);
  const { indexes } = columns.columnIndexes(mapping, references);
  const rows = mapping.has_header ? beginning.rows.slice(1) : beginning.rows;
  const { read, notes } = rules.reader(mapping, columnTexts(rows, indexes));
  return {
    kind: "preview",
    mapping,
    formats: [{ name: "table", label: "Table (CSV)" }],
    fields: rules.fields.map(({ name, label }) => ({ name, label, isRequired: rules.required.includes(name) })),
    columns: references.map((reference, at) => ({ reference, example: rows.find((row) => (row.cells[at] ?? "") !== "")?.cells[at] ?? "" })),
    rows: rows.slice(0, previewRows).map(({ rowNumber, cells }) => ({ rowNumber, ...read(textsOf(indexes, cells), rowNumber) })),
    notes: [...columns.formatNotes(beginning.format), ...notes],
  };
}
