import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generatorOf } from "../random/generator.ts";
import { normalVariate } from "../random/normal-variate.ts";
import * as linear from "./exports.ts";
import type { Matrix } from "./matrix.ts";

const { choleskyFactor, conjugateGradients, crossProduct, leastSquares, matrixOf, matrixProduct, matrixTimes, quadraticProgram } = linear;

const source = generatorOf(20261126);
const normalMatrix = (rows: number, columns: number): Matrix => ({
  rows,
  columns,
  values: Float64Array.from({ length: rows * columns }, () => normalVariate(source)),
});
const normalVector = (length: number): Float64Array => Float64Array.from({ length }, () => normalVariate(source));
const farthest = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Array.from(one).reduce((most, value, at) => Math.max(most, Math.abs(value - (other[at] ?? Number.NaN))), 0);
const norm = (x: ArrayLike<number>): number => Math.hypot(...Array.from(x));
const sizes = [
  [1, 1],
  [3, 5],
  [5, 3],
  [12, 7],
] as const;

test.each(sizes)("products agree with their definition, and with the transpose taken first (%i x %i)", (rows, columns) => {
  const [a, b, x] = [normalMatrix(rows, columns), normalMatrix(columns, 4), normalVector(columns)];
  const product = matrixProduct(a, b);
  const byHand = (i: number, j: number): number =>
    Array.from({ length: columns }, (_, k) => (a.values[i * columns + k] ?? 0) * (b.values[k * 4 + j] ?? 0)).reduce(
      (sum, part) => sum + part,
      0,
    );
  expect(
    farthest(
      product.values,
      Array.from({ length: rows * 4 }, (_, at) => byHand(Math.floor(at / 4), at % 4)),
    ),
  ).toBeLessThan(1e-14);
  expect(farthest(matrixTimes(a, x), linear.transposeTimes(linear.transposed(a), x))).toBeLessThan(1e-14);
  expect(farthest(crossProduct(a).values, matrixProduct(linear.transposed(a), a).values)).toBeLessThan(1e-14);
  expect(matrixProduct(linear.identityMatrix(rows), a).values).toEqual(a.values);
  expect(matrixOf([[1, 2, 3]])).toEqual({ ...linear.zeroMatrix(1, 3), values: Float64Array.of(1, 2, 3) });
});

describe("Cholesky", () => {
  test.each([1, 4, 20])("the factor gives the matrix back, its inverse undoes it, its determinant is that of the pivots (%i)", (n) => {
    const a = crossProduct(normalMatrix(n + 3, n));
    const outcome = choleskyFactor(a);
    const lower = outcome.kind === "factored" ? outcome.lower : linear.zeroMatrix(n, n);
    expect(farthest(matrixProduct(lower, linear.transposed(lower)).values, a.values)).toBeLessThan(1e-12);
    expect(farthest(matrixProduct(a, linear.choleskyInverse(lower)).values, linear.identityMatrix(n).values)).toBeLessThan(1e-9);
    const x = normalVector(n);
    expect(farthest(linear.choleskySolution(lower, matrixTimes(a, x)), x)).toBeLessThan(1e-9);
    const logs = linear.symmetricEigen(a).values.map(Math.log);
    expect(outcome.kind === "factored" && outcome.logDeterminant).toBeCloseTo(
      logs.reduce((sum, log) => sum + log, 0),
      9,
    );
  });

  test("a matrix that is singular or has a negative direction is reported with the row at which it shows", () => {
    expect(
      choleskyFactor(
        matrixOf([
          [1, 1],
          [1, 1],
        ]),
      ),
    ).toEqual({ kind: "not-positive-definite", row: 1 });
    expect(choleskyFactor(matrixOf([[-1]]))).toEqual({ kind: "not-positive-definite", row: 0 });
    expect(
      choleskyFactor(
        matrixOf([
          [0, 0],
          [0, 1],
        ]),
      ),
    ).toEqual({ kind: "not-positive-definite", row: 0 });
  });
});

