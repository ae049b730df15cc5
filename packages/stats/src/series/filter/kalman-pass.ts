import { moveOn, onBothSides, seenOf, stepsAfter } from "../model/transition.ts";
import type { StateSpace } from "../model/structural-model.ts";

/** What is known of the state as observations are taken in one by one. It changes in place. */
export interface KalmanPass {
  readonly space: StateSpace;
  readonly mean: Float64Array;
  /** The covariance of the state, size x size; of its finite part while there is a diffuse one. */
  readonly covariance: Float64Array;
  /** The part of the covariance that is multiplied by a variance without bounds; zero from when everything is determined. */
  readonly diffuse: Float64Array;
  /** How many directions of the state nothing is known of yet. */
  undetermined: number;
  /** What the last observation moved each number of the state by, for a unit of innovation. */
  readonly gain: Float64Array;
  /** Room for what is seen of a covariance. */
  readonly row: Float64Array;
  /** The next term of the gain in one by the variance without bounds. */
  readonly laterGain: Float64Array;
  /** The variance of the last observation around its prediction, of its finite part while that is unbounded. */
  variance: number;
  /** The unbounded part of that variance; 0 where it is finite. */
  diffuseVariance: number;
}

/** Below this share of its parts an unbounded variance is taken for what rounding left of zero. */
const NOTHING = 1e-10;

const VECTOR = { from: 0, apart: 1 } as const;

/**
 * A pass before the first observation.
 *
 * @example
 * import { stateSpaceOf } from "../model/structural-model.ts";
 * import { kalmanPass } from "./kalman-pass.ts";
 * kalmanPass(stateSpaceOf({ observation: 1, level: 1, slope: 0 })).undetermined; // => 2
 */
export function kalmanPass(space: StateSpace): KalmanPass {
  const { size, start } = space;
  const covariance = new Float64Array(size * size);
  const diffuse = new Float64Array(size * size);
  for (let at = 0; at < size; at++) {
    if (start === undefined) diffuse[at * size + at] = 1;
    else covariance[at * size + at] = start.variances[at] as number;
  }
  return {
    space,
    mean: start === undefined ? new Float64Array(size) : Float64Array.from(start.means),
    covariance,
    diffuse,
    undetermined: start === undefined ? size : 0,
    gain: new Float64Array(size),
    row: new Float64Array(size),
    laterGain: new Float64Array(size),
    variance: 0,
    diffuseVariance: 0,
  };
}

/** A covariance times what is seen: the covariance of each number of the state with the observation. */
function seenCovariances({ space }: KalmanPass, matrix: Float64Array, out: Float64Array): void {
  for (let at = 0; at < space.size; at++) out[at] = seenOf(space, matrix, { from: at * space.size, apart: 1 });
}

/**
 * A covariance after an observation, as (I - K Z) P (I - K Z)' + noise K K' (Joseph's form): it stays at least zero whatever is rounded,
 * which the shorter P - K Z P does not.
 */
function learn({ space, gain, row }: KalmanPass, matrix: Float64Array, noise: number): void {
  const n = space.size;
  for (let at = 0; at < n; at++) row[at] = seenOf(space, matrix, { from: at, apart: n });
  for (let i = 0; i < n; i++) {
    const weight = gain[i] as number;
    for (let j = 0; j < n; j++) matrix[i * n + j] = (matrix[i * n + j] as number) - weight * (row[j] as number);
  }
  for (let i = 0; i < n; i++) {
    const rest = seenOf(space, matrix, { from: i * n, apart: 1 }) - noise * (gain[i] as number);
    for (let j = 0; j < n; j++) matrix[i * n + j] = (matrix[i * n + j] as number) - rest * (gain[j] as number);
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const both = ((matrix[i * n + j] as number) + (matrix[j * n + i] as number)) / 2;
      matrix[i * n + j] = both;
      matrix[j * n + i] = both;
    }
  }
}

/** The variance of what is seen, and the same with all its parts positive. */
function seenVariance({ size, seasonAt }: StateSpace, matrix: Float64Array): { variance: number; parts: number } {
  const level = matrix[0] as number;
  if (seasonAt === size) return { variance: level, parts: matrix[size * size - 1] as number };
  const [between, season] = [matrix[seasonAt] as number, matrix[seasonAt * size + seasonAt] as number];
  return { variance: level + 2 * between + season, parts: level + 2 * Math.abs(between) + season };
}

