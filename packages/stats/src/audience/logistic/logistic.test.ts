import fs from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heldOut, referenceNumber, tableRows } from "../../../../../test/reference-data.ts";
import { matrixOf, matrixTimes, type Matrix } from "../../linear/matrix.ts";
import { generatorOf, type Generator } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { logisticChances, logisticFit, rocArea, type LogisticFit, type LogisticOptions } from "../exports.ts";

const fitOf = (x: Matrix, outcomes: ArrayLike<number>, options: LogisticOptions = {}): LogisticFit => {
  const outcome = logisticFit(x, outcomes, options);
  if (outcome.kind !== "fitted") throw new Error(`not fitted: ${outcome.kind}`);
  return outcome;
};

/** Rows with one even and one lopsided trait, and outcomes by their chances. */
function worldOf(source: Generator, rows: number, truth: readonly number[]): { x: Matrix; outcomes: Uint8Array } {
  const x = matrixOf(Array.from({ length: rows }, () => [normalVariate(source), source.uniform() < 0.3 ? 1 : 0]));
  return { x, outcomes: Uint8Array.from(logisticChances(truth, x), (chance) => Number(source.uniform() < chance)) };
}

const margin = (rate: number, runs: number): number => 4 * Math.sqrt((rate * (1 - rate)) / runs);

describe("calibration", () => {
  const truth = [-1.2, 0.8, 0.5];

  test.each(["profile", "wald"] as const)("the %s interval covers close to 95 percent at 120 rows, a quarter of them ones", (interval) => {
    const source = generatorOf(41);
    const runs = interval === "profile" ? 120 : 600;
    let [covered, all] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const { x, outcomes } = worldOf(source, 120, truth);
      const { intervals } = fitOf(x, outcomes, { interval });
      for (const [j, value] of truth.entries()) {
        all++;
        if ((intervals?.low[j] ?? 9) <= value && value <= (intervals?.high[j] ?? -9)) covered++;
      }
    }
    expect(Math.abs(covered / all - 0.95)).toBeLessThan(margin(0.95, runs) + 0.01);
  });

  test("Firth's estimate is less biased than the likelihood's at 40 rows, and its interval covers where many samples are separated", () => {
    const source = generatorOf(42);
    const [runs, steep] = [150, [-0.5, 1.5, 1]];
    let [covered, separated, likelihood, firth, both] = [0, 0, 0, 0, 0];
    for (let run = 0; run < runs; run++) {
      const { x, outcomes } = worldOf(source, 40, steep);
      const plain = logisticFit(x, outcomes, { interval: "wald" });
      const { coefficients, intervals } = fitOf(x, outcomes, { penalty: "firth" });
      if ((intervals?.low[1] ?? 9) <= 1.5 && 1.5 <= (intervals?.high[1] ?? -9)) covered++;
      if (plain.kind === "separated") separated++;
      if (plain.kind !== "fitted") continue;
      both++;
      likelihood += (plain.coefficients[1] as number) - 1.5;
      firth += (coefficients[1] as number) - 1.5;
    }
    expect(separated).toBeGreaterThan(0);
    expect(likelihood / both).toBeGreaterThan(0.1);
    expect(Math.abs(firth / both)).toBeLessThan(0.1);
    expect(Math.abs(covered / runs - 0.95)).toBeLessThan(margin(0.95, runs));
  });

  test("the test of all traits keeps its level", () => {
    const source = generatorOf(43);
    const runs = 800;
    let refused = 0;
    for (let run = 0; run < runs; run++) {
      const { x, outcomes } = worldOf(source, 150, [-1, 0, 0]);
      if ((fitOf(x, outcomes, { interval: "wald" }).likelihoodRatioTest?.p ?? 1) <= 0.05) refused++;
    }
    expect(Math.abs(refused / runs - 0.05)).toBeLessThan(margin(0.05, runs) + 0.005);
  });
});

