import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as special from "./exports.ts";
import { betaTails } from "./incomplete-beta.ts";
import { invertTail } from "./invert-tail.ts";

const { regularizedBeta, regularizedBetaInverse, regularizedGamma, regularizedGammaInverse } = special;
const NAN = Number.NaN;
const logUniform = (min: number, max: number) => fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const off = (one: number, other: number): number => Math.abs(one / other - 1);

describe("the gamma function's family", () => {
  test("Gamma(x + 1) is x Gamma(x), however large or small x is", () => {
    fc.assert(
      fc.property(logUniform(1e-8, 1e8), (x) => {
        expect(Math.abs(special.logGammaRatio(x, 1) - Math.log(x))).toBeLessThan(1e-14 * Math.max(1, Math.abs(Math.log(x))));
      }),
    );
  });

  test("digamma and trigamma go up by 1 / x and down by 1 / x^2", () => {
    fc.assert(
      fc.property(logUniform(1e-3, 1e3), (x) => {
        expect(Math.abs(special.digamma(x + 1) - special.digamma(x) - 1 / x)).toBeLessThan(1e-14 * Math.max(1, 10 / x));
        expect(Math.abs(special.trigamma(x) - special.trigamma(x + 1) - 1 / (x * x))).toBeLessThan(1e-14 * Math.max(1, 10 / (x * x)));
      }),
    );
  });

  test("the beta function does not mind the order of its arguments", () => {
    fc.assert(
      fc.property(logUniform(1e-6, 1e9), logUniform(1e-6, 1e9), (a, b) => {
        expect(special.logBeta(a, b)).toBe(special.logBeta(b, a));
      }),
    );
  });

  test("the choices of a row of Pascal's triangle double from row to row", () => {
    for (const n of [1, 10, 100, 1000]) {
      const logs = Array.from({ length: n + 1 }, (_, chosen) => special.logChoose(n, chosen));
      expect(off(special.logSumExp(logs), n * Math.LN2)).toBeLessThan(1e-13);
    }
  });
});

