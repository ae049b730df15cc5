import { choleskyFactor, choleskySolution } from "../../linear/cholesky.ts";
import { zeroMatrix } from "../../linear/matrix.ts";
import { logitOf, type Labelled, type LogisticPoint } from "./logistic-likelihood.ts";

/** Where a climb ended; separated where a direction parts ones from zeros, so that the likelihood has no maximum. */
export type Summit =
  | { readonly kind: "maximum"; readonly coefficients: Float64Array; readonly point: LogisticPoint; readonly iterations: number }
  | { readonly kind: "separated"; readonly direction: Float64Array; readonly isComplete: boolean }
  | { readonly kind: "not-converged"; readonly coefficients: Float64Array };

/** How a climb is made. */
export interface Climb {
  readonly at: (coefficients: Float64Array) => LogisticPoint;
  readonly start: Float64Array;
  /** The coefficients that may move; the others keep their start. */
  readonly free: readonly number[];
  /** At most so many steps. */
  readonly most: number;
  /** Where given, a direction that parts its ones and zeros ends the climb. */
  readonly labelled?: Labelled;
}

/** Newton's step over the free coefficients; undefined where the curvature is singular. */
function newtonStep({ score, curvature }: LogisticPoint, free: readonly number[]): Float64Array | undefined {
  const [n, m] = [curvature.columns, free.length];
  const part = zeroMatrix(m, m);
  free.forEach((j, row) => free.forEach((k, column) => (part.values[row * m + column] = curvature.values[j * n + k] as number)));
  const factor = choleskyFactor(part, 1e-14);
  if (factor.kind === "not-positive-definite") return undefined;
  const solved = choleskySolution(
    factor.lower,
    free.map((j) => score[j] as number),
  );
  const step = new Float64Array(n);
  free.forEach((j, row) => (step[j] = solved[row] as number));
  return step;
}

/** How far a direction moves ones up and zeros down: the least and the most over all rows. */
function parting({ x, y }: Labelled, direction: Float64Array): { least: number; most: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < x.rows; i++) {
    const moved = logitOf(x, direction, i) * (y[i] === 1 ? 1 : -1);
    [least, most] = [Math.min(least, moved), Math.max(most, moved)];
  }
  return { least, most };
}

/**
 * Under separation each of Newton's steps goes on by about one logit along a direction that moves no one down and no zero up. A step that does,
 * after the first few, is the proof itself.
 */
const [EARLY, MOVES, SLACK] = [6, 0.2, 1e-6];

function separation(labelled: Labelled, step: Float64Array): (Summit & { kind: "separated" }) | undefined {
  const { least, most } = parting(labelled, step);
  if (!(most > MOVES) || least < -SLACK * most) return undefined;
  return { kind: "separated", direction: step, isComplete: least > SLACK * most };
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);

/** Halves the step until the value does not fall. */
function stepUp(
  { at }: Climb,
  from: Float64Array,
  step: Float64Array,
  value: number,
): { coefficients: Float64Array; point: LogisticPoint } {
  for (let share = 1; ; share /= 2) {
    const coefficients = from.map((one, j) => one + share * (step[j] as number));
    const point = at(coefficients);
    if (point.value >= value - 1e-13 * Math.abs(value) || share < 1e-12) return { coefficients, point };
  }
}

/** No logit that decides something is longer; a longer step would leave where the likelihood is curved. */
const LONGEST = 20;

/**
 * Newton's method on a likelihood, which halves a step that would lead down and says when there is no maximum.
 *
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { climb } from "./climb.ts";
 * import { logisticLikelihood } from "./logistic-likelihood.ts";
 * const labelled = { x: matrixOf([[1], [1], [1]]), y: Uint8Array.of(1, 0, 1) };
 * const at = (b: Float64Array) => logisticLikelihood(labelled, b, "none");
 * const end = climb({ at, start: Float64Array.of(0), free: [0], most: 50 });
 * end.kind === "maximum" && end.coefficients[0]?.toFixed(6); // => "0.693147"
 */
export function climb(how: Climb): Summit {
  let [coefficients, point] = [how.start, how.at(how.start)];
  for (let iterations = 1; iterations <= how.most; iterations++) {
    const step = newtonStep(point, how.free);
    if (step === undefined) return { kind: "not-converged", coefficients };
    const parted = how.labelled && iterations > EARLY ? separation(how.labelled, step) : undefined;
    if (parted !== undefined) return parted;
    const gain = dot(step, point.score);
    const length = Math.max(...step.map(Math.abs));
    const next = stepUp(how, coefficients, length > LONGEST ? step.map((one) => (one * LONGEST) / length) : step, point.value);
    [coefficients, point] = [next.coefficients, next.point];
    if (gain < 1e-22 * Math.max(1, Math.abs(point.value)) || length < 1e-13) return { kind: "maximum", coefficients, point, iterations };
  }
  return { kind: "not-converged", coefficients };
}
