/** One whole in parts per billion, the unit in which credit shares are kept. */
export const WHOLE_PPB = 1_000_000_000;

/**
 * An amount cut into whole minor units in proportion to weights, without losing or making one.
 *
 * Largest remainder: each part gets its share rounded towards zero, then the units left over go one each to the parts that lost
 * most by it; equal losses go by order, first part first. A negative amount is split like its positive and negated.
 *
 * @param amount any integer.
 * @param weights integers >= 0 of any common unit, at least one of them positive.
 * @returns one part per weight, in order; their sum is exactly the amount, each is within one unit of its exact share, and a weight
 * of zero gets nothing.
 * @throws {RangeError} for a negative weight, or when no weight is positive.
 * @see https://en.wikipedia.org/wiki/Largest_remainders_method
 * @example
 * import { splitByWeights } from "./split.ts";
 * splitByWeights(100n, [1n, 1n, 1n]); // => [34n, 33n, 33n]
 * splitByWeights(-5n, [1n, 0n, 3n]); // => [-1n, 0n, -4n]
 */
export function splitByWeights(amount: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.some((weight) => weight < 0n)) throw new RangeError("a weight must not be negative");
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) throw new RangeError("at least one weight must be positive");
  if (amount < 0n) return splitByWeights(-amount, weights).map((part) => -part);
  const parts = weights.map((weight) => (amount * weight) / total);
  const left = Number(amount - parts.reduce((sum, part) => sum + part, 0n));
  for (const index of byLargestLoss(amount, weights, total).slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts;
}

function byLargestLoss(amount: bigint, weights: readonly bigint[], total: bigint): number[] {
  const losses = weights.map((weight, index) => ({ index, loss: (amount * weight) % total }));
  losses.sort((a, b) => (a.loss === b.loss ? a.index - b.index : a.loss < b.loss ? 1 : -1));
  return losses.map(({ index }) => index);
}

/**
 * An amount cut by credit shares in parts per billion, without losing or making a unit.
 *
 * @param amount any integer, for example an order's value in minor units.
 * @param sharesPpb integers >= 0 that sum to exactly one billion.
 * @returns one part per share, in order; their sum is exactly the amount.
 * @throws {RangeError} when the shares do not sum to one whole.
 * @example
 * import { splitByPpb } from "./split.ts";
 * splitByPpb(1000n, [400_000_000, 200_000_000, 400_000_000]); // => [400n, 200n, 400n]
 */
export function splitByPpb(amount: bigint, sharesPpb: readonly number[]): bigint[] {
  const total = sharesPpb.reduce((sum, share) => sum + share, 0);
  if (total !== WHOLE_PPB) throw new RangeError(`shares must sum to ${WHOLE_PPB}, these sum to ${total}`);
  return splitByWeights(amount, sharesPpb.map(BigInt));
}
