/**
 * A number at so many decimals, as Python's `round` gives it: to the nearest decimal of the exact binary value, a tie to the even one.
 *
 * `toFixed` rounds the exact value too but a tie upwards, and multiplying first would round twice.
 *
 * @param decimals at most 15.
 * @example
 * import { roundedToEven } from "./rounded.ts";
 * roundedToEven(0.03125, 4); // => 0.0312
 * roundedToEven(0.09375, 4); // => 0.0938
 */
export function roundedToEven(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  // Half a unit of the last decimal is 5^-decimals 2^-(decimals + 1), so that only an odd multiple of the second can be a tie.
  const halves = value * 2 ** (decimals + 1);
  if (!Number.isInteger(halves) || halves % 2 === 0) return Number(value.toFixed(decimals)) + 0; // no -0
  const below = Math.floor(value * scale);
  return (below % 2 === 0 ? below : below + 1) / scale;
}
