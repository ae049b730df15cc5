import type { Generator } from "../../random/generator.ts";
import { logGamma } from "../../special/log-gamma.ts";
import type { Panel } from "../../synthetic/panel/panel.ts";
import type { StartCohort } from "./staggered-weights.ts";

/** What each unit adds to an effect in each cohort that it could be in, less the mean over units; a row a unit. */
export type Parts = readonly Float64Array[];

/** An effect with its variance when each unit is in one cohort. */
export interface DealtEffect {
  readonly effect: number;
  readonly variance: number;
  /** Of the variance, by Welch and Satterthwaite; 0 where nothing varies. */
  readonly degreesOfFreedom: number;
}

/**
 * What each unit adds to an effect in each cohort that it could be in: an effect under any dealing is then a sum of means.
 *
 * @param panel its starts do not matter here.
 * @param weights a list for each cohort, one for each period, which sum to zero over cohorts.
 * @returns less the mean over units, which moves no effect.
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { partsOf } from "./dealt-starts.ts";
 * partsOf({ units: ["a", "b"], periods: [1, 2], outcomes: matrixOf([[1, 2], [3, 6]]) }, [Float64Array.of(-1, 1)]); // => [Float64Array.of(-1), Float64Array.of(1)]
 */
export function partsOf(
  { units, periods, outcomes }: Pick<Panel, "units" | "periods" | "outcomes">,
  weights: readonly Float64Array[],
): Parts {
  const parts = units.map((_, unit) =>
    Float64Array.from(weights, (row) =>
      row.reduce((sum, weight, period) => sum + weight * (outcomes.values[unit * periods.length + period] as number), 0),
    ),
  );
  const means = weights.map((_, cohort) => parts.reduce((sum, part) => sum + (part[cohort] as number), 0) / parts.length);
  return parts.map((part) => part.map((value, cohort) => value - (means[cohort] as number)));
}

/**
 * The effect and Neyman's variance when each unit is in the cohort that is said.
 *
 * @param parts from {@link partsOf}.
 * @param cohorts at least two units each.
 * @param cohortOf the place of each unit's cohort.
 * @example
 * import { dealtEffect } from "./dealt-starts.ts";
 * const cohorts = [{ start: 1, size: 2 }, { start: 2, size: 2 }];
 * dealtEffect([[1, 0], [3, 0], [0, -2], [0, 0]].map((part) => Float64Array.from(part)), cohorts, [0, 0, 1, 1]); // => { effect: 1, variance: 2, degreesOfFreedom: 2 }
 */
export function dealtEffect(parts: Parts, cohorts: readonly StartCohort[], cohortOf: ArrayLike<number>): DealtEffect {
  const [sums, squares] = [new Float64Array(cohorts.length), new Float64Array(cohorts.length)];
  for (let unit = 0; unit < parts.length; unit++) {
    const cohort = cohortOf[unit] as number;
    const value = (parts[unit] as Float64Array)[cohort] as number;
    sums[cohort] = (sums[cohort] as number) + value;
    squares[cohort] = (squares[cohort] as number) + value * value;
  }
  let [effect, variance, quartic] = [0, 0, 0];
  for (let at = 0; at < cohorts.length; at++) {
    const { size } = cohorts[at] as StartCohort;
    const sum = sums[at] as number;
    const part = Math.max(0, (squares[at] as number) - (sum * sum) / size) / (size - 1) / size;
    effect += sum / size;
    variance += part;
    quartic += (part * part) / (size - 1);
  }
  return { effect, variance, degreesOfFreedom: quartic > 0 ? (variance * variance) / quartic : 0 };
}

/** How far an effect lies from zero, in standard errors. */
const distance = ({ effect, variance }: DealtEffect): number =>
  variance > 0 ? Math.abs(effect) / Math.sqrt(variance) : effect === 0 ? 0 : Number.POSITIVE_INFINITY;

/**
 * In how many ways units can be dealt out to cohorts: a whole number where it is below some 10^15.
 *
 * @example
 * import { arrangementsOf } from "./dealt-starts.ts";
 * arrangementsOf([{ start: 1, size: 2 }, { start: 2, size: 2 }]); // => 6
 */
export function arrangementsOf(cohorts: readonly StartCohort[]): number {
  const units = cohorts.reduce((sum, { size }) => sum + size, 0);
  return Math.round(Math.exp(logGamma(units + 1) - cohorts.reduce((sum, { size }) => sum + logGamma(size + 1), 0)));
}

/** Moves a list to the next one in order of the alphabet; false after the last, which becomes the first. */
function advance(list: Uint32Array): boolean {
  let [at, other] = [list.length - 2, list.length - 1];
  while (at >= 0 && (list[at] as number) >= (list[at + 1] as number)) at--;
  if (at < 0) return false;
  while ((list[other] as number) <= (list[at] as number)) other--;
  [list[at], list[other]] = [list[other] as number, list[at] as number];
  list.subarray(at + 1).reverse();
  return true;
}

/**
 * Deals a list out anew, each order equally likely.
 *
 * @param list is changed.
 * @example
 * import { generatorOf } from "../../random/generator.ts";
 * import { deal } from "./dealt-starts.ts";
 * deal(generatorOf(1), Uint32Array.of(7)); // => undefined
 */
export function deal(generator: Generator, list: Uint32Array): void {
  for (let left = list.length; left > 1; left--) {
    const at = generator.below(left);
    const kept = list[left - 1] as number;
    list[left - 1] = list[at] as number;
    list[at] = kept;
  }
}

/**
 * The share of ways to deal units out to cohorts in which the effect lies as many standard errors from zero as it does.
 *
 * @param generator used where there are more ways than draws.
 * @param parts from {@link partsOf}.
 * @param dealt the cohorts, the cohort of each unit as it was dealt, and the most ways that are tried.
 * @returns all ways where there are no more than draws; else drawn ones, the one that was counted.
 * @example
 * import { generatorOf } from "../../random/generator.ts";
 * import { dealtP } from "./dealt-starts.ts";
 * const cohorts = [{ start: 1, size: 2 }, { start: 2, size: 2 }];
 * const parts = [[5, -5], [4, -4], [-5, 5], [-4, 4]].map((part) => Float64Array.from(part));
 * dealtP(generatorOf(1), parts, { cohorts, cohortOf: Uint32Array.of(0, 0, 1, 1), draws: 99 }).p; // => 1 / 3
 */
export function dealtP(
  generator: Generator,
  parts: Parts,
  { cohorts, cohortOf, draws }: { readonly cohorts: readonly StartCohort[]; readonly cohortOf: Uint32Array; readonly draws: number },
): { readonly p: number; readonly isExact: boolean } {
  const least = distance(dealtEffect(parts, cohorts, cohortOf)) * (1 - 1e-12);
  const isAsFar = (dealt: Uint32Array): boolean => distance(dealtEffect(parts, cohorts, dealt)) >= least;
  const arrangements = arrangementsOf(cohorts);
  if (arrangements <= draws) {
    const dealt = cohortOf.slice().sort();
    let count = 0;
    do if (isAsFar(dealt)) count++;
    while (advance(dealt));
    return { p: count / arrangements, isExact: true };
  }
  const dealt = cohortOf.slice();
  let count = 1;
  for (let draw = 0; draw < draws; draw++) {
    deal(generator, dealt);
    if (isAsFar(dealt)) count++;
  }
  return { p: count / (draws + 1), isExact: false };
}
