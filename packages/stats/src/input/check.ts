/** A list of numbers, as an array or a typed array. */
export type Numbers = ArrayLike<number>;

const refuse = (name: string, must: string, value: unknown): never => {
  throw new RangeError(`${name} must be ${must}: got ${String(value)}`);
};

/**
 * Refuses what is no finite number.
 *
 * Each check throws with the parameter's name, what it must be and what it was, so that the message alone says what to change. A broken
 * promise of the caller throws; an outcome that data can have (no convergence, deficient rank, no donor) is returned instead.
 *
 * @param name the parameter as the caller knows it.
 * @throws {RangeError} for NaN and infinities.
 * @example
 * import { checkFinite } from "./check.ts";
 * checkFinite("mean", 3); // => undefined
 * checkFinite("mean", NaN); // => throws RangeError
 */
export function checkFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) refuse(name, "a finite number", value);
}

/**
 * Refuses what is no finite number above zero.
 *
 * @throws {RangeError} for zero, negative numbers, NaN and infinities.
 * @example
 * import { checkPositive } from "./check.ts";
 * checkPositive("shape", 0); // => throws RangeError
 */
export function checkPositive(name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) refuse(name, "a finite number above zero", value);
}

/**
 * Refuses what is no finite number of at least zero.
 *
 * @throws {RangeError} for negative numbers, NaN and infinities.
 * @example
 * import { checkNotNegative } from "./check.ts";
 * checkNotNegative("weight", 0); // => undefined
 */
export function checkNotNegative(name: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) refuse(name, "a finite number of at least zero", value);
}

/**
 * Refuses NaN alone, where an infinity has a meaning: the tail beyond it is empty.
 *
 * @throws {RangeError} for NaN.
 * @example
 * import { checkNumber } from "./check.ts";
 * checkNumber("x", Infinity); // => undefined
 */
export function checkNumber(name: string, value: number): void {
  if (Number.isNaN(value)) refuse(name, "a number", value);
}

/**
 * Refuses what is no probability.
 *
 * @throws {RangeError} outside [0, 1].
 * @example
 * import { checkProbability } from "./check.ts";
 * checkProbability("level", 0.95); // => undefined
 * checkProbability("level", 95); // => throws RangeError
 */
export function checkProbability(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) refuse(name, "in [0, 1]", value);
}

/**
 * Refuses what is no whole number of at least `least`.
 *
 * @param least missing means zero.
 * @throws {RangeError} for fractions, smaller numbers, and those beyond 2^53 that are no longer counted exactly.
 * @example
 * import { checkCount } from "./check.ts";
 * checkCount("draws", 1_000, 1); // => undefined
 * checkCount("draws", 0.5); // => throws RangeError
 */
export function checkCount(name: string, value: number, least = 0): void {
  if (!Number.isSafeInteger(value) || value < least) refuse(name, `a whole number of at least ${least}`, value);
}

/**
 * Refuses a list that is too short or holds anything but finite numbers.
 *
 * @param least how many numbers are needed; missing means one.
 * @throws {RangeError} with the index of the first number that is none.
 * @example
 * import { checkNumbers } from "./check.ts";
 * checkNumbers("values", [1, 2, 3]); // => undefined
 * checkNumbers("values", []); // => throws RangeError
 * checkNumbers("values", [1, NaN]); // => throws RangeError
 */
export function checkNumbers(name: string, values: Numbers, least = 1): void {
  if (values.length < least) refuse(name, `a list of at least ${least}`, `${values.length} of them`);
  for (let at = 0; at < values.length; at++) {
    if (!Number.isFinite(values[at])) refuse(`${name}[${at}]`, "a finite number", values[at]);
  }
}

/**
 * Refuses two lists that belong together index by index and differ in length.
 *
 * @throws {RangeError} with both lengths.
 * @example
 * import { checkSameLength } from "./check.ts";
 * checkSameLength("x", [1], "y", [1, 2]); // => throws RangeError
 */
export function checkSameLength(name: string, values: { length: number }, otherName: string, others: { length: number }): void {
  if (values.length === others.length) return;
  throw new RangeError(`${name} and ${otherName} must be of one length: got ${values.length} and ${others.length}`);
}

/**
 * Refuses a word that is none of those that an option has: a misspelt one would otherwise be taken for another.
 *
 * @throws {RangeError} with all of them.
 * @example
 * import { checkOneOf } from "./check.ts";
 * checkOneOf("ties", "efron", ["efron", "breslow"]); // => undefined
 * checkOneOf("ties", "exact", ["efron", "breslow"]); // => throws RangeError
 */
export function checkOneOf(name: string, value: string | number, allowed: readonly (string | number)[]): void {
  if (!allowed.includes(value)) refuse(name, `one of ${allowed.join(", ")}`, value);
}
