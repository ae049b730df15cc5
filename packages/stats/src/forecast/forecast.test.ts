import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { poissonVariate } from "../random/count-variate.ts";
import { gammaVariate } from "../random/gamma-variate.ts";
import { generatorOf, type Generator } from "../random/generator.ts";
import { normalVariate } from "../random/normal-variate.ts";
import { quantileOfSorted } from "../summary/quantile.ts";
import { cohortForecast, countForecast, linearPosterior, type CohortUnit } from "./exports.ts";

const many = <T>(count: number, draw: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => draw(at));

/** Whether an outcome lies within the middle 80 % of draws. */
function isWithin(draws: Float64Array, outcome: number): boolean {
  const sorted = draws.toSorted();
  return quantileOfSorted(sorted, 0.1) <= outcome && outcome <= quantileOfSorted(sorted, 0.9);
}

/** Four standard errors of a share of 80 % over so many runs. */
const slack = (runs: number): number => 4 * Math.sqrt((0.8 * 0.2) / runs);

const unitOf = (values: readonly number[]): CohortUnit | undefined => {
  if (values.length === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, count: values.length, squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
};

const counts = [2, 3, 1, 5, 8, 2, 4, 3, 6, 2, 1] as const;

interface Story {
  readonly own: number;
  readonly spread: number;
  readonly noise: (source: Generator) => number;
}

/** How often the interval of 80 % for the sum of three future values, on the scale of logarithms, held it. */
function heldTotals(runs: number, { own, spread, noise }: Story): number {
  const source = generatorOf(811);
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const level = (): number => 1 + spread * normalVariate(source);
    const truth = level();
    const cohort = counts.flatMap((count) => {
      const mine = level();
      return unitOf(many(count, () => mine + noise(source))) ?? [];
    });
    const forecast = cohortForecast(unitOf(many(own, () => truth + noise(source))), cohort);
    if (forecast.kind !== "forecast") throw new RangeError("eleven units must do");
    const total = (draw: () => number): number => Math.exp(draw()) + Math.exp(draw()) + Math.exp(draw());
    const draws = Float64Array.from({ length: 400 }, () => {
      const { level: drawn, within } = forecast.draw(source);
      return total(() => drawn + within * normalVariate(source));
    });
    if (
      isWithin(
        draws,
        total(() => truth + noise(source)),
      )
    )
      held++;
  }
  return held / runs;
}

describe("a forecast from a cohort", () => {
  const normal = (source: Generator): number => 0.6 * normalVariate(source);

  test.each([0, 1, 6])("holds 80 % of sums of three future values where %i of the unit's own were seen", (own) => {
    const runs = 700;
    const held = heldTotals(runs, { own, spread: 0.7, noise: normal });
    expect(Math.abs(held - 0.8)).toBeLessThan(slack(runs) + 0.02);
  });

  test("holds at least 80 % where units hardly differ", () => {
    expect(heldTotals(700, { own: 2, spread: 0.05, noise: normal })).toBeGreaterThan(0.8 - slack(700));
  });

  test("still holds three quarters where single values have the tails of Student's t with four degrees of freedom", () => {
    const heavy = (source: Generator): number => (0.6 * normalVariate(source)) / Math.sqrt(gammaVariate(source, 2) / 2);
    expect(heldTotals(700, { own: 2, spread: 0.7, noise: heavy })).toBeGreaterThan(0.75 - slack(700));
  });

  test("draws a unit to its cohort, the more the less was seen of it, and puts one of which nothing was seen at its mean", () => {
    const cohort = many(8, (at) => ({ mean: at / 8, count: 5, squares: 2 }));
    const of = (count: number) => {
      const found = cohortForecast({ mean: 3, count, squares: 0.4 * (count - 1) }, cohort);
      if (found.kind !== "forecast") throw new RangeError("nine units must do");
      return found;
    };
    expect(of(1).level).toBeLessThan(of(4).level);
    expect(of(4).level).toBeLessThan(3);
    expect(of(1).cohortWeight).toBeGreaterThan(of(4).cohortWeight);
    const nobody = cohortForecast(undefined, cohort);
    expect(nobody.kind === "forecast" && [nobody.level, nobody.cohortWeight]).toEqual([expect.closeTo(3.5 / 8, 9), expect.closeTo(1, 12)]);
  });

  test("rests on a unit's own values alone where no cohort is known, and on nothing where neither says enough", () => {
    const own = cohortForecast({ mean: 2, count: 5, squares: 4 }, []);
    expect(own.kind === "forecast" && [own.level, own.within, own.cohortWeight]).toEqual([2, 1, 0]);
    expect(cohortForecast({ mean: 2, count: 2, squares: 4 }, []).kind).toBe("too-few");
    expect(
      cohortForecast(
        undefined,
        many(5, (at) => ({ mean: at, count: 1, squares: 0 })),
      ),
    ).toEqual({ kind: "too-few", units: 5, freedom: 0 });
    expect(() => cohortForecast({ mean: 1, count: 0, squares: 0 }, [])).toThrow(RangeError);
    expect(() => cohortForecast(undefined, [{ mean: 1, count: 2, squares: -1 }])).toThrow("squares must be at least 0");
  });
});

