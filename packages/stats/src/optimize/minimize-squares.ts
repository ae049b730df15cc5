import { checkNumber, checkNumbers, checkSameLength, type Numbers } from "../input/check.ts";
import { zeroMatrix, type Matrix } from "../linear/matrix.ts";
import { qrFactor, rotated, triangularSolution } from "../linear/qr.ts";
import { checkedOptions, type MinimizeOptions } from "./problem.ts";

/** Residuals whose squares are to be small. */
export interface SquaresProblem {
  /** As many numbers for every point within the bounds, at least as many as there are parameters; not finite where there is no answer. */
  readonly residuals: (x: Float64Array) => Float64Array;
  /** The lower bound of each parameter; missing means none. */
  readonly lower?: Numbers;
  /** The upper bound of each parameter; missing means none. */
  readonly upper?: Numbers;
}

/** Where the search ended. */
export interface SquaresMinimum {
  /** `converged` when the residuals are orthogonal to what each free parameter does to them, or nothing better is found in doubles. */
  readonly kind: "converged" | "not-converged";
  readonly at: Float64Array;
  readonly sumOfSquares: number;
  readonly residuals: Float64Array;
  /** The slopes of the residuals, a row a residual, a column a parameter. */
  readonly jacobian: Matrix;
  /** Which parameters lie at a bound. */
  readonly atBound: readonly number[];
  readonly iterations: number;
}

interface Bounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

interface Point {
  readonly x: Float64Array;
  readonly residuals: Float64Array;
  readonly squares: number;
}

const squaresOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);

/** Slopes by differences on both sides, or on one where a bound is next: a step is a share of the parameter's size or of its range. */
function jacobianAt({ residuals }: SquaresProblem, { x, residuals: here }: Point, { lower, upper }: Bounds): Matrix {
  const p = x.length;
  const out = zeroMatrix(here.length, p);
  for (let j = 0; j < p; j++) {
    const own = x[j] as number;
    const range = (upper[j] as number) - (lower[j] as number);
    const size = Math.max(Math.abs(own), Number.isFinite(range) ? 1e-4 * range : 1e-3);
    const step = 6e-6 * size;
    const [below, above] = [Math.max(lower[j] as number, own - step), Math.min(upper[j] as number, own + step)];
    const at = (value: number): Float64Array => (value === own ? here : residuals(x.map((old, i) => (i === j ? value : old))));
    const [low, high] = [at(below), at(above)];
    for (let row = 0; row < here.length; row++)
      out.values[row * p + j] = ((high[row] as number) - (low[row] as number)) / (above - below || 1);
  }
  return out;
}

const columnNorms = ({ rows, columns, values }: Matrix): Float64Array =>
  Float64Array.from({ length: columns }, (_, j) => {
    let total = 0;
    for (let row = 0; row < rows; row++) total += (values[row * columns + j] as number) ** 2;
    return Math.sqrt(total);
  });

/** What the sum of squares does with each parameter, by the sizes of residuals and column: the cosine between them. */
function slopesOf({ rows, columns, values }: Matrix, { residuals, squares }: Point, norms: Float64Array): Float64Array {
  const slopes = new Float64Array(columns);
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < columns; j++)
      slopes[j] = (slopes[j] as number) + (values[row * columns + j] as number) * (residuals[row] as number);
  return slopes.map((slope, j) => (slope === 0 ? 0 : slope / ((norms[j] as number) * Math.sqrt(squares))));
}

/** The parameters that may move: not those at a bound that want to leave it outwards, nor those that do nothing. */
function freeOf(x: Float64Array, slopes: Float64Array, { lower, upper }: Bounds): number[] {
  return Array.from(x.keys()).filter((j) => {
    const slope = slopes[j] as number;
    return slope !== 0 && !(x[j] === lower[j] && slope > 0) && !(x[j] === upper[j] && slope < 0);
  });
}

/** The sizes of the slopes' columns so far, and how strongly steps are held back by them. */
interface Damping {
  readonly sizes: Float64Array;
  readonly damping: number;
}

/** The damped step of the free parameters, by QR of the slopes over a multiple of their sizes. */
function stepOf(jacobian: Matrix, residuals: Float64Array, free: readonly number[], { sizes, damping }: Damping): Float64Array {
  const [rows, k] = [jacobian.rows, free.length];
  const stacked = zeroMatrix(rows + k, k);
  const right = new Float64Array(rows + k);
  for (let row = 0; row < rows; row++) {
    right[row] = -(residuals[row] as number);
    free.forEach(
      (j, at) => (stacked.values[row * k + at] = (jacobian.values[row * jacobian.columns + j] as number) / (sizes[j] as number)),
    );
  }
  for (let at = 0; at < k; at++) stacked.values[(rows + at) * k + at] = Math.sqrt(damping);
  const factor = qrFactor(stacked, 1e-15);
  const solved = triangularSolution(factor, rotated(factor, right));
  const step = new Float64Array(jacobian.columns);
  solved.forEach((value, at) => {
    const j = free[factor.order[at] as number] as number;
    step[j] = value / (sizes[j] as number);
  });
  return step;
}

function checkedBounds({ lower, upper }: SquaresProblem, start: Numbers): Bounds {
  checkNumbers("start", start);
  const bounds = (name: string, list: Numbers | undefined, missing: number): Float64Array => {
    if (list !== undefined) checkSameLength(name, list, "start", start);
    return Float64Array.from(start, (_, at) => {
      const bound = list?.[at] ?? missing;
      checkNumber(`${name}[${at}]`, bound);
      return bound;
    });
  };
  const found = { lower: bounds("lower", lower, -Infinity), upper: bounds("upper", upper, Infinity) };
  Array.from(start).forEach((value, at) => {
    if (value < (found.lower[at] as number) || value > (found.upper[at] as number))
      throw new RangeError(`start[${at}] must lie within its bounds: got ${value}`);
  });
  return found;
}