describe("laws", () => {
  test("one trait separates exactly where no one is on both sides, and the direction proves it", () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 0, max: 1 })), { minLength: 3, maxLength: 25 });
    fc.assert(
      fc.property(rows, (pairs) => {
        const of = (wanted: number): number[] => pairs.filter(([, y]) => y === wanted).map(([value]) => value);
        const [ones, zeros] = [of(1), of(0)];
        fc.pre(ones.length > 0 && zeros.length > 0 && new Set(pairs.map(([value]) => value)).size > 1);
        const isParted = (low: number[], high: number[]): boolean => Math.max(...low) <= Math.min(...high);
        const x = matrixOf(pairs.map(([value]) => [value]));
        const outcomes = pairs.map(([, y]) => y);
        const outcome = logisticFit(x, outcomes, { interval: "wald" });
        expect(outcome.kind === "separated").toBe(isParted(ones, zeros) || isParted(zeros, ones));
        if (outcome.kind !== "separated") return;
        const [start = 0, ...slopes] = outcome.direction;
        const moved = matrixTimes(x, slopes).map((value, at) => (value + start) * (outcomes[at] === 1 ? 1 : -1));
        expect(Math.min(...moved)).toBeGreaterThan(-1e-5 * Math.max(...moved));
        expect(outcome.separation === "complete").toBe(Math.min(...moved) > 1e-5 * Math.max(...moved));
        expect(logisticFit(x, outcomes, { penalty: "firth", interval: "wald" }).kind).toBe("fitted");
      }),
    );
  });

  test("units and shifts of traits change the coefficients by what they must, also for timestamps, and the chances not at all", () => {
    const { x, outcomes } = worldOf(generatorOf(44), 80, [-0.5, 1, -0.7]);
    const moved = matrixOf(
      Array.from(outcomes, (_, i) => [1.7e12 + 6e7 * (x.values[2 * i] as number), 1e-6 * (x.values[2 * i + 1] as number)]),
    );
    for (const penalty of ["none", "firth", { ridge: 2 }] as const) {
      const [plain, turned] = [fitOf(x, outcomes, { penalty }), fitOf(moved, outcomes, { penalty })];
      expect((turned.coefficients[1] as number) * 6e7).toBeCloseTo(plain.coefficients[1] as number, 4);
      expect((turned.coefficients[2] as number) * 1e-6).toBeCloseTo(plain.coefficients[2] as number, 4);
      expect(turned.logLikelihood).toBeCloseTo(plain.logLikelihood, 4);
      expect((turned.intervals?.low[1] ?? 0) * 6e7).toBeCloseTo(plain.intervals?.low[1] ?? 0, 3);
    }
  });

  test("the order of rows does not matter, and ones and zeros exchanged turn the signs", () => {
    const { x, outcomes } = worldOf(generatorOf(45), 60, [0.3, 1, -0.7]);
    const rows = Array.from(outcomes, (_, i) => [x.values[2 * i] as number, x.values[2 * i + 1] as number]);
    const plain = fitOf(x, outcomes);
    const reversed = fitOf(matrixOf(rows.toReversed()), outcomes.toReversed());
    const turned = fitOf(
      x,
      outcomes.map((one) => 1 - one),
    );
    plain.coefficients.forEach((value, j) => {
      expect(reversed.coefficients[j]).toBeCloseTo(value, 10);
      expect(turned.coefficients[j]).toBeCloseTo(-value, 10);
      expect(turned.intervals?.low[j]).toBeCloseTo(-(plain.intervals?.high[j] ?? 0), 7);
    });
  });

  test("the fit's chances add up to its ones, and a ridge pulls towards zero", () => {
    const { x, outcomes } = worldOf(generatorOf(46), 90, [-0.3, 1, 0.7]);
    const fit = fitOf(x, outcomes);
    const ones = outcomes.reduce((sum, one) => sum + one, 0);
    expect(logisticChances(fit.coefficients, x).reduce((sum, one) => sum + one, 0)).toBeCloseTo(ones, 9);
    const slopes = [0, 1, 10, 1_000].map((ridge) => Math.abs(fitOf(x, outcomes, { penalty: { ridge } }).coefficients[1] as number));
    expect(slopes).toEqual([...slopes].sort((a, b) => b - a));
    expect(slopes[0]).toBeCloseTo(Math.abs(fit.coefficients[1] as number), 10);
    expect(fitOf(x, outcomes, { penalty: { ridge: 1 } }).intervals).toBeUndefined();
  });
});

