/** A sparse triangular matrix without its diagonal, column by column, its rows told as steps of the elimination. */
export interface Triangle {
  readonly starts: Int32Array;
  readonly steps: Int32Array;
  readonly values: Float64Array;
}

/** A sparse factor that grows column by column while it is computed. */
export class GrowingColumns {
  readonly starts: number[] = [0];
  indices = new Int32Array(256);
  values = new Float64Array(256);
  #length = 0;

  push(index: number, value: number): void {
    if (this.#length === this.indices.length) this.#grow();
    this.indices[this.#length] = index;
    this.values[this.#length++] = value;
  }

  #grow(): void {
    const [indices, values] = [this.indices, this.values];
    this.indices = new Int32Array(2 * this.#length);
    this.values = new Float64Array(2 * this.#length);
    this.indices.set(indices);
    this.values.set(values);
  }

  /** Ends a column. */
  close(): void {
    this.starts.push(this.#length);
  }

  /** What has grown, each index told as a step. */
  triangle(stepOf: (index: number) => number): Triangle {
    return {
      starts: Int32Array.from(this.starts),
      steps: this.indices.subarray(0, this.#length).map(stepOf),
      values: this.values.slice(0, this.#length),
    };
  }
}

/** Takes x[j] times column j from x. */
function scatter({ starts, steps, values }: Triangle, j: number, x: Float64Array): void {
  const factor = x[j] as number;
  const end = starts[j + 1] as number;
  for (let k = starts[j] as number; k < end; k++)
    x[steps[k] as number] = (x[steps[k] as number] as number) - factor * (values[k] as number);
}

/** x[j] less the product of column j with x. */
function gather({ starts, steps, values }: Triangle, j: number, x: Float64Array): number {
  let rest = x[j] as number;
  const end = starts[j + 1] as number;
  for (let k = starts[j] as number; k < end; k++) rest -= (values[k] as number) * (x[steps[k] as number] as number);
  return rest;
}

/**
 * Solves L x = b in place, L having ones on its diagonal.
 *
 * @example
 * import { solveLower } from "./triangle.ts";
 * const x = Float64Array.of(2, 5);
 * solveLower({ starts: Int32Array.of(0, 1, 1), steps: Int32Array.of(1), values: Float64Array.of(2) }, x);
 * x; // => Float64Array.of(2, 1)
 */
export function solveLower(lower: Triangle, x: Float64Array): void {
  for (let j = 0; j < x.length; j++) scatter(lower, j, x);
}

/**
 * Solves L' x = b in place.
 *
 * @example
 * import { solveLowerTransposed } from "./triangle.ts";
 * const x = Float64Array.of(5, 1);
 * solveLowerTransposed({ starts: Int32Array.of(0, 1, 1), steps: Int32Array.of(1), values: Float64Array.of(2) }, x);
 * x; // => Float64Array.of(3, 1)
 */
export function solveLowerTransposed(lower: Triangle, x: Float64Array): void {
  for (let j = x.length - 1; j >= 0; j--) x[j] = gather(lower, j, x);
}

/**
 * Solves U x = b in place, the diagonal of U being given apart.
 *
 * @example
 * import { solveUpper } from "./triangle.ts";
 * const x = Float64Array.of(4, 8);
 * solveUpper({ starts: Int32Array.of(0, 0, 1), steps: Int32Array.of(0), values: Float64Array.of(1) }, Float64Array.of(2, 4), x);
 * x; // => Float64Array.of(1, 2)
 */
export function solveUpper(upper: Triangle, pivots: Float64Array, x: Float64Array): void {
  for (let j = x.length - 1; j >= 0; j--) {
    x[j] = (x[j] as number) / (pivots[j] as number);
    scatter(upper, j, x);
  }
}

/**
 * Solves U' x = b in place.
 *
 * @example
 * import { solveUpperTransposed } from "./triangle.ts";
 * const x = Float64Array.of(2, 9);
 * solveUpperTransposed({ starts: Int32Array.of(0, 0, 1), steps: Int32Array.of(0), values: Float64Array.of(1) }, Float64Array.of(2, 4), x);
 * x; // => Float64Array.of(1, 2)
 */
export function solveUpperTransposed(upper: Triangle, pivots: Float64Array, x: Float64Array): void {
  for (let j = 0; j < x.length; j++) x[j] = gather(upper, j, x) / (pivots[j] as number);
}
