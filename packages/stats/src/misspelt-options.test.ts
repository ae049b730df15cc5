import { expect, test } from "vitest";
import * as stats from "./index.ts";

/** As a program without types, or a form, would give it. */
const misspelt = "no such word" as never;
const rates = [
  { successes: 3, trials: 10 },
  { successes: 5, trials: 12 },
] as const;
const [a, b] = rates;
const durations = { times: [1, 2, 3, 4], events: [true, true, false, true] };
const x = stats.matrixOf([[1], [0], [1], [0]]);
const spends = { outcome: [1, 2, 3], channels: [{ spend: [1, 2, 4], curve: "hill", adstock: "geometric" }] } as const;
const moments = stats.sampleMoments([1, 2, 4]);

test.each<[string, () => unknown]>([
  ["interval", () => stats.kaplanMeier(durations, { interval: misspelt })],
  ["ties", () => stats.coxFit(durations, x, { ties: misspelt })],
  ["moment", () => stats.shiftedBetaDiscounted({ alpha: 1, beta: 1 }, 0.1, { moment: misspelt })],
  ["alternative", () => stats.fisherExact(a, b, misspelt)],
  ["alternative", () => stats.proportionTest(a, b, { alternative: misspelt })],
  ["correction", () => stats.proportionTest(a, b, { correction: misspelt })],
  ["alternative", () => stats.welchTest(moments, moments, { alternative: misspelt })],
  ["alternative", () => stats.permutationTest(stats.generatorOf(1), [1, 2], [3, 4], { alternative: misspelt })],
  ["statistic", () => stats.permutationTest(stats.generatorOf(1), [1, 2], [3, 4], { statistic: misspelt })],
  ["method", () => stats.bootstrapInterval(stats.generatorOf(1), [[1, 2]], ([own]) => own?.[0] ?? 0, { method: misspelt })],
  ["kind", () => stats.sequentialBounds({ looks: 2, kind: misspelt })],
  ["sides", () => stats.sequentialBounds({ looks: 2, sides: 3 as never })],
  ["formula", () => stats.meanSampleSize({ difference: 1, sd: 1, formula: misspelt })],
  ["formula", () => stats.proportionSampleSize({ baseline: 0.1, expected: 0.2, formula: misspelt })],
  ["sides", () => stats.proportionSampleSize({ baseline: 0.1, expected: 0.2, sides: 3 as never })],
  ["estimator", () => stats.betaBinomialShrinkage([...rates], { estimator: misspelt })],
  ["estimator", () => stats.normalShrinkage([{ estimate: 1, standardError: 1 }], { estimator: misspelt })],
  ["worth", () => stats.shapleyAttribution([{ channels: ["a"], conversions: 1 }], { worth: misspelt })],
  ["interval", () => stats.logisticFit(x, [true, false, true, true], { interval: misspelt })],
  ["bound", () => stats.trimmedMatch({ response: [1, 2], spend: [1, 1] }, { bound: misspelt })],
  ["errors", () => stats.responseFit({ ...spends, errors: misspelt })],
  ["channels[0].curve", () => stats.responseFit({ ...spends, channels: [{ ...spends.channels[0], curve: misspelt }] })],
])("a misspelt %s is refused by name, not taken for another", (name, call) => {
  expect(call).toThrow(`${name} must be one of `);
});
