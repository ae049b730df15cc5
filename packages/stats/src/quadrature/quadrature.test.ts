import fc from "fast-check";
import { expect, test } from "vitest";
import { sum } from "../summary/compensated-sum.ts";
import * as quadrature from "./exports.ts";

const { gaussLegendre, integral } = quadrature;

test("the rule of n points is exact for polynomials up to degree 2 n - 1", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), (n, pick) => {
      const degree = pick % (2 * n);
      const { points, weights } = gaussLegendre(n);
      const found = sum(points.map((x, at) => (weights[at] ?? 0) * x ** degree));
      expect(found).toBeCloseTo(degree % 2 === 0 ? 2 / (degree + 1) : 0, 13);
    }),
  );
});

test("an integral is the sum of the integrals over the parts of its range", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 5, noNaN: true }), fc.double({ min: 0.1, max: 9, noNaN: true }), (cut, rate) => {
      const f = (x: number): number => Math.exp(-rate * x) * Math.cos(x);
      const whole = integral(f, [0, 5]).value;
      expect(integral(f, [0, cut]).value + integral(f, [cut, 5]).value).toBeCloseTo(whole, 12);
    }),
  );
});

test("an integral that cannot be had to the tolerance is returned with its error and says so", () => {
  const { kind, value, error } = integral((x) => 1 / x, [0, 1], { most: 20 });
  expect(kind).toBe("not-converged");
  expect(error).toBeGreaterThan(1e-3 * value);
});

test.each<[string, () => unknown]>([
  ["a rule of no point", () => gaussLegendre(0)],
  ["a range of one point", () => integral(Math.exp, [0])],
  ["a range that runs backwards", () => integral(Math.exp, [1, 0])],
  ["an infinite range", () => integral(Math.exp, [0, Infinity])],
  ["a function that is not finite", () => integral(() => Infinity, [0, 1])],
  ["a tolerance of zero", () => integral(Math.exp, [0, 1], { tolerance: 0 })],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
