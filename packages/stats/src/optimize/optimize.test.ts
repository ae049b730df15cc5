import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matrixOf } from "../linear/matrix.ts";
import {
  findMinimum,
  findRoot,
  minimizeBfgs,
  minimizeNelderMead,
  numericalGradient,
  numericalHessian,
  standardErrors,
  type Objective,
} from "./exports.ts";

const bowl: Objective = (x) => x.reduce((sum, value, at) => sum + (at + 1) * (value - at) ** 2, 0);
const numbers = fc.double({ min: -50, max: 50, noNaN: true });

describe("BFGS", () => {
  test("finds the bottom of a bowl from anywhere, with a gradient given or taken by differences", () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 6 }), (start) => {
        const gradient = (x: Float64Array): Float64Array => x.map((value, at) => 2 * (at + 1) * (value - at));
        for (const problem of [{ objective: bowl }, { objective: bowl, gradient }]) {
          const found = minimizeBfgs(problem, start);
          expect(found.kind).toBe("converged");
          found.at.forEach((value, at) => expect(value).toBeCloseTo(at, 6));
          expect(found.value).toBeLessThanOrEqual(bowl(Float64Array.from(start)));
        }
      }),
    );
  });

  test("the value never rises with more iterations", () => {
    const rosenbrock: Objective = ([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const values = Array.from({ length: 25 }, (_, at) => minimizeBfgs({ objective: rosenbrock }, [-1.2, 1], { most: at + 1 }).value);
    values.forEach((value, at) => expect(value).toBeLessThanOrEqual((values[at - 1] ?? Infinity) + 1e-15));
  });

  test("turns back where the objective is not a number or infinite", () => {
    const logBarrier: Objective = ([x = 0]) => x - Math.log(x);
    const found = minimizeBfgs({ objective: logBarrier }, [1e-3]);
    expect(found.kind).toBe("converged");
    expect(found.at[0]).toBeCloseTo(1, 6);
  });

  test("reports that its iterations did not suffice, with the best point seen and its calls", () => {
    const found = minimizeBfgs({ objective: bowl }, [40, 40, 40], { most: 1 });
    expect(found).toMatchObject({ kind: "not-converged", reason: "iterations", iterations: 1 });
    expect(found.evaluations).toBeGreaterThan(10);
  });

  test("reports that there is no minimum, instead of a number far out", () => {
    expect(minimizeBfgs({ objective: ([x = 0]) => -(x ** 3) }, [1]).kind).toBe("not-converged");
  });

  test("a start at the minimum ends at once", () => {
    expect(minimizeBfgs({ objective: bowl }, [0, 1])).toMatchObject({ kind: "converged", reason: "gradient", iterations: 0 });
  });

  test("where rounding hides the last digits the end is called what it is", () => {
    const rough: Objective = ([x = 0]) => 1e9 + (x - 2) ** 2;
    const found = minimizeBfgs({ objective: rough }, [3]);
    expect(found.kind).toBe("converged");
    expect(Math.abs((found.at[0] ?? 0) - 2)).toBeLessThan(1);
  });
});

describe("Nelder and Mead", () => {
  test("finds corners that have no gradient", () => {
    const { kind, at } = minimizeNelderMead((x) => x.reduce((sum, value, i) => sum + Math.abs(value - i), 0), [5, 5, 5]);
    expect(kind).toBe("converged");
    at.forEach((value, i) => expect(value).toBeCloseTo(i, 4));
  });

  test("takes one parameter, walls, and a reach of its own", () => {
    const walled: Objective = ([x = 0]) => (x < 0 ? Number.NaN : (x - 0.1) ** 2);
    const { at } = minimizeNelderMead(walled, [4], { reach: [2] });
    expect(at[0]).toBeCloseTo(0.1, 5);
  });

  test("shrinks towards the best point where nothing else is lower, and never gives a worse one than it was given", () => {
    const rough: Objective = ([x = 0, y = 0]) => Math.sin(70 * x) * Math.cos(90 * y) + 0.1 * (x * x + y * y);
    const { value, evaluations, iterations } = minimizeNelderMead(rough, [1, 1], { reach: [0.7, 0.9] });
    expect(value).toBeLessThan(rough(Float64Array.of(1, 1)));
    expect(evaluations).toBeGreaterThan(iterations);
  });

  test("reports that its steps did not suffice", () => {
    expect(minimizeNelderMead(bowl, [40, 40], { most: 5 })).toMatchObject({ kind: "not-converged", reason: "iterations", iterations: 5 });
  });
});

