import { guessedColumns } from "../../../kernel/cells/guessed-columns.ts";
import { formatMajor, isCurrency } from "../../../kernel/money.ts";
import { platforms } from "../../../kernel/social/platform.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import type { ImportFile, ImportKind, ImportMapping, ImportPreview, MappingFault } from "../../../platform/imports/import-kind.ts";
import { columnIndexes, columnReferences, correctedMapping, formatNotes, tableBeginning } from "../../../platform/imports/table-columns.ts";
import { columnTexts, textsOf } from "../../../platform/imports/table-rows.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { platformOfAddress } from "../handle.ts";
import { rateFields, type FigureReading } from "../importing/figure-cells.ts";
import { isEthnicity } from "../importing/figure-fields.ts";
import { decimalNotes, figureReading, firstReports, isReportFile, sensitiveColumns } from "../reading/service.ts";
import { creatorFields } from "../importing/creator-fields.ts";
import { priceFieldNames } from "../importing/price-cells.ts";
import { isTakenDay, readCreatorRow, type CreatorRow } from "../importing/creator-row.ts";

const [previewRows, sampleRows] = [20, 200];
const formats = [
  { name: "table", label: "Table (CSV)" },
  { name: "reports", label: "Reports (JSON)" },
] as const;

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
  return { format: "table", has_header: hasHeader, columns, options: {} };
}

type RowAccount = CreatorRow["accounts"][number];

const accountText = ({ platform, handle, followers }: RowAccount): string =>
  `${platform}: ${handle}${followers === null ? "" : ` (${followers})`}`;

const percentText = (share: number): string => `${Number((share * 100).toFixed(2))} %`;

/** Figures and words of the accounts, as they would be taken. */
function figureTexts({ figures, profile, prices = [] }: RowAccount): [string, string][] {
  const counted = Object.entries(figures ?? {}).flatMap(([name, value]): [string, string][] =>
    typeof value === "number" ? [[name, value.toLocaleString("en")]] : [],
  );
  const rates = Object.entries(figures?.stated_rates ?? {}).map(([name, rate]): [string, string] => [name, percentText(Number(rate))]);
  const audience = Object.entries(figures?.audience ?? {}).map(([kind, shares]): [string, string] => [
    `audience_${kind}`,
    typeof shares === "number"
      ? percentText(shares)
      : Object.entries(shares ?? {})
          .slice(0, 3)
          .map(([value, share]) => `${value} ${percentText(Number(share))}`)
          .join(", "),
  ]);
  const words = Object.entries(profile ?? {}).flatMap(([name, word]): [string, string][] => {
    const text = word === null ? "" : Array.isArray(word) ? word.join(", ") : String(word);
    return text === "" ? [] : [[name, text.slice(0, 80)]];
  });
  const asked = prices.map(({ format, amount, currency }): [string, string] => [
    format === null ? "price" : `price_${format}`,
    `${formatMajor(BigInt(amount), currency)} ${currency}`,
  ]);
  return [...counted, ...rates, ...audience, ...words, ...asked];
}

/** A row's creator in texts, only what the row states. */
function valuesOf(row: CreatorRow): Record<string, string> {
  const { name, email, country, source, externalId, notes, followersOn } = row;
  const metadata = row.metadata === null ? null : JSON.stringify(row.metadata);
  const accounts = row.accounts.length === 0 ? null : row.accounts.map(accountText).join("; ");
  const texts = { name, email, country, accounts, source, external_id: externalId, notes, followers_on: followersOn, metadata };
  const told = Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries([...told, ...row.accounts.flatMap(figureTexts)]);
}

/** Which currency prices are in that name none. */
function priceNotes({ prices }: FigureReading, { columns }: ImportMapping): string[] {
  if (prices?.currency === undefined || !priceFieldNames.some((field) => columns[field] !== undefined)) return [];
  return [
    `A price that names no currency is taken to be in ${prices.currency}; of a file in another one say its currency. Prices are kept as what creators ask.`,
  ];
}

const unknownNote = "A figure that is missing is not known; it is not taken for zero. Where YouTube shows 0 it hides the number.";

/** How figures of a table are read, as a person should know it. */
function readingNotes(how: FigureReading, mapping: ImportMapping): string[] {
  const { decimal, rates } = how;
  const { columns } = mapping;
  const hasRates = rateFields.some((field) => columns[field] !== undefined);
  const rate = rates === "percent" ? "2.5 is read as 2.5 %" : "0.025 is read as 2.5 %";
  return [
    ...(hasRates ? [`Of a rate without a percent sign ${rate}.`] : []),
    ...(decimal === "," && how.doubtful === undefined ? ["Decimals are set off by a comma."] : []),
    ...decimalNotes(how),
    ...priceNotes(how, mapping),
    ...(columns["er_followers"] === undefined
      ? []
      : ["The engagement rate is taken for (likes + comments) ÷ followers: choose its own field where it is counted otherwise."]),
    unknownNote,
  ];
}

type Preview = ImportPreview | { kind: "unreadable"; reason: string };
type Chosen = Parameters<ImportKind["preview"]>[2];

