import { normalDistribution } from "../../distributions/normal.ts";
import { checkPositive } from "../../input/check.ts";
import type { SurvivalCurve } from "./kaplan-meier.ts";

/** A mean time up to a horizon, or that nobody was watched so long. */
export type RestrictedMeanOutcome =
  | { readonly kind: "estimated"; readonly mean: number; readonly standardError: number; readonly until: number }
  | { readonly kind: "beyond-follow-up"; readonly followUp: number };

/**
 * The mean time without the event, up to a horizon: the area under the curve.
 *
 * Unlike a median it always exists, and unlike a hazard ratio it has a unit: of the first year, so many weeks are kept. Choose the horizon
 * before looking.
 *
 * @param curve as `kaplanMeier` gives it.
 * @param until the horizon, above zero, in the unit of the times.
 * @returns a mean of at most the horizon; `beyond-follow-up` where the curve ends before it and is not zero there.
 * @throws {RangeError} when the horizon is none.
 * @see Royston and Parmar (2013), Restricted mean survival time, BMC Medical Research Methodology 13
 * @example
 * import { kaplanMeier } from "./kaplan-meier.ts";
 * import { restrictedMean } from "./restricted-mean.ts";
 * const curve = kaplanMeier({ times: [1, 2, 3], events: [true, true, false] });
 * const outcome = restrictedMean(curve, 3);
 * outcome.kind === "estimated" && outcome.mean.toFixed(9); // => "2.000000000"
 */
export function restrictedMean(curve: SurvivalCurve, until: number): RestrictedMeanOutcome {
  checkPositive("until", until);
  const { times, survival, atRisk, events, followUp, endsAtZero } = curve;
  if (until > followUp && !endsAtZero) return { kind: "beyond-follow-up", followUp };
  let [area, variance, end] = [0, 0, until];
  for (let at = times.length - 1; at >= 0; at--) {
    const time = times[at] as number;
    if (time >= until) continue;
    area += (survival[at] as number) * (end - time);
    end = time;
    const [n, d] = [atRisk[at] as number, events[at] as number];
    if (n > d) variance += (area * area * d) / n / (n - d);
  }
  return { kind: "estimated", mean: area + end, standardError: Math.sqrt(variance), until };
}

/** A difference of two mean times, or that one of the groups was not watched so long, or that neither mean has an error. */
export type RestrictedDifferenceOutcome =
  | {
      readonly kind: "tested";
      readonly difference: number;
      readonly standardError: number;
      readonly p: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: "beyond-follow-up"; readonly followUp: number }
  | { readonly kind: "constant"; readonly difference: number };

/**
 * How much longer the second group goes without the event, up to a horizon.
 *
 * @param a the first group's curve.
 * @param b the second group's.
 * @param until the horizon, above zero.
 * @param level the coverage asked for, in (0, 1); missing means 0.95.
 * @throws {RangeError} when the horizon or the level is none.
 * @see Royston and Parmar (2013), BMC Medical Research Methodology 13
 * @example
 * import { kaplanMeier } from "./kaplan-meier.ts";
 * import { restrictedMeanDifference } from "./restricted-mean.ts";
 * const curve = kaplanMeier({ times: [1, 2, 3], events: [true, true, false] });
 * restrictedMeanDifference(curve, curve, 9); // => { kind: "beyond-follow-up", followUp: 3 }
 */
export function restrictedMeanDifference(a: SurvivalCurve, b: SurvivalCurve, until: number, level = 0.95): RestrictedDifferenceOutcome {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be in (0, 1): got ${level}`);
  const [first, second] = [restrictedMean(a, until), restrictedMean(b, until)];
  if (first.kind === "beyond-follow-up") return first;
  if (second.kind === "beyond-follow-up") return second;
  const difference = second.mean - first.mean;
  const standardError = Math.hypot(first.standardError, second.standardError);
  if (standardError === 0) return { kind: "constant", difference };
  const { survival, upperQuantile } = normalDistribution();
  const half = upperQuantile((1 - level) / 2) * standardError;
  const p = Math.min(1, 2 * survival(Math.abs(difference) / standardError));
  return { kind: "tested", difference, standardError, p, low: difference - half, high: difference + half };
}
