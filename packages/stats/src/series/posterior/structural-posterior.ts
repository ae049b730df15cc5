import { checkCount, type Numbers } from "../../input/check.ts";
import { crossProduct, transposeTimes, zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import { gammaVariate } from "../../random/gamma-variate.ts";
import type { Generator } from "../../random/generator.ts";
import { drawStates, moveWithSteps } from "../filter/state-variate.ts";
import { whitened } from "../likelihood/whitened.ts";
import { checkObservations } from "../model/observations.ts";
import { checkRegressors, columnsOfMatrix, standardColumn, type StandardColumn } from "../model/regressors.ts";
import { stateSpaceOf, type StateSpace, type StructuralShape } from "../model/structural-model.ts";
import { moveOn, seenOf, stepsAfter } from "../model/transition.ts";
import { knownPriors, type DeviationPrior, type KnownPriors, type StructuralPriors } from "./priors.ts";
import { drawCoefficients, drawIncluded } from "./spike-and-slab.ts";

/** What a sampler takes besides the series. */
export interface PosteriorOptions {
  /** What explains the series besides, a row a period and a column each, without gaps; missing means nothing. */
  readonly regressors?: Matrix;
  readonly priors?: StructuralPriors;
  /** How many draws are kept; missing means 4,000, whose 95 % ends are off by 0.04 standard deviations where draws are independent. */
  readonly draws?: number;
  /** How many are thrown away before that; missing means a tenth of the draws. */
  readonly burn?: number;
}

/** Draws of everything that is not known, given the series; a row a draw. */
export interface StructuralPosterior {
  /** Level, season and regression together, without noise; draws x periods, in the values' unit. Periods after the last observation are forecast. */
  readonly signals: Matrix;
  /** Standard deviations of noise, level, slope and season, as far as there are any: draws x parts, in the values' unit. */
  readonly deviations: Matrix;
  /** What one more of a regressor adds: draws x columns; 0 where it is not included. */
  readonly coefficients: Matrix;
  /** The share of draws in which a regressor is included, a number a column. */
  readonly inclusion: Float64Array;
}

/** Draws, or why there are none. */
export type StructuralPosteriorOutcome =
  | (StructuralPosterior & { readonly kind: "drawn" })
  /** All observations are equal: there is nothing to learn a variance from. */
  | { readonly kind: "constant" }
  /** So many more observations are needed. */
  | { readonly kind: "too-few"; readonly missing: number }
  /** These regressors do not vary over the periods observed. */
  | { readonly kind: "rank-deficient"; readonly dependent: readonly number[] };

/** The series up to its last observation and the regressors over all periods, in units of standard deviations. */
interface Sample {
  readonly shape: StructuralShape;
  readonly values: Float64Array;
  readonly observed: readonly number[];
  readonly columns: readonly Float64Array[];
  readonly periods: number;
  readonly priors: KnownPriors;
  /** What the slab's precision is at a noise of variance one. */
  readonly precision: Matrix;
}

/** Where the sampler is. */
interface Chain {
  readonly generator: Generator;
  readonly included: boolean[];
  coefficients: Float64Array;
  /** Variances of noise, level, slope and season, as far as there are any. */
  readonly variances: Float64Array;
}

const PLACE = { from: 0, apart: 1 } as const;

function spaceOf(
  { slope, season }: StructuralShape,
  [observation = 0, level = 0, third = 0, fourth = 0]: Numbers & Iterable<number>,
): StateSpace {
  return stateSpaceOf({
    observation,
    level,
    ...(slope === true ? { slope: third } : {}),
    ...(season === undefined ? {} : { season: { ...season, variance: slope === true ? fourth : third } }),
  });
}

const partsOf = ({ slope, season }: StructuralShape) => [
  "level" as const,
  ...(slope === true ? ["slope" as const] : []),
  ...(season === undefined ? [] : ["season" as const]),
];

/** weight / n ((1 - diagonal) X'X + diagonal diag(X'X)), over the periods that are observed. */
function slabPrecision(columns: readonly Float64Array[], observed: readonly number[], { slabWeight, diagonal }: KnownPriors): Matrix {
  const k = columns.length;
  const rows = observed.flatMap((period) => columns.map((column) => column[period] as number));
  const cross = crossProduct({ rows: observed.length, columns: k, values: Float64Array.from(rows) });
  return {
    ...cross,
    values: cross.values.map((value, at) => (slabWeight / observed.length) * value * (at % (k + 1) === 0 ? 1 : 1 - diagonal)),
  };
}

/** Draws coefficients with the states integrated out, which mixes where a regressor moves as slowly as the level. */
function drawRegression(sample: Sample, chain: Chain): void {
  if (sample.columns.length === 0) return;
  const outcome = whitened(sample.values, sample.columns, spaceOf(sample.shape, chain.variances));
  if (outcome.kind !== "whitened") throw new RangeError(`the sampler came to variances of no density: ${outcome.kind}`);
  const noise = chain.variances[0] as number;
  const regression = {
    cross: crossProduct(outcome.regressors),
    product: transposeTimes(outcome.regressors, outcome.innovations),
    precision: { ...sample.precision, values: sample.precision.values.map((value) => value / noise) },
    inclusion: sample.priors.inclusion,
  };
  drawIncluded(chain.generator, regression, chain.included);
  chain.coefficients = drawCoefficients(chain.generator, regression, chain.included);
}

const explained = ({ columns }: Sample, { coefficients }: Chain, period: number): number =>
  columns.reduce((total, column, at) => total + (coefficients[at] as number) * (column[period] as number), 0);

/** A variance whose inverse is gamma, given the squares that were seen. */
function drawVariance(generator: Generator, { deviation, weight }: DeviationPrior, count: number, squares: number): number {
  return (weight * deviation * deviation + squares) / 2 / gammaVariate(generator, (weight + count) / 2);
}

/** The steps that a course of states made: how many of each, and the sum of their squares. */
function stepsOf(space: StateSpace, states: Matrix): { counts: number[]; squares: number[] } {
  const [counts, squares] = [space.steps.map(() => 0), space.steps.map(() => 0)];
  const n = space.size;
  const moved = new Float64Array(n);
  for (let period = 1; period < states.rows; period++) {
    for (let at = 0; at < n; at++) moved[at] = states.values[(period - 1) * n + at] as number;
    moveOn(space, period - 1, moved, PLACE);
    stepsAfter(space, period - 1).forEach(({ at }, step) => {
      counts[step] = (counts[step] as number) + 1;
      squares[step] = (squares[step] as number) + ((states.values[period * n + at] as number) - (moved[at] as number)) ** 2;
    });
  }
  return { counts, squares };
}

/** What the prior of the coefficients adds to the squares of the noise. */
function slabSquares({ precision }: Sample, { coefficients }: Chain): number {
  const k = coefficients.length;
  let total = 0;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++)
      total += (coefficients[i] as number) * (precision.values[i * k + j] as number) * (coefficients[j] as number);
  }
  return total;
}

