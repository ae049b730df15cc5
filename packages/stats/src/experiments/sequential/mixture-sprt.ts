import { checkFinite, checkPositive } from "../../input/check.ts";
import { checkLevel } from "../level.ts";

/** What is known of a difference at the moment of looking. */
export interface SequentialEstimate {
  /** The difference of the two groups so far. */
  readonly estimate: number;
  /** The square of its standard error: variance of each group by its size, added up; above zero. */
  readonly variance: number;
}

/** How the mixture is set up. */
export interface MixtureOptions {
  /** The variance of the effects that are looked for, in the square of the difference's unit, above zero. */
  readonly tau2: number;
  /** The coverage of the interval, over all looks together, in (0, 1); missing means 0.95. */
  readonly level?: number;
  /** The difference under the null hypothesis; missing means 0. */
  readonly nullDifference?: number;
}

/** What may be said at any look, however many there are. */
export interface MixtureSprt {
  /** The logarithm of the likelihood ratio of the mixture against no effect. */
  readonly logRatio: number;
  /** At this look, at most 1; the smallest p so far is valid too. */
  readonly p: number;
  /** The ends of a confidence sequence: all of them, over all looks, contain the truth with the level's chance. */
  readonly low: number;
  readonly high: number;
}

/**
 * A test and an interval that stay valid however often and whenever one looks: the mixture sequential probability ratio test.
 *
 * The likelihood of the data, averaged over effects that are normal around the null with variance tau2, by their likelihood under the
 * null. Under the null that ratio passes 1 / alpha ever with a chance of at most alpha, so no plan of looks is needed. The price is width:
 * a third to a half more than an interval for one look. It rests on estimates that are nearly normal: begin to look when each group has
 * some hundreds of units. tau2 has no default, since it has the unit of the metric: the square of the effect that you would like to find
 * is best; a value that is wrong by four costs some per cent of time and no validity.
 *
 * @throws {RangeError} when a number is not finite, or the variance, tau2 or the level are none.
 * @see Johari, Koomen, Pekelis and Walsh (2022), Always valid inference, Operations Research 70, section 5
 * @example
 * import { mixtureSprt } from "./mixture-sprt.ts";
 * mixtureSprt({ estimate: 1, variance: 64 / 500 + 64 / 500 }, { tau2: 1 }).p.toFixed(7); // => "0.4677689"
 */
export function mixtureSprt(
  { estimate, variance }: SequentialEstimate,
  { tau2, level = 0.95, nullDifference = 0 }: MixtureOptions,
): MixtureSprt {
  checkFinite("estimate", estimate);
  checkFinite("nullDifference", nullDifference);
  checkPositive("variance", variance);
  checkPositive("tau2", tau2);
  checkLevel(level);
  const shrinkage = tau2 / (variance + tau2);
  const spread = Math.log1p(tau2 / variance);
  const logRatio = 0.5 * ((shrinkage * (estimate - nullDifference) ** 2) / variance - spread);
  const half = Math.sqrt((variance / shrinkage) * (spread - 2 * Math.log1p(-level)));
  return { logRatio, p: Math.min(1, Math.exp(-logRatio)), low: estimate - half, high: estimate + half };
}
