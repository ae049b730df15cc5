import { guessedColumns } from "../../../kernel/cells/guessed-columns.ts";
import { withoutApostrophe } from "../../../platform/csv/formula.ts";
import type { ImportFile, ImportKind, ImportMapping, ImportPreview, MappingFault } from "../../../platform/imports/import-kind.ts";
import { columnIndexes, columnReferences, correctedMapping, formatNotes, tableBeginning } from "../../../platform/imports/table-columns.ts";
import { platformOfAddress } from "../handle.ts";
import { creatorFields } from "../importing/creator-fields.ts";
import { readCreatorRow, type CreatorRow } from "../importing/creator-row.ts";

const previewRows = 20;
const format = "table";

const isAddress = (text: string): boolean => /^\S+@\S+\.\S+$/.test(text);

/** What the columns of a table without headers hold, by what stands in its first row. */
function guessedByContent(cells: readonly string[]): Map<string, number> {
  const chosen = new Map<string, number>();
  cells.forEach((text, at) => {
    const cell = text.trim();
    const words = /^[\p{L} .'-]+$/u.test(cell) ? "name" : undefined;
    const field = isAddress(cell) ? "email" : (platformOfAddress(cell) ?? words);
    if (field !== undefined && !chosen.has(field)) chosen.set(field, at);
  });
  return chosen;
}

function guessedMapping(firstRow: readonly string[]): ImportMapping {
  const byHeader = guessedColumns(creatorFields, firstRow);
  const hasHeader = byHeader.size > 0 || !firstRow.some((cell) => isAddress(cell.trim()) || platformOfAddress(cell.trim()) !== undefined);
  const references = columnReferences(firstRow, hasHeader);
  const chosen = hasHeader ? byHeader : guessedByContent(firstRow);
  const columns = Object.fromEntries([...chosen].map(([field, at]) => [field, references[at]!]));
  return { format, has_header: hasHeader, columns, options: {} };
}

const accountText = ({ platform, handle, followers }: CreatorRow["accounts"][number]): string =>
  `${platform}: ${handle}${followers === null ? "" : ` (${followers})`}`;

/** A row's creator in texts, only what the row states. */
function valuesOf(row: CreatorRow): Record<string, string> {
  const { name, email, country, source, externalId, notes, followersOn } = row;
  const metadata = row.metadata === null ? null : JSON.stringify(row.metadata);
  const accounts = row.accounts.length === 0 ? null : row.accounts.map(accountText).join("; ");
  const texts = { name, email, country, accounts, source, external_id: externalId, notes, followers_on: followersOn, metadata };
  return Object.fromEntries(Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== null));
}

/** The beginning of a file of creators as it would be read. */
export async function previewCreators(
  file: ImportFile,
  chosen: Parameters<ImportKind["preview"]>[2],
): Promise<ImportPreview | { kind: "unreadable"; reason: string }> {
  const beginning = await tableBeginning(file.open, previewRows + 1);
  if (beginning.kind === "unreadable") return beginning;
  const first = beginning.rows[0]!;
  const mapping = chosen.mapping ?? correctedMapping(guessedMapping(first.cells), chosen.remembered ?? [], first.cells);
  const references = columnReferences(first.cells, mapping.has_header);
  const { indexes } = columnIndexes(mapping, references);
  const rows = mapping.has_header ? beginning.rows.slice(1) : beginning.rows;
  return {
    kind: "preview",
    mapping,
    formats: [{ name: format, label: "Table (CSV)" }],
    fields: creatorFields.map(({ name, label }) => ({ name, label, isRequired: false })),
    columns: references.map((reference, at) => ({ reference, example: rows.find((row) => (row.cells[at] ?? "") !== "")?.cells[at] ?? "" })),
    rows: rows.slice(0, previewRows).map(({ rowNumber, cells }) => {
      const { row, faults } = readCreatorRow(new Map([...indexes].map(([field, at]) => [field, withoutApostrophe(cells[at] ?? "")])));
      return { rowNumber, values: valuesOf(row), faults };
    }),
    notes: formatNotes(beginning.format),
  };
}

const fieldNames = new Set(creatorFields.map((field) => field.name));
const naming = [
  "id",
  "name",
  "first_name",
  "last_name",
  "handle",
  ...creatorFields.flatMap(({ name }) => (fieldNames.has(`${name}_followers`) ? [name] : [])),
];

/** What is wrong with a mapping of a file of creators. */
export function mappingFaults(mapping: ImportMapping): MappingFault[] {
  const unknown = Object.keys(mapping.columns).filter((field) => !fieldNames.has(field));
  const hasName = naming.some((field) => mapping.columns[field] !== undefined);
  return [
    ...(mapping.format === format ? [] : [{ pointer: "/format", detail: `format: must be ${format}, found ${mapping.format}` }]),
    ...unknown.map((field) => ({ pointer: `/columns/${field}`, detail: `columns.${field}: is no field of a creator` })),
    ...(hasName ? [] : [{ pointer: "/columns", detail: "columns: choose a column for the name or for a handle" }]),
    ...Object.keys(mapping.options).map((option) => ({
      pointer: `/options/${option}`,
      detail: `options.${option}: is no option of creators`,
    })),
  ];
}
