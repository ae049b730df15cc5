import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomialVariate, poissonVariate } from "../random/count-variate.ts";
import { betaVariate, gammaVariate } from "../random/gamma-variate.ts";
import { generatorOf } from "../random/generator.ts";
import { normalVariate } from "../random/normal-variate.ts";
import * as shrinkage from "./exports.ts";

const { betaBinomialShrinkage, gammaPoissonShrinkage, jamesStein, normalShrinkage } = shrinkage;

const many = <T>(count: number, draw: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => draw(at));

interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** The share of units of all runs whose interval holds the truth, and the runs that gave intervals. */
function coverage(runs: number, draw: () => { units: readonly Interval[]; truths: readonly number[] } | undefined) {
  let [covered, asked, given] = [0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const found = draw();
    if (found === undefined) continue;
    given++;
    found.units.forEach(({ low, high }, at) => {
      const truth = found.truths[at] ?? Number.NaN;
      asked++;
      if (low <= truth && truth <= high) covered++;
    });
  }
  return { covered: covered / asked, given };
}

describe("calibration: intervals hold the true values of units of unequal size", () => {
  const rates = (source: ReturnType<typeof generatorOf>, k: number) => {
    const truths = many(k, () => betaVariate(source, 6, 194));
    const units = truths.map((rate, at) => {
      const trials = [5, 60, 300, 1_000, 4_000][at % 5] ?? 0;
      return { trials, successes: binomialVariate(source, trials, rate) };
    });
    return { truths, units };
  };

  const coveredRates = (k: number, runs: number, options: shrinkage.ShrinkageOptions): number => {
    const source = generatorOf(301);
    return coverage(runs, () => {
      const { truths, units } = rates(source, k);
      const outcome = betaBinomialShrinkage(units, options);
      return outcome.kind === "shrunk" ? { units: outcome.units, truths } : undefined;
    }).covered;
  };

  test("beta-binomial, integrated: at least 95 % with a dozen creators, and hardly more", () => {
    const covered = coveredRates(12, 60, {});
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.985);
  });

  test("beta-binomial, one prior: 95 % with two hundred creators, and far less with a dozen, as the docstring says", () => {
    for (const estimator of ["marginal-likelihood", "moments"] as const) {
      expect(Math.abs(coveredRates(200, 40, { estimator }) - 0.95)).toBeLessThan(0.015);
      expect(coveredRates(12, 200, { estimator })).toBeLessThan(0.92);
    }
  });

  const coveredCounts = (k: number, runs: number, options: shrinkage.ShrinkageOptions): number => {
    const source = generatorOf(302);
    return coverage(runs, () => {
      const truths = many(k, () => gammaVariate(source, 3) / 2);
      const units = truths.map((rate, at) => {
        const exposure = [0.5, 2, 10, 40][at % 4] ?? 1;
        return { exposure, count: poissonVariate(source, rate * exposure) };
      });
      const outcome = gammaPoissonShrinkage(units, options);
      return outcome.kind === "shrunk" ? { units: outcome.units, truths } : undefined;
    }).covered;
  };

  test("gamma-Poisson: 95 % with a dozen creators when integrated, and with two hundred by either single prior", () => {
    expect(coveredCounts(12, 60, {})).toBeGreaterThan(0.93);
    expect(coveredCounts(12, 60, {})).toBeLessThan(0.98);
    for (const estimator of ["marginal-likelihood", "moments"] as const)
      expect(Math.abs(coveredCounts(200, 40, { estimator }) - 0.95)).toBeLessThan(0.015);
  });

  const coverageOf = (estimator: shrinkage.SpreadEstimator, spread: number, runs: number): number => {
    const source = generatorOf(303);
    const { covered } = coverage(runs, () => {
      const truths = many(12, () => 2 + spread * normalVariate(source));
      const units = truths.map((truth, at) => {
        const standardError = [0.3, 1, 2][at % 3] ?? 1;
        return { estimate: truth + standardError * normalVariate(source), standardError };
      });
      const outcome = normalShrinkage(units, { estimator });
      return outcome.kind === "too-few" ? undefined : { units: outcome.units, truths };
    });
    return covered;
  };

  test.each([0, 0.3, 1, 3])(
    "normal, integrated: at least 95 % with a dozen estimates, and not much more where they differ: spread %d",
    (spread) => {
      const covered = coverageOf("integrated", spread, 200);
      expect(covered).toBeGreaterThan(0.94);
      expect(covered).toBeLessThan(spread < 1 ? 1 : 0.97);
    },
  );

  test.each(["reml", "ml", "moments"] as const)("normal, %s: 95 % where estimates differ clearly, too little where hardly", (estimator) => {
    expect(Math.abs(coverageOf(estimator, 3, 500) - 0.95)).toBeLessThan(0.02);
    expect(coverageOf(estimator, 0.3, 500)).toBeLessThan(0.93);
  });

  test("James and Stein's total squared error is below that of the means, wherever the true values lie", () => {
    const source = generatorOf(304);
    for (const spread of [0, 1, 5, 50]) {
      let [raw, drawn] = [0, 0];
      for (let run = 0; run < 2_000; run++) {
        const truths = many(6, (at) => (at - 2.5) * spread);
        const values = truths.map((truth) => truth + normalVariate(source));
        const outcome = jamesStein(values, 1);
        truths.forEach((truth, at) => {
          raw += ((values[at] ?? 0) - truth) ** 2;
          drawn += ((outcome.kind === "shrunk" ? (outcome.estimates[at] ?? 0) : 0) - truth) ** 2;
        });
      }
      expect(drawn).toBeLessThan(raw);
    }
  });
});

