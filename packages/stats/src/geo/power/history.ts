import { checkPanel, type Panel } from "../../synthetic/panel/panel.ts";
import { meanRow, rowsOf, type Cohort } from "../../synthetic/panel/cohort.ts";

/** Outcomes of regions over periods in which nothing was tested. */
export type RegionHistory = Omit<Panel, "treatedFrom">;

/**
 * The regions that would be treated, as their mean, beside those that they are compared with.
 *
 * @param history without missing cells.
 * @param treated names of regions of the history, each once.
 * @param left names of regions that take no part.
 * @returns a cohort whose periods all lie before treatment.
 * @throws {RangeError} when the history does not fit together, nobody would be treated, or a name is no region, twice there or in both lists.
 * @example
 * import { plannedCohort } from "./history.ts";
 * const outcomes = { rows: 3, columns: 2, values: Float64Array.of(1, 2, 3, 4, 5, 6) };
 * const history = { units: ["a", "b", "c"], periods: [1, 2], outcomes };
 * plannedCohort(history, ["a", "c"]).target; // => Float64Array.of(3, 4)
 */
export function plannedCohort(history: RegionHistory, treated: readonly string[], left: readonly string[] = []): Cohort {
  const { units, periods, outcomes } = history;
  checkPanel({ ...history, treatedFrom: Int32Array.from(units, () => periods.length) });
  if (treated.length === 0) throw new RangeError("treated must name at least one region: got none");
  const named = [...treated, ...left];
  const places = new Map(units.map((unit, at) => [unit, at]));
  for (const name of named) if (!places.has(name)) throw new RangeError(`treated and left out must be regions of the history: got ${name}`);
  if (new Set(named).size < named.length) throw new RangeError(`treated and left out must name each region once: got ${named.join(", ")}`);
  const own = treated.map((name) => places.get(name) as number);
  const apart = new Set(named);
  const donors = units.filter((unit) => !apart.has(unit));
  const rows = donors.map((name) => places.get(name) as number);
  return { before: periods.length, treated, donors, target: meanRow(outcomes, own), outcomes: rowsOf(outcomes, rows) };
}
