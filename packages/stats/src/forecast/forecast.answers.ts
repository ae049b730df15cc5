import type { Answers } from "../../../../test/known-answers.ts";
import { gammaPoissonShrinkage } from "../shrinkage/gamma-poisson.ts";
import { normalShrinkage } from "../shrinkage/normal-shrinkage.ts";
import { cohortForecast } from "./cohort-forecast.ts";
import { countForecast } from "./count-forecast.ts";
import { linearPosterior } from "./linear-posterior.ts";

const rows = [
  [1, 0.2, 0],
  [1, -0.4, 1],
  [1, 0.9, 1],
  [1, 0.1, 0],
];
const prior = { means: [5, 0.5, 0], deviations: [0.8, 0.3, 0.4], noise: { deviation: 0.6, freedom: 5 } };
const posterior = () => linearPosterior(rows, [5.1, 4.2, 6, 5.5], prior);
const at = [1, 0.5, 1];
const interval = ({ predict }: ReturnType<typeof posterior>): number[] => {
  const { estimate, low, high } = predict(at, { level: 0.8 });
  return [estimate, low, high];
};

const means = [0.1, -0.4, 1.9, 2.6, 0.8];
const members = means.map((mean) => ({ mean, count: 4, squares: 3 }));
const shrunk = () => {
  const outcome = normalShrinkage(means.map((estimate) => ({ estimate, standardError: 0.5 })));
  if (outcome.kind === "too-few") throw new RangeError("five estimates must shrink");
  return outcome.units[2]!;
};
const forecast = () => {
  const found = cohortForecast(members[2], members.toSpliced(2, 1));
  if (found.kind !== "forecast") throw new RangeError("five units must do");
  return found;
};

const counts = [[3, 1], [0], [7, 6, 5], [2, 2], [9, 11]];
const rates = () => {
  const outcome = gammaPoissonShrinkage(
    counts.map((unit) => ({ count: unit.reduce((sum, count) => sum + count, 0), exposure: unit.length })),
    { estimator: "integrated" },
  );
  if (outcome.kind !== "shrunk") throw new RangeError("five units must shrink");
  return outcome.units[2]!;
};
const counted = () => {
  const found = countForecast(counts[2]!, counts.toSpliced(2, 1));
  if (found.kind !== "forecast") throw new RangeError("five units must do");
  return found;
};

export const answers: readonly Answers[] = [
  {
    of: "linearPosterior",
    reference: "numpy 2.4, the normal equations with the prior's precision; scipy 1.17, t.ppf(.9, 9)",
    tolerance: 1e-14,
    answers: [
      {
        call: "coefficients",
        expected: [5.093919608668298, 0.6477160511831201, -0.07334052774780137],
        actual: () => posterior().coefficients,
      },
      { call: "noise", expected: [0.5279463998701276, 9], actual: () => [posterior().noise.deviation, posterior().noise.freedom] },
      {
        call: "interval of 80 %",
        expected: [5.344437106512057, 4.502010777988152, 6.186863435035962],
        actual: () => interval(posterior()),
      },
      {
        call: "interval of 80 % without data",
        expected: [5.25, 3.6450821265585276, 6.854917873441472],
        actual: () => interval(linearPosterior([], [], prior)),
      },
    ],
  },
  {
    of: "cohortForecast",
    part: "level, deviation, weight of the cohort",
    reference: "normalShrinkage, integrated, of the same means with the standard error that the squares give",
    tolerance: 1e-14,
    answers: [
      {
        call: "the third of five",
        expected: [shrunk().estimate, shrunk().standardError, shrunk().priorWeight],
        actual: () => [forecast().level, forecast().deviation, forecast().cohortWeight],
      },
    ],
  },
  {
    of: "countForecast",
    part: "rate, weight of the cohort",
    reference: "gammaPoissonShrinkage, integrated, of the same counts, which scatter no more than Poisson's",
    tolerance: 1e-9,
    answers: [
      {
        call: "the third of five",
        expected: [rates().estimate, rates().priorWeight],
        actual: () => [counted().rate, counted().cohortWeight],
      },
    ],
  },
];
