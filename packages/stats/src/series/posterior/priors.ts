import { checkNotNegative, checkNumbers, checkPositive, checkProbability, type Numbers } from "../../input/check.ts";

/**
 * What is believed of a standard deviation beforehand: its likely size, and how many observations that belief is worth. The inverse of the
 * variance is gamma with shape weight / 2 and rate weight x deviation^2 / 2.
 */
export interface DeviationPrior {
  /** In standard deviations of the observed series, above zero. */
  readonly deviation: number;
  /** Above zero. */
  readonly weight: number;
}

/**
 * What is believed of the coefficients beforehand; regressors are without mean and in units of their standard deviations.
 *
 * `spike-and-slab`: each is zero unless it is included; those that are have a normal prior around zero with precision
 * weight / n (X'X / 2 + its diagonal / 2) by the variance of the noise. `ridge`: all are included, and the precision is weight.
 */
export type CoefficientPrior =
  | {
      readonly kind: "spike-and-slab";
      /** How many are expected to be included; missing means 3. */
      readonly expected?: number;
      /** The chance of each to be included, a number a column; missing means that of `expected`. */
      readonly inclusion?: Numbers;
      /** How many observations the slab is worth; missing means 0.01. */
      readonly weight?: number;
    }
  | {
      readonly kind: "ridge";
      /** How many observations it is worth; missing means 1. */
      readonly weight?: number;
    };

/** What is believed beforehand; each part has a default. */
export interface StructuralPriors {
  /**
   * Of the level's step: missing means a deviation of 0.2 that is worth one observation, so that the history decides. It is the lever on the
   * width of a forecast: a level that may move by a hundredth of the series' deviation a period hardly widens it, one that may move by a
   * tenth makes it several times as wide.
   */
  readonly level?: DeviationPrior;
  /** Of the slope's step: missing means 0.001, worth 32: its steps add up twice. */
  readonly slope?: DeviationPrior;
  /** Of the season's step: missing means 0.01, worth 32. */
  readonly season?: DeviationPrior;
  /** Of the noise: missing means 0.3 that is worth a tenth of an observation, which says next to nothing. */
  readonly observation?: DeviationPrior;
  /** Missing means spike and slab. */
  readonly coefficients?: CoefficientPrior;
}

/**
 * The priors of the CausalImpact package, for whoever compares with it: a level that hardly drifts by itself, and regressors that explain
 * four fifths of the variance. Where the level does drift, the intervals that they give are too narrow: see `counterfactual`. Without
 * regressors the package has an observation prior of `{ deviation: 1, weight: 0.01 }`.
 *
 * @see Brodersen et al. (2015), Inferring causal impact using Bayesian structural time-series models, Annals of Applied Statistics 9
 * @example
 * import { causalImpactPriors } from "./priors.ts";
 * causalImpactPriors.level; // => { deviation: 0.01, weight: 32 }
 */
export const causalImpactPriors = {
  level: { deviation: 0.01, weight: 32 },
  observation: { deviation: Math.sqrt(0.2), weight: 50 },
} as const satisfies StructuralPriors;

/** Priors with their defaults. */
export interface KnownPriors {
  readonly observation: DeviationPrior;
  /** Of the steps in the order of the state: level, slope, season, as far as there are any. */
  readonly steps: readonly DeviationPrior[];
  /** The chance of each column to be included. */
  readonly inclusion: Float64Array;
  readonly slabWeight: number;
  /** How much of the slab's precision lies on its diagonal. */
  readonly diagonal: number;
}

const NOISE = { deviation: 0.3, weight: 0.1 } as const;

const STEPS = {
  level: { deviation: 0.2, weight: 1 },
  slope: { deviation: 0.001, weight: 32 },
  season: { deviation: 0.01, weight: 32 },
} as const;

function checkedDeviation(name: string, prior: DeviationPrior): DeviationPrior {
  checkPositive(`priors.${name}.deviation`, prior.deviation);
  checkPositive(`priors.${name}.weight`, prior.weight);
  return prior;
}

function inclusionOf(columns: number, expected: number, given: Numbers | undefined): Float64Array {
  checkNotNegative("priors.coefficients.expected", expected);
  if (given === undefined) return new Float64Array(columns).fill(Math.min(1, expected / Math.max(1, columns)));
  checkNumbers("priors.coefficients.inclusion", given, 0);
  if (given.length !== columns) throw new RangeError(`priors.coefficients.inclusion must have ${columns} numbers: got ${given.length}`);
  for (let at = 0; at < columns; at++) checkProbability(`priors.coefficients.inclusion[${at}]`, given[at] as number);
  return Float64Array.from(given);
}

/**
 * Priors, checked and with their defaults.
 *
 * @param priors as the caller gives them.
 * @param parts the steps that the model has.
 * @param columns how many regressors there are.
 * @throws {RangeError} when one is none.
 * @example
 * import { knownPriors } from "./priors.ts";
 * knownPriors({}, ["level"], 6).inclusion[0]; // => 0.5
 */
export function knownPriors(priors: StructuralPriors, parts: readonly (keyof typeof STEPS)[], columns: number): KnownPriors {
  const { coefficients = { kind: "spike-and-slab" } } = priors;
  const isRidge = coefficients.kind === "ridge";
  const slabWeight = coefficients.weight ?? (isRidge ? 1 : 0.01);
  checkPositive("priors.coefficients.weight", slabWeight);
  return {
    observation: checkedDeviation("observation", priors.observation ?? NOISE),
    steps: parts.map((part) => checkedDeviation(part, priors[part] ?? STEPS[part])),
    inclusion: isRidge ? new Float64Array(columns).fill(1) : inclusionOf(columns, coefficients.expected ?? 3, coefficients.inclusion),
    slabWeight,
    diagonal: isRidge ? 1 : 0.5,
  };
}
