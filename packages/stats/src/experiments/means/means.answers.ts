import { fixtureText, referenceNumber, tableRows } from "../../../../../test/reference-data.ts";
import type { Answers } from "../../../../../test/known-answers.ts";
import { cuped, type BeforeAndAfter } from "./cuped.ts";
import { ratioDifference, ratioMetric, type RatioMetric } from "./ratio-metric.ts";
import { sampleMoments } from "./sample-moments.ts";
import { welchTest, type MeanTestOptions } from "./welch-test.ts";

const a = [12.5, 0, 3.25, 40, 7, 9.5, 0, 0, 22];
const b = [15, 18.25, 0, 55, 31, 2.5, 80];

const compared = (options?: MeanTestOptions): number[] => {
  const outcome = welchTest(sampleMoments(a), sampleMoments(b), options);
  return outcome.kind === "tested" ? [outcome.t, outcome.p, outcome.degreesOfFreedom, outcome.low, outcome.high] : [];
};

const cupedRows = tableRows(fixtureText("experiments/cuped-data.csv")).map((row) => row.map(Number));
const group = (which: number): BeforeAndAfter => {
  const rows = cupedRows.filter(([of]) => of === which);
  return { before: rows.map((row) => row[1] ?? Number.NaN), after: rows.map((row) => row[2] ?? Number.NaN) };
};

const cupedAnswer = (): number[] => {
  const outcome = cuped(group(0), group(1));
  if (outcome.kind !== "adjusted" || outcome.adjusted.kind !== "tested") return [];
  return [outcome.theta, outcome.raw.difference, outcome.adjusted.difference, outcome.adjusted.standardError, outcome.varianceRatio];
};

const visits = [2, 1, 4, 4, 1, 3, 7, 2, 5];
const moreVisits = [3, 1, 1, 6, 2, 2, 9];
const known = (numerators: number[], denominators: number[]): RatioMetric => {
  const outcome = ratioMetric(numerators, denominators);
  return outcome.kind === "estimated" ? outcome : { ratio: Number.NaN, standardError: Number.NaN, n: 0 };
};

export const answers: readonly Answers[] = [
  {
    of: "sampleMoments",
    reference: "numpy 2.4, len, mean and var(ddof=1)",
    tolerance: 1e-14,
    answers: [
      {
        call: "sampleMoments(b)",
        expected: [7, 28.821428571428573, 855.9315476190476],
        actual: () => Object.values(sampleMoments(b)) as number[],
      },
    ],
  },
  {
    of: "welchTest",
    reference: "scipy 1.17, ttest_ind(b, a, equal_var=False) with confidence_interval",
    tolerance: 1e-13,
    answers: [
      {
        call: "welchTest(a, b)",
        expected: [1.541118790284182, 0.16226356188532248, 7.914054272811286, -9.159033044937857, 45.85744574335056],
        actual: () => compared(),
      },
      { call: "level 0.9", expected: [-3.8225633478811076, 40.520976046293804], actual: () => compared({ level: 0.9 }).slice(3) },
      { call: "greater", expected: 0.08113178094266124, actual: () => compared({ alternative: "greater" })[1] ?? 0 },
      { call: "less", expected: 0.9188682190573387, actual: () => compared({ alternative: "less" })[1] ?? 0 },
    ],
  },
  {
    of: "cuped",
    reference: "reference-numbers.json, experiments.cuped: theta, raw and adjusted difference, standard error, variance ratio",
    data: "experiments/cuped-data.csv",
    tolerance: 1e-13,
    answers: [
      {
        call: "cuped(control, treated)",
        expected: ["theta", "raw_diff", "cuped_diff", "cuped_se", "variance_ratio"].map((part) =>
          referenceNumber(`experiments.cuped.${part}`),
        ),
        actual: cupedAnswer,
      },
    ],
  },
  {
    of: "ratioMetric",
    reference: "R 4.2.2, r <- sum(y) / sum(x); c(r, sqrt(var(y - r * x) / n) / mean(x))",
    tolerance: 1e-13,
    answers: [
      {
        call: "ratioMetric(a, visits)",
        expected: [3.25, 1.4059192536135678],
        actual: () => [known(a, visits).ratio, known(a, visits).standardError],
      },
    ],
  },
  {
    of: "ratioDifference",
    reference: "R 4.2.2, the same and 2 * pnorm(-abs(z)), qnorm(.975)",
    tolerance: 1e-13,
    answers: [
      {
        call: "a by visits against b by more visits",
        expected: [5.15625, 0.005370758275971934, 1.5260835872139777, 8.786416412786021],
        actual: () => {
          const outcome = ratioDifference(known(a, visits), known(b, moreVisits));
          return outcome.kind === "tested" ? [outcome.difference, outcome.p, outcome.low, outcome.high] : [];
        },
      },
    ],
  },
];
