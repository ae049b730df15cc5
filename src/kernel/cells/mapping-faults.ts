import type { MatchableField } from "./guessed-columns.ts";

/** A fault of an input: a pointer into it, and a sentence. */
export interface PlacedFault {
  readonly pointer: string;
  readonly detail: string;
}

/** One thing wrong with one row of a table. */
export interface FieldFault {
  /** Empty when it is about the row as a whole. */
  readonly field: string;
  readonly message: string;
}

/** What a mapping of one kind of table may and must say. */
export interface MappingRules {
  /** What the rows are, in the plural: "sales". */
  readonly rows: string;
  readonly fields: readonly MatchableField[];
  /** Fields that need a column, each with a sentence for where it has none. */
  readonly required: Readonly<Record<string, string>>;
  /** Options, each with what is wrong with an answer to it. */
  readonly options: Readonly<Record<string, (text: string) => string | undefined>>;
}

/** Options of how dates and decimals are written, which many tables have. */
export const writingOptions: MappingRules["options"] = {
  decimal: (text) => (["point", "comma"].includes(text) ? undefined : "must be point or comma"),
  date_order: (text) => (["ymd", "dmy", "mdy"].includes(text) ? undefined : "must be ymd, dmy or mdy"),
};

/**
 * What is wrong with a mapping of a table, all of it.
 *
 * @param mapping the format, field to column, and what else is said about the file.
 * @param rules what may be said about a table of its kind.
 * @returns a pointer into the mapping and a sentence for each fault; empty when all is well.
 * @example
 * import { mappingFaults } from "./mapping-faults.ts";
 * const rules = { rows: "sales", fields: [{ name: "day", label: "Day", headers: ["day"] }], required: { day: "choose the column of the day" }, options: {} };
 * mappingFaults({ format: "table", columns: { dey: "Day" }, options: {} }, rules).map(({ pointer }) => pointer); // => ["/columns/dey", "/columns/day"]
 */
export function mappingFaults(
  mapping: {
    readonly format: string;
    readonly columns: Readonly<Record<string, string>>;
    readonly options: Readonly<Record<string, string>>;
  },
  { rows, fields, required, options }: MappingRules,
): PlacedFault[] {
  const { format, columns } = mapping;
  const known = new Set(fields.map(({ name }) => name));
  const inColumn = (name: string, text: string): PlacedFault => ({ pointer: `/columns/${name}`, detail: `columns.${name}: ${text}` });
  return [
    ...(format === "table" ? [] : [{ pointer: "/format", detail: `format: must be table, found ${format}` }]),
    ...Object.keys(columns)
      .filter((name) => !known.has(name))
      .map((name) => inColumn(name, `is no field of ${rows}`)),
    ...Object.entries(required)
      .filter(([name]) => columns[name] === undefined)
      .map(([name, text]) => inColumn(name, text)),
    ...Object.entries(mapping.options).flatMap(([name, text]) => {
      const fault = options[name] === undefined ? `is no option of ${rows}` : options[name](text);
      return fault === undefined ? [] : [{ pointer: `/options/${name}`, detail: `options.${name}: ${fault}` }];
    }),
  ];
}
