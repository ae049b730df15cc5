/** A bend of a curve: at `x` the value is `y`, in [0, 1]. */
export type Knot = readonly [x: number, y: number];

/**
 * The value of a curve of straight lines between knots, flat before the first and after the last.
 *
 * Straight lines are used for every part of the score because anybody can follow them with a pencil.
 *
 * @param knots by rising x, at least one.
 * @example
 * import { onCurve } from "./curve.ts";
 * onCurve([[0, 1], [0.5, 0]], 0.25); // => 0.5
 * onCurve([[0, 1], [0.5, 0]], 2); // => 0
 */
export function onCurve(knots: readonly Knot[], x: number): number {
  const after = knots.findIndex(([at]) => x <= at);
  if (after <= 0) return knots[after === 0 ? 0 : knots.length - 1]![1];
  const [[x0, y0], [x1, y1]] = [knots[after - 1]!, knots[after]!];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

/**
 * A number with six decimals, so that no last digit of a machine shows.
 *
 * @example
 * import { six } from "./curve.ts";
 * six(1 / 3); // => 0.333333
 */
export const six = (value: number): number => Math.round(value * 1e6) / 1e6;
