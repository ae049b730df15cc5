import { choleskyFactor, choleskySolution } from "../../linear/cholesky.ts";
import { conjugateGradients } from "../../linear/conjugate-gradients.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import type { Cells } from "../panel/cells.ts";

/** A number for each of the many and for each of the few. */
export interface TwoWayVector {
  readonly many: Float64Array;
  readonly few: Float64Array;
}

/** How the system is solved: exactly by its factor, or by conjugate gradients, with the worst residual and the iterations in all. */
export interface SolverReport {
  readonly kind: "direct" | "conjugate-gradients";
  readonly isConverged: boolean;
  readonly residual: number;
  readonly iterations: number;
}

/** The normal equations of the two factors' indicators, with the many removed. */
export interface TwoWaySystem {
  readonly cells: Cells;
  /** The factor of what is left on the few, one of each connected set held at zero; missing with conjugate gradients. */
  readonly lower?: Matrix;
  /** By the few, whether it is the one that is held at zero. */
  readonly isGrounded: Uint8Array;
  solve(right: TwoWayVector): TwoWayVector;
  report(): SolverReport;
}

/**
 * Sums over the rows of each level.
 *
 * @example
 * import { cellsOf } from "../panel/cells.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { levelSums } from "./two-way-system.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "y"]) });
 * levelSums(cells, [1, 2, 4]).many; // => Float64Array.of(5, 2)
 */
export function levelSums(cells: Cells, values: ArrayLike<number>): TwoWayVector {
  const [many, few] = [new Float64Array(cells.manyRows.length), new Float64Array(cells.fewRows.length)];
  const [manyCodes, fewCodes] = [cells.many.codes, cells.few.codes];
  for (let row = 0; row < manyCodes.length; row++) {
    const [m, f, value] = [manyCodes[row] as number, fewCodes[row] as number, values[row] as number];
    many[m] = (many[m] as number) + value;
    few[f] = (few[f] as number) + value;
  }
  return { many, few };
}

/**
 * By the many, the sum over its cells of the count times a number of the few.
 *
 * @example
 * import { cellsOf } from "../panel/cells.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { timesFew } from "./two-way-system.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "y"]) });
 * timesFew(cells, Float64Array.of(1, 10)); // => Float64Array.of(11, 1)
 */
export function timesFew({ starts, fewOf, counts }: Cells, few: Float64Array): Float64Array {
  const out = new Float64Array(starts.length - 1);
  for (let m = 0; m < out.length; m++) {
    let total = 0;
    for (let cell = starts[m] as number; cell < (starts[m + 1] as number); cell++)
      total += (counts[cell] as number) * (few[fewOf[cell] as number] as number);
    out[m] = total;
  }
  return out;
}

/**
 * By the few, the sum over its cells of the count times a number of the many.
 *
 * @example
 * import { cellsOf } from "../panel/cells.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { timesMany } from "./two-way-system.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "y"]) });
 * timesMany(cells, Float64Array.of(1, 10)); // => Float64Array.of(11, 1)
 */
export function timesMany({ fewRows, starts, fewOf, counts }: Cells, many: Float64Array): Float64Array {
  const out = new Float64Array(fewRows.length);
  for (let m = 0; m < many.length; m++) {
    const factor = many[m] as number;
    for (let cell = starts[m] as number; cell < (starts[m + 1] as number); cell++) {
      const f = fewOf[cell] as number;
      out[f] = (out[f] as number) + factor * (counts[cell] as number);
    }
  }
  return out;
}

/**
 * What is left on the few once the many are removed: a diagonal, less what each of the many says of pairs of them.
 *
 * @param diagonal by the few.
 * @param scale by the many, what each product of its counts is taken by.
 * @example
 * import { cellsOf } from "../panel/cells.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { reducedMatrix } from "./two-way-system.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "y"]) });
 * const half = cells.manyRows.map((rows) => 1 / rows);
 * reducedMatrix(cells, cells.fewRows, half).values; // => Float64Array.of(0.5, -0.5, -0.5, 0.5)
 */
