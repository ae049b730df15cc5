import { generatorOf, normalVariate } from "@vouch/stats";
import { describe, expect, test } from "vitest";
import { daysLater } from "../../../kernel/civil.ts";
import { seriesEffectOf, studiedDays } from "./effect.ts";

/** A hundred days around 200 with a weekly habit; from day 90 on, `more` on top. */
function madeUp(seed: number, more: number) {
  const generator = generatorOf(seed);
  return Array.from({ length: 100 }, (_, at) => {
    const week = at % 7 < 2 ? 40 : 0;
    const value = Math.max(0, Math.round(200 + week + 12 * normalVariate(generator) + (at >= 90 ? more : 0)));
    return { on: daysLater("2026-02-01", at), value };
  });
}
const fromOn = daysLater("2026-02-01", 90);
const effectOf = (seed: number, more: number) => {
  const studied = studiedDays({ days: madeUp(seed, more), fromOn, length: 10 });
  if (studied.kind === "refused") throw new RangeError(studied.reason);
  return seriesEffectOf(studied, seed);
};

describe("what a post did to a series", () => {
  test("is found where it is large, with an interval around the truth, in the series' unit", () => {
    const { total, daily, chance, relative } = effectOf(1, 60);
    expect(total.low).toBeLessThan(600);
    expect(total.high).toBeGreaterThan(600);
    expect([total.low > 0, daily.estimate > 45 && daily.estimate < 75, chance < 0.01, relative!.low > 0]).toEqual([true, true, true, true]);
  });

  test("is told as nothing that is certain where there was nothing: nine intervals in ten hold zero", () => {
    const held = Array.from({ length: 20 }, (_, at) => effectOf(100 + at, 0)).filter(({ total }) => total.low <= 0 && total.high >= 0);
    // Of 20 with a probability of 0.9 each, fewer than 14 come 2 times in a thousand.
    expect(held.length).toBeGreaterThanOrEqual(14);
  });

  test("is the same for the same seed", () => {
    expect(effectOf(3, 20)).toEqual(effectOf(3, 20));
  });
});

describe("a series", () => {
  const days = madeUp(1, 0);
  const reasonOf = (window: Parameters<typeof studiedDays>[0]) => {
    const studied = studiedDays(window);
    return studied.kind === "refused" ? studied.reason : "enough";
  };

  test("of too few days before a post, with too many gaps, or without a day after it, is refused in words", () => {
    expect(reasonOf({ days, fromOn: daysLater("2026-02-01", 27), length: 7 })).toMatch(/At least 28 days before .* 27 are/);
    const gaps = days.map((day, at) => (at % 3 === 0 ? { ...day, value: null } : day));
    expect(reasonOf({ days: gaps, fromOn, length: 7 })).toMatch(/30 of 90 days before .* are missing/);
    expect(reasonOf({ days: days.slice(0, 90), fromOn, length: 7 })).toMatch(/No day from .* is known/);
  });

  test("with a few gaps goes on, and says how many", () => {
    const gaps = days.map((day, at) => (at === 5 || at === 95 ? { ...day, value: null } : day));
    const studied = studiedDays({ days: gaps, fromOn, length: 10 });
    if (studied.kind === "refused") throw new RangeError(studied.reason);
    expect(seriesEffectOf(studied, 1)).toMatchObject({ missing: 2, knownBefore: 89, knownAfter: 9 });
  });

  test("that never changes says nothing of chance", () => {
    const same = days.map(({ on }) => ({ on, value: 5 }));
    expect(reasonOf({ days: same, fromOn, length: 10 })).toMatch(/Every day before is the same/);
  });
});
