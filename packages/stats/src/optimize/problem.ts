import { checkCount, checkNumbers, checkPositive, type Numbers } from "../input/check.ts";

/** A function of several numbers. It may give Infinity or NaN outside its domain: such points are never taken. */
export type Objective = (x: Float64Array) => number;

/** When to stop, and how far apart numbers are. Each has a default. */
export interface MinimizeOptions {
  /** The relative accuracy asked for; its meaning is told by each method. */
  readonly tolerance?: number;
  /** At most so many iterations. */
  readonly most?: number;
}

/** Where a minimization ended. `not-converged` carries the best point that was seen, which is not a minimum. */
export interface Minimum {
  readonly kind: "converged" | "not-converged";
  /** Why it ended: the gradient or the simplex is small enough, nothing better is found any more, or the iterations are used up. */
  readonly reason: "gradient" | "simplex" | "no-progress" | "iterations";
  readonly at: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly evaluations: number;
}

/** An objective that counts its calls and gives Infinity where it is not a number. */
export interface Counted {
  readonly value: Objective;
  readonly evaluations: () => number;
}

/**
 * Wraps an objective so that its calls are counted, and refuses a start outside its domain.
 *
 * @throws {RangeError} when the start is not finite, or the objective is not finite there.
 * @example
 * import { counted } from "./problem.ts";
 * const { value, evaluations } = counted((x) => x[0] ?? 0, [3]);
 * [value(Float64Array.of(2)), evaluations()]; // => [2, 2]
 */
export function counted(objective: Objective, start: Numbers): Counted {
  checkNumbers("start", start);
  let calls = 0;
  const value: Objective = (x) => {
    calls++;
    const found = objective(x);
    return Number.isNaN(found) ? Number.POSITIVE_INFINITY : found;
  };
  const first = value(Float64Array.from(start));
  if (!Number.isFinite(first)) throw new RangeError(`start must lie where the objective is finite: got ${first}`);
  return { value, evaluations: () => calls };
}

/**
 * Options with their defaults, checked.
 *
 * @throws {RangeError} when one is not above zero.
 * @example
 * import { checkedOptions } from "./problem.ts";
 * checkedOptions({ most: 5 }, { tolerance: 1e-8, most: 100 }); // => { tolerance: 1e-8, most: 5 }
 */
export function checkedOptions(options: MinimizeOptions, defaults: Required<MinimizeOptions>): Required<MinimizeOptions> {
  const { tolerance = defaults.tolerance, most = defaults.most } = options;
  checkPositive("tolerance", tolerance);
  checkCount("most", most, 1);
  return { tolerance, most };
}