describe("outcomes that data can have", () => {
  const x = matrixOf([
    [1, 2],
    [2, 4],
    [3, 6],
    [4, 8.5],
  ]);
  test.each([
    ["one class", x, [1, 1, 1, 1], {}, "one-class"],
    ["a trait that does not vary", matrixOf([[1], [1], [1]]), [0, 1, 0], {}, "rank-deficient"],
    [
      "a trait that follows from another",
      matrixOf([
        [1, 2],
        [2, 4],
        [3, 6],
        [5, 10],
      ]),
      [0, 1, 0, 1],
      {},
      "rank-deficient",
    ],
    [
      "more traits than rows",
      matrixOf([
        [1, 5, 3],
        [2, 1, 7],
      ]),
      [0, 1],
      {},
      "rank-deficient",
    ],
    ["complete separation", x, [0, 0, 1, 1], {}, "separated"],
    ["too few steps", matrixOf([[1], [2], [3], [4]]), [0, 1, 0, 1], { most: 1 }, "not-converged"],
  ] as const)("%s is told", (...[, traits, outcomes, options, kind]) => {
    expect(logisticFit(traits, outcomes, options).kind).toBe(kind);
  });

  test("Firth's penalty has an answer for any small sample whose traits are independent", () => {
    const source = generatorOf(47);
    for (let run = 0; run < 400; run++) {
      const [rows, columns] = [6 + source.below(20), 1 + source.below(4)];
      const traits = matrixOf(Array.from({ length: rows }, () => Array.from({ length: columns }, () => normalVariate(source))));
      const labels = Array.from({ length: rows }, (_, at) => (at < 2 ? at : source.below(2)));
      expect(logisticFit(traits, labels, { penalty: "firth", interval: "wald" }).kind).toBe("fitted");
    }
  });

  test("a ridge has an answer where a trait follows from another", () => {
    const twins = matrixOf([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
    const { coefficients } = fitOf(twins, [0, 1, 0, 1], { penalty: { ridge: 1 } });
    expect(coefficients[1]).toBeCloseTo(coefficients[2] as number, 10);
    expect(logisticFit(twins, [0, 1, 0, 1])).toEqual({ kind: "rank-deficient", column: 1 });
  });

  test.each([
    ["outcomes[1] must be true, false, 1 or 0: got 2", () => logisticFit(x, [0, 2, 1, 0])],
    ["outcomes and the rows of x must be of one length: got 3 and 4", () => logisticFit(x, [0, 1, 1])],
    ["x.values[1] must be a finite number: got NaN", () => logisticFit({ ...x, values: x.values.with(1, NaN) }, [0, 1, 1, 0])],
    ["level must be in (0, 1): got 95", () => logisticFit(x, [0, 1, 1, 0], { level: 95 })],
    ["penalty.ridge must be a finite number of at least zero: got -1", () => logisticFit(x, [0, 1, 1, 0], { penalty: { ridge: -1 } })],
  ])("refused: %s", (message, call) => {
    expect(call).toThrow(new RangeError(message));
  });
});

/** Followers, following and posts by logarithm, no picture, the share of digits in the name. */
function followersOf(text: string): { x: Matrix; outcomes: number[] } {
  const rows = tableRows(text).map((row) => row.map(Number));
  const x = matrixOf(
    rows.map(([followers = 0, following = 0, posts = 0, picture = 0, , digits = 0, length = 1]) => [
      Math.log1p(followers),
      Math.log1p(following),
      Math.log1p(posts),
      1 - picture,
      digits / length,
    ]),
  );
  return { x, outcomes: rows.map((row) => row[7] ?? 0) };
}

test.skipIf(heldOut.isMissing)(`labelled followers give the reference's coefficients, likelihood and area${heldOut.note}`, () => {
  const { x, outcomes } = followersOf(fs.readFileSync(heldOut.path("audience/srf_followers_labelled_anon.csv"), "utf8"));
  const fit = fitOf(x, outcomes);
  for (const [j, name] of ["const", "log_followers", "log_following", "log_posts", "no_pic", "digits_ratio"].entries())
    expect(Math.abs((fit.coefficients[j] as number) - referenceNumber(`audience.srf_logit.${name}`))).toBeLessThan(1e-6);
  expect(Math.abs(fit.logLikelihood - referenceNumber("audience.srf_logit.LL"))).toBeLessThan(1e-6);
  const area = rocArea(logisticChances(fit.coefficients, x), outcomes);
  expect(Math.abs((area.kind === "estimated" ? area.area : 0) - referenceNumber("audience.srf_logit.AUC"))).toBeLessThan(1e-6);
});
