import { checkCount, checkNotNegative, checkNumbers, type Numbers } from "../../input/check.ts";

/** A pattern that comes back: so many seasons, each of which lasts so many periods. */
export interface StructuralSeason {
  /** How many seasons there are until the pattern repeats, at least 2: 7 for the days of a week. */
  readonly period: number;
  /** How many periods a season lasts, at least 1, counted from the first of the series: 7 for weeks of daily numbers. Missing means 1. */
  readonly duration?: number;
}

/** What a structural time series is made of besides its level. */
export interface StructuralShape {
  /** Whether the level has a slope of its own; missing means that it has none. */
  readonly slope?: boolean;
  readonly season?: StructuralSeason;
}

/**
 * A structural time series: what is seen is level + season + noise, where level, slope and season may drift.
 *
 * y(t) = level(t) + season(t) + noise; level(t + 1) = level(t) + slope(t) + step; slope(t + 1) = slope(t) + step; the seasons of any one
 * round sum to a step. All steps and the noise are normal and independent; their variances are given here, in the square of y's unit.
 */
export interface StructuralModel {
  /** The variance of the noise of a single observation, at least zero. */
  readonly observation: number;
  /** The variance of the level's step, at least zero; 0 is a level that does not move by itself. */
  readonly level: number;
  /** The variance of the slope's step; 0 is a straight trend, missing means none at all. */
  readonly slope?: number;
  /** A season with the variance of its step; 0 is a pattern that stays; missing means none. */
  readonly season?: StructuralSeason & { readonly variance: number };
  /** What is known before the first observation; missing means nothing, exactly (a diffuse start). */
  readonly start?: StructuralStart;
}

/** Independent normal parts of the first state, in the order level, slope, seasons (the current one, the one before, ...). */
export interface StructuralStart {
  readonly means: Numbers;
  /** At least zero. */
  readonly variances: Numbers;
}

/** The state of a model as a vector: where its parts are and how it moves on. */
export interface StateSpace {
  /** How many numbers the state has. */
  readonly size: number;
  readonly hasSlope: boolean;
  /** Where the seasons begin, which is `size` without any. */
  readonly seasonAt: number;
  readonly duration: number;
  /** What an observation adds. */
  readonly observation: number;
  /** The variances of the steps: level, slope, current season. */
  readonly steps: readonly { readonly at: number; readonly variance: number }[];
  readonly start?: StructuralStart;
}

function checkStart({ means, variances }: StructuralStart, size: number): void {
  checkNumbers("start.means", means);
  checkNumbers("start.variances", variances);
  if (means.length !== size || variances.length !== size) {
    throw new RangeError(`start must have ${size} means and variances: got ${means.length} and ${variances.length}`);
  }
  for (let at = 0; at < size; at++) checkNotNegative(`start.variances[${at}]`, variances[at] as number);
}

/**
 * Refuses what is no season.
 *
 * @throws {RangeError} for fewer than two seasons, or one that lasts no period.
 * @example
 * import { checkSeason } from "./structural-model.ts";
 * checkSeason({ period: 1 }); // => throws RangeError
 */
export function checkSeason({ period, duration = 1 }: StructuralSeason): void {
  checkCount("season.period", period, 2);
  checkCount("season.duration", duration, 1);
}

/**
 * The state vector of a structural model: level, slope where there is one, and one number less than there are seasons, the current one
 * first; the one that is left out is less the sum of the others.
 *
 * @throws {RangeError} when a variance is negative or no number, a season is none, or the start has another size.
 * @example
 * import { stateSpaceOf } from "./structural-model.ts";
 * stateSpaceOf({ observation: 1, level: 1, season: { period: 7, variance: 0 } }).size; // => 7
 */
export function stateSpaceOf({ observation, level, slope, season, start }: StructuralModel): StateSpace {
  checkNotNegative("observation", observation);
  checkNotNegative("level", level);
  const steps = [{ at: 0, variance: level }];
  if (slope !== undefined) {
    checkNotNegative("slope", slope);
    steps.push({ at: 1, variance: slope });
  }
  const seasonAt = steps.length;
  if (season !== undefined) {
    checkSeason(season);
    checkNotNegative("season.variance", season.variance);
    steps.push({ at: seasonAt, variance: season.variance });
  }
  const size = seasonAt + (season === undefined ? 0 : season.period - 1);
  if (start !== undefined) checkStart(start, size);
  const space = { size, hasSlope: slope !== undefined, seasonAt, duration: season?.duration ?? 1, observation, steps };
  return start === undefined ? space : { ...space, start };
}
