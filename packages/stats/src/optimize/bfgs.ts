import type { Numbers } from "../input/check.ts";
import { identityMatrix, matrixTimes, type Matrix } from "../linear/matrix.ts";
import { numericalGradient } from "./derivatives.ts";
import { checkedOptions, counted, type MinimizeOptions, type Minimum, type Objective } from "./problem.ts";

/** A smooth function to be minimized. */
export interface SmoothProblem {
  readonly objective: Objective;
  /** Its gradient; missing means that it is taken by differences, four values a parameter. */
  readonly gradient?: (x: Float64Array) => Float64Array;
}

/** What the minimum of a smooth function adds: the gradient there. */
export interface SmoothMinimum extends Minimum {
  readonly gradient: Float64Array;
}

const product = (a: Float64Array, b: Float64Array): number => a.reduce((total, value, at) => total + value * (b[at] as number), 0);
const along = (x: Float64Array, by: number, direction: Float64Array): Float64Array =>
  x.map((value, at) => value + by * (direction[at] as number));

/** The gradient's largest part against the sizes of its parameter and of the value: what a change of a parameter by its own size would do. */
const relativeGradient = ({ x, value, gradient }: Point): number =>
  gradient.reduce((most, slope, at) => Math.max(most, Math.abs(slope) * Math.max(Math.abs(x[at] as number), 1)), 0) /
  Math.max(Math.abs(value), 1);

interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

interface Smooth {
  readonly value: Objective;
  readonly gradient: (x: Float64Array) => Float64Array;
}

/** Whether a value is as low as it was, as far as a double of that size can tell. */
const isLevel = (value: number, before: number): boolean => value <= before + 4 * Number.EPSILON * Math.abs(before);

/** A point that was tried on a line; its slope is NaN where the value is too high to ask for a gradient, or the gradient is none. */
interface Trial extends Point {
  readonly isLower: boolean;
  readonly slope: number;
}

function trial({ value, gradient }: Smooth, from: Point, direction: Float64Array, step: number): Trial {
  const x = along(from.x, step, direction);
  const found = value(x);
  const isLower = found <= from.value + 1e-4 * step * product(from.gradient, direction);
  if (!isLower && !isLevel(found, from.value)) return { x, value: found, gradient: from.gradient, isLower, slope: Number.NaN };
  const there = gradient(x);
  return { x, value: found, gradient: there, isLower, slope: there.every(Number.isFinite) ? product(there, direction) : Number.NaN };
}

/**
 * A point along a direction at which the value has fallen enough and the slope has flattened enough (weak Wolfe conditions), by bisection.
 * Where the fall is lost in the value's rounding the slope alone decides, which keeps the digits that values cannot tell. A point outside
 * the domain counts as one that is too far.
 */
function searchLine(smooth: Smooth, from: Point, direction: Float64Array): Point | undefined {
  const steep = 0.9 * product(from.gradient, direction);
  let [low, high, step] = [0, Infinity, 1];
  let best: Point | undefined;
  for (let attempt = 0; attempt < 60; attempt++) {
    const point = trial(smooth, from, direction, step);
    if (point.slope >= steep && (point.isLower || point.slope <= -steep)) return point;
    if (point.isLower && !Number.isNaN(point.slope)) [best, low] = [point, step];
    else high = step;
    step = high === Infinity ? 2 * low : (low + high) / 2;
  }
  return best;
}

/** Whether a step was worth it: lower, or as low with a flatter gradient. */
const isProgress = (next: Point, point: Point): boolean =>
  next.value < point.value || (isLevel(next.value, point.value) && relativeGradient(next) < 0.5 * relativeGradient(point));

/** The BFGS update of the inverse Hessian, in place; left out where the curvature is not positive. */
function update(inverse: Matrix, move: Float64Array, turn: Float64Array): void {
  const curvature = product(move, turn);
  if (!(curvature > 1e-14 * Math.sqrt(product(move, move) * product(turn, turn)))) return;
  const image = matrixTimes(inverse, turn);
  const factor = (1 + product(turn, image) / curvature) / curvature;
  const n = move.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [mi, mj, ii, ij] = [move[i] as number, move[j] as number, image[i] as number, image[j] as number];
      inverse.values[i * n + j] = (inverse.values[i * n + j] as number) + factor * mi * mj - (ii * mj + mi * ij) / curvature;
    }
  }
}