/** Draws the variances given the states and the coefficients. */
function drawVariances(sample: Sample, chain: Chain, space: StateSpace, states: Matrix): void {
  const { generator, variances } = chain;
  let squares = slabSquares(sample, chain);
  for (const period of sample.observed) {
    const signal = seenOf(space, states.values, { from: period * space.size, apart: 1 }) + explained(sample, chain, period);
    squares += ((sample.values[period] as number) - signal) ** 2;
  }
  const count = sample.observed.length + chain.included.filter(Boolean).length;
  variances[0] = drawVariance(generator, sample.priors.observation, count, squares);
  const steps = stepsOf(space, states);
  sample.priors.steps.forEach((prior, at) => {
    variances[at + 1] = drawVariance(generator, prior, steps.counts[at] as number, steps.squares[at] as number);
  });
}

/** One round: coefficients, states, variances. Gives the signal of all periods, those after the last observation drawn ahead. */
function round(sample: Sample, chain: Chain): Float64Array {
  drawRegression(sample, chain);
  const space = spaceOf(sample.shape, chain.variances);
  const rest = sample.values.map((value, period) => value - explained(sample, chain, period));
  const drawn = drawStates(chain.generator, rest, space);
  if (drawn.kind !== "drawn") throw new RangeError(`the sampler came to variances of no density: ${drawn.kind}`);
  const { states } = drawn;
  const signal = new Float64Array(sample.periods);
  for (let period = 0; period < states.rows; period++)
    signal[period] = seenOf(space, states.values, { from: period * space.size, apart: 1 });
  const state = states.values.slice(-space.size);
  for (let period = states.rows; period < sample.periods; period++) {
    moveWithSteps(chain.generator, space, period - 1, state);
    signal[period] = seenOf(space, state, PLACE);
  }
  for (let period = 0; period < sample.periods; period++) signal[period] = (signal[period] as number) + explained(sample, chain, period);
  drawVariances(sample, chain, space, states);
  return signal;
}

