import type { Matrix } from "../packages/stats/src/linear/matrix.ts";
import { fixtureText, tableRows } from "./reference-data.ts";

/** A column of a table of periods; NaN where the cell is empty. */
const column = (file: string, at: number): Float64Array =>
  Float64Array.from(tableRows(fixtureText(file)), (cells) => (cells[at] ? Number(cells[at]) : Number.NaN));

/** The flow of the Nile, 100 years. */
export const nileFlow = (): Float64Array => column("series/nile.csv", 1);

/** Made-up sales by day with a weekly season; five days are missing. */
export const madeUpSales = (): Float64Array => column("series/simulated-sales.csv", 1);

/** What goes with those sales: visits and mails, which move them, and the weather, which does not. */
export const madeUpRegressors = (): Float64Array[] => [2, 3, 4].map((at) => column("series/simulated-sales.csv", at));

/** The documentation's example of CausalImpact: 100 periods, of which the last thirty lie 10 higher, and one regressor. */
export function causalImpactExample(): { values: Float64Array; regressors: Matrix } {
  const x = column("geo/causalimpact-example.csv", 2);
  return { values: column("geo/causalimpact-example.csv", 1), regressors: { rows: x.length, columns: 1, values: x } };
}
