import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalDistribution } from "../../distributions/normal.ts";
import { generatorOf } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { isotonicCalibration, plattCalibration, rocArea } from "../exports.ts";

/** Scores that are far too sure: three times the logit that is true. */
function oversure(seed: number, size: number): { scores: number[]; outcomes: boolean[]; chances: number[] } {
  const source = generatorOf(seed);
  const logits = Array.from({ length: size }, () => normalVariate(source) - 1);
  const chances = logits.map((logit) => 1 / (1 + Math.exp(-logit)));
  return { scores: logits.map((logit) => 3 * logit), outcomes: chances.map((chance) => source.uniform() < chance), chances };
}

/** The root mean square distance between given and true chances. */
const errorOf = (given: readonly number[], truth: readonly number[]): number =>
  Math.sqrt(given.reduce((sum, chance, at) => sum + (chance - (truth[at] ?? 0)) ** 2, 0) / given.length);

describe("calibration", () => {
  const learn = oversure(51, 2_000);
  const fresh = oversure(52, 2_000);
  const raw = errorOf(
    fresh.scores.map((score) => 1 / (1 + Math.exp(-score))),
    fresh.chances,
  );

  test("chances on fresh scores are near the true ones, by both curves", () => {
    const platt = plattCalibration(learn.scores, learn.outcomes);
    const isotonic = isotonicCalibration(learn.scores, learn.outcomes);
    expect(raw).toBeGreaterThan(0.15);
    expect(platt.kind === "calibrated" ? errorOf(fresh.scores.map(platt.chanceOf), fresh.chances) : 1).toBeLessThan(0.02);
    expect(errorOf(fresh.scores.map(isotonic.chanceOf), fresh.chances)).toBeLessThan(0.06);
  });

  test("the interval of the area covers close to 95 % at 20 ones and 80 zeros", () => {
    const source = generatorOf(53);
    const [runs, truth] = [1_000, normalDistribution().cdf(1 / Math.SQRT2)];
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const outcomes = Array.from({ length: 100 }, (_, at) => at < 20);
      const found = rocArea(
        outcomes.map((one) => normalVariate(source) + (one ? 1 : 0)),
        outcomes,
      );
      if (found.kind === "estimated" && found.low <= truth && truth <= found.high) covered++;
    }
    expect(Math.abs(covered / runs - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / runs) + 0.005);
  });
});

const scored = fc.array(fc.tuple(fc.integer({ min: -8, max: 8 }), fc.boolean()), { minLength: 1, maxLength: 40 });

describe("laws", () => {
  test("the isotonic curve never falls, adds up to the ones, and is as near as any that never falls", () => {
    fc.assert(
      fc.property(scored, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 17, maxLength: 17 }), (pairs, other) => {
        const [scores, outcomes] = [pairs.map(([score]) => score), pairs.map(([, one]) => one)];
        const { chances, chanceOf } = isotonicCalibration(scores, outcomes);
        expect(Array.from(chances)).toEqual([...chances].sort((a, b) => a - b));
        const loss = (given: (score: number) => number): number =>
          pairs.reduce((sum, [score, one]) => sum + (given(score) - Number(one)) ** 2, 0);
        const rising = [...other].sort((a, b) => a - b);
        expect(loss(chanceOf)).toBeLessThanOrEqual(loss((score) => rising[score + 8] ?? 0) + 1e-9);
        expect(scores.reduce((sum, score) => sum + chanceOf(score), 0)).toBeCloseTo(outcomes.filter(Boolean).length, 9);
      }),
    );
  });

  test("between scores the isotonic curve is on the line, beyond them level", () => {
    const { chanceOf } = isotonicCalibration([1, 2, 3, 3], [0, 1, 1, 0]);
    expect([0, 1, 1.5, 2, 9].map(chanceOf)).toEqual([0, 0, (1 / 3) * 2 * 0.5, 2 / 3, 2 / 3]);
  });

  test("the area counts pairs, does not mind rising transformations, and is one less itself for scores turned round", () => {
    fc.assert(
      fc.property(scored, (pairs) => {
        const [scores, outcomes] = [pairs.map(([score]) => score), pairs.map(([, one]) => one)];
        const found = rocArea(scores, outcomes);
        expect(found.kind === "one-class").toBe(new Set(outcomes).size === 1);
        if (found.kind === "one-class") return;
        let [wins, all] = [0, 0];
        for (const [a, one] of pairs)
          for (const [b, other] of pairs) if (one && !other) [wins, all] = [wins + (a > b ? 1 : a === b ? 0.5 : 0), all + 1];
        expect(found.area).toBeCloseTo(wins / all, 12);
        expect(rocArea(scores.map(Math.exp), outcomes)).toEqual(found);
        const turned = rocArea(
          scores.map((score) => -score),
          outcomes,
        );
        expect(turned.kind === "estimated" && turned.area).toBeCloseTo(1 - found.area, 12);
        expect(found.low).toBeLessThanOrEqual(found.area);
        expect(found.high).toBeGreaterThanOrEqual(found.area);
      }),
    );
  });
});

test("what cannot be calibrated is told, and separated scores can", () => {
  expect(plattCalibration([1, 2], [1, 1]).kind).toBe("one-class");
  expect(plattCalibration([2, 2], [1, 0]).kind).toBe("constant");
  const parted = plattCalibration([1, 2, 3, 4], [0, 0, 1, 1]);
  expect(parted.kind === "calibrated" && parted.chanceOf(4)).toBeLessThan(0.9);
  expect(() => plattCalibration([1, NaN], [0, 1])).toThrow(new RangeError("scores[1] must be a finite number: got NaN"));
  expect(() => isotonicCalibration([1, 2], [0, 0.5])).toThrow(new RangeError("outcomes[1] must be true, false, 1 or 0: got 0.5"));
  expect(() => rocArea([1, 2], [0, 1], 2)).toThrow(RangeError);
});
