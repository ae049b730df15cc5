import { guessedColumns, type MatchableField } from "../../kernel/cells/guessed-columns.ts";
import type { FieldFault } from "../../kernel/cells/mapping-faults.ts";
import type { ImportFile, ImportKind, ImportMapping, ImportPreview } from "./import-kind.ts";
import { columnIndexes, columnReferences, correctedMapping, formatNotes, tableBeginning, type TableBeginning } from "./table-columns.ts";
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

type Rows = TableBeginning["rows"];

function guessedMapping(rows: Rows, rules: PreviewRules): ImportMapping {
  const first = rows[0]!;
  const guess = guessedColumns(rules.fields, first.cells);
  const references = columnReferences(first.cells, guess.size > 0);
  const columns = Object.fromEntries([...guess].map(([field, at]) => [field, references[at]!]));
  return { format: "table", has_header: guess.size > 0, columns, options: rules.options(columnTexts(rows.slice(1), guess)) };
}

/** Columns as for an earlier file; what belongs to one file alone is guessed anew. */
function likelyMapping(rows: Rows, remembered: readonly ImportMapping[], rules: PreviewRules): ImportMapping {
  const guess = guessedMapping(rows, rules);
  const mapping = correctedMapping(guess, remembered, rows[0]!.cells);
  const own = Object.fromEntries(Object.entries(guess.options).filter(([name]) => rules.own.includes(name)));
  return { ...mapping, options: { ...mapping.options, ...own } };
}

/** The beginning of a table as it would be read, under the columns that were chosen or under guessed ones. */
export async function previewTable(
  file: ImportFile,
  chosen: Parameters<ImportKind["preview"]>[2],
  rules: PreviewRules,
): Promise<ImportPreview | { kind: "unreadable"; reason: string }> {
  const beginning = await tableBeginning(file.open, sampleRows);
  if (beginning.kind === "unreadable") return beginning;
  const first = beginning.rows[0]!;
  const mapping = chosen.mapping ?? likelyMapping(beginning.rows, chosen.remembered ?? [], rules);
  const references = columnReferences(first.cells, mapping.has_header);
  const { indexes } = columnIndexes(mapping, references);
  const rows = mapping.has_header ? beginning.rows.slice(1) : beginning.rows;
  const { read, notes } = rules.reader(mapping, columnTexts(rows, indexes));
  return {
    kind: "preview",
    mapping,
    formats: [{ name: "table", label: "Table (CSV)" }],
    fields: rules.fields.map(({ name, label }) => ({ name, label, isRequired: rules.required.includes(name) })),
    columns: references.map((reference, at) => ({ reference, example: rows.find((row) => (row.cells[at] ?? "") !== "")?.cells[at] ?? "" })),
    rows: rows.slice(0, previewRows).map(({ rowNumber, cells }) => ({ rowNumber, ...read(textsOf(indexes, cells), rowNumber) })),
    notes: [...formatNotes(beginning.format), ...notes],
  };
}
