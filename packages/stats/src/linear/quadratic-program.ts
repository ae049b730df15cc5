import { checkCount, checkFinite, checkNumbers, checkSameLength, type Numbers } from "../input/check.ts";
import { freeDirection, type Direction } from "./free-direction.ts";
import { checkSymmetric, matrixTimes, type Matrix } from "./matrix.ts";

/** Minimize w' Q w / 2 - c' w over weights within bounds, their sum fixed or free. */
export interface QuadraticProgram {
  /** Q, symmetric and positive semidefinite: X'X of the donors for a fit. */
  readonly quadratic: Matrix;
  /** c: X'y of the donors for a fit. */
  readonly linear: Numbers;
  /** What the weights sum to; missing means that they need not sum to anything. */
  readonly sum?: number;
  /** The lower bound of each weight; missing means 0 for all, -Infinity means none. */
  readonly lower?: Numbers;
  /** The upper bound of each weight; missing means none. */
  readonly upper?: Numbers;
  /**
   * Where to begin: weights within the bounds and of the right sum. Missing means few weights above the bounds, which is near an optimum that has
   * few. It changes how long the walk is, and which optimum is given where there are several.
   */
  readonly start?: Numbers;
}

/** What the solver found. `kktError` is the largest violation of the optimum's conditions, relative to the size of the gradient's parts. */
export type QuadraticProgramOutcome =
  | { readonly kind: "optimal" | "not-converged"; readonly weights: Float64Array; readonly kktError: number; readonly iterations: number }
  | { readonly kind: "infeasible" }
  | { readonly kind: "unbounded" };

interface Problem {
  readonly quadratic: Matrix;
  readonly linear: Float64Array;
  readonly sum: number | undefined;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly start: Float64Array | undefined;
}

/** Where the walk stands: weights, and which of them are free to move. */
interface State {
  readonly weights: Float64Array;
  readonly free: Set<number>;
}

function checkedProblem({ quadratic, linear, sum, lower, upper, start }: QuadraticProgram): Problem {
  checkSymmetric("quadratic", quadratic);
  checkNumbers("linear", linear);
  checkSameLength("linear", linear, "a row of quadratic", { length: quadratic.rows });
  if (sum !== undefined) checkFinite("sum", sum);
  const n = linear.length;
  const bounds = (name: string, list: Numbers | undefined, missing: number): Float64Array => {
    if (list !== undefined) checkSameLength(name, list, "linear", linear);
    return Float64Array.from({ length: n }, (_, at) => list?.[at] ?? missing);
  };
  if (start !== undefined) checkSameLength("start", start, "linear", linear);
  const within = { lower: bounds("lower", lower, 0), upper: bounds("upper", upper, Infinity) };
  return { quadratic, linear: Float64Array.from(linear), sum, ...within, start: start && Float64Array.from(start) };
}

/** What is accepted as rounding of a sum of weights. */
const SUM_ROUNDING = 1e-12;

/** The given weights, and which of them lie between their bounds. */
function givenStart(weights: Float64Array, { sum, lower, upper }: Problem): State {
  const isWithin = weights.every((weight, at) => weight >= (lower[at] as number) && weight <= (upper[at] as number));
  const total = weights.reduce((all, weight) => all + weight, 0);
  if (!isWithin || (sum !== undefined && Math.abs(total - sum) > SUM_ROUNDING * Math.max(1, Math.abs(sum))))
    throw new RangeError(`start must keep the bounds and the sum: got weights that sum to ${total}`);
  const free = new Set([...weights.keys()].filter((at) => weights[at] !== lower[at] && weights[at] !== upper[at]));
  return { weights, free };
}

