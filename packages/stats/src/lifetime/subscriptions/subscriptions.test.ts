import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaVariate } from "../../random/gamma-variate.ts";
import { generatorOf, type Generator } from "../../random/generator.ts";
import { exponentialVariate } from "../../random/normal-variate.ts";
import * as lifetime from "../exports.ts";

const { betaWeibullFit, renewalsOf, renewalSurvival, shiftedBetaFit } = lifetime;

const truth = { alpha: 0.8, beta: 2, shape: 1.3 };

/** Cohorts of unequal age: each member leaves by its own chance or is seen last when its cohort ends. */
function cohorts(source: Generator, size: number, shape: number): lifetime.Renewals {
  const [lost, censored] = [
    [0, 0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 0],
  ] as [number[], number[]];
  for (let member = 0; member < size; member++) {
    const [leaving, watched] = [betaVariate(source, truth.alpha, truth.beta), 3 + source.below(6)];
    const period = Math.ceil((exponentialVariate(source) / -Math.log1p(-leaving)) ** (1 / shape));
    const [list, at] = period <= watched ? [lost, period] : [censored, watched];
    list[at - 1] = (list[at - 1] ?? 0) + 1;
  }
  return { lost, censored };
}

/** How often the interval of 95 % on the logarithm holds the truth. */
function coverage(runs: number, name: "alpha" | "beta" | "shape", fit: () => lifetime.RenewalOutcome<"alpha" | "beta" | "shape">): number {
  let covered = 0;
  for (let run = 0; run < runs; run++) {
    const outcome = fit();
    if (outcome.kind !== "fitted") continue;
    const [found, error] = [outcome.parameters[name], outcome.standardErrors[name]];
    if (Math.abs(Math.log(found / truth[name])) <= (1.96 * error) / found) covered++;
  }
  return covered / runs;
}

describe("calibration with cohorts of unequal age", () => {
  const runs = 200;
  const within = 4 * Math.sqrt((0.95 * 0.05) / runs);

  test.each(["alpha", "beta"] as const)("the shifted beta's %s is covered", (name) => {
    const source = generatorOf(81);
    const covered = coverage(
      runs,
      name,
      () => shiftedBetaFit(cohorts(source, 1_500, 1)) as lifetime.RenewalOutcome<"alpha" | "beta" | "shape">,
    );
    expect(Math.abs(covered - 0.95)).toBeLessThan(within);
  });

  test("the beta-discrete-Weibull's shape is covered", () => {
    const source = generatorOf(82);
    expect(Math.abs(coverage(runs, "shape", () => betaWeibullFit(cohorts(source, 3_000, truth.shape))) - 0.95)).toBeLessThan(within);
  });
});

describe("laws", () => {
  test("renewals add up to the cohort", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 2, maxLength: 12 }), (counts) => {
        const survivors = counts.toSorted((a, b) => b - a);
        const { lost, censored } = renewalsOf(survivors);
        expect(lost.reduce((all, one) => all + one, 0) + censored.reduce((all, one) => all + one, 0)).toBe(survivors[0]);
        expect(censored.at(-1)).toBe(survivors.at(-1));
      }),
    );
  });

  test("the curve begins at one and falls; retention rises with age, and so does what a subscriber is worth", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 20, noNaN: true }), fc.double({ min: 0.1, max: 20, noNaN: true }), (alpha, beta) => {
        const curve = Array.from({ length: 10 }, (_, at) => renewalSurvival({ alpha, beta }, at));
        expect(curve[0]).toBe(1);
        const retention = curve.slice(1).map((value, at) => value / (curve[at] ?? 1));
        expect(retention.every((value, at) => value < 1 && value >= (retention[at - 1] ?? 0) - 1e-12)).toBe(true);
        const worth = [1, 2, 5].map((renewal) => lifetime.shiftedBetaDiscounted({ alpha, beta }, 0.1, { renewal }));
        expect((worth[0] ?? 0) <= (worth[1] ?? 0) && (worth[1] ?? 0) <= (worth[2] ?? 0)).toBe(true);
      }),
    );
  });

  test("ten times the cohort has the same parameters and errors that are smaller by the root of ten", () => {
    const survivors = [1000, 631, 468, 382, 326, 289, 262, 241];
    const [one, ten] = [survivors, survivors.map((count) => 10 * count)].map((counts) => shiftedBetaFit(renewalsOf(counts)));
    if (one?.kind !== "fitted" || ten?.kind !== "fitted") throw new Error("not fitted");
    expect(ten.parameters.alpha).toBeCloseTo(one.parameters.alpha, 6);
    expect(one.standardErrors.alpha / ten.standardErrors.alpha).toBeCloseTo(Math.sqrt(10), 5);
  });
});

test("what cannot be fitted is said to", () => {
  expect(shiftedBetaFit(renewalsOf([10, 10, 10]))).toEqual({ kind: "nobody-left" });
  expect(betaWeibullFit(renewalsOf([10, 0]))).toEqual({ kind: "nobody-stayed" });
  const alike = shiftedBetaFit(renewalsOf([1_024_000, 512_000, 256_000, 128_000, 64_000]));
  expect(alike).toMatchObject({ kind: "at-boundary", which: ["alpha", "beta"] });
});

const model = { alpha: 1, beta: 1 };
test.each<[string, () => unknown]>([
  ["survivors that rise", () => renewalsOf([5, 6])],
  ["one number of survivors", () => renewalsOf([5])],
  ["half a survivor", () => renewalsOf([5, 2.5])],
  ["no period", () => shiftedBetaFit({ lost: [], censored: [] })],
  ["lists of two lengths", () => betaWeibullFit({ lost: [1], censored: [] })],
  ["a negative count", () => shiftedBetaFit({ lost: [-1], censored: [3] })],
  ["NaN lost", () => lifetime.renewalLogLikelihood(model, { lost: [Number.NaN], censored: [3] })],
  ["a parameter of zero", () => renewalSurvival({ alpha: 0, beta: 1 }, 3)],
  ["a shape that is no number", () => renewalSurvival({ ...model, shape: Number.NaN }, 3)],
  ["no discount", () => lifetime.shiftedBetaDiscounted(model, 0)],
  ["a renewal before the first", () => lifetime.shiftedBetaDiscounted(model, 0.1, { renewal: 0 })],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