describe("QR and least squares", () => {
  test.each(sizes)("the rotation keeps lengths and the triangle gives the columns back (%i x %i)", (rows, columns) => {
    const a = normalMatrix(rows, columns);
    const factor = linear.qrFactor(a);
    expect(factor.rank).toBe(Math.min(rows, columns));
    const x = normalVector(rows);
    expect(norm(linear.rotated(factor, x))).toBeCloseTo(norm(x), 12);
    const turned = linear.transposed(a);
    factor.order.forEach((column, at) => {
      const image = linear.rotated(factor, turned.values.subarray(column * rows, (column + 1) * rows));
      const triangle = Array.from({ length: rows }, (_, i) => (i <= at ? (factor.packed[at]?.[i] ?? 0) : 0));
      expect(farthest(image, triangle)).toBeLessThan(1e-12);
    });
    const solved = linear.triangularSolution(factor, x);
    const byTriangle = Array.from({ length: factor.rank }, (_, i) =>
      Array.from(solved).reduce((sum, value, j) => sum + (j >= i ? (factor.packed[j]?.[i] ?? 0) * value : 0), 0),
    );
    expect(farthest(byTriangle, x.subarray(0, factor.rank))).toBeLessThan(1e-10);
  });

  test("residuals are at right angles to every column, and a fit of what is a combination leaves none", () => {
    const [x, truth] = [normalMatrix(40, 5), normalVector(5)];
    const exact = leastSquares(x, matrixTimes(x, truth));
    expect(farthest(exact.coefficients, truth)).toBeLessThan(1e-13);
    const { residuals, degreesOfFreedom } = leastSquares(x, normalVector(40));
    expect(farthest(linear.transposeTimes(x, residuals), new Float64Array(5))).toBeLessThan(1e-12);
    expect(degreesOfFreedom).toBe(35);
  });

  test("a column that the others explain is named, left out, and changes nothing of what is predicted", () => {
    const x = normalMatrix(30, 3);
    const y = normalVector(30);
    const wide = matrixOf(
      Array.from({ length: 30 }, (_, i) => {
        const [a = 0, b = 0, c = 0] = x.values.subarray(3 * i, 3 * i + 3);
        return [a, b, a - 2 * b, c];
      }),
    );
    const [full, deficient] = [leastSquares(x, y), leastSquares(wide, y)];
    expect(deficient).toMatchObject({ kind: "rank-deficient", rank: 3, degreesOfFreedom: 27 });
    expect(deficient.kind === "rank-deficient" && deficient.dependent).toHaveLength(1);
    expect(deficient.residualSumOfSquares).toBeCloseTo(full.residualSumOfSquares, 10);
  });

  test("columns of nothing have rank nothing", () => {
    expect(leastSquares(linear.zeroMatrix(2, 2), [1, 2])).toMatchObject({ kind: "rank-deficient", rank: 0, dependent: [0, 1] });
  });

  test("Longley-like columns, whose cross product is all but singular, keep nine digits of their coefficients", () => {
    const rows = Array.from({ length: 16 }, (_, i) => [1, i + 1947, (i + 1947) ** 2 / 1e3]);
    const { kind, coefficients } = leastSquares(
      matrixOf(rows),
      rows.map(([a = 0, b = 0, c = 0]) => 3 * a - 2 * b + 0.5 * c),
    );
    expect(kind).toBe("solved");
    expect(Math.abs((coefficients[2] ?? 0) / 0.5 - 1)).toBeLessThan(1e-7);
  });
});

describe("eigenvalues", () => {
  test.each([1, 2, 5, 30])("vectors are orthonormal and stretched by their values, the largest first (%i)", (n) => {
    const half = normalMatrix(n, n);
    const a = { ...half, values: half.values.map((value, at) => value + (half.values[(at % n) * n + Math.floor(at / n)] ?? 0)) };
    const { values, vectors } = linear.symmetricEigen(a);
    expect(farthest(matrixProduct(vectors, linear.transposed(vectors)).values, linear.identityMatrix(n).values)).toBeLessThan(1e-13);
    values.forEach((value, k) => {
      const vector = vectors.values.subarray(k * n, (k + 1) * n);
      expect(
        farthest(
          matrixTimes(a, vector),
          vector.map((part) => value * part),
        ),
      ).toBeLessThan(1e-12);
      expect(k === 0 || value <= (values[k - 1] ?? 0)).toBe(true);
    });
  });

  test("a diagonal matrix is its own answer, zeros and equal values included", () => {
    expect(
      linear.symmetricEigen(
        matrixOf([
          [0, 0, 0],
          [0, 2, 0],
          [0, 0, 2],
        ]),
      ),
    ).toMatchObject({ values: Float64Array.of(2, 2, 0) });
  });
});