describe("tails", () => {
  test("the two tails of a gamma variate sum to one and are probabilities", () => {
    fc.assert(
      fc.property(logUniform(1e-6, 1e5), logUniform(1e-8, 1e6), (a, x) => {
        const { lower, upper } = regularizedGamma(a, x);
        expect(Math.abs(lower + upper - 1)).toBeLessThan(1e-13);
        expect(Math.min(lower, upper)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("the two tails of a beta variate sum to one and change places with its shapes", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), logUniform(1e-4, 1e5), logUniform(1e-4, 1e5), (x, a, b) => {
        const { lower, upper } = regularizedBeta(x, a, b);
        expect(Math.abs(lower + upper - 1)).toBeLessThan(1e-13);
        expect(betaTails(b, a, { x: 1 - x, y: x })).toEqual({ lower: upper, upper: lower });
      }),
    );
  });

  test("the inverses lead back, in both tails and far out", () => {
    fc.assert(
      fc.property(logUniform(1e-250, 1), logUniform(1e-2, 1e5), logUniform(1e-2, 1e5), (p, a, b) => {
        for (const tail of ["lower", "upper"] as const) {
          const x = regularizedGammaInverse(a, p, tail);
          expect(x < 1e-300 || off(regularizedGamma(a, x)[tail], p) < 1e-9).toBe(true);
          const share = regularizedBetaInverse(p, a, b, tail);
          expect(share < 1e-300 || share > 0.9 || off(regularizedBeta(share, a, b)[tail], p) < 1e-9).toBe(true);
        }
      }),
    );
  });

  test("the ends are exact", () => {
    expect(regularizedGamma(2, Infinity)).toEqual({ lower: 1, upper: 0 });
    expect(regularizedGamma(1e4, 1e9)).toEqual({ lower: 1, upper: 0 });
    expect(regularizedGamma(1e4, 1e-9)).toEqual({ lower: 0, upper: 1 });
    expect(regularizedBeta(0, 2, 3)).toEqual({ lower: 0, upper: 1 });
    expect(regularizedBeta(1, 2, 3)).toEqual({ lower: 1, upper: 0 });
    expect(regularizedBeta(0.5, 1e5, 1)).toEqual({ lower: 0, upper: 1 });
    expect([0, 1].map((p) => regularizedGammaInverse(2, p))).toEqual([0, Infinity]);
    expect([0, 1].map((p) => regularizedGammaInverse(2, p, "upper"))).toEqual([Infinity, 0]);
    expect([0, 1].map((p) => regularizedBetaInverse(p, 2, 3))).toEqual([0, 1]);
    expect([0, 1].map((p) => regularizedBetaInverse(p, 2, 3, "upper"))).toEqual([1, 0]);
    expect(regularizedBetaInverse(1e-16, 0.01, 1)).toBeLessThan(1e-307);
    expect(regularizedGammaInverse(0.01, 1e-16)).toBeLessThan(1e-307);
    expect([special.erf(Infinity), special.erfc(Infinity), special.erfc(-Infinity)]).toEqual([1, 0, 2]);
  });

  test("what is no tail is found out instead of searched for ever", () => {
    expect(() => invertTail({ p: 0.5, tail: "lower" }, 0, () => ({ tail: 0.25, density: 0 }))).toThrow("monotone");
  });
});

describe("the hypergeometric function", () => {
  const positive = logUniform(0.05, 300);

  test("does not mind the order of its first two parameters, and is (1 - z)^-a where the other two cancel", () => {
    fc.assert(
      fc.property(positive, positive, positive, fc.double({ min: 0, max: 0.95, noNaN: true }), (a, b, c, z) => {
        expect(Math.abs(special.logHypergeometric(a, b, c, z) - special.logHypergeometric(b, a, c, z))).toBeLessThan(1e-9);
        expect(Math.abs(special.logHypergeometric(a, b, b, z) + a * Math.log1p(-z))).toBeLessThan(1e-11 * (1 + a));
      }),
    );
  });

  test("goes over without a step from the series to the integral", () => {
    fc.assert(
      fc.property(positive, positive, positive, (a, b, above) => {
        const [below, beyond] = [0.95, 0.9500001].map((z) => special.logHypergeometric(a, b, b + above, z));
        const slope = ((beyond ?? 0) - (below ?? 0)) / 1e-7;
        expect(slope).toBeGreaterThan(0);
        expect(slope).toBeLessThan(1.01 * a * 20 + 1e-3);
      }),
      { numRuns: 30 },
    );
  });

  test("says so when its series would not end", () => {
    expect(() => special.logHypergeometric(3, 3, 1, 1 - 1e-9)).toThrow("further below 1");
  });
});

describe("logarithms of sums", () => {
  const log = fc.double({ min: -1e4, max: 1e4, noNaN: true });

  test("the order does not matter, and a shift shifts the sum", () => {
    fc.assert(
      fc.property(fc.array(log, { minLength: 1 }), log, (logs, shift) => {
        const sum = special.logSumExp(logs);
        expect(Math.abs(special.logSumExp(logs.toReversed()) - sum)).toBeLessThan(1e-10);
        expect(Math.abs(special.logSumExp(logs.map((one) => one + shift)) - sum - shift)).toBeLessThan(1e-10);
      }),
    );
  });

  test("what is taken away can be put back", () => {
    fc.assert(
      fc.property(log, fc.double({ min: 1e-12, max: 100, noNaN: true }), (b, gap) => {
        const a = b + gap;
        expect(Math.abs(special.logAddExp(special.logSubtractExp(a, b), b) - a)).toBeLessThan(1e-11);
      }),
    );
  });

  test("nothing is minus infinity", () => {
    expect(special.logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
    expect(special.logAddExp(-Infinity, -Infinity)).toBe(-Infinity);
    expect(special.logSubtractExp(3, -Infinity)).toBe(3);
    expect(special.logSubtractExp(3, 3)).toBe(-Infinity);
  });
});

test.each<[string, () => unknown]>([
  ["logGamma(0)", () => special.logGamma(0)],
  ["logGamma(NaN)", () => special.logGamma(NAN)],
  ["logGammaRatio(1, -1)", () => special.logGammaRatio(1, -1)],
  ["digamma(-1)", () => special.digamma(-1)],
  ["trigamma(Infinity)", () => special.trigamma(Infinity)],
  ["logBeta(1, 0)", () => special.logBeta(1, 0)],
  ["logChoose(2, 3)", () => special.logChoose(2, 3)],
  ["logChoose(2.5, 1)", () => special.logChoose(2.5, 1)],
  ["erf(NaN)", () => special.erf(NAN)],
  ["erfc(NaN)", () => special.erfc(NAN)],
  ["regularizedGamma(0, 1)", () => regularizedGamma(0, 1)],
  ["regularizedGamma(1, -1)", () => regularizedGamma(1, -1)],
  ["regularizedGammaInverse(1, 2)", () => regularizedGammaInverse(1, 2)],
  ["regularizedBeta(1.5, 1, 1)", () => regularizedBeta(1.5, 1, 1)],
  ["regularizedBeta(0.5, 0, 1)", () => regularizedBeta(0.5, 0, 1)],
  ["regularizedBetaInverse(0.5, 1, NaN)", () => regularizedBetaInverse(0.5, 1, NAN)],
  ["logHypergeometric(1, 1, 1, 1)", () => special.logHypergeometric(1, 1, 1, 1)],
  ["logHypergeometric(1, -1, 1, 0.5)", () => special.logHypergeometric(1, -1, 1, 0.5)],
  ["logSumExp([Infinity])", () => special.logSumExp([Infinity])],
  ["logAddExp(NaN, 0)", () => special.logAddExp(NAN, 0)],
  ["logSubtractExp(0, 1)", () => special.logSubtractExp(0, 1)],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
