import type { Cohort } from "../panel/cohort.ts";

const meanOf = (list: Float64Array): number => list.reduce((total, value) => total + value, 0) / list.length;

/**
 * What brings each donor to a level: the level by the donor's mean before treatment.
 *
 * @param cohort whose donors are scaled.
 * @param level in the outcomes' unit, above zero.
 * @returns a factor a donor; 1 for one whose mean is not above zero, which has no level that could be brought to another.
 * @example
 * import { donorScales } from "./proportion.ts";
 * const outcomes = { rows: 2, columns: 2, values: Float64Array.of(1, 3, 0, 0) };
 * const cohort = { before: 2, treated: ["a"], donors: ["b", "c"], target: Float64Array.of(4, 8), outcomes };
 * donorScales(cohort, 6); // => Float64Array.of(3, 1)
 */
export function donorScales({ outcomes, before }: Cohort, level: number): Float64Array {
  return Float64Array.from({ length: outcomes.rows }, (_, at) => {
    const own = meanOf(outcomes.values.subarray(at * outcomes.columns, at * outcomes.columns + before));
    return own > 0 ? level / own : 1;
  });
}

/**
 * A cohort with its donors multiplied.
 *
 * @param scales a factor a donor.
 * @example
 * import { scaledDonors } from "./proportion.ts";
 * const outcomes = { rows: 2, columns: 2, values: Float64Array.of(1, 3, 5, 5) };
 * const cohort = { before: 2, treated: ["a"], donors: ["b", "c"], target: Float64Array.of(4, 8), outcomes };
 * scaledDonors(cohort, [3, 1]).outcomes.values; // => Float64Array.of(3, 9, 5, 5)
 */
export function scaledDonors(cohort: Cohort, scales: ArrayLike<number>): Cohort {
  const { rows, columns, values } = cohort.outcomes;
  const scaled = values.map((value, at) => value * (scales[Math.floor(at / columns)] as number));
  return { ...cohort, outcomes: { rows, columns, values: scaled } };
}

/**
 * The level that donors are brought to: the treated's mean before treatment, or nothing where that is not above zero.
 *
 * @example
 * import { treatedLevel } from "./proportion.ts";
 * const outcomes = { rows: 0, columns: 2, values: new Float64Array(0) };
 * treatedLevel({ before: 2, treated: ["a"], donors: [], target: Float64Array.of(4, 8), outcomes }); // => 6
 */
export function treatedLevel({ target, before }: Cohort): number | undefined {
  const level = meanOf(target.subarray(0, before));
  return level > 0 ? level : undefined;
}