describe("conjugate gradients", () => {
  test("solve what Cholesky solves, scaled or not, and sooner from near the solution", () => {
    const n = 60;
    const a = crossProduct(normalMatrix(2 * n, n));
    const x = normalVector(n);
    const system = { times: (v: Float64Array) => matrixTimes(a, v), b: matrixTimes(a, x) };
    const diagonal = Array.from({ length: n }, (_, at) => a.values[at * n + at] ?? 0);
    for (const more of [{}, { diagonal }]) {
      const found = conjugateGradients({ ...system, ...more });
      expect(found).toMatchObject({ kind: "converged" });
      expect(farthest(found.x, x)).toBeLessThan(1e-8);
    }
    const near = conjugateGradients({ ...system, start: x });
    expect(near).toMatchObject({ kind: "converged", iterations: 0 });
  });

  test("say so when they were stopped early, or the matrix is not definite", () => {
    const times = (v: Float64Array): Float64Array => Float64Array.of(v[0] ?? 0, -2 * (v[1] ?? 0));
    expect(conjugateGradients({ times, b: [1, 1] })).toMatchObject({ kind: "not-converged", iterations: 0 + 1 });
    const hilbert = matrixOf(Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_unused, j) => 1 / (i + j + 1))));
    expect(conjugateGradients({ times: (v) => matrixTimes(hilbert, v), b: new Float64Array(8).fill(1) }, 1e-12, 2).kind).toBe(
      "not-converged",
    );
    expect(conjugateGradients({ times, b: [0, 0] })).toMatchObject({ kind: "converged", residual: 0 });
  });
});

