import type { Numbers } from "../../input/check.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import { checkObservations } from "../model/observations.ts";
import { stateSpaceOf, type StateSpace, type StructuralModel } from "../model/structural-model.ts";
import { carryBack, moveOn, onBothSides, seenOf } from "../model/transition.ts";
import { addSeen, hear, product, type Seen } from "./message.ts";
import { correct, kalmanPass, spread, takeIn } from "./kalman-pass.ts";

/** What is known at each period from all observations, those after it too. */
export interface KalmanSmoother {
  /** A row a period: level, slope, seasons (the current one first). */
  readonly states: Matrix;
  readonly stateVariances: Matrix;
  /** Level and season together, a number a period; in periods without observation their estimate, after the last their forecast. */
  readonly signal: Float64Array;
  /** The variance of that; a new observation adds the noise to it. */
  readonly signalVariances: Float64Array;
}

/** A smoothed series, or why there is none. */
export type KalmanSmootherOutcome =
  | (KalmanSmoother & { readonly kind: "smoothed" })
  /** The model is certain of the observation at this period beforehand, so that it says nothing. */
  | { readonly kind: "degenerate"; readonly at: number }
  /** So many more observations are needed to determine the state. */
  | { readonly kind: "too-few"; readonly missing: number };

/** What was known of a period's state with its own observation, and what that observation did. */
interface Trace {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
  /** Empty where the state was determined. */
  readonly diffuse: Float64Array;
  /** Missing where there was no observation. */
  readonly seen?: Seen;
}

/** What later observations say of the state, in powers of one by the variance without bounds: a vector and a matrix each. */
interface Message {
  readonly vectors: readonly [Float64Array, Float64Array];
  readonly matrices: readonly [Float64Array, Float64Array, Float64Array];
}

const NOTHING = new Float64Array(0);
const VECTOR = { from: 0, apart: 1 } as const;

/** The filter with all that the way back needs. */
function traced(values: Numbers, space: StateSpace): Trace[] | { readonly kind: "degenerate"; readonly at: number } | number {
  const pass = kalmanPass(space);
  const traces: Trace[] = [];
  for (let period = 0; period < values.length; period++) {
    let seen: Seen | undefined;
    if (!Number.isNaN(values[period])) {
      takeIn(pass);
      const { variance, diffuseVariance, gain, laterGain } = pass;
      if (diffuseVariance === 0 && !(variance > 0)) return { kind: "degenerate", at: period };
      const innovation = correct(pass, values[period] as number, pass.mean);
      seen = { innovation, variance, diffuseVariance, gain: gain.slice(), laterGain: diffuseVariance > 0 ? laterGain.slice() : laterGain };
    }
    const known = {
      mean: pass.mean.slice(),
      covariance: pass.covariance.slice(),
      diffuse: pass.undetermined > 0 ? pass.diffuse.slice() : NOTHING,
    };
    traces.push(seen === undefined ? known : { ...known, seen });
    moveOn(space, period, pass.mean, VECTOR);
    spread(pass, period);
  }
  return pass.undetermined > 0 ? pass.undetermined : traces;
}

const times = (matrix: Float64Array, vector: Float64Array): Float64Array =>
  vector.map((_, at) => product(matrix.subarray(at * vector.length, (at + 1) * vector.length), vector));

/** N less Z' b' and b Z, plus c Z' Z. */
function fold(space: StateSpace, matrix: Float64Array, b: Float64Array, c: number): void {
  const n = space.size;
  for (let at = 0; at < n; at++) {
    addSeen(space, matrix, -(b[at] as number), { from: at, apart: n });
    addSeen(space, matrix, -(b[at] as number), { from: at * n, apart: 1 });
  }
  addSeen(space, matrix, c, { from: 0, apart: n });
  if (space.seasonAt < n) addSeen(space, matrix, c, { from: space.seasonAt, apart: n });
}

/** Takes an observation into the message, in all its orders where the state was not determined before it, else in the first alone. */
function hearObservation(space: StateSpace, { vectors, matrices }: Message, seen: Seen, wasOpen: boolean): void {
  const { variance, diffuseVariance, gain } = seen;
  const [r0] = vectors;
  const [n0, n1, n2] = matrices;
  const isOpen = diffuseVariance > 0;
  const later = isOpen ? seen.laterGain : new Float64Array(r0.length);
  hear(space, vectors, seen);
  const b0 = times(n0, gain);
  if (wasOpen) {
    const [b1, b2, l0, l1] = [times(n1, gain), times(n2, gain), times(n0, later), times(n1, later)];
    const [once, twice] = isOpen ? [1 / diffuseVariance, -variance / diffuseVariance / diffuseVariance] : [0, 0];
    fold(space, n2, sumOfBoth(b2, l1), product(gain, b2) + 2 * product(later, b1) + product(later, l0) + twice);
    fold(space, n1, sumOfBoth(b1, l0), product(gain, b1) + 2 * product(later, b0) + once);
  }
  fold(space, n0, b0, product(gain, b0) + (isOpen ? 0 : 1 / variance));
}

