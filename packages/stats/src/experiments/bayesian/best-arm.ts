import type { Distribution } from "../../distributions/distribution.ts";
import { integral, type IntegralOutcome } from "../../quadrature/integral.ts";

/** What is known of each arm against the others, in the order of the arms. */
export interface BestArm {
  /** That an arm is better than all others; they sum to 1. */
  readonly chances: Float64Array;
  /** By how much an arm is expected to fall short of the best one, in the unit of the metric; at least 0, least for the arm to choose. */
  readonly losses: Float64Array;
  /** A bound of the relative error of all of these that are above 1e-30 of the largest, from integrating. */
  readonly error: number;
}

type Curve = (p: number) => number;

/** What is not known to this, relative to itself, is not given; it needs no more parts than this where a distribution can be resolved. */
const [KNOWN, PARTS] = [1e-6, 300];

/** Finer towards the ends, where a chance of one in a million lives. */
const TAIL = [0, 1e-12, 1e-8, 1e-5, 1e-3, 0.02, 0.1, 0.25, 0.5];

/** The chance that all others lie below a point. */
const allBelow =
  (others: readonly Distribution[]): Curve =>
  (x) =>
    others.reduce((chance, { cdf }) => chance * cdf(x), 1);

/** The chance that one of the others lies above a point, exact also where it is tiny. */
const someAbove =
  (others: readonly Distribution[]): Curve =>
  (x) =>
    -Math.expm1(others.reduce((log, { survival }) => log + Math.log1p(-survival(x)), 0));

/** That an arm is best: over its own quantiles, from both ends, where nothing has a peak. */
function chanceOfBest(arm: Distribution, others: readonly Distribution[]): IntegralOutcome[] {
  const below = allBelow(others);
  const over = (point: Curve): IntegralOutcome => integral((p) => below(point(p)), TAIL, { most: PARTS });
  return [over(arm.quantile), over(arm.upperQuantile)];
}

/** Where the arms' distributions have their mass, ascending. */
function landmarks(arms: readonly Distribution[]): number[] {
  const chances = TAIL.slice(1);
  const points = arms.flatMap(({ quantile, upperQuantile }) => [
    ...chances.map((p) => quantile(p)),
    ...chances.map((p) => upperQuantile(p)),
  ]);
  const far = arms.flatMap(({ quantile, upperQuantile }) => [quantile(1e-40), upperQuantile(1e-40)]);
  return [...new Set([...points, ...far])].filter(Number.isFinite).sort((a, b) => a - b);
}

/** The mean of how much the best of the others is better, counted as nothing where it is worse. */
function lossOf(arm: Distribution, others: readonly Distribution[], points: readonly number[]): IntegralOutcome {
  const above = someAbove(others);
  return integral((x) => arm.cdf(x) * above(x), points, { most: PARTS + points.length });
}

/**
 * How likely each arm is the best one, and what choosing it is expected to cost.
 *
 * By integrals, not by drawing: no seed, and exact where the chance is one in a million. Choose the arm with the least loss and stop when
 * that loss is below what does not matter to you; unlike the chance it weighs how much is at stake. Neither is a p-value: looking daily and
 * stopping at a chance of 95 % errs far more often than 5 % of the time where there is no difference.
 *
 * @param arms what is believed of each arm's metric, more is better, independent of each other, at least two; `betaPosterior` for rates,
 *   `normalDistribution` or a shifted Student's t for means.
 * @throws {RangeError} when there are fewer than two arms, or one has so much mass next to a single point that the integrals are not known.
 * @see Stucchio (2015), Bayesian A/B Testing at VWO, sections 4 and 8
 * @example
 * import { bestArm } from "./best-arm.ts";
 * import { betaPosterior } from "./posterior.ts";
 * const arms = [betaPosterior({ successes: 200, trials: 10_000 }), betaPosterior({ successes: 250, trials: 10_000 })];
 * bestArm(arms).chances[1]?.toFixed(9); // => "0.991422775"
 */
export function bestArm(arms: readonly Distribution[]): BestArm {
  if (arms.length < 2) throw new RangeError(`arms must be a list of at least two distributions: got ${arms.length}`);
  const othersOf = (arm: Distribution): Distribution[] => arms.filter((other) => other !== arm);
  if (new Set(arms).size < arms.length) throw new RangeError("arms must be distributions of their own: got one of them twice");
  const points = landmarks(arms);
  const chances = arms.map((arm) => chanceOfBest(arm, othersOf(arm)));
  const losses = arms.map((arm) => lossOf(arm, othersOf(arm), points));
  const largest = Math.max(...losses.map(({ value }) => value));
  const error = Math.max(...chances.map((parts) => relativeError(parts, 1)), ...losses.map((loss) => relativeError([loss], largest)));
  if (error > KNOWN) throw new RangeError(`arms must have mass away from a single point: the chances are known within ${error} only`);
  return {
    chances: Float64Array.from(chances, ([low, high]) => (low?.value ?? 0) + (high?.value ?? 0)),
    losses: Float64Array.from(losses, ({ value }) => value),
    error,
  };
}

/** The error of all parts together by their sum; what is below 1e-30 of the scale is nothing, however well it is known. */
function relativeError(parts: readonly IntegralOutcome[], scale: number): number {
  const [value, error] = parts.reduce(([all, miss], part) => [all + part.value, miss + part.error], [0, 0]);
  return error === 0 ? 0 : error / Math.max(value, 1e-30 * scale);
}