describe("the quadratic program", () => {
  interface Fit {
    readonly quadratic: Matrix;
    readonly linear: Float64Array;
  }
  const fitOf = (periods: number, donors: number): Fit => {
    const x = { ...normalMatrix(periods, donors) };
    return { quadratic: crossProduct(x), linear: linear.transposeTimes(x, normalVector(periods)) };
  };
  const lossOf = (fit: Fit, w: Float64Array): number =>
    matrixTimes(fit.quadratic, w).reduce((sum, value, at) => sum + (value / 2 - (fit.linear[at] ?? 0)) * (w[at] ?? 0), 0);

  test.each([
    [30, 8],
    [10, 40],
    [3, 3],
    [100, 100],
  ])("on the simplex no weight can gain by moving to another (%i periods, %i donors)", (periods, donors) => {
    const fit = fitOf(periods, donors);
    const outcome = quadraticProgram({ ...fit, sum: 1 });
    expect(outcome.kind).toBe("optimal");
    const w = outcome.kind === "optimal" ? outcome.weights : new Float64Array();
    expect(w.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 13);
    expect(Math.min(...w)).toBeGreaterThanOrEqual(0);
    expect(outcome.kind === "optimal" && outcome.kktError).toBeLessThan(1e-12);
    for (let draw = 0; draw < 50; draw++) {
      const other = normalVector(donors).map((value) => value * value);
      const total = other.reduce((sum, weight) => sum + weight, 0);
      expect(
        lossOf(
          fit,
          other.map((weight) => weight / total),
        ),
      ).toBeGreaterThanOrEqual(lossOf(fit, w) - 1e-12);
    }
  });

  test("the order and the scale of donors do not matter", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 2, max: 12 }), (periods, donors) => {
        const fit = fitOf(periods + donors, donors);
        const there = quadraticProgram({ ...fit, sum: 1 });
        const flipped = { ...fit.quadratic, values: fit.quadratic.values.toReversed() };
        const back = quadraticProgram({ quadratic: flipped, linear: fit.linear.toReversed(), sum: 1 });
        const bigger = quadraticProgram({
          quadratic: { ...fit.quadratic, values: fit.quadratic.values.map((v) => v * 1e12) },
          linear: fit.linear.map((v) => v * 1e12),
          sum: 1,
        });
        const weightsOf = (outcome: typeof there): Float64Array =>
          outcome.kind === "optimal" ? outcome.weights : new Float64Array(donors).fill(9);
        expect(farthest(weightsOf(back).toReversed(), weightsOf(there))).toBeLessThan(1e-9);
        expect(farthest(weightsOf(bigger), weightsOf(there))).toBeLessThan(1e-9);
      }),
    );
  });

  test("wherever it begins it ends at the same weights, and begins nowhere that does not keep bounds and sum", () => {
    const fit = fitOf(60, 20);
    const few = quadraticProgram({ ...fit, sum: 1 });
    for (const start of [new Float64Array(20).fill(0.05), Float64Array.from({ length: 20 }, (_, at) => (at === 3 ? 1 : 0))]) {
      const found = quadraticProgram({ ...fit, sum: 1, start });
      if (few.kind !== "optimal" || found.kind !== "optimal") throw new RangeError(found.kind);
      expect(farthest(found.weights, few.weights)).toBeLessThan(1e-10);
      expect(Math.max(...start)).toBeGreaterThan(0);
    }
    for (const start of [new Float64Array(20).fill(0.06), Float64Array.from({ length: 20 }, (_, at) => [2, -1][at] ?? 0)])
      expect(() => quadraticProgram({ ...fit, sum: 1, start })).toThrow("start must keep the bounds and the sum");
    expect(() => quadraticProgram({ ...fit, sum: 1, start: [1] })).toThrow("start");
    expect(quadraticProgram({ ...fit, start: new Float64Array(20).fill(3) }).kind).toBe("optimal");
  });

  test("without bounds it is least squares, with a sum it is least squares under that sum", () => {
    const x = normalMatrix(30, 4);
    const y = normalVector(30);
    const free = new Float64Array(4).fill(-Infinity);
    const program = { quadratic: crossProduct(x), linear: linear.transposeTimes(x, y), lower: free };
    const plain = quadraticProgram(program);
    expect(farthest(plain.kind === "optimal" ? plain.weights : [], leastSquares(x, y).coefficients)).toBeLessThan(1e-12);
    const held = quadraticProgram({ ...program, sum: 2 });
    const weights = held.kind === "optimal" ? held.weights : free;
    const slopes = matrixTimes(program.quadratic, weights).map((value, at) => value - (program.linear[at] ?? 0));
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(2, 12);
    expect(Math.max(...slopes) - Math.min(...slopes)).toBeLessThan(1e-11);
  });

  test("upper bounds hold, and non-negative weights need no sum", () => {
    const quadratic = linear.identityMatrix(3);
    const weights = (...values: number[]): unknown =>
      Object.fromEntries(values.map((value, at) => [at, expect.closeTo(value, 13) as unknown]));
    expect(quadraticProgram({ quadratic, linear: [5, -1, 0.2], upper: [0.7, 1, 1], sum: 1 })).toMatchObject({
      kind: "optimal",
      weights: weights(0.7, 0, 0.3),
    });
    expect(quadraticProgram({ quadratic, linear: [5, -1, 0.2] })).toMatchObject({ kind: "optimal", weights: weights(5, 0, 0.2) });
    expect(quadraticProgram({ quadratic, linear: [0, 0, 9], upper: [1, 1, 1], lower: [0, 0, 0], sum: 2 })).toMatchObject({
      kind: "optimal",
      weights: weights(0.5, 0.5, 1),
    });
  });

  test("bounds alone may leave no weight free, and still the best exchange is found", () => {
    const quadratic = linear.identityMatrix(2);
    expect(quadraticProgram({ quadratic, linear: [0, 3], lower: [0, 0], upper: [1, 1], sum: 1 })).toMatchObject({
      weights: Float64Array.of(0, 1),
    });
    expect(quadraticProgram({ quadratic, linear: [3, 3], lower: [0, 0], upper: [1, 1], sum: 2 })).toMatchObject({
      weights: Float64Array.of(1, 1),
    });
  });

  test("twin donors share: any of the equal optima is one", () => {
    const x = matrixOf([
      [1, 1, 0],
      [2, 2, 1],
      [3, 3, 5],
    ]);
    const outcome = quadraticProgram({ quadratic: crossProduct(x), linear: linear.transposeTimes(x, [1, 2, 3]), sum: 1 });
    expect(outcome.kind).toBe("optimal");
    const w = outcome.kind === "optimal" ? outcome.weights : [];
    expect((w[0] ?? 0) + (w[1] ?? 0)).toBeCloseTo(1, 12);
  });

  test("a flat form is followed to its bound, or said to have no end", () => {
    const quadratic = linear.zeroMatrix(2, 2);
    expect(quadraticProgram({ quadratic, linear: [1, 2], sum: 1 })).toMatchObject({ kind: "optimal", weights: Float64Array.of(0, 1) });
    expect(quadraticProgram({ quadratic, linear: [1, 2] })).toEqual({ kind: "unbounded" });
  });

  test("a program that was stopped early says so, with the error that is left", () => {
    const outcome = quadraticProgram({ ...fitOf(60, 20), sum: 1 }, 1);
    expect(outcome.kind).toBe("not-converged");
    expect(outcome.kind === "not-converged" && outcome.kktError).toBeGreaterThan(1e-6);
  });

  test("bounds that no weights keep are infeasible", () => {
    const quadratic = linear.identityMatrix(2);
    expect(quadraticProgram({ quadratic, linear: [0, 0], upper: [0.3, 0.3], sum: 1 })).toEqual({ kind: "infeasible" });
    expect(quadraticProgram({ quadratic, linear: [0, 0], lower: [2, 0], upper: [1, 1] })).toEqual({ kind: "infeasible" });
  });
});