/** A step from a point, held within the bounds. */
const within = ({ lower, upper }: Bounds, x: Float64Array, step: Float64Array): Float64Array =>
  x.map((value, j) => Math.min(upper[j] as number, Math.max(lower[j] as number, value + (step[j] as number))));

const hardlyMoved = (x: Float64Array, from: Float64Array, share: number): boolean =>
  x.every((value, j) => Math.abs(value - (from[j] as number)) <= share * Math.max(Math.abs(value), 1e-12));

/** Residuals and slopes so nearly orthogonal that what is left to gain is below the rounding of the squares. */
const NEARLY_FLAT = 1e-6;

/** Damping beyond which no step is worth trying. */
const MOST_DAMPING = 1e16;

const pointsOf =
  ({ residuals }: SquaresProblem) =>
  (x: Float64Array): Point => {
    const found = residuals(x);
    return { x, residuals: found, squares: squaresOf(found) };
  };

interface Descent {
  readonly isConverged: boolean;
  readonly iterations: number;
  readonly point: Point;
  readonly jacobian: Matrix;
}

/** Step by step to a minimum: a step that lowers the squares loosens the damping, one that does not tightens it. */
function descent(problem: SquaresProblem, bounds: Bounds, first: Point, { tolerance, most }: Required<MinimizeOptions>): Descent {
  const pointAt = pointsOf(problem);
  let [point, jacobian] = [first, jacobianAt(problem, first, bounds)];
  const sizes = columnNorms(jacobian).map((norm) => norm || 1);
  let [damping, growth] = [1e-3, 2];
  const ended = (isConverged: boolean, iterations: number): Descent => ({ isConverged, iterations, point, jacobian });
  for (let iterations = 0; iterations < most; iterations++) {
    const slopes = slopesOf(jacobian, point, columnNorms(jacobian));
    const free = freeOf(point.x, slopes, bounds);
    const steepest = free.reduce((largest, j) => Math.max(largest, Math.abs(slopes[j] as number)), 0);
    if (point.squares === 0 || steepest <= tolerance) return ended(true, iterations);
    const step = stepOf(jacobian, point.residuals, free, { sizes, damping });
    const next = pointAt(within(bounds, point.x, step));
    const isHardly = (share: number): boolean => hardlyMoved(next.x, point.x, share);
    if (next.squares < point.squares) {
      const isLast = isHardly(1e-13) && point.squares - next.squares < 1e-13 * point.squares;
      [point, jacobian] = [next, jacobianAt(problem, next, bounds)];
      columnNorms(jacobian).forEach((norm, j) => (sizes[j] = Math.max(sizes[j] as number, norm)));
      if (isLast) return ended(true, iterations + 1);
      [damping, growth] = [Math.max(damping / 3, 1e-14), 2];
    } else {
      const isFlat = steepest <= NEARLY_FLAT;
      const isStuck = isHardly(1e-9) && (damping <= 1e-2 || isFlat);
      if (isStuck || damping > MOST_DAMPING) return ended(isStuck || isFlat, iterations);
      [damping, growth] = [damping * growth, growth * 2];
    }
  }
  return ended(false, most);
}

/**
 * The parameters within bounds at which a sum of squared residuals is smallest, by Levenberg and Marquardt's method.
 *
 * Made for curves: it uses that the value is a sum of squares and needs some ten steps where a general optimizer needs fifty. Slopes are taken
 * by differences. A parameter that wants to leave its bounds is held there and named. The minimum is a local one: begin in several places.
 *
 * @param problem the residuals, with bounds.
 * @param start a point within the bounds where the residuals are finite.
 * @param options `tolerance`: the cosine between residuals and slopes at which it ends, missing means 1e-10; `most`: missing means 1,000.
 * @returns `not-converged` with the best point when the steps did not suffice.
 * @throws {RangeError} when start, bounds or options are none, or the residuals are not finite at the start.
 * @see More (1978), The Levenberg-Marquardt algorithm: implementation and theory; Nielsen (1999) for the damping
 * @example
 * import { minimizeSquares } from "./minimize-squares.ts";
 * const [spend, orders] = [[1, 2, 4, 8], [3, 5, 8, 10]];
 * const residuals = ([scale = 0, at = 1]: Float64Array) => Float64Array.from(spend, (x, i) => scale * (1 - Math.exp(-x / at)) - (orders[i] ?? 0));
 * const { kind, at } = minimizeSquares({ residuals, lower: [0, 0.1] }, [5, 1]);
 * [kind, ...Array.from(at, (value) => value.toFixed(4))]; // => ["converged", "10.8967", "3.1341"]
 */
export function minimizeSquares(problem: SquaresProblem, start: Numbers, options: MinimizeOptions = {}): SquaresMinimum {
  const { tolerance, most } = checkedOptions(options, { tolerance: 1e-10, most: 1_000 });
  const bounds = checkedBounds(problem, start);
  const pointAt = pointsOf(problem);
  const first = pointAt(Float64Array.from(start));
  if (!Number.isFinite(first.squares)) throw new RangeError("start must lie where the residuals are finite");
  const { isConverged, iterations, point, jacobian } = descent(problem, bounds, first, { tolerance, most });
  return {
    kind: isConverged ? "converged" : "not-converged",
    at: point.x,
    sumOfSquares: point.squares,
    residuals: point.residuals,
    jacobian,
    atBound: Array.from(point.x.keys()).filter((j) => point.x[j] === bounds.lower[j] || point.x[j] === bounds.upper[j]),
    iterations,
  };
}
