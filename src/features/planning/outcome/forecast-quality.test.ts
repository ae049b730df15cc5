import { generatorOf, normalVariate } from "@vouch/stats";
import { expect, test } from "vitest";
import { forecastQuality } from "./forecast-quality.ts";

const pair = (outcome: number, half = 1) => ({ low: 2 - half, middle: 2, high: 2 + half, outcome });

test("the interval score is the width and ten times the miss at a level of 80 %, averaged", () => {
  // Widths 2 and 2; the second outcome lies 0.5 above: 10 × 0.5 = 5.
  expect(forecastQuality([pair(2), pair(3.5)], 0.8)).toMatchObject({
    intervalScore: expect.closeTo((2 + 7) / 2, 10),
    meanWidth: 2,
    covered: { estimate: 0.5, below: 0, above: 1 },
    bias: { estimate: 0.75 },
  });
});

test("nothing, one and few forecasts are said to prove nothing", () => {
  expect(forecastQuality([], 0.8)).toMatchObject({ covered: null, bias: null, verdict: expect.stringContaining("lock a plan") });
  expect(forecastQuality([pair(2)], 0.8)).toMatchObject({ bias: null, verdict: expect.stringContaining("Too few forecasts to judge") });
});

test("too narrow, too wide and right intervals are told apart where there are enough", () => {
  const generator = generatorOf(5);
  const outcomes = Array.from({ length: 200 }, () => 2 + normalVariate(generator));
  const verdict = (half: number) =>
    forecastQuality(
      outcomes.map((outcome) => pair(outcome, half)),
      0.8,
    ).verdict;
  expect([0.5, 1.2816, 2.5].map(verdict)).toEqual([
    expect.stringContaining("too narrow"),
    expect.stringContaining("hold what they promise"),
    expect.stringContaining("wider than they need"),
  ]);
});