export function reducedMatrix({ starts, fewOf, counts }: Cells, diagonal: Float64Array, scale: Float64Array): Matrix {
  const q = diagonal.length;
  const matrix = zeroMatrix(q, q);
  const { values } = matrix;
  diagonal.forEach((value, f) => (values[f * q + f] = value));
  for (let m = 0; m < scale.length; m++) {
    const [from, to] = [starts[m] as number, starts[m + 1] as number];
    for (let a = from; a < to; a++) {
      const [base, factor] = [(fewOf[a] as number) * q, (scale[m] as number) * (counts[a] as number)];
      for (let b = from; b < to; b++) {
        const place = base + (fewOf[b] as number);
        values[place] = (values[place] as number) - factor * (counts[b] as number);
      }
    }
  }
  return matrix;
}

/** Rows and columns that are held at zero are replaced by those of the identity. */
function grounded({ rows, columns, values }: Matrix, isGrounded: Uint8Array): Matrix {
  for (let i = 0; i < rows; i++) {
    if (isGrounded[i] === 0) continue;
    for (let j = 0; j < rows; j++) values[i * rows + j] = values[j * rows + i] = 0;
    values[i * rows + i] = 1;
  }
  return { rows, columns, values };
}

/** The first of the few in each connected set. */
function groundOf(setOf: Int32Array, cells: Cells): Uint8Array {
  const seen = new Set<number>();
  return Uint8Array.from(cells.fewRows, (_, f) => {
    const set = setOf[cells.manyRows.length + f] as number;
    if (seen.has(set)) return 0;
    seen.add(set);
    return 1;
  });
}

type FewSolver = (right: Float64Array) => Float64Array;

/**
 * The least-squares system of two factors, ready to solve.
 *
 * The many are removed exactly, since their part is diagonal; what is left has the size of the few. Up to `mostDirect` of them it is
 * factored by Cholesky, beyond that solved by conjugate gradients scaled by the diagonal, and the residual that is left is reported.
 *
 * @param setOf by level, many first, its connected set.
 * @returns `undefined` where the factor does not exist, which connected sets rule out but for rounding.
 * @example
 * import { cellsOf } from "../panel/cells.ts";
 * import { setsOfCells } from "../panel/connected-sets.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { twoWaySystem } from "./two-way-system.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "y"]) });
 * const system = twoWaySystem(cells, setsOfCells(cells).setOf);
 * system?.solve({ many: Float64Array.of(3, 2), few: Float64Array.of(3, 2) }).few[1]?.toFixed(9); // => "1.000000000"
 */
export function twoWaySystem(cells: Cells, setOf: Int32Array, mostDirect = 1_000): TwoWaySystem | undefined {
  const isGrounded = groundOf(setOf, cells);
  const report = { kind: "direct", isConverged: true, residual: 0, iterations: 0 } as {
    -readonly [K in keyof SolverReport]: SolverReport[K];
  };
  const solver = (solveFew: FewSolver, lower?: Matrix): TwoWaySystem => ({
    cells,
    ...(lower === undefined ? {} : { lower }),
    isGrounded,
    solve(right) {
      const carried = timesMany(
        cells,
        right.many.map((value, m) => value / (cells.manyRows[m] as number)),
      );
      const few = solveFew(right.few.map((value, f) => value - (carried[f] as number)));
      const back = timesFew(cells, few);
      return { few, many: right.many.map((value, m) => (value - (back[m] as number)) / (cells.manyRows[m] as number)) };
    },
    report: () => ({ ...report }),
  });
  if (cells.fewRows.length <= mostDirect) {
    const left = reducedMatrix(
      cells,
      cells.fewRows,
      cells.manyRows.map((rows) => 1 / rows),
    );
    const factor = choleskyFactor(grounded(left, isGrounded));
    if (factor.kind !== "factored") return undefined;
    const zeroed = (right: Float64Array): Float64Array => right.map((value, f) => (isGrounded[f] === 1 ? 0 : value));
    return solver((right) => choleskySolution(factor.lower, zeroed(right)), factor.lower);
  }
  report.kind = "conjugate-gradients";
  const times = (x: Float64Array): Float64Array => {
    const inner = timesFew(cells, x).map((value, m) => value / (cells.manyRows[m] as number));
    const carried = timesMany(cells, inner);
    return x.map((value, f) => value * (cells.fewRows[f] as number) - (carried[f] as number));
  };
  return solver((right) => {
    const found = conjugateGradients({ times, b: right, diagonal: cells.fewRows }, 1e-11);
    report.isConverged &&= found.kind === "converged";
    report.residual = Math.max(report.residual, found.residual);
    report.iterations += found.iterations;
    return found.x;
  });
}
