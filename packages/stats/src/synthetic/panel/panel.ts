import { checkCount, checkNumbers } from "../../input/check.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";

/** A period's name: numbers and texts sort as such, so dates are written year first. */
export type Period = string | number;

/** One unit in one period. */
export interface PanelCell {
  readonly unit: string;
  readonly period: Period;
  /** The outcome, in any one unit; NaN counts as missing. */
  readonly value: number;
}

/** Outcomes of units over periods, and from when on each unit is treated. */
export interface Panel {
  readonly units: readonly string[];
  /** Ascending. */
  readonly periods: readonly Period[];
  /** A row a unit, a column a period. */
  readonly outcomes: Matrix;
  /** The place of each unit's first treated period, from which it stays treated; the number of periods for a unit that never is. */
  readonly treatedFrom: Int32Array;
}

/** A panel, or the cells that it lacks. */
export type PanelOutcome =
  | { readonly kind: "panel"; readonly panel: Panel }
  | { readonly kind: "missing-cells"; readonly missing: readonly { readonly unit: string; readonly period: Period }[] };

/**
 * Refuses a panel whose parts do not belong together.
 *
 * @throws {RangeError} for other sizes than the units and periods say, a cell that is not finite, or a start that is no place.
 * @example
 * import { checkPanel } from "./panel.ts";
 * const outcomes = { rows: 1, columns: 2, values: Float64Array.of(1, NaN) };
 * checkPanel({ units: ["a"], periods: [1, 2], outcomes, treatedFrom: Int32Array.of(2) }); // => throws RangeError
 */
export function checkPanel({ units, periods, outcomes, treatedFrom }: Panel): void {
  const { rows, columns, values } = outcomes;
  if (rows !== units.length || columns !== periods.length || treatedFrom.length !== rows)
    throw new RangeError(`outcomes must be ${units.length} x ${periods.length}: got ${rows} x ${columns}, ${treatedFrom.length} starts`);
  checkNumbers("outcomes.values", values, 0);
  treatedFrom.forEach((place, at) => {
    checkCount(`treatedFrom[${at}]`, place);
    if (place > columns) throw new RangeError(`treatedFrom[${at}] must be at most ${columns}: got ${place}`);
  });
}

const ascending = (a: Period, b: Period): number => (a < b ? -1 : 1);

function startsOf(units: readonly string[], periods: readonly Period[], treatedFrom: ReadonlyMap<string, Period>): Int32Array {
  for (const [unit, period] of treatedFrom) {
    if (!units.includes(unit)) throw new RangeError(`treatedFrom must name units of the panel: got ${unit}`);
    if (!periods.includes(period)) throw new RangeError(`treatedFrom must name periods of the panel: got ${period} for ${unit}`);
  }
  return Int32Array.from(units, (unit) => {
    const period = treatedFrom.get(unit);
    return period === undefined ? periods.length : periods.indexOf(period);
  });
}

/**
 * A panel from its cells, a row of a table each.
 *
 * Nothing is filled in: an estimate from guessed outcomes is a guess. Leave a unit or a period out, or say what a missing cell means (no
 * sale is 0), and try again.
 *
 * @param cells any order; units keep the order in which they are first met, periods are sorted.
 * @param treatedFrom the first treated period of each treated unit; the others are never treated.
 * @returns the panel, or the cells that are missing or NaN.
 * @throws {RangeError} when a cell is told twice, an outcome is infinite, or a treated unit or its start is not in the cells.
 * @example
 * import { panelOf } from "./panel.ts";
 * const cells = [["a", 1, 5], ["a", 2, 6], ["b", 1, 7]].map(([unit, period, value]) => ({ unit, period, value }));
 * panelOf(cells, new Map([["a", 2]])); // => { kind: "missing-cells", missing: [{ unit: "b", period: 2 }] }
 */
export function panelOf(cells: Iterable<PanelCell>, treatedFrom: ReadonlyMap<string, Period> = new Map()): PanelOutcome {
  const byUnit = new Map<string, Map<Period, number>>();
  const seen = new Set<Period>();
  for (const { unit, period, value } of cells) {
    const row = byUnit.get(unit) ?? new Map<Period, number>();
    if (row.has(period)) throw new RangeError(`cells must be told once: got ${unit} in ${period} again`);
    if (Math.abs(value) === Infinity) throw new RangeError(`an outcome must be finite: got ${value} for ${unit} in ${period}`);
    byUnit.set(unit, row.set(period, value));
    seen.add(period);
  }
  const [units, periods] = [[...byUnit.keys()], [...seen].sort(ascending)];
  const outcomes = zeroMatrix(units.length, periods.length);
  const missing: { unit: string; period: Period }[] = [];
  units.forEach((unit, row) => {
    periods.forEach((period, column) => {
      const value = byUnit.get(unit)?.get(period) ?? Number.NaN;
      if (Number.isNaN(value)) missing.push({ unit, period });
      outcomes.values[row * periods.length + column] = value;
    });
  });
  if (missing.length > 0) return { kind: "missing-cells", missing };
  return { kind: "panel", panel: { units, periods, outcomes, treatedFrom: startsOf(units, periods, treatedFrom) } };
}