/** Weights within the bounds with the right sum: all at the bound nearest to zero, then the likeliest first up to what is missing. */
function feasibleStart({ quadratic, linear, sum, lower, upper }: Problem): State | undefined {
  const n = linear.length;
  const weights = lower.map((low, at) => Math.min(upper[at] as number, Math.max(low, 0)));
  if (weights.some((weight, at) => !(weight >= (lower[at] as number)) || Number.isNaN(weight))) return undefined;
  const free = new Set<number>();
  weights.forEach((weight, at) => {
    if (weight > (lower[at] as number) && weight < (upper[at] as number)) free.add(at);
  });
  if (sum === undefined) return { weights, free };
  const score = (at: number): number => 0.5 * sum * (quadratic.values[at * n + at] as number) - (linear[at] as number);
  const order = Array.from({ length: n }, (_, at) => at).sort((a, b) => score(a) - score(b));
  let missing = sum - weights.reduce((total, weight) => total + weight, 0);
  for (const at of order) {
    if (missing === 0) break;
    const weight = weights[at] as number;
    weights[at] = missing > 0 ? Math.min(upper[at] as number, weight + missing) : Math.max(lower[at] as number, weight + missing);
    missing -= (weights[at] as number) - weight;
    if (weights[at] !== lower[at] && weights[at] !== upper[at]) free.add(at);
  }
  return Math.abs(missing) <= SUM_ROUNDING * Math.max(1, Math.abs(sum)) ? { weights, free } : undefined;
}

const gradientAt = ({ quadratic, linear }: Problem, weights: Float64Array): Float64Array =>
  matrixTimes(quadratic, weights).map((value, at) => value - (linear[at] as number));

/** The size of what is subtracted in the gradient: violations are measured by it. */
const gradientScale = ({ quadratic, linear }: Problem, weights: Float64Array): number => {
  const n = linear.length;
  let largest = 0;
  for (let i = 0; i < n; i++) {
    let total = Math.abs(linear[i] as number);
    for (let j = 0; j < n; j++) total += Math.abs((quadratic.values[i * n + j] as number) * (weights[j] as number));
    largest = Math.max(largest, total);
  }
  return largest || 1;
};

/** How far a direction may be followed: up to 1 (or without end along a flat one), or to the first bound, which it names. */
function reachOf({ lower, upper }: Problem, { weights }: State, { step, isFlat }: Direction): { length: number; blocking: number } {
  let [length, blocking] = [isFlat ? Infinity : 1, -1];
  step.forEach((slope, at) => {
    if (slope === 0) return;
    const bound = (slope > 0 ? upper[at] : lower[at]) as number;
    const room = Math.max(0, (bound - (weights[at] as number)) / slope);
    if (room < length) [length, blocking] = [room, at];
  });
  return { length, blocking };
}

/** The multiplier of the sum at the optimum of the free weights: the mean of their gradients; nothing without a sum. */
function multiplier({ sum }: Problem, { free }: State, gradient: Float64Array): number {
  if (sum === undefined || free.size === 0) return 0;
  let total = 0;
  for (const at of free) total += gradient[at] as number;
  return total / free.size;
}

/** The bound weight that would gain most by moving, and by how much; with every weight bound, the two that would gain by an exchange. */
function worstBound(problem: Problem, state: State, gradient: Float64Array): { violation: number; toFree: number[] } {
  const { lower, upper, sum } = problem;
  let [up, upAt, down, downAt] = [Infinity, -1, -Infinity, -1];
  gradient.forEach((slope, at) => {
    if (state.free.has(at)) return;
    if (state.weights[at] !== upper[at] && slope < up) [up, upAt] = [slope, at];
    if (state.weights[at] !== lower[at] && slope > down) [down, downAt] = [slope, at];
  });
  if (sum !== undefined && state.free.size === 0) return upAt < 0 || downAt < 0 ? none : { violation: down - up, toFree: [upAt, downAt] };
  const level = multiplier(problem, state, gradient);
  const [gainUp, gainDown] = [level - up, down - level];
  return gainUp >= gainDown ? { violation: gainUp, toFree: [upAt] } : { violation: gainDown, toFree: [downAt] };
}

const none = { violation: -Infinity, toFree: [] };

/** How unequal the gradients of the free weights are, which at the optimum are all the multiplier. */
function imbalance(problem: Problem, state: State, gradient: Float64Array): number {
  const level = multiplier(problem, state, gradient);
  let largest = 0;
  for (const at of state.free) largest = Math.max(largest, Math.abs((gradient[at] as number) - level));
  return largest;
}

