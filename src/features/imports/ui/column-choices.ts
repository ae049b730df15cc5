import type { components, paths } from "../../../web/api.gen.d.ts";

/** Which column holds what. */
export type ImportMapping = components["schemas"]["ImportMapping"];
/** The beginning of a file as it would be read. */
export type ImportPreview = paths["/v1/imports/{id}/preview"]["get"]["responses"][200]["content"]["application/json"];

type FileColumns = ImportPreview["columns"];

/**
 * A column as a person calls it.
 *
 * @param reference as a mapping refers to it: its header, else `#` and its number.
 * @example
 * import { columnLabel } from "./column-choices.ts";
 * columnLabel("#3"); // => "Column 3"
 * columnLabel("Full name"); // => "Full name"
 */
export const columnLabel = (reference: string): string => reference.replace(/^#(?=\d+$)/, "Column ");

/** The same mapping with one field read from another column; an empty reference: the field is not in the file. */
export function withColumn(mapping: ImportMapping, field: string, reference: string): ImportMapping {
  const { [field]: _, ...others } = mapping.columns;
  return { ...mapping, columns: reference === "" ? others : { ...others, [field]: reference } };
}

/** The same mapping without the columns that this file does not have. */
export function withinFile(mapping: ImportMapping, columns: FileColumns): ImportMapping {
  const known = new Set(columns.map(({ reference }) => reference));
  return { ...mapping, columns: Object.fromEntries(Object.entries(mapping.columns).filter(([, reference]) => known.has(reference))) };
}

/** The columns of the file that no field is read from. */
export function columnsLeftOut(mapping: ImportMapping, columns: FileColumns): string[] {
  const read = new Set(Object.values(mapping.columns));
  return columns.map(({ reference }) => reference).filter((reference) => !read.has(reference));
}

/** How the columns are referred to when their first row does, or does not, name them: by a unique text, else by number. */
function referencesWith(columns: FileColumns, hasHeader: boolean): string[] {
  const texts = columns.map(({ example }) => example.trim());
  const isName = (text: string) => text !== "" && !text.startsWith("#") && texts.indexOf(text) === texts.lastIndexOf(text);
  return texts.map((text, at) => (hasHeader && isName(text) ? text : `#${at + 1}`));
}

/**
 * The same choice of columns when the first row turns out to name them, or not to.
 *
 * @param columns the file's columns as they are referred to now; without a header their example is the first row.
 * @example
 * import { withHeader } from "./column-choices.ts";
 * const mapping = { format: "table", has_header: true, columns: { name: "Who" }, options: {} };
 * withHeader(mapping, false, [{ reference: "E-mail", example: "a@b.example" }, { reference: "Who", example: "Ana" }]).columns; // => { name: "#2" }
 */
export function withHeader(mapping: ImportMapping, hasHeader: boolean, columns: FileColumns): ImportMapping {
  const now = columns.map(({ reference }) => reference);
  const then = referencesWith(columns, hasHeader);
  const moved = Object.entries(mapping.columns).map(([field, reference]) => [field, then[now.indexOf(reference)] ?? reference]);
  return { ...mapping, has_header: hasHeader, columns: Object.fromEntries(moved) };
}

/** Whose figures a row holds: without it most rows mean nothing, so it is looked for also where no header was understood. */
const whose = "handle";

/** Fields that are in sight at once: those that the file must have or has, and whose it is, in the order in which the kind names them. */
export function fieldsInSight(preview: Pick<ImportPreview, "fields">, ...mappings: readonly ImportMapping[]): Set<string> {
  const isRead = (name: string) => mappings.some(({ columns }) => columns[name] !== undefined);
  return new Set(preview.fields.filter(({ name, required }) => required || name === whose || isRead(name)).map(({ name }) => name));
}

/** The names under which the rows of a preview hold values, in the order of the fields; what is made of several fields comes last. */
export function valueNames({ fields, rows }: Pick<ImportPreview, "fields" | "rows">): string[] {
  const held = new Set(rows.flatMap(({ values }) => Object.keys(values)));
  const known = fields.map(({ name }) => name).filter((name) => held.delete(name));
  return [...known, ...held];
}

/**
 * What a name of a value or field is called on the screen.
 *
 * @example
 * import { nameLabel } from "./column-choices.ts";
 * nameLabel("followers_on", [{ name: "followers_on", label: "Day of the followers", required: false }]); // => "Day of the followers"
 * nameLabel("external_id", []); // => "External id"
 */
export function nameLabel(name: string, fields: ImportPreview["fields"]): string {
  const words = name.replaceAll("_", " ");
  return fields.find((field) => field.name === name)?.label ?? words.charAt(0).toUpperCase() + words.slice(1);
}