/** The first guess of the inverse Hessian is scaled to the first step that was taken. */
function scaledIdentity(move: Float64Array, turn: Float64Array): Matrix {
  const scale = product(move, turn) / product(turn, turn);
  const matrix = identityMatrix(move.length);
  return { ...matrix, values: matrix.values.map((value) => value * (scale > 0 && Number.isFinite(scale) ? scale : 1)) };
}

/** A gradient so small that what is left to gain is below the rounding of the value itself: no progress there is no failure. */
const SMALL = 1e-5;

/**
 * The minimum of a smooth function, by BFGS with a line search.
 *
 * The method of choice for likelihoods of a few parameters: it learns the curvature from the gradients. Take the logarithm of a parameter
 * that must be positive, and minimize the negative log likelihood by observation where there are many. Where the function is not finite
 * the line search turns back. Memory: n^2.
 *
 * @param problem the function, with its gradient where that is known.
 * @param start a point where the function is finite.
 * @param options `tolerance`: the gradient by the sizes of parameter and value at which it ends, missing means 1e-10; `most`: missing
 *   means 500.
 * @returns `converged` with reason `gradient`, or `no-progress` where the value cannot fall further in doubles and the gradient is small;
 *   else `not-converged`. The minimum is a local one.
 * @throws {RangeError} when the start or an option is none.
 * @see Nocedal and Wright, Numerical Optimization, section 6.1; Lewis and Overton (2013) for the line search
 * @example
 * import { minimizeBfgs } from "./bfgs.ts";
 * const { kind, at } = minimizeBfgs({ objective: ([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2 }, [-1.2, 1]);
 * [kind, ...Array.from(at, (value) => value.toFixed(6))]; // => ["converged", "1.000000", "1.000000"]
 */
export function minimizeBfgs(problem: SmoothProblem, start: Numbers, options: MinimizeOptions = {}): SmoothMinimum {
  const { tolerance, most } = checkedOptions(options, { tolerance: 1e-10, most: 500 });
  const { value, evaluations } = counted(problem.objective, start);
  const smooth: Smooth = { value, gradient: problem.gradient ?? ((x) => numericalGradient(value, x)) };
  const first = Float64Array.from(start);
  let point: Point = { x: first, value: value(first), gradient: smooth.gradient(first) };
  let inverse = initialInverse(point);
  const ended = (reason: Minimum["reason"], isConverged: boolean, iterations: number): SmoothMinimum => ({
    kind: isConverged ? "converged" : "not-converged",
    reason,
    at: point.x,
    value: point.value,
    gradient: point.gradient,
    iterations,
    evaluations: evaluations(),
  });
  for (let iterations = 0; iterations < most; iterations++) {
    if (relativeGradient(point) <= tolerance) return ended("gradient", true, iterations);
    const next = searchLine(
      smooth,
      point,
      matrixTimes(inverse, point.gradient).map((value) => -value),
    );
    if (next === undefined || !isProgress(next, point)) return ended("no-progress", relativeGradient(point) <= SMALL, iterations);
    const [move, turn] = [along(next.x, -1, point.x), along(next.gradient, -1, point.gradient)];
    if (iterations === 0) inverse = scaledIdentity(move, turn);
    update(inverse, move, turn);
    point = next;
  }
  return ended("iterations", false, most);
}

/** The first step is at most as long as the point is large. */
function initialInverse({ x, gradient }: Point): Matrix {
  const matrix = identityMatrix(x.length);
  const [size, steepness] = [Math.max(1, Math.sqrt(product(x, x))), Math.sqrt(product(gradient, gradient))];
  const scale = steepness > size ? size / steepness : 1;
  return { ...matrix, values: matrix.values.map((value) => value * scale) };
}