/** Follows a direction to its end; what is blocked there is bound from then on. Says whether something was. */
function follow(problem: Problem, state: State, direction: Direction): "blocked" | "whole" | "endless" {
  const { length, blocking } = reachOf(problem, state, direction);
  if (length === Infinity) return "endless";
  direction.step.forEach((slope, at) => (state.weights[at] = (state.weights[at] as number) + length * slope));
  if (blocking < 0) return "whole";
  state.weights[blocking] = ((direction.step[blocking] as number) > 0 ? problem.upper[blocking] : problem.lower[blocking]) as number;
  state.free.delete(blocking);
  return "blocked";
}

/** What is accepted as rounding of the gradient. */
const ROUNDING = 1e-13;

function walk(problem: Problem, state: State, most: number): QuadraticProgramOutcome {
  let polished = 0;
  for (let iterations = 1; iterations <= most; iterations++) {
    const gradient = gradientAt(problem, state.weights);
    const scale = gradientScale(problem, state.weights);
    const unequal = imbalance(problem, state, gradient);
    const isBalanced = unequal <= ROUNDING * scale || polished >= 3;
    if (isBalanced) {
      const { violation, toFree } = worstBound(problem, state, gradient);
      const kktError = Math.max(unequal, violation, 0) / scale;
      if (violation <= ROUNDING * 10 * scale)
        return { kind: kktError <= 1e-9 ? "optimal" : "not-converged", weights: state.weights, kktError, iterations };
      for (const at of toFree) state.free.add(at);
    }
    const direction = freeDirection(problem.quadratic, gradient, [...state.free], problem.sum !== undefined);
    const end = follow(problem, state, direction);
    if (end === "endless") return { kind: "unbounded" };
    polished = end === "whole" ? polished + 1 : 0;
  }
  const gradient = gradientAt(problem, state.weights);
  const worst = Math.max(imbalance(problem, state, gradient), worstBound(problem, state, gradient).violation);
  return { kind: "not-converged", weights: state.weights, kktError: worst / gradientScale(problem, state.weights), iterations: most };
}

/**
 * The true optimum of a convex quadratic program over bounds and, where one is given, a fixed sum: the weights of a synthetic control.
 *
 * An active-set method: it keeps the set of weights that are strictly within their bounds, solves for them exactly, binds what runs into a
 * bound and frees what would gain by leaving one. It ends at the optimum and not near it, where first-order solvers stop by a relative
 * rule; the error that is left is measured and reported. Where the optimum is not unique, as with more donors than periods, one of the
 * optima is given. Time: one solution of the free weights, (free weights)^3 / 6, for each weight that enters or leaves.
 *
 * @param program the program; bounds of 0 and a sum of 1 are the simplex.
 * @param most at most so many steps; missing means 100 and 50 a weight, of which it needs a small part.
 * @returns `infeasible` when no weights keep bounds and sum, `unbounded` when there is no lowest value; else the weights.
 * @throws {RangeError} when Q is not symmetric, lengths differ, a number is not finite, or the start does not keep bounds and sum.
 * @see Nocedal and Wright, Numerical Optimization, section 16.5
 * @example
 * import { matrixOf } from "./matrix.ts";
 * import { quadraticProgram } from "./quadratic-program.ts";
 * const outcome = quadraticProgram({ quadratic: matrixOf([[2, 0], [0, 2]]), linear: [2, -2], sum: 1 });
 * outcome.kind === "optimal" && outcome.weights; // => Float64Array.of(1, 0)
 */
export function quadraticProgram(program: QuadraticProgram, most = 100 + 50 * program.linear.length): QuadraticProgramOutcome {
  checkCount("most", most, 1);
  const problem = checkedProblem(program);
  const state = problem.start === undefined ? feasibleStart(problem) : givenStart(problem.start, problem);
  return state === undefined ? { kind: "infeasible" } : walk(problem, state, most);
}
