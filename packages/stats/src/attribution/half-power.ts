/** 2^0, 2^-1 ... 2^-64, each exact. */
const HALVES = Float64Array.from({ length: 65 }, (_, power) => 1 / 2 ** power);

/** Coefficients (-ln 2)^k / k! of 2^-f, highest power first; for |f| <= 1/2 the first one left out changes nothing in a double. */
const TAYLOR = taylorCoefficients(15);

function taylorCoefficients(degree: number): Float64Array {
  const ascending = [1];
  for (let k = 1; k <= degree; k++) ascending.push(((ascending[k - 1] ?? 0) * -Math.LN2) / k);
  return Float64Array.from(ascending.reverse());
}

/**
 * Two to the power of minus `x`: how much is left after `x` half-lives.
 *
 * Built from additions and multiplications alone, which every machine rounds the same way, so that a credit recomputed elsewhere is
 * equal to the last digit; `Math.exp` and `**` may differ between engines.
 *
 * @param x half-lives, >= 0; beyond 64 the result is 0, which in shares of a billion is the same.
 * @returns a number in [0, 1], within two units in the last place of the true value.
 * @example
 * import { halfPower } from "./half-power.ts";
 * halfPower(3); // => 0.125
 */
export function halfPower(x: number): number {
  if (x > 64) return 0;
  const whole = Math.round(x);
  const fraction = x - whole;
  let value = 0;
  for (const coefficient of TAYLOR) value = value * fraction + coefficient;
  return value * (HALVES[whole] ?? 0);
}
