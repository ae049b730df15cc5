import { checkLevel } from "../../experiments/level.ts";
import { checkNumbers, checkSameLength, type Numbers } from "../../input/check.ts";

/** Forecast intervals with what came of them, none of it used for the forecasts. */
export interface HeldOutForecasts {
  readonly low: Numbers;
  readonly high: Numbers;
  readonly outcome: Numbers;
}

/** By how much to widen intervals (to narrow them where negative), or that too few outcomes are held out for such a level. */
export type ConformalMargin =
  { readonly kind: "calibrated"; readonly margin: number } | { readonly kind: "too-few"; readonly needed: number };

/**
 * The margin that makes forecast intervals hold what they promise: conformalised quantile regression.
 *
 * Whatever made the forecasts, the interval from low - margin to high + margin holds a new outcome with a chance of at least `level`, and of at
 * most 1 / (n + 1) more, if it and the n held-out ones could have come in any order. Over time they could not: hold out the latest periods,
 * and watch coverage. Time: a sort.
 *
 * @param heldOut forecasts and outcomes, at least one.
 * @param level missing means 0.9, as between forecasts of 5 and 95 %.
 * @returns `too-few` with how many it needs.
 * @throws {RangeError} when lengths differ or a number is not finite.
 * @see Romano, Patterson and Candes (2019), Conformalized quantile regression, theorem 1
 * @example
 * import { conformalMargin } from "./conformal-quantiles.ts";
 * conformalMargin({ low: [0, 0, 0, 0], high: [2, 2, 2, 2], outcome: [1, 3, 2, -2] }, 0.8); // => { kind: "calibrated", margin: 2 }
 * conformalMargin({ low: [0], high: [2], outcome: [1] }, 0.9); // => { kind: "too-few", needed: 9 }
 */
export function conformalMargin({ low, high, outcome }: HeldOutForecasts, level = 0.9): ConformalMargin {
  checkNumbers("outcome", outcome);
  checkNumbers("low", low);
  checkNumbers("high", high);
  checkSameLength("low", low, "outcome", outcome);
  checkSameLength("high", high, "outcome", outcome);
  checkLevel(level);
  const n = outcome.length;
  const rank = Math.ceil(level * (n + 1) - 1e-9);
  if (rank > n) return { kind: "too-few", needed: Math.ceil(level / (1 - level) - 1e-9) };
  const beyond = Float64Array.from(outcome, (value, at) => Math.max((low[at] as number) - value, value - (high[at] as number))).sort();
  return { kind: "calibrated", margin: beyond[rank - 1] as number };
}
