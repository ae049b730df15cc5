import type { Panel } from "../../synthetic/panel/panel.ts";

/** Units that start in one period. */
export interface StartCohort {
  /** The place of their first treated period; the number of periods where they never start. */
  readonly start: number;
  readonly size: number;
}

/** A cohort in a period of its treatment in which somebody is still waiting. */
export interface ComparedCell {
  /** The cohort's place in the list of cohorts. */
  readonly cohort: number;
  readonly period: number;
}

/** What a unit's outcome is compared with: its mean over all periods before the start, or the last one alone. */
export type Baseline = "mean" | "last";

/**
 * The cohorts of a panel, the earliest start first.
 *
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { startCohorts } from "./staggered-weights.ts";
 * const panel = { units: ["a", "b"], periods: [1, 2], outcomes: matrixOf([[1, 2], [3, 4]]), treatedFrom: Int32Array.of(2, 1) };
 * startCohorts(panel); // => [{ start: 1, size: 1 }, { start: 2, size: 1 }]
 */
export function startCohorts({ treatedFrom }: Pick<Panel, "treatedFrom">): StartCohort[] {
  const sizes = new Map<number, number>();
  treatedFrom.forEach((start) => sizes.set(start, (sizes.get(start) ?? 0) + 1));
  return [...sizes].map(([start, size]) => ({ start, size })).toSorted((a, b) => a.start - b.start);
}

/**
 * Every cohort in every period of its treatment in which somebody is still waiting.
 *
 * @param cohorts the earliest start first.
 * @param periods how many there are.
 * @example
 * import { comparedCells } from "./staggered-weights.ts";
 * comparedCells([{ start: 1, size: 2 }, { start: 2, size: 2 }], 4); // => [{ cohort: 0, period: 1 }]
 */
export function comparedCells(cohorts: readonly StartCohort[], periods: number): ComparedCell[] {
  const last = cohorts.at(-1)?.start ?? 0;
  return cohorts.flatMap(({ start }, cohort) =>
    Array.from({ length: Math.max(0, Math.min(last, periods) - start) }, (_, at) => ({ cohort, period: start + at })),
  );
}

/**
 * The weights by which each cohort's mean outcomes add up to the mean effect over some cells.
 *
 * In a cell the cohort's change since its baseline is compared with the change of all who are still waiting; cells count by their units. As
 * everything is linear the effect is the sum over cohorts of weights times mean outcomes, and the weights of all cohorts in a period sum
 * to zero.
 *
 * @param cohorts the earliest start first, none at the first period.
 * @param cells of these cohorts, at least one.
 * @returns a list of weights for each cohort, one for each period.
 * @example
 * import { staggeredWeights } from "./staggered-weights.ts";
 * staggeredWeights([{ start: 1, size: 2 }, { start: 2, size: 2 }], [{ cohort: 0, period: 1 }], { periods: 2, baseline: "mean" })[0]; // => Float64Array.of(-1, 1)
 */
export function staggeredWeights(
  cohorts: readonly StartCohort[],
  cells: readonly ComparedCell[],
  { periods, baseline }: { readonly periods: number; readonly baseline: Baseline },
): Float64Array[] {
  const weights = cohorts.map(() => new Float64Array(periods));
  const all = cells.reduce((sum, { cohort }) => sum + (cohorts[cohort] as StartCohort).size, 0);
  const add = (of: number, { start, period, weight }: { start: number; period: number; weight: number }): void => {
    const row = weights[of] as Float64Array;
    row[period] = (row[period] as number) + weight;
    const from = baseline === "mean" ? 0 : start - 1;
    for (let before = from; before < start; before++) row[before] = (row[before] as number) - weight / (start - from);
  };
  for (const { cohort, period } of cells) {
    const { start, size } = cohorts[cohort] as StartCohort;
    const weight = size / all;
    const waiting = cohorts.reduce((sum, other) => sum + (other.start > period ? other.size : 0), 0);
    add(cohort, { start, period, weight });
    cohorts.forEach((other, of) => {
      if (other.start > period) add(of, { start, period, weight: (-weight * other.size) / waiting });
    });
  }
  return weights;
}