/**
 * Sets the variance with which the next observation is predicted.
 *
 * @example
 * import { stateSpaceOf } from "../model/structural-model.ts";
 * import { foresee, kalmanPass } from "./kalman-pass.ts";
 * const pass = kalmanPass(stateSpaceOf({ observation: 2, level: 1, start: { means: [5], variances: [3] } }));
 * foresee(pass);
 * [pass.variance, pass.diffuseVariance]; // => [5, 0]
 */
export function foresee(pass: KalmanPass): void {
  const { space, covariance, diffuse } = pass;
  pass.variance = seenVariance(space, covariance).variance + space.observation;
  const unbounded = pass.undetermined === 0 ? { variance: 0, parts: 0 } : seenVariance(space, diffuse);
  pass.diffuseVariance = unbounded.variance > NOTHING * unbounded.parts ? unbounded.variance : 0;
}

/**
 * Takes in an observation: sets the gain and the variance of the prediction, and lessens the covariance. The mean is moved by `correct`.
 *
 * While directions of the state are undetermined this is the exact limit for a start without bounds, not a large number in its place.
 *
 * @see Durbin and Koopman (2012), Time Series Analysis by State Space Methods, sections 4.3 and 5.2
 * @example
 * import { stateSpaceOf } from "../model/structural-model.ts";
 * import { kalmanPass, takeIn } from "./kalman-pass.ts";
 * const pass = kalmanPass(stateSpaceOf({ observation: 2, level: 1 }));
 * takeIn(pass);
 * [pass.undetermined, pass.gain[0], pass.covariance[0]]; // => [0, 1, 2]
 */
export function takeIn(pass: KalmanPass): void {
  const { space, gain, laterGain, covariance, diffuse } = pass;
  foresee(pass);
  const unbounded = pass.diffuseVariance;
  seenCovariances(pass, covariance, gain);
  if (unbounded > 0) {
    laterGain.set(gain);
    seenCovariances(pass, diffuse, gain);
    for (let at = 0; at < gain.length; at++) {
      gain[at] = (gain[at] as number) / unbounded;
      laterGain[at] = ((laterGain[at] as number) - (gain[at] as number) * pass.variance) / unbounded;
    }
    pass.undetermined--;
    if (pass.undetermined === 0) diffuse.fill(0);
    else learn(pass, diffuse, 0);
  } else if (pass.variance > 0) {
    for (let at = 0; at < gain.length; at++) gain[at] = (gain[at] as number) / pass.variance;
  }
  if (unbounded > 0 || pass.variance > 0) learn(pass, covariance, space.observation);
}

/**
 * Moves a mean by what an observation differs from its prediction, and gives that difference. It is linear, so that several series can be
 * filtered in one pass.
 *
 * @param mean of the state before the observation; changed in place.
 * @example
 * import { stateSpaceOf } from "../model/structural-model.ts";
 * import { correct, kalmanPass, takeIn } from "./kalman-pass.ts";
 * const pass = kalmanPass(stateSpaceOf({ observation: 2, level: 1 }));
 * takeIn(pass);
 * [correct(pass, 7, pass.mean), pass.mean[0]]; // => [7, 7]
 */
export function correct({ space, gain }: KalmanPass, value: number, mean: Float64Array): number {
  const innovation = value - seenOf(space, mean, VECTOR);
  for (let at = 0; at < mean.length; at++) mean[at] = (mean[at] as number) + (gain[at] as number) * innovation;
  return innovation;
}

/**
 * Moves covariances on by a period; means move by `moveOn`.
 *
 * @example
 * import { stateSpaceOf } from "../model/structural-model.ts";
 * import { kalmanPass, spread, takeIn } from "./kalman-pass.ts";
 * const pass = kalmanPass(stateSpaceOf({ observation: 2, level: 1 }));
 * takeIn(pass);
 * spread(pass, 0);
 * pass.covariance[0]; // => 3
 */
export function spread(pass: KalmanPass, period: number): void {
  const { space, covariance, diffuse } = pass;
  if (space.size > 1) {
    onBothSides(moveOn, space, period, covariance);
    if (pass.undetermined > 0) onBothSides(moveOn, space, period, diffuse);
  }
  for (const { at, variance } of stepsAfter(space, period)) {
    covariance[at * (space.size + 1)] = (covariance[at * (space.size + 1)] as number) + variance;
  }
}
