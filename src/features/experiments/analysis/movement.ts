import { correlation, type Panel, type RegionHistory } from "@vouch/stats";
import type { GeoMethod } from "../plan/geo-plan.ts";

/**
 * Below which correlation of treated and untreated regions a method takes them to move in proportion. A line needs more than weights do: noise
 * that leaves a correlation of 0.9 flattens it by a tenth, and its interval is the narrower one. Double differences always do: their weights
 * of regions are kept spread and learn little, and their placebos, which are of any size, would miss as unlike sizes do.
 */
const learntFrom: { readonly [M in GeoMethod]: number } = {
  "synthetic-control": 0.9,
  "augmented-synthetic-control": 0.9,
  sdid: Infinity,
  "time-based-regression": 0.95,
};

/** How treated and untreated regions go along with each other before treatment. */
export interface Movement {
  /** In [-1, 1], of their totals day by day; null where one of them never changes. */
  readonly correlation: number | null;
  /** Whether both sold something before treatment, so that there is a level to be in proportion to. */
  readonly hasLevel: boolean;
}

interface GroupTotals {
  readonly treated: Float64Array;
  readonly control: Float64Array;
}

function groupTotals({ units, periods, outcomes }: RegionHistory, isTreated: (unit: string, row: number) => boolean): GroupTotals {
  const [treated, control] = [new Float64Array(periods.length), new Float64Array(periods.length)];
  units.forEach((unit, row) => {
    const total = isTreated(unit, row) ? treated : control;
    periods.forEach((_, at) => (total[at] = (total[at] as number) + (outcomes.values[row * periods.length + at] as number)));
  });
  return { treated, control };
}

/**
 * Totals of the treated and of all other regions, day by day.
 *
 * @example
 * import { panelTotals } from "./movement.ts";
 * const outcomes = { rows: 2, columns: 2, values: Float64Array.of(1, 2, 3, 4) };
 * panelTotals({ units: ["a", "b"], periods: [1, 2], outcomes, treatedFrom: Int32Array.of(1, 2) }).treated; // => Float64Array.of(1, 2)
 */
export const panelTotals = (panel: Panel): GroupTotals =>
  groupTotals(panel, (_, row) => (panel.treatedFrom[row] as number) < panel.periods.length);

const isAboveZero = (list: Float64Array): boolean => list.reduce((total, value) => total + value, 0) > 0;

function movementIn({ treated, control }: GroupTotals, before: number): Movement {
  const [own, others] = [treated.subarray(0, before), control.subarray(0, before)];
  const found = before < 2 ? undefined : correlation(own, others);
  return { correlation: found?.kind === "correlated" ? found.r : null, hasLevel: isAboveZero(own) && isAboveZero(others) };
}

/**
 * How treated and untreated regions go along with each other before treatment. Days of treatment take no part, so that no effect can choose.
 *
 * @param panel treated regions all begin on one day.
 * @example
 * import { movementOf } from "./movement.ts";
 * const outcomes = { rows: 2, columns: 4, values: Float64Array.of(1, 2, 3, 9, 2, 4, 6, 1) };
 * movementOf({ units: ["a", "b"], periods: [1, 2, 3, 4], outcomes, treatedFrom: Int32Array.of(3, 4) }); // => { correlation: 1, hasLevel: true }
 */
export function movementOf(panel: Panel): Movement {
  return movementIn(panelTotals(panel), Math.min(...panel.treatedFrom));
}

/**
 * The same of regions that would be treated, in a history in which nobody was.
 *
 * @param history without missing cells.
 * @param planned names of the regions that would be treated.
 * @example
 * import { plannedMovement } from "./movement.ts";
 * const outcomes = { rows: 2, columns: 3, values: Float64Array.of(1, 2, 3, 3, 3, 3) };
 * plannedMovement({ units: ["a", "b"], periods: [1, 2, 3], outcomes }, ["a"]); // => { correlation: null, hasLevel: true }
 */
export function plannedMovement(history: RegionHistory, planned: readonly string[]): Movement {
  const treated = new Set(planned);
  return movementIn(
    groupTotals(history, (unit) => treated.has(unit)),
    history.periods.length,
  );
}

/**
 * Whether regions are taken to rise and fall in proportion to what they sold before treatment.
 *
 * How much a region moves with the rest can be learnt where the history shows it. Where days are mostly chance it does not: a line on the
 * others is flattened, and weights lean to small, quiet regions, so that a rise of all sales is taken for an effect in part. In proportion, only
 * the level is learnt, which many days tell well. Totals that never change are no chance, and are left to what each method says of them.
 *
 * @example
 * import { isInProportion } from "./movement.ts";
 * isInProportion({ correlation: 0.93, hasLevel: true }, "synthetic-control"); // => false
 * isInProportion({ correlation: 0.93, hasLevel: true }, "time-based-regression"); // => true
 */
export const isInProportion = ({ correlation: r, hasLevel }: Movement, method: GeoMethod): boolean =>
  hasLevel && (r ?? 1) < learntFrom[method];

/** Why nothing more is learnt; empty for a method that never learns more. */
function reasonFor({ correlation: r }: Movement, method: GeoMethod): string {
  if (learntFrom[method] === Infinity || r === null) return "";
  return `Before treatment treated and untreated regions go along with each other too weakly from day to day to learn how much they move together (correlation ${r.toFixed(2)}, below ${learntFrom[method]}). `;
}

/**
 * What to know of an answer whose regions are taken to move in proportion; undefined where they are not.
 *
 * @example
 * import { proportionNote } from "./movement.ts";
 * proportionNote({ correlation: 0.95, hasLevel: true }, "synthetic-control"); // => undefined
 */
export function proportionNote(movement: Movement, method: GeoMethod): string | undefined {
  if (!isInProportion(movement, method)) return undefined;
  return `${reasonFor(movement, method)}Regions are taken to rise and fall in proportion to what they sold before. If the treated had risen by 1 % more than the others anyway, that 1 % of their sales would be taken for the effect.`;
}
