import { fixtureText, tableRows } from "./reference-data.ts";

/** Customers with the same path, as `packages/stats` reads them. */
export interface PathRow {
  readonly channels: readonly string[];
  readonly conversions: number;
  readonly value: number;
  readonly nulls: number;
}

/** The rows of a file of aggregated paths: path, conversions, value, nulls. */
export const pathRows = (text: string): PathRow[] =>
  tableRows(text).map(([path = "", conversions, value, nulls]) => ({
    channels: path.split(" > "),
    conversions: Number(conversions),
    value: Number(value),
    nulls: Number(nulls),
  }));

/** The numbers of a fixture by the channel in its first column, one column. */
export function columnByChannel(file: string, column: number): Map<string, number> {
  return new Map(tableRows(fixtureText(file)).map((cells) => [cells[0] ?? "", Number(cells[column])] as const));
}
