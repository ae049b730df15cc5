import { checkNumbers, type Numbers } from "../input/check.ts";
import { transposed, type Matrix } from "./matrix.ts";

/** A P = Q R by Householder reflections, with the columns taken in an order that reveals the rank. */
export interface QrFactor {
  readonly rows: number;
  /** The columns of A in the order in which they were taken. */
  readonly order: Uint32Array;
  /** How many columns are independent. */
  readonly rank: number;
  /** Column by column: R in the upper triangle, the reflections below it. */
  readonly packed: readonly Float64Array[];
  /** 2 / (v'v) of each reflection whose first element is one. */
  readonly scales: Float64Array;
}

const normFrom = (column: Float64Array, from: number): number => {
  let largest = 0;
  for (let i = from; i < column.length; i++) largest = Math.max(largest, Math.abs(column[i] as number));
  if (largest === 0) return 0;
  let total = 0;
  for (let i = from; i < column.length; i++) total += ((column[i] as number) / largest) ** 2;
  return largest * Math.sqrt(total);
};

/** Turns a column's part from `at` down into its norm and the reflection that does so; gives the reflection's scale. */
function makeReflection(column: Float64Array, at: number): number {
  const norm = normFrom(column, at);
  if (norm === 0) return 0;
  const head = column[at] as number;
  const diagonal = head > 0 ? -norm : norm;
  for (let i = at + 1; i < column.length; i++) column[i] = (column[i] as number) / (head - diagonal);
  column[at] = diagonal;
  return (diagonal - head) / diagonal;
}

/** Applies the reflection kept in a column to a vector. */
function reflect(kept: Float64Array, scale: number, at: number, vector: Float64Array): void {
  let product = vector[at] as number;
  for (let i = at + 1; i < vector.length; i++) product += (kept[i] as number) * (vector[i] as number);
  product *= scale;
  vector[at] = (vector[at] as number) - product;
  for (let i = at + 1; i < vector.length; i++) vector[i] = (vector[i] as number) - product * (kept[i] as number);
}

/** Brings the column with the largest rest to the front. */
function takeLargest(columns: Float64Array[], order: Uint32Array, at: number): void {
  let [best, most] = [at, -1];
  for (let j = at; j < columns.length; j++) {
    const norm = normFrom(columns[j] as Float64Array, at);
    if (norm > most * (1 + 1e-12)) [best, most] = [j, norm];
  }
  [columns[at], columns[best]] = [columns[best] as Float64Array, columns[at] as Float64Array];
  [order[at], order[best]] = [order[best] as number, order[at] as number];
}

/**
 * The QR factors of a matrix, by Householder reflections with column pivoting.
 *
 * The diagonal of R falls, and the rank is where it falls below a share of its first element. Norms are taken anew at each step, which
 * costs as much again and is never wrong. Time: about 2 rows columns^2.
 *
 * @param a at least as many rows as columns is usual and not needed.
 * @param tolerance the share of the largest diagonal element below which a column counts as dependent; missing means 1e-11. Scale columns
 *   of very different units first.
 * @throws {RangeError} when an element is not finite.
 * @see Golub and Van Loan, Matrix Computations, section 5.4
 * @example
 * import { matrixOf } from "./matrix.ts";
 * import { qrFactor } from "./qr.ts";
 * qrFactor(matrixOf([[1, 2], [2, 4], [3, 6]])).rank; // => 1
 */
export function qrFactor(a: Matrix, tolerance = 1e-11): QrFactor {
  checkNumbers("a.values", a.values);
  const { values } = transposed(a);
  const columns = Array.from({ length: a.columns }, (_, j) => values.slice(j * a.rows, (j + 1) * a.rows));
  const order = Uint32Array.from({ length: a.columns }, (_, j) => j);
  const most = Math.min(a.rows, a.columns);
  const scales = new Float64Array(most);
  let rank = 0;
  for (let at = 0; at < most; at++) {
    takeLargest(columns, order, at);
    const own = columns[at] as Float64Array;
    scales[at] = makeReflection(own, at);
    for (let j = at + 1; j < columns.length; j++) reflect(own, scales[at] as number, at, columns[j] as Float64Array);
    if (Math.abs(own[at] as number) > tolerance * Math.abs(columns[0]?.[0] as number)) rank = at + 1;
  }
  return { rows: a.rows, order, rank, packed: columns, scales };
}

/**
 * Q' b: a vector in the coordinates in which R is triangular. Its numbers beyond the rank are what no combination of columns reaches.
 *
 * @throws {RangeError} when b has not as many numbers as the matrix has rows.
 * @example
 * import { matrixOf } from "./matrix.ts";
 * import { qrFactor, rotated } from "./qr.ts";
 * rotated(qrFactor(matrixOf([[3], [4]])), [3, 4])[0]; // => -5
 */
export function rotated({ rows, packed, scales }: QrFactor, b: Numbers): Float64Array {
  if (b.length !== rows) throw new RangeError(`b must have ${rows} numbers: got ${b.length}`);
  const out = Float64Array.from(b);
  scales.forEach((scale, at) => reflect(packed[at] as Float64Array, scale, at, out));
  return out;
}

/**
 * Solves R x = b for the first `rank` numbers, from the last up.
 *
 * @example
 * import { matrixOf } from "./matrix.ts";
 * import { qrFactor, rotated, triangularSolution } from "./qr.ts";
 * const factor = qrFactor(matrixOf([[3], [4]]));
 * triangularSolution(factor, rotated(factor, [6, 8])); // => Float64Array.of(2)
 */
export function triangularSolution({ packed, rank }: QrFactor, b: Numbers): Float64Array {
  const x = new Float64Array(rank);
  for (let i = rank - 1; i >= 0; i--) {
    let rest = b[i] as number;
    for (let j = i + 1; j < rank; j++) rest -= (packed[j]?.[i] as number) * (x[j] as number);
    x[i] = rest / (packed[i]?.[i] as number);
  }
  return x;
}