describe("a forecast of counts", () => {
  /** A count whose variance is `dispersion` times its mean. */
  const drawn = (source: Generator, mean: number, dispersion: number): number =>
    poissonVariate(source, dispersion === 1 ? mean : gammaVariate(source, mean / (dispersion - 1)) * (dispersion - 1));

  function heldCounts(
    runs: number,
    { own, mean, dispersion }: { own: number; mean: number; dispersion: number },
  ): { held: number; low: number } {
    const source = generatorOf(313);
    let [held, low] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const rate = (): number => (mean * gammaVariate(source, 3)) / 3;
      const truth = rate();
      const cohort = counts.map((count) => {
        const mine = rate();
        return many(count, () => drawn(source, mine, dispersion));
      });
      const forecast = countForecast(
        many(own, () => drawn(source, truth, dispersion)),
        cohort,
      );
      if (forecast.kind !== "forecast") throw new RangeError("eleven units must do");
      const outcome = many(3, () => drawn(source, truth, dispersion)).reduce((sum, count) => sum + count, 0);
      const draws = Float64Array.from({ length: 300 }, () => forecast.draw(source, 3));
      const sorted = draws.toSorted();
      if (isWithin(draws, outcome)) held++;
      if (outcome < quantileOfSorted(sorted, 0.1)) low++;
    }
    return { held: held / runs, low: low / runs };
  }

  test.each([
    [0, 40, 1],
    [2, 40, 6],
    [5, 300, 30],
  ])("holds 80 % of sums of three future counts: %i own, about %i each, variance %i times the mean", (own, mean, dispersion) => {
    const runs = 200;
    const { held } = heldCounts(runs, { own, mean, dispersion });
    expect(Math.abs(held - 0.8)).toBeLessThan(slack(runs) + 0.03);
  });

  test("holds at least 80 % of small counts, which lie on whole numbers", () => {
    expect(heldCounts(200, { own: 2, mean: 0.7, dispersion: 1 }).held).toBeGreaterThan(0.8 - slack(200));
  });

  test("rests on a unit's own counts alone where no cohort is known, and says too few where neither says enough", () => {
    const own = countForecast([4, 6, 5], []);
    expect(own.kind === "forecast" && [own.rate, own.dispersion, own.cohortWeight]).toEqual([15.5 / 3, 1, 0]);
    expect(countForecast([4, 6], [])).toEqual({ kind: "too-few", units: 1 });
    expect(() => countForecast([0.5], [])).toThrow(RangeError);
  });

  test("of units to whom nothing ever happened leaves a little room above zero", () => {
    const none = countForecast([0, 0], [[0, 0, 0], [0]]);
    expect(none.kind === "forecast" && none.rate).toBeCloseTo(0.5 / 6, 9);
    const source = generatorOf(5);
    expect(none.kind === "forecast" && many(200, () => none.draw(source, 3)).some((count) => count > 0)).toBe(true);
  });
});

describe("a linear relation by Bayes's rule", () => {
  const prior = { means: [1, 0], deviations: [0.5, 0.5], noise: { deviation: 0.5, freedom: 6 } };

  test("moves from the prior towards the data, the more the more there are of them", () => {
    const rows = (count: number) => many(count, () => [1, 0]);
    const at = (count: number): number =>
      linearPosterior(
        rows(count),
        many(count, () => 3),
        prior,
      ).coefficients[0]!;
    expect([at(0), at(1)]).toEqual([1, expect.closeTo(2, 12)]);
    expect([at(1) < at(5), at(5) < at(50), at(50) < 3]).toEqual([true, true, true]);
  });

  test("holds 80 % of new outcomes when truths are drawn from its prior", () => {
    const source = generatorOf(77);
    const runs = 2_000;
    let held = 0;
    for (let run = 0; run < runs; run++) {
      const noise = 0.5 / Math.sqrt(gammaVariate(source, 3) / 3);
      const truth = [1 + noise * normalVariate(source), noise * normalVariate(source)];
      const outcome = (x: readonly number[]): number => x[0]! * truth[0]! + x[1]! * truth[1]! + noise * normalVariate(source);
      const rows = many(5, () => [1, normalVariate(source)]);
      const x = [1, normalVariate(source)];
      const { low, high } = linearPosterior(rows, rows.map(outcome), prior).predict(x, { level: 0.8 });
      const next = outcome(x);
      if (low <= next && next <= high) held++;
    }
    expect(Math.abs(held / runs - 0.8)).toBeLessThan(slack(runs));
  });

  test("does not depend on the order of the data, and refuses a prior that is none", () => {
    const row = fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 9 }), (all) => {
        const of = (list: readonly (readonly [number, number])[]) =>
          linearPosterior(
            list.map(([x]) => [1, x]),
            list.map(([, y]) => y),
            prior,
          );
        const [one, other] = [of(all), of(all.toReversed())];
        expect(other.coefficients[0]).toBeCloseTo(one.coefficients[0]!, 9);
        expect(other.noise.deviation).toBeCloseTo(one.noise.deviation, 9);
      }),
    );
    expect(() => linearPosterior([], [], { ...prior, deviations: [0, 1] })).toThrow("deviations[0]");
    expect(() => linearPosterior([[1]], [1], prior)).toThrow(RangeError);
    expect(() => linearPosterior([], [], { ...prior, deviations: [1e170, 1e170] })).toThrow("the prior must be proper");
  });
});
