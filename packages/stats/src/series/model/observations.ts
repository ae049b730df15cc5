import type { Numbers } from "../../input/check.ts";

/**
 * Refuses a series that has no period, or holds something that is neither a finite number nor NaN, which stands for a missing one.
 *
 * @returns how many observations there are.
 * @throws {RangeError} with the index of the first number that is none.
 * @example
 * import { checkObservations } from "./observations.ts";
 * checkObservations("values", [3, NaN, 4]); // => 2
 * checkObservations("values", [3, Infinity]); // => throws RangeError
 */
export function checkObservations(name: string, values: Numbers): number {
  if (values.length === 0) throw new RangeError(`${name} must be a list of at least 1: got 0 of them`);
  let count = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (Number.isNaN(value)) continue;
    if (!Number.isFinite(value)) throw new RangeError(`${name}[${at}] must be a finite number, or NaN where it is missing: got ${value}`);
    count++;
  }
  return count;
}