/** The draws in the units of the series. */
function collected(sample: Sample, chain: Chain, series: StandardColumn, { draws, burn }: { draws: number; burn: number }) {
  const k = sample.columns.length;
  const [signals, deviations] = [zeroMatrix(draws, sample.periods), zeroMatrix(draws, chain.variances.length)];
  const [coefficients, inclusion] = [zeroMatrix(draws, k), new Float64Array(k)];
  for (let at = -burn; at < draws; at++) {
    const signal = round(sample, chain);
    if (at < 0) continue;
    signals.values.set(
      signal.map((value) => series.mean + series.scale * value),
      at * sample.periods,
    );
    deviations.values.set(
      chain.variances.map((variance) => series.scale * Math.sqrt(variance)),
      at * chain.variances.length,
    );
    coefficients.values.set(chain.coefficients, at * k);
    chain.included.forEach((isIn, column) => (inclusion[column] = (inclusion[column] as number) + (isIn ? 1 : 0)));
  }
  return { signals, deviations, coefficients, inclusion: inclusion.map((count) => count / draws) };
}

/** The sample, or why there is none. */
function sampleOf(values: Numbers, shape: StructuralShape, regressors: Matrix, priors: StructuralPriors) {
  const observed = Array.from(Float64Array.from(values).keys()).filter((period) => !Number.isNaN(values[period]));
  const known = knownPriors(priors, partsOf(shape), regressors.columns);
  const space = spaceOf(shape, new Float64Array(4).fill(1));
  if (observed.length <= space.size) return { kind: "too-few", missing: space.size + 1 - observed.length } as const;
  const series = standardColumn(Float64Array.from(values), observed);
  const standard = columnsOfMatrix(regressors).map((column) => standardColumn(column, observed));
  if (series.scale === 0) return { kind: "constant" } as const;
  const dependent = Array.from(standard.keys()).filter((at) => standard[at]?.scale === 0);
  if (dependent.length > 0) return { kind: "rank-deficient", dependent } as const;
  const columns = standard.map((column) => column.values);
  const own = series.values.slice(0, (observed.at(-1) as number) + 1);
  const outcome = whitened(own, [], space);
  if (outcome.kind === "too-few") return outcome;
  const precision = columns.length === 0 ? zeroMatrix(0, 0) : slabPrecision(columns, observed, known);
  const sample: Sample = { shape, values: own, observed, columns, periods: values.length, priors: known, precision };
  return { kind: "sample", sample, series, standard } as const;
}

/**
 * A structural time series by Bayes's rule: draws of its signal, its standard deviations and the coefficients of what explains it.
 *
 * A Gibbs sampler. In each round the coefficients are drawn with the states integrated out, which mixes well even where a regressor moves as
 * slowly as the level does; then the states by `stateVariate`; then the variances. The state begins diffuse. Series and regressors are put in units
 * of their standard deviations over the observed periods, so that priors mean the same for any unit of money. Append NaN for a forecast,
 * with the regressors' values there. Look at the draws (`effectiveDraws`): neighbours are alike. Time: draws x periods x (size of the state)^2;
 * memory: draws x periods.
 *
 * @param generator the source, which moves on.
 * @param values the series in order, at equal distances; NaN where an observation is missing.
 * @param shape what the series is made of; `{}` is a level that may drift, with noise.
 * @returns draws in the units of the values; `too-few` where the observations do not determine the state.
 * @throws {RangeError} when there is no value, one is infinite, or an option is none.
 * @see Scott and Varian (2014), Predicting the present with Bayesian structural time series, section 3
 * @example
 * import { generatorOf } from "../../random/generator.ts";
 * import { structuralPosterior } from "./structural-posterior.ts";
 * const posterior = structuralPosterior(generatorOf(1), [3, 5, 2, 6, 4, NaN], {}, { draws: 10 });
 * posterior.kind === "drawn" && [posterior.signals.rows, posterior.signals.columns]; // => [10, 6]
 */
export function structuralPosterior(
  generator: Generator,
  values: Numbers,
  shape: StructuralShape,
  options: PosteriorOptions = {},
): StructuralPosteriorOutcome {
  checkObservations("values", values);
  const { regressors = zeroMatrix(values.length, 0), priors = {}, draws = 4_000, burn = Math.ceil(draws / 10) } = options;
  checkRegressors(regressors, values.length);
  checkCount("draws", draws, 1);
  checkCount("burn", burn);
  const found = sampleOf(values, shape, regressors, priors);
  if (found.kind !== "sample") return found;
  const { sample, series, standard } = found;
  const deviations = [sample.priors.observation, ...sample.priors.steps].map(({ deviation }) => deviation);
  const chain: Chain = {
    generator,
    included: Array.from(sample.priors.inclusion, (chance) => chance > 0),
    coefficients: new Float64Array(standard.length),
    variances: Float64Array.from(deviations, (deviation) => deviation * deviation),
  };
  const all = collected(sample, chain, series, { draws, burn });
  const units = standard.map(({ scale }) => series.scale / scale);
  const coefficients = {
    ...all.coefficients,
    values: all.coefficients.values.map((value, at) => value * (units[at % units.length] as number)),
  };
  return { kind: "drawn", ...all, coefficients };
}
