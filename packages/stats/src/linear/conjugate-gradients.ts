import { checkCount, checkNumbers, checkPositive, type Numbers } from "../input/check.ts";

/** The system A x = b, A being symmetric and positive definite, or semidefinite with b in its range. */
export interface SymmetricSystem {
  /** A times a vector; A itself need not exist. */
  readonly times: (x: Float64Array) => Float64Array;
  readonly b: Numbers;
  /** The diagonal of A, all above zero: scaling by it makes unequal counts harmless. Missing means no scaling. */
  readonly diagonal?: Numbers;
  /** Where to begin; missing means zeros. */
  readonly start?: Numbers;
}

/** What the iteration reached; `residual` is the norm of b - A x by that of b. */
export interface ConjugateGradients {
  readonly kind: "converged" | "not-converged";
  readonly x: Float64Array;
  readonly residual: number;
  readonly iterations: number;
}

const product = (a: Float64Array, b: Float64Array): number => {
  let total = 0;
  for (let at = 0; at < a.length; at++) total += (a[at] as number) * (b[at] as number);
  return total;
};

/** y + factor x, in place. */
const add = (y: Float64Array, factor: number, x: Float64Array): void => {
  for (let at = 0; at < y.length; at++) y[at] = (y[at] as number) + factor * (x[at] as number);
};

function checkSystem({ b, diagonal, start }: SymmetricSystem): void {
  checkNumbers("b", b);
  for (const [name, list] of [["diagonal", diagonal] as const, ["start", start] as const]) {
    if (list !== undefined && list.length !== b.length) throw new RangeError(`${name} must have ${b.length} numbers: got ${list.length}`);
  }
  if (diagonal !== undefined) for (let at = 0; at < diagonal.length; at++) checkPositive(`diagonal[${at}]`, diagonal[at] as number);
}

/**
 * Solves a large symmetric system by conjugate gradients, scaled by the diagonal.
 *
 * It needs products with the matrix alone: the two-way effects of a million rows are solved in some hundred of them without a matrix ever
 * being made. The residual is computed anew at the end, so that the figure reported is true.
 *
 * @param system the system.
 * @param tolerance the residual's norm by that of b at which it ends; missing means 1e-12.
 * @param most at most so many products; missing means 10 n + 100.
 * @returns `not-converged` with what was reached when the products did not suffice, or the matrix turned out not to be definite.
 * @throws {RangeError} when lengths differ, a number is not finite, or the diagonal is not above zero.
 * @see Golub and Van Loan, Matrix Computations, section 11.5
 * @example
 * import { conjugateGradients } from "./conjugate-gradients.ts";
 * import { matrixOf, matrixTimes } from "./matrix.ts";
 * const a = matrixOf([[4, 1], [1, 3]]);
 * const { kind, x } = conjugateGradients({ times: (v) => matrixTimes(a, v), b: [9, 5] });
 * [kind, ...Array.from(x, (value) => value.toFixed(9))]; // => ["converged", "2.000000000", "1.000000000"]
 */
export function conjugateGradients(system: SymmetricSystem, tolerance = 1e-12, most = 10 * system.b.length + 100): ConjugateGradients {
  checkSystem(system);
  checkPositive("tolerance", tolerance);
  checkCount("most", most, 1);
  const { times, diagonal, start } = system;
  const b = Float64Array.from(system.b);
  const x = start === undefined ? new Float64Array(b.length) : Float64Array.from(start);
  const rest = b.slice();
  add(rest, -1, times(x));
  const goal = tolerance * Math.sqrt(product(b, b));
  const scaled = (v: Float64Array): Float64Array =>
    diagonal === undefined ? v.slice() : v.map((value, at) => value / (diagonal[at] as number));
  let direction = scaled(rest);
  let measure = product(rest, direction);
  let iterations = 0;
  while (iterations < most && Math.sqrt(product(rest, rest)) > goal) {
    iterations++;
    const image = times(direction);
    const curvature = product(direction, image);
    if (!(curvature > 0)) break;
    add(x, measure / curvature, direction);
    add(rest, -measure / curvature, image);
    const next = scaled(rest);
    const before = measure;
    measure = product(rest, next);
    add(next, measure / before, direction);
    direction = next;
  }
  return { ...trueResidual(times, b, x, goal), x, iterations };
}

function trueResidual(
  times: SymmetricSystem["times"],
  b: Float64Array,
  x: Float64Array,
  goal: number,
): Pick<ConjugateGradients, "kind" | "residual"> {
  const rest = b.slice();
  add(rest, -1, times(x));
  const [norm, size] = [Math.sqrt(product(rest, rest)), Math.sqrt(product(b, b))];
  const isReached = norm <= Math.max(10 * goal, 1e-14 * size);
  return { kind: isReached ? "converged" : "not-converged", residual: size === 0 ? norm : norm / size };
}
