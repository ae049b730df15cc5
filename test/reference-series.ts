import { fixtureText, tableRows } from "./reference-data.ts";

/** A column of a table of periods; NaN where the cell is empty. */
const column = (file: string, at: number): Float64Array =>
  Float64Array.from(tableRows(fixtureText(file)), (cells) => (cells[at] ? Number(cells[at]) : Number.NaN));

/** The flow of the Nile, 100 years. */
export const nileFlow = (): Float64Array => column("series/nile.csv", 1);

/** Made-up sales by day with a weekly season; five days are missing. */
export const madeUpSales = (): Float64Array => column("series/simulated-sales.csv", 1);
