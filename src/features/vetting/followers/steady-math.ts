const LN2 = 0.6931471805599453;
const TERMS = 14;

/**
 * The natural logarithm by sums, products and quotients alone: the same bits on every machine, which `Math.log` does not promise.
 *
 * The number is halved or doubled into [0.7, 1.5), then the series of the inverse hyperbolic tangent is summed. Off by less than 1e-15 of
 * itself plus 1e-15.
 *
 * @param x finite and above zero.
 * @throws {RangeError} for any other number.
 * @example
 * import { steadyLn } from "./steady-math.ts";
 * steadyLn(1); // => 0
 * steadyLn(10).toFixed(12); // => "2.302585092994"
 */
export function steadyLn(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) throw new RangeError(`x must be a finite number above zero: got ${x}`);
  let [rest, halvings] = [x, 0];
  for (; rest >= 1.5; rest /= 2) halvings++;
  for (; rest < 0.75; rest *= 2) halvings--;
  const ratio = (rest - 1) / (rest + 1);
  const square = ratio * ratio;
  let sum = 0;
  for (let term = TERMS; term >= 0; term--) sum = sum * square + 1 / (2 * term + 1);
  return halvings * LN2 + 2 * ratio * sum;
}

/**
 * The power of e by sums and products alone, as {@link steadyLn} is.
 *
 * @param x in [-700, 700]; beyond it the nearer end is taken.
 * @example
 * import { steadyExp } from "./steady-math.ts";
 * steadyExp(0); // => 1
 * steadyExp(1).toFixed(12); // => "2.718281828459"
 */
export function steadyExp(x: number): number {
  const within = Math.min(700, Math.max(-700, x));
  const doublings = Math.round(within / LN2);
  const rest = within - doublings * LN2;
  let power = 1;
  for (let term = 18; term >= 1; term--) power = 1 + (rest / term) * power;
  for (let step = 0; step < Math.abs(doublings); step++) power = doublings > 0 ? power * 2 : power / 2;
  return power;
}

/**
 * The chance that belongs to a logit: 1 / (1 + e^-x).
 *
 * @example
 * import { steadyChance } from "./steady-math.ts";
 * steadyChance(0); // => 0.5
 */
export const steadyChance = (logit: number): number => 1 / (1 + steadyExp(-logit));