describe("roots and minima of curves", () => {
  test("a root lies where the sign changes, whichever end is which", () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0.01, max: 40, noNaN: true }), (root, width) => {
        const f = (x: number): number => Math.expm1((x - root) / 10);
        for (const ends of [
          [root - width, root + 2 * width],
          [root + 2 * width, root - width],
        ] as const) {
          const found = findRoot(f, ends);
          expect(found.kind).toBe("converged");
          expect(Math.abs((found.kind === "converged" ? found.at : 99) - root)).toBeLessThan(1e-11);
        }
      }),
    );
  });

  test("an end that is a root is the answer, and a hard case still ends", () => {
    expect(findRoot((x) => x, [0, 1])).toMatchObject({ kind: "converged", at: 0 });
    expect(findRoot((x) => x - 1, [0, 1])).toMatchObject({ kind: "converged", at: 1 });
    const found = findRoot((x) => (x < 1e-9 ? -1 : 1), [-1, 3]);
    expect(found).toMatchObject({ kind: "converged", at: expect.closeTo(1e-9, 15) });
    expect(findRoot((x) => x ** 9, [-1, 4], { most: 3 }).kind).toBe("not-converged");
  });

  test("signs that agree, or are none, are reported", () => {
    expect(findRoot((x) => x * x + 1, [-1, 1])).toEqual({ kind: "not-bracketed", atLow: 2, atHigh: 2 });
    expect(findRoot(() => Number.NaN, [-1, 1]).kind).toBe("not-bracketed");
  });

  test("the lowest point of a valley is found, at an end too", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 9.9, noNaN: true }), (at) => {
        const found = findMinimum((x) => (x - at) ** 2 + Math.abs(x - at), [0, 10]);
        expect(found.kind).toBe("converged");
        expect(Math.abs(found.at - at)).toBeLessThan(1e-5);
      }),
    );
    expect(findMinimum((x) => x, [2, 5]).at).toBeCloseTo(2, 5);
    expect(findMinimum((x) => x ** 2, [-1, 2], { most: 2 }).kind).toBe("not-converged");
  });
});

test("differences of a quadratic form are exact to rounding, also around zero", () => {
  const form: Objective = ([x = 0, y = 0]) => 3 * x * x - 2 * x * y + 5 * y * y + 7 * x;
  expect([...numericalGradient(form, [0, 2])].map((value) => value.toFixed(8))).toEqual(["3.00000000", "20.00000000"]);
  const hessian = numericalHessian(form, [0, 2]);
  expect([...hessian.values].map((value) => value.toFixed(3))).toEqual(["6.000", "-2.000", "-2.000", "10.000"]);
});

test("a likelihood that is flat along a direction has no errors to give", () => {
  expect(
    standardErrors(
      matrixOf([
        [1, 1],
        [1, 1],
      ]),
    ),
  ).toEqual({ kind: "not-positive-definite" });
});

test.each<[string, () => unknown]>([
  ["a start of nothing", () => minimizeBfgs({ objective: bowl }, [])],
  ["a start outside the domain", () => minimizeBfgs({ objective: ([x = 0]) => Math.log(x) }, [-1])],
  ["a tolerance of zero", () => minimizeBfgs({ objective: bowl }, [1], { tolerance: 0 })],
  ["no iteration", () => minimizeNelderMead(bowl, [1], { most: 0 })],
  ["a reach of another length", () => minimizeNelderMead(bowl, [1], { reach: [1, 2] })],
  ["an end at infinity", () => findRoot(Math.sin, [0, Infinity])],
  ["ends out of order", () => findMinimum(Math.sin, [1, 0])],
  ["a gradient at NaN", () => numericalGradient(bowl, [Number.NaN])],
  ["a Hessian at nothing", () => numericalHessian(bowl, [])],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