async function previewReports(file: ImportFile, chosen: Chosen): Promise<Preview> {
  const remembered = chosen.remembered?.find(({ format }) => format === "reports")?.options ?? {};
  const { observed_on: _day, ...lasting } = remembered;
  const mapping = chosen.mapping ?? { format: "reports", has_header: false, columns: {}, options: lasting };
  const rows = await firstReports(file, mapping.options, previewRows);
  if ("kind" in rows) return rows;
  return {
    kind: "preview",
    mapping,
    formats,
    fields: [],
    columns: [],
    rows: rows.map(({ rowNumber, row, faults }) => ({ rowNumber, values: valuesOf(row), faults })),
    notes: ["Ethnicity is never imported: a report that holds it is taken without it.", unknownNote],
  };
}

async function previewCells(ctx: WorkspaceContext, file: ImportFile, chosen: Chosen): Promise<Preview> {
  const beginning = await tableBeginning(file.open, sampleRows);
  if (beginning.kind === "unreadable") return beginning;
  const first = beginning.rows[0]!;
  const mapping = chosen.mapping ?? correctedMapping(guessedMapping(first.cells), chosen.remembered ?? [], first.cells);
  const references = columnReferences(first.cells, mapping.has_header);
  const { indexes } = columnIndexes(mapping, references);
  const rows = mapping.has_header ? beginning.rows.slice(1) : beginning.rows;
  const how = figureReading(mapping, columnTexts(rows, indexes), (await loadWorkspace(ctx)).currency);
  return {
    kind: "preview",
    mapping,
    formats,
    fields: creatorFields.map(({ name, label }) => ({ name, label, isRequired: false })),
    columns: references.map((reference, at) => ({ reference, example: rows.find((row) => (row.cells[at] ?? "") !== "")?.cells[at] ?? "" })),
    rows: rows.slice(0, previewRows).map(({ rowNumber, cells }) => {
      const { row, faults } = readCreatorRow(textsOf(indexes, cells), how);
      return { rowNumber, values: valuesOf(row), faults };
    }),
    notes: [...formatNotes(beginning.format), ...(mapping.has_header ? sensitiveColumns(first.cells) : []), ...readingNotes(how, mapping)],
  };
}

/** The beginning of a file of creators as it would be read. */
export async function previewCreators(ctx: WorkspaceContext, file: ImportFile, chosen: Chosen): Promise<Preview> {
  const isReports = chosen.mapping === undefined ? await isReportFile(file) : chosen.mapping.format === "reports";
  return isReports ? previewReports(file, chosen) : previewCells(ctx, file, chosen);
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

/** What may be said of a file besides its columns: in words what an answer must be, and whether it is one. */
const options: Readonly<Record<string, { readonly wish: string; readonly isFine: (text: string) => boolean }>> = {
  source: { wish: "a name of at most 60 characters", isFine: (text) => text.trim().length > 0 && text.length <= 60 },
  grade: { wish: "C, D or E", isFine: (text) => /^[CDE]$/.test(text) },
  observed_on: { wish: "a day such as 2026-05-01", isFine: isTakenDay },
  decimal: { wish: "point or comma", isFine: (text) => /^(point|comma)$/.test(text) },
  rates: { wish: "percent or share", isFine: (text) => /^(percent|share)$/.test(text) },
  currency: { wish: "a currency such as EUR", isFine: isCurrency },
  platform: { wish: "a platform such as instagram", isFine: (text) => (platforms as readonly string[]).includes(text) },
  taken: { wish: "whole or batches", isFine: (text) => /^(whole|batches)$/.test(text) },
};

const optionFaults = (mapping: ImportMapping): MappingFault[] =>
  Object.entries(mapping.options).flatMap(([name, text]) => {
    const option = options[name];
    const fault =
      option === undefined ? "is no option of creators" : option.isFine(text) ? undefined : `must be ${option.wish}, found ${text}`;
    return fault === undefined ? [] : [{ pointer: `/options/${name}`, detail: `options.${name}: ${fault}` }];
  });

function columnFaults(mapping: ImportMapping): MappingFault[] {
  const named = Object.entries(mapping.columns);
  const hasName = naming.some((field) => mapping.columns[field] !== undefined);
  return [
    ...named
      .filter(([field]) => !fieldNames.has(field))
      .map(([field]) => ({ pointer: `/columns/${field}`, detail: `columns.${field}: is no field of a creator` })),
    ...named
      .filter(([, reference]) => isEthnicity(reference))
      .map(([field, reference]) => ({
        pointer: `/columns/${field}`,
        detail: `columns.${field}: ${reference} is about ethnicity, which is never imported`,
      })),
    ...(hasName ? [] : [{ pointer: "/columns", detail: "columns: choose a column for the name or for a handle" }]),
  ];
}

/** What is wrong with a mapping of a file of creators. */
export function mappingFaults(mapping: ImportMapping): MappingFault[] {
  const isKnown = formats.some(({ name }) => name === mapping.format);
  return [
    ...(isKnown ? [] : [{ pointer: "/format", detail: `format: must be table or reports, found ${mapping.format}` }]),
    ...(mapping.format === "reports" ? [] : columnFaults(mapping)),
    ...optionFaults(mapping),
  ];
}
