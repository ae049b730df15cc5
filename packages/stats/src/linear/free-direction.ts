import type { Matrix } from "./matrix.ts";

/** Where the free weights would go, and whether along that line the value falls without curving up. */
export interface Direction {
  /** A step a weight; zero for those that are not free. */
  readonly step: Float64Array;
  readonly isFlat: boolean;
}

/** The quadratic form of the moves that keep the sum: each free weight against one of them, the reference; all of them without a sum. */
interface Reduced {
  readonly size: number;
  readonly hessian: Float64Array;
  readonly slope: Float64Array;
  /** The size of what the diagonal of the form is a difference of: rounding is measured by it. */
  readonly scales: Float64Array;
}

function reduced(quadratic: Matrix, gradient: Float64Array, movers: readonly number[], reference: number): Reduced {
  const n = quadratic.columns;
  const q = (i: number, j: number): number => (i < 0 || j < 0 ? 0 : (quadratic.values[i * n + j] as number));
  const size = movers.length;
  const hessian = new Float64Array(size * size);
  movers.forEach((i, row) => {
    movers.forEach((j, column) => {
      hessian[row * size + column] = q(i, j) - q(i, reference) - q(reference, j) + q(reference, reference);
    });
  });
  const ofReference = reference < 0 ? 0 : (gradient[reference] as number);
  const slope = Float64Array.from(movers, (at) => (gradient[at] as number) - ofReference);
  return { size, hessian, slope, scales: Float64Array.from(movers, (at) => q(at, at) + q(reference, reference)) };
}

/** Element i, k of the form, less what the kept rows before k explain; kept rows ascend. */
function unexplained({ size, hessian }: Reduced, lower: Float64Array, kept: readonly number[], [i, k]: readonly [number, number]): number {
  let rest = hessian[i * size + k] as number;
  for (const m of kept) {
    if (m >= k) break;
    rest -= (lower[i * size + m] as number) * (lower[k * size + m] as number);
  }
  return rest;
}

/** A Cholesky factor of the rows that have curvature left; the others are the flat ones. */
function partialFactor(form: Reduced): { lower: Float64Array; kept: number[]; flat: number[] } {
  const { size, hessian, scales } = form;
  const lower = new Float64Array(size * size);
  const [kept, flat]: [number[], number[]] = [[], []];
  for (let i = 0; i < size; i++) {
    for (const k of kept) lower[i * size + k] = unexplained(form, lower, kept, [i, k]) / (lower[k * size + k] as number);
    const pivot = unexplained(form, lower, kept, [i, i]);
    if (pivot > Math.max(1e-12 * (hessian[i * size + i] as number), 1e-14 * (scales[i] as number))) {
      lower[i * size + i] = Math.sqrt(pivot);
      kept.push(i);
    } else flat.push(i);
  }
  return { lower, kept, flat };
}

/** Solves the kept rows of the factor for a right side; the other numbers are zero. */
function solveKept(lower: Float64Array, size: number, kept: readonly number[], right: (row: number) => number): Float64Array {
  const x = new Float64Array(size);
  for (const i of kept) {
    let rest = right(i);
    for (const k of kept) if (k < i) rest -= (lower[i * size + k] as number) * (x[k] as number);
    x[i] = rest / (lower[i * size + i] as number);
  }
  for (const i of kept.toReversed()) {
    let rest = x[i] as number;
    for (const k of kept) if (k > i) rest -= (lower[k * size + i] as number) * (x[k] as number);
    x[i] = rest / (lower[i * size + i] as number);
  }
  return x;
}

/** A move of a flat row with what the others do to keep the curvature nought, downhill; nothing when it leads neither up nor down. */
function flatMove({ size, hessian, slope }: Reduced, lower: Float64Array, kept: readonly number[], row: number): Float64Array | undefined {
  const move = solveKept(lower, size, kept, (i) => -(hessian[i * size + row] as number));
  move[row] = 1;
  let [fall, scale] = [0, 0];
  move.forEach((value, at) => {
    fall += value * (slope[at] as number);
    scale += Math.abs(value * (slope[at] as number));
  });
  if (Math.abs(fall) <= 1e-9 * scale || scale === 0) return undefined;
  return fall > 0 ? move.map((value) => -value) : move;
}

/**
 * The step that takes the free weights to their optimum, or, where the form does not curve along a line that leads down, that line.
 *
 * @param quadratic Q.
 * @param gradient at the weights.
 * @param free which weights may move.
 * @param keepsSum whether the steps must sum to zero.
 * @example
 * import { freeDirection } from "./free-direction.ts";
 * import { matrixOf } from "./matrix.ts";
 * freeDirection(matrixOf([[2, 0], [0, 2]]), Float64Array.of(2, -4), [0, 1], false).isFlat; // => false
 */
export function freeDirection(quadratic: Matrix, gradient: Float64Array, free: readonly number[], keepsSum: boolean): Direction {
  const reference = keepsSum ? (free[0] ?? -1) : -1;
  const movers = keepsSum ? free.slice(1) : free;
  const form = reduced(quadratic, gradient, movers, reference);
  const { lower, kept, flat } = partialFactor(form);
  const downhill = flat.map((row) => flatMove(form, lower, kept, row)).find((move) => move !== undefined);
  const moves = downhill ?? solveKept(lower, form.size, kept, (i) => -(form.slope[i] as number));
  const step = new Float64Array(gradient.length);
  let total = 0;
  movers.forEach((at, row) => {
    step[at] = moves[row] as number;
    total += moves[row] as number;
  });
  if (reference >= 0) step[reference] = -total;
  return { step, isFlat: downhill !== undefined };
}
