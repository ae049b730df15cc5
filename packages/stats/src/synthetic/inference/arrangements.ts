import { checkCount } from "../../input/check.ts";
import type { Generator } from "../../random/generator.ts";
import { sampleWithoutReplacement } from "../../random/order.ts";

/** Which arrangements of the residuals are equally likely when there is no further effect. */
export type Arrangement =
  /** Shifts of all residuals around the circle of periods: right with serial correlation too, and without chance. */
  | { readonly kind: "block" }
  /** Any order: right for residuals without serial correlation. Missing draws mean 1,000. */
  | { readonly kind: "iid"; readonly generator: Generator; readonly draws?: number };

/**
 * The periods that would be the treated ones in each arrangement, the true ones first: the last.
 *
 * @param periods how many there are.
 * @param treated how many of them are treated.
 * @throws {RangeError} when the draws are no count of at least 1.
 * @example
 * import { treatedPlaces } from "./arrangements.ts";
 * treatedPlaces({ kind: "block" }, 3, 2).map((places) => [...places]); // => [[1, 2], [2, 0], [0, 1]]
 */
export function treatedPlaces(arrangement: Arrangement, periods: number, treated: number): Int32Array[] {
  const actual = Int32Array.from({ length: treated }, (_, at) => periods - treated + at);
  if (arrangement.kind === "block") return Array.from({ length: periods }, (_, shift) => actual.map((place) => (place + shift) % periods));
  const { generator, draws = 1_000 } = arrangement;
  checkCount("draws", draws, 1);
  return [actual, ...Array.from({ length: draws }, () => Int32Array.from(sampleWithoutReplacement(generator, periods, treated)))];
}

/**
 * The share of arrangements whose treated periods have residuals at least as large in sum as those that happened: the p-value.
 *
 * @param places the true ones first.
 * @example
 * import { shareAsLarge, treatedPlaces } from "./arrangements.ts";
 * shareAsLarge(Float64Array.of(1, -2, 3, -4), treatedPlaces({ kind: "block" }, 4, 1)); // => 0.25
 */
export function shareAsLarge(residuals: Float64Array, places: readonly Int32Array[]): number {
  const sums = places.map((list) => list.reduce((total, place) => total + Math.abs(residuals[place] as number), 0));
  const [actual = 0] = sums;
  return sums.filter((sum) => sum >= actual * (1 - 1e-9)).length / sums.length;
}