const sumOfBoth = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, at) => value + (b[at] as number));

/** The variance of a combination of the state, whose covariances with the state are given: P - P N P in all its orders, at least zero. */
function varianceOf(own: number, finite: Float64Array, open: Float64Array, [n0, n1, n2]: Message["matrices"]): number {
  let variance = own - product(finite, times(n0, finite));
  if (open.length > 0) variance -= 2 * product(open, times(n1, finite)) + product(open, times(n2, open));
  return Math.max(0, variance);
}

/**
 * What a period's state is, from what was known with its own observation and the message of all later ones. The covariance after an
 * observation is small where that before it may be huge, and P - P N P of a huge one would lose its digits.
 */
function smoothedState(space: StateSpace, trace: Trace, { vectors, matrices }: Message) {
  const n = space.size;
  const row = (matrix: Float64Array, at: number): Float64Array => matrix.subarray(at * n, (at + 1) * n);
  const finite = times(trace.covariance, vectors[0]);
  const open = trace.diffuse.length > 0 ? times(trace.diffuse, vectors[1]) : new Float64Array(n);
  const mean = trace.mean.map((value, at) => value + (finite[at] as number) + (open[at] as number));
  const diffuseRow = (at: number): Float64Array => (trace.diffuse.length > 0 ? row(trace.diffuse, at) : trace.diffuse);
  const variances = mean.map((_, at) =>
    varianceOf(trace.covariance[at * (n + 1)] as number, row(trace.covariance, at), diffuseRow(at), matrices),
  );
  if (space.seasonAt === n) return { mean, variances, signalVariance: variances[0] as number };
  const both = (of: (at: number) => Float64Array): Float64Array => sumOfBoth(of(0), of(space.seasonAt));
  const seenRow = both((at) => row(trace.covariance, at));
  const openRow = trace.diffuse.length > 0 ? both(diffuseRow) : trace.diffuse;
  return { mean, variances, signalVariance: varianceOf(seenOf(space, seenRow, VECTOR), seenRow, openRow, matrices) };
}

/**
 * The Kalman smoother of a structural time series: the state at each period, given all observations.
 *
 * Periods without an observation get what their neighbours say, periods after the last one their forecast: append NaN for as many as are
 * asked for. The way back needs no inverse, so that parts of the state that do not move are no difficulty; while the state is diffuse it is
 * the exact limit. Time: observations x (size of the state)^3; memory: observations x (size of the state)^2.
 *
 * @param values the series in order, at equal distances; NaN where an observation is missing.
 * @param model with its variances, in the square of the values' unit.
 * @returns `too-few` where the observations do not determine a diffuse state; `degenerate` as in `kalmanFilter`.
 * @throws {RangeError} when there is no value, one is infinite, or the model is none.
 * @see Durbin and Koopman (2012), Time Series Analysis by State Space Methods, sections 4.4 and 5.3
 * @example
 * import { kalmanSmoother } from "./kalman-smoother.ts";
 * const smoothed = kalmanSmoother([1, NaN, 3], { observation: 0, level: 1 });
 * smoothed.kind === "smoothed" && [smoothed.signal[1], smoothed.signalVariances[1]]; // => [2, 0.5]
 */
export function kalmanSmoother(values: Numbers, model: StructuralModel): KalmanSmootherOutcome {
  checkObservations("values", values);
  const space = stateSpaceOf(model);
  const found = traced(values, space);
  if (typeof found === "number") return { kind: "too-few", missing: found };
  if (!Array.isArray(found)) return found;
  const n = space.size;
  const [states, stateVariances] = [zeroMatrix(values.length, n), zeroMatrix(values.length, n)];
  const [signal, signalVariances] = [new Float64Array(values.length), new Float64Array(values.length)];
  const matrix = (): Float64Array => new Float64Array(n * n);
  const message: Message = { vectors: [new Float64Array(n), new Float64Array(n)], matrices: [matrix(), matrix(), matrix()] };
  for (let period = values.length - 1; period >= 0; period--) {
    const trace = found[period] as Trace;
    const { mean, variances, signalVariance } = smoothedState(space, trace, message);
    states.values.set(mean, period * n);
    stateVariances.values.set(variances, period * n);
    signal[period] = seenOf(space, mean, VECTOR);
    signalVariances[period] = signalVariance;
    if (period === 0) break;
    if (trace.seen !== undefined) {
      const wasOpen = trace.seen.diffuseVariance > 0 || trace.diffuse.length > 0;
      hearObservation(space, message, trace.seen, wasOpen);
    }
    message.vectors.forEach((vector) => carryBack(space, period - 1, vector, VECTOR));
    message.matrices.forEach((one) => onBothSides(carryBack, space, period - 1, one));
  }
  return { kind: "smoothed", states, stateVariances, signal, signalVariances };
}
