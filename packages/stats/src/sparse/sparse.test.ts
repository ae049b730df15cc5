import { describe, expect, test } from "vitest";
import { matrixTimes, zeroMatrix, type Matrix } from "../linear/matrix.ts";
import { generatorOf } from "../random/generator.ts";
import { sparseLu, sparseMatrixOf, sparseTimes, sparseTransposeTimes, type Entry, type SparseMatrix } from "./exports.ts";
import { minimumDegreeOrder } from "./minimum-degree.ts";

const source = generatorOf(5);

function randomEntries(n: number, perColumn: number): Entry[] {
  const entries = Array.from({ length: n * perColumn }, (): Entry => [source.below(n), source.below(n), 2 * source.uniform() - 1]);
  return [...entries, ...Array.from({ length: n }, (_, at): Entry => [at, (at + 3) % n, 1 + source.uniform()])];
}

function denseOf(n: number, entries: readonly Entry[]): Matrix {
  const matrix = zeroMatrix(n, n);
  for (const [row, column, value] of entries) matrix.values[row * n + column] = (matrix.values[row * n + column] ?? 0) + value;
  return matrix;
}

const farthest = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Array.from(one).reduce((most, value, at) => Math.max(most, Math.abs(value - (other[at] ?? Number.NaN))), 0);
const vectorOf = (n: number): Float64Array => Float64Array.from({ length: n }, () => source.uniform() - 0.5);

/** States that move to a few others each and end with a chance of 1 in 20: I - P. */
function chain(states: number, moves: number): SparseMatrix {
  const entries = Array.from({ length: states }, (_, from): Entry[] => [
    [from, from, 1],
    ...Array.from({ length: moves }, (): Entry => [from, source.below(states), -0.95 / moves]),
  ]);
  return sparseMatrixOf(states, states, entries.flat());
}

test("products agree with those of the dense matrix", () => {
  const [entries, x] = [randomEntries(30, 3), vectorOf(30)];
  const [sparse, dense] = [sparseMatrixOf(30, 30, entries), denseOf(30, entries)];
  expect(farthest(sparseTimes(sparse, x), matrixTimes(dense, x))).toBeLessThan(1e-14);
  const turned = denseOf(
    30,
    entries.map(([row, column, value]): Entry => [column, row, value]),
  );
  expect(farthest(sparseTransposeTimes(sparse, x), matrixTimes(turned, x))).toBeLessThan(1e-14);
});

test("elements at one place are added up, whatever the order; empty columns stay empty", () => {
  const matrix = sparseMatrixOf(2, 3, [
    [1, 2, 1],
    [0, 0, 5],
    [1, 2, 2],
  ]);
  expect(matrix).toEqual({
    rows: 2,
    columns: 3,
    starts: Int32Array.of(0, 1, 1, 2),
    indices: Int32Array.of(0, 1),
    values: Float64Array.of(5, 3),
  });
});

describe("sparse LU", () => {
  test.each([1, 2, 7, 40, 200])("solves both ways for matrices without any structure (%i)", (n) => {
    const matrix = sparseMatrixOf(n, n, randomEntries(n, 3));
    const x = vectorOf(n);
    const lu = sparseLu(matrix);
    expect(farthest(lu.kind === "factored" ? lu.solve(sparseTimes(matrix, x)) : [9], x)).toBeLessThan(1e-9);
    expect(farthest(lu.kind === "factored" ? lu.solveTransposed(sparseTransposeTimes(matrix, x)) : [9], x)).toBeLessThan(1e-9);
  });

  test("pivots where the diagonal is empty, and in any order it is given", () => {
    const matrix = sparseMatrixOf(3, 3, [
      [0, 1, 2],
      [1, 2, 3],
      [2, 0, 4],
      [2, 2, 1],
    ]);
    for (const order of [undefined, Int32Array.of(2, 1, 0)]) {
      const lu = sparseLu(matrix, order);
      expect(farthest(lu.kind === "factored" ? lu.solve(sparseTimes(matrix, [1, 2, 3])) : [], [1, 2, 3])).toBeLessThan(1e-15);
    }
  });

  test("a Markov chain of 5,000 states leaves no residual to speak of", () => {
    const matrix = chain(5_000, 2);
    const b = vectorOf(5_000);
    const lu = sparseLu(matrix);
    const x = lu.kind === "factored" ? lu.solve(b) : b;
    expect(farthest(sparseTimes(matrix, x), b)).toBeLessThan(1e-12);
  });

  test("says at which column a singular matrix has no pivot left", () => {
    expect(
      sparseLu(
        sparseMatrixOf(2, 2, [
          [0, 0, 1],
          [0, 1, 2],
        ]),
      ),
    ).toMatchObject({ kind: "singular" });
    expect(sparseLu(sparseMatrixOf(2, 2, []))).toEqual({ kind: "singular", column: 0 });
    expect(
      sparseLu(
        sparseMatrixOf(2, 2, [
          [0, 0, 1],
          [1, 0, 1],
          [0, 1, 1],
          [1, 1, 1],
        ]),
      ),
    ).toMatchObject({ kind: "singular" });
  });
});

describe("minimum degree", () => {
  test("takes the points of a star before its middle, which then fills in nothing", () => {
    const star = Array.from({ length: 50 }, (_, at): Entry[] => [
      [at, at, 60],
      [0, at, 1],
      [at, 0, 1],
    ]).flat();
    const matrix = sparseMatrixOf(50, 50, star);
    expect([...minimumDegreeOrder(matrix)].indexOf(0)).toBeGreaterThan(47);
    const elementsOf = (order?: Int32Array): number => {
      const lu = sparseLu(matrix, order);
      return lu.kind === "factored" ? lu.elements : 0;
    };
    expect(elementsOf()).toBe(148);
    expect(elementsOf(Int32Array.from({ length: 50 }, (_, at) => at))).toBe(2_500);
  });

  test("is an order: each state once, also where all neighbour all", () => {
    for (const matrix of [chain(300, 4), sparseMatrixOf(20, 20, randomEntries(20, 20)), sparseMatrixOf(3, 3, [])]) {
      expect([...minimumDegreeOrder(matrix)].sort((a, b) => a - b)).toEqual(Array.from({ length: matrix.columns }, (_, at) => at));
    }
  });
});

test.each<[string, () => unknown]>([
  ["an entry outside", () => sparseMatrixOf(1, 1, [[1, 0, 1]])],
  ["an entry of NaN", () => sparseMatrixOf(1, 1, [[0, 0, Number.NaN]])],
  ["a negative row", () => sparseMatrixOf(1, 1, [[-1, 0, 1]])],
  ["a vector that is too short", () => sparseTimes(sparseMatrixOf(1, 2, []), [1])],
  ["a vector that is too long", () => sparseTransposeTimes(sparseMatrixOf(1, 2, []), [1, 2])],
  ["factors of what is not square", () => sparseLu(sparseMatrixOf(1, 2, []), Int32Array.of(0, 1))],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});

test("a right side of another length is refused", () => {
  const lu = sparseLu(sparseMatrixOf(1, 1, [[0, 0, 2]]));
  expect(() => lu.kind === "factored" && lu.solve([1, 2])).toThrow(RangeError);
  expect(() => lu.kind === "factored" && lu.solveTransposed([])).toThrow(RangeError);
});