test.each<[string, () => unknown]>([
  ["no row", () => matrixOf([])],
  ["rows of two lengths", () => matrixOf([[1], [1, 2]])],
  ["a matrix with a NaN", () => matrixOf([[Number.NaN]])],
  ["half a row", () => linear.zeroMatrix(0.5, 1)],
  ["a product of what does not fit", () => matrixProduct(linear.zeroMatrix(1, 2), linear.zeroMatrix(1, 2))],
  ["a vector that is too short", () => matrixTimes(linear.zeroMatrix(1, 2), [1])],
  ["a vector that is too long", () => linear.transposeTimes(linear.zeroMatrix(1, 2), [1, 2])],
  ["Cholesky of what is not square", () => choleskyFactor(linear.zeroMatrix(1, 2))],
  [
    "Cholesky of what is not symmetric",
    () =>
      choleskyFactor(
        matrixOf([
          [1, 2],
          [0, 1],
        ]),
      ),
  ],
  ["a right side that is too short", () => linear.choleskySolution(linear.identityMatrix(2), [1])],
  ["a rotation of what is too short", () => linear.rotated(linear.qrFactor(linear.identityMatrix(2)), [1])],
  ["least squares of two lengths", () => leastSquares(linear.identityMatrix(2), [1])],
  ["least squares with an infinity", () => leastSquares(linear.identityMatrix(2), [1, Infinity])],
  ["a diagonal of zeros", () => conjugateGradients({ times: (v) => v, b: [1], diagonal: [0] })],
  ["a start of another length", () => conjugateGradients({ times: (v) => v, b: [1], start: [0, 0] })],
  ["a tolerance of zero", () => conjugateGradients({ times: (v) => v, b: [1] }, 0)],
  ["a program of two lengths", () => quadraticProgram({ quadratic: linear.identityMatrix(2), linear: [1] })],
  ["bounds of another length", () => quadraticProgram({ quadratic: linear.identityMatrix(2), linear: [1, 1], lower: [0] })],
  ["a sum of NaN", () => quadraticProgram({ quadratic: linear.identityMatrix(1), linear: [1], sum: Number.NaN })],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