describe("laws", () => {
  const unit = fc
    .tuple(fc.integer({ min: 0, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([trials, share]) => ({ trials, successes: Math.round(share * trials) }));

  test("a rate is drawn between its raw rate and the prior's mean, and the order of units does not matter", () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 3, maxLength: 20 }), (units) => {
        const options = { estimator: "marginal-likelihood" as const };
        const [outcome, turned] = [betaBinomialShrinkage(units, options), betaBinomialShrinkage(units.toReversed(), options)];
        expect(turned.kind).toBe(outcome.kind);
        if (outcome.kind !== "shrunk" || turned.kind !== "shrunk") return;
        const middle = outcome.prior.alpha / (outcome.prior.alpha + outcome.prior.beta);
        outcome.units.forEach(({ raw = middle, estimate, low, high }, at) => {
          expect(estimate).toBeGreaterThanOrEqual(Math.min(raw, middle) - 1e-12);
          expect(estimate).toBeLessThanOrEqual(Math.max(raw, middle) + 1e-12);
          expect(low).toBeLessThan(high);
          expect(turned.units.at(-1 - at)?.estimate).toBeCloseTo(estimate, 6);
        });
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test.each(["integrated", "marginal-likelihood", "moments"] as const)(
    "%s: counts over days or over hours give the same units",
    (estimator) => {
      const units = [3, 0, 7, 2, 25, 1, 12].map((count, at) => ({ count, exposure: 1 + (at % 3) }));
      const hourly = units.map((unit) => ({ ...unit, exposure: 24 * unit.exposure }));
      const [days, hours] = [gammaPoissonShrinkage(units, { estimator }), gammaPoissonShrinkage(hourly, { estimator })];
      if (days.kind !== "shrunk" || hours.kind !== "shrunk") throw new RangeError("both must shrink");
      expect(hours.prior.shape / days.prior.shape).toBeCloseTo(1, 4);
      hours.units.forEach(({ estimate }, at) => expect((24 * estimate) / (days.units[at]?.estimate ?? 0)).toBeCloseTo(1, 4));
    },
  );

  test("money in minor units to 10^12 is drawn as money in units is, and moving all estimates moves all answers", () => {
    const lifts = [0.1, -0.4, 1.9, 2.6, 0.7].map((estimate, at) => ({ estimate, standardError: 0.3 + 0.1 * at }));
    const plain = normalShrinkage(lifts);
    const [large, moved] = [1e12, 1].map((scale) =>
      normalShrinkage(
        lifts.map(({ estimate, standardError }) => ({
          estimate: (estimate + (scale === 1 ? 1e6 : 0)) * scale,
          standardError: standardError * scale,
        })),
      ),
    );
    if (plain.kind !== "shrunk" || large?.kind !== "shrunk" || moved?.kind !== "shrunk") throw new RangeError("all must shrink");
    plain.units.forEach(({ estimate, standardError }, at) => {
      expect((large.units[at]?.estimate ?? 0) / 1e12).toBeCloseTo(estimate, 10);
      expect((large.units[at]?.standardError ?? 0) / 1e12).toBeCloseTo(standardError, 10);
      expect((moved.units[at]?.estimate ?? 0) - 1e6).toBeCloseTo(estimate, 6);
    });
  });
});

describe("what data can be", () => {
  const equal = many(8, () => ({ trials: 100, successes: 10 }));

  test("rates that differ no more than by chance have no spread, by either estimator", () => {
    for (const estimator of ["marginal-likelihood", "moments"] as const) {
      expect(betaBinomialShrinkage(equal, { estimator })).toEqual({ kind: "no-spread", estimator, mean: 0.1 });
      const counts = many(8, () => ({ count: 5, exposure: 10 }));
      expect(gammaPoissonShrinkage(counts, { estimator })).toEqual({ kind: "no-spread", estimator, mean: 0.5 });
    }
    const same = normalShrinkage(
      many(5, () => ({ estimate: 3, standardError: 1 })),
      { estimator: "reml" },
    );
    expect(same).toMatchObject({ kind: "no-spread", variance: 0, mean: 3 });
  });

  test("rates that differ no more than by chance are drawn nearly together when integrated, with intervals", () => {
    const outcome = betaBinomialShrinkage(equal);
    if (outcome.kind !== "shrunk") throw new RangeError("it must shrink");
    outcome.units.forEach(({ estimate, low, high }) => {
      expect(estimate).toBeCloseTo(0.1, 2);
      expect(low).toBeGreaterThan(0.05);
      expect(high).toBeLessThan(0.16);
    });
  });

  test("a unit without data gets the mean of all", () => {
    const options = { estimator: "marginal-likelihood" as const };
    const outcome = betaBinomialShrinkage([...equal, { trials: 100, successes: 60 }, { trials: 0, successes: 0 }], options);
    if (outcome.kind !== "shrunk") throw new RangeError("it must shrink");
    const last = outcome.units.at(-1);
    expect(last?.raw).toBeUndefined();
    expect(last?.priorWeight).toBe(1);
    expect(last?.estimate).toBeCloseTo(outcome.prior.alpha / (outcome.prior.alpha + outcome.prior.beta), 12);
  });

  test("nothing, everything, and too few units are told apart", () => {
    const none = many(4, () => ({ trials: 10, successes: 0 }));
    expect(betaBinomialShrinkage(none)).toMatchObject({ kind: "constant", mean: 0 });
    expect(betaBinomialShrinkage(none.map(({ trials }) => ({ trials, successes: trials })))).toMatchObject({ kind: "constant", mean: 1 });
    expect(betaBinomialShrinkage([{ trials: 5, successes: 1 }])).toEqual({ kind: "too-few", units: 1 });
    expect(gammaPoissonShrinkage([{ count: 0, exposure: 0 }])).toEqual({ kind: "too-few", units: 0 });
    expect(gammaPoissonShrinkage(many(3, () => ({ count: 0, exposure: 2 })))).toMatchObject({ kind: "constant", mean: 0 });
    expect(normalShrinkage([{ estimate: 1, standardError: 1 }])).toEqual({ kind: "too-few", units: 1 });
    expect(jamesStein([1, 2, 3], 1)).toEqual({ kind: "too-few" });
    expect(jamesStein([1, 2, 3], 1, 2).kind).toBe("shrunk");
    expect(jamesStein([5, 5, 5, 5], 1)).toEqual({ kind: "constant" });
  });

  test("values that lie closer than chance are all drawn to the centre, by the positive part", () => {
    const outcome = jamesStein([1, 1.1, 0.9, 1.05], 4);
    expect(outcome).toMatchObject({ kind: "shrunk", factor: 0, isPositivePart: true });
  });

  test("rates that are all nothing or everything run to the other end of the prior", () => {
    const units = [0, 9, 0, 7, 9, 0].map((successes) => ({ trials: successes === 0 ? 9 : successes, successes }));
    const outcome = betaBinomialShrinkage(units, { estimator: "marginal-likelihood" });
    expect(outcome.kind).toBe("not-converged");
  });

  test("what is no count, no error or no level is refused by name", () => {
    expect(() => betaBinomialShrinkage([{ trials: 1, successes: 2 }])).toThrow("units[0].successes must be at most its trials");
    expect(() => gammaPoissonShrinkage([{ count: 1, exposure: 0 }])).toThrow("units[0].count must be 0 without exposure");
    expect(() => gammaPoissonShrinkage([{ count: 1, exposure: Number.NaN }])).toThrow("units[0].exposure");
    expect(() => normalShrinkage([{ estimate: 1, standardError: 0 }])).toThrow("estimates[0].standardError");
    expect(() => normalShrinkage([{ estimate: Infinity, standardError: 1 }])).toThrow("estimates[0]");
    expect(() => jamesStein([1, 2, 3, 4], 0)).toThrow("variance");
    expect(() => betaBinomialShrinkage(equal, { level: 95 })).toThrow("level");
  });
});
