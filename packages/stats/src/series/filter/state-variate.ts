import type { Numbers } from "../../input/check.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import type { Generator } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { checkObservations } from "../model/observations.ts";
import { stateSpaceOf, type StateSpace, type StructuralModel } from "../model/structural-model.ts";
import { carryBack, moveOn, seenOf, stepsAfter } from "../model/transition.ts";
import { correct, kalmanPass, spread, takeIn } from "./kalman-pass.ts";
import { hear, type Seen } from "./message.ts";

/** A draw of the states, or why there is none; as for `kalmanSmoother`. */
export type StateVariateOutcome =
  | { readonly kind: "drawn"; readonly states: Matrix }
  | { readonly kind: "degenerate"; readonly at: number }
  | { readonly kind: "too-few"; readonly missing: number };

const VECTOR = { from: 0, apart: 1 } as const;

const noise = (generator: Generator, variance: number): number => (variance > 0 ? Math.sqrt(variance) * normalVariate(generator) : 0);

/**
 * Moves a state on by a period, in place, with its steps drawn.
 *
 * @example
 * import { generatorOf } from "../../random/generator.ts";
 * import { stateSpaceOf } from "../model/structural-model.ts";
 * import { moveWithSteps } from "./state-variate.ts";
 * const state = Float64Array.of(5, 1);
 * moveWithSteps(generatorOf(1), stateSpaceOf({ observation: 1, level: 0, slope: 0 }), 0, state);
 * state; // => Float64Array.of(6, 1)
 */
export function moveWithSteps(generator: Generator, space: StateSpace, period: number, state: Float64Array): void {
  moveOn(space, period, state, VECTOR);
  for (const { at, variance } of stepsAfter(space, period)) state[at] = (state[at] as number) + noise(generator, variance);
}

/** A first state from the start; what is diffuse may be anything, and is zero. */
const firstState = (generator: Generator, { start, size }: StateSpace): Float64Array =>
  Float64Array.from({ length: size }, (_, at) =>
    start === undefined ? 0 : (start.means[at] as number) + noise(generator, start.variances[at] as number),
  );

/** Made-up states with made-up observations, and what the differences of the real ones from those did to a filter. */
function madeUp(generator: Generator, values: Numbers, space: StateSpace, states: Matrix): (Seen | undefined)[] | StateVariateOutcome {
  const pass = kalmanPass(space);
  pass.mean.fill(0);
  const state = firstState(generator, space);
  const trace: (Seen | undefined)[] = [];
  for (let period = 0; period < values.length; period++) {
    if (period > 0) {
      moveWithSteps(generator, space, period - 1, state);
      moveOn(space, period - 1, pass.mean, VECTOR);
      spread(pass, period - 1);
    }
    states.values.set(state, period * space.size);
    trace.push(undefined);
    if (Number.isNaN(values[period])) continue;
    takeIn(pass);
    const { variance, diffuseVariance, gain, laterGain } = pass;
    if (diffuseVariance === 0 && !(variance > 0)) return { kind: "degenerate", at: period };
    const made = seenOf(space, state, VECTOR) + noise(generator, space.observation);
    const innovation = correct(pass, (values[period] as number) - made, pass.mean);
    trace[period] = {
      innovation,
      variance,
      diffuseVariance,
      gain: gain.slice(),
      laterGain: diffuseVariance > 0 ? laterGain.slice() : laterGain,
    };
  }
  return pass.undetermined > 0 ? { kind: "too-few", missing: pass.undetermined } : trace;
}

/** Adds to the made-up states the smoothed differences, from the first on. */
function addDifferences(space: StateSpace, states: Matrix, messages: Matrix, first: Float64Array): void {
  const difference = first.slice();
  const n = space.size;
  for (let period = 0; period < states.rows; period++) {
    if (period > 0) {
      moveOn(space, period - 1, difference, VECTOR);
      for (const { at, variance } of stepsAfter(space, period - 1)) {
        difference[at] = (difference[at] as number) + variance * (messages.values[period * n + at] as number);
      }
    }
    for (let at = 0; at < n; at++) {
      states.values[period * n + at] = (states.values[period * n + at] as number) + (difference[at] as number);
    }
  }
}

/**
 * The draw of `stateVariate`, of observations that are checked already.
 *
 * @example
 * import { generatorOf } from "../../random/generator.ts";
 * import { stateSpaceOf } from "../model/structural-model.ts";
 * import { drawStates } from "./state-variate.ts";
 * drawStates(generatorOf(1), [4, NaN], stateSpaceOf({ observation: 1, level: 1 })).kind; // => "drawn"
 */
export function drawStates(generator: Generator, values: Numbers, space: StateSpace): StateVariateOutcome {
  const n = space.size;
  const states = zeroMatrix(values.length, n);
  const trace = madeUp(generator, values, space, states);
  if (!Array.isArray(trace)) return trace;
  const vectors = [new Float64Array(n), new Float64Array(n)] as const;
  const messages = zeroMatrix(values.length, n);
  for (let period = values.length - 1; period >= 0; period--) {
    const seen = trace[period];
    if (seen !== undefined) hear(space, vectors, seen);
    messages.values.set(vectors[0], period * n);
    if (period > 0) vectors.forEach((vector) => carryBack(space, period - 1, vector, VECTOR));
  }
  const first = vectors[0].map((value, at) =>
    space.start === undefined ? (vectors[1][at] as number) : (space.start.variances[at] as number) * value,
  );
  addDifferences(space, states, messages, first);
  return { kind: "drawn", states };
}

/**
 * The states of a structural time series, drawn from what the observations leave possible: the simulation smoother.
 *
 * States and observations are made up from the model, and the smoothed difference of the real observations from those is added: one pass
 * forth and one back, whatever the state. Many draws have the mean and covariance of `kalmanSmoother`; unlike it a draw is a possible course,
 * so that sums and maxima over periods can be counted. Append NaN for a forecast. Time: observations x (size of the state)^2.
 *
 * @param generator the source, which moves on.
 * @param values the series in order, at equal distances; NaN where an observation is missing.
 * @param model with its variances, in the square of the values' unit.
 * @returns a row a period: level, slope, seasons (the current one first).
 * @throws {RangeError} when there is no value, one is infinite, or the model is none.
 * @see Durbin and Koopman (2002), A simple and efficient simulation smoother, Biometrika 89, algorithm 2
 * @example
 * import { generatorOf } from "../../random/generator.ts";
 * import { stateVariate } from "./state-variate.ts";
 * const drawn = stateVariate(generatorOf(1), [4, NaN, 6], { observation: 0, level: 1 });
 * drawn.kind === "drawn" && [drawn.states.values[0], drawn.states.values[2]]; // => [4, 6]
 */
export function stateVariate(generator: Generator, values: Numbers, model: StructuralModel): StateVariateOutcome {
  checkObservations("values", values);
  return drawStates(generator, values, stateSpaceOf(model));
}
