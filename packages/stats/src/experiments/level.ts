import { checkOneOf } from "../input/check.ts";

const alternatives = ["two-sided", "greater", "less"] as const;

/** Which side of the null hypothesis counts as evidence; `greater` is for the second group above the first. */
export type Alternative = (typeof alternatives)[number];

/**
 * Refuses a direction that there is not.
 *
 * @throws {RangeError} with all of them.
 * @example
 * import { checkAlternative } from "./level.ts";
 * checkAlternative("greater"); // => undefined
 */
export function checkAlternative(alternative: Alternative): void {
  checkOneOf("alternative", alternative, alternatives);
}

/**
 * Refuses what is no level of confidence.
 *
 * @throws {RangeError} outside (0, 1): an interval of level 0 or 1 says nothing.
 * @example
 * import { checkLevel } from "./level.ts";
 * checkLevel(0.95); // => undefined
 * checkLevel(95); // => throws RangeError
 */
export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be in (0, 1), such as 0.95: got ${level}`);
}

/**
 * Refuses what is no chance of an error.
 *
 * @throws {RangeError} outside (0, 1).
 * @example
 * import { checkAlpha } from "./level.ts";
 * checkAlpha("alpha", 5); // => throws RangeError
 */
export function checkAlpha(name: string, alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`${name} must be in (0, 1), such as 0.05: got ${alpha}`);
}

/**
 * The p-value of a statistic that is symmetric around zero under the null hypothesis.
 *
 * @param survival the chance of more than a statistic.
 * @example
 * import { symmetricP } from "./level.ts";
 * import { normalDistribution } from "../distributions/normal.ts";
 * symmetricP(0, "two-sided", normalDistribution().survival); // => 1
 */
export function symmetricP(statistic: number, alternative: Alternative, survival: (x: number) => number): number {
  checkAlternative(alternative);
  if (alternative === "two-sided") return Math.min(1, 2 * survival(Math.abs(statistic)));
  return survival(alternative === "greater" ? statistic : -statistic);
}
