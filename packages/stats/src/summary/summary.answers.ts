import type { Answers } from "../../../../test/known-answers.ts";
import { dot, sum } from "./compensated-sum.ts";
import {
  correlation,
  covariance,
  mean,
  standardDeviation,
  variance,
  weightedMean,
  weightedVariance,
  type CorrelationOutcome,
} from "./moments.ts";
import { median, quantile, quantileOfSorted, type QuantileType } from "./quantile.ts";
import { empiricalCdf, ranks } from "./ranks.ts";

const x = [3.1, -2, 7.5, 7.5, 0, 12.25, 4, 4, 4, 19, -8.5];
const y = [5, 1, 2, 8];
const z = [1, 4, 2, 2, 9, 3, 7, 7, 5, 0.5, 6];
const weights = [1, 2, 3, 1, 1, 5, 2, 2, 0.5, 1, 3];
const repeats = [1, 2, 3, 1, 1, 5, 2, 2, 4, 1, 3];
const instantsMs = Array.from({ length: 1_000 }, (_, at) => 1_790_000_000_000 + at / 8);

const alternating = (count: number): number[] => Array.from({ length: count }, (_, k) => ((k % 2 === 0 ? 1 : -1) * 1e8) / (k + 1));
const rOf = (outcome: CorrelationOutcome): number => (outcome.kind === "correlated" ? outcome.r : Number.NaN);

const shares = [0, 0.05, 0.1, 0.25, 0.5, 0.6, 0.9, 1];
/** quantile(x, shares, type) and quantile(y, shares, type) of R, a row a type. */
const quantilesOfX: Readonly<Record<QuantileType, readonly number[]>> = {
  1: [-8.5, -8.5, -2, 0, 4, 4, 12.25, 19],
  2: [-8.5, -8.5, -2, 0, 4, 4, 12.25, 19],
  3: [-8.5, -8.5, -8.5, 0, 4, 4, 12.25, 19],
  4: [-8.5, -8.5, -7.85, -0.5, 4, 4, 11.775000000000002, 19],
  5: [-8.5, -8.174999999999999, -4.6, 0.775, 4, 4.349999999999999, 14.950000000000003, 19],
  6: [-8.5, -8.5, -7.199999999999999, 0, 4, 4.6999999999999975, 17.650000000000006, 19],
  7: [-8.5, -5.25, -2, 1.55, 4, 4, 12.25, 19],
  8: [-8.5, -8.5, -5.466666666666667, 0.5166666666666663, 4, 4.4666666666666615, 15.85, 19],
  9: [-8.5, -8.5, -5.25, 0.58125, 4, 4.4375, 15.625, 19],
};
const quantilesOfY: Readonly<Record<QuantileType, readonly number[]>> = {
  1: [1, 1, 1, 1, 2, 5, 8, 8],
  2: [1, 1, 1, 1.5, 3.5, 5, 8, 8],
  3: [1, 1, 1, 1, 2, 2, 8, 8],
  4: [1, 1, 1, 1, 2, 3.1999999999999997, 6.800000000000001, 8],
  5: [1, 1, 1, 1.5, 3.5, 4.7, 8, 8],
  6: [1, 1, 1, 1.25, 3.5, 5, 8, 8],
  7: [1, 1.15, 1.3, 1.75, 3.5, 4.3999999999999995, 7.1000000000000005, 8],
  8: [1, 1, 1, 1.4166666666666667, 3.5000000000000013, 4.800000000000001, 8, 8],
  9: [1, 1, 1, 1.4375, 3.5, 4.7749999999999995, 8, 8],
};

const types: readonly QuantileType[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** R 4.2.2 on eleven numbers with ties, signs and fractions. */
export const answers: readonly Answers[] = [
  {
    of: "quantile",
    reference: "R 4.2.2, quantile(x, p, type = 1 ... 9)",
    tolerance: 1e-15,
    answers: types.flatMap((type) => [
      { call: `quantile(x, shares, ${type})`, expected: quantilesOfX[type], actual: () => shares.map((p) => quantile(x, p, type)) },
      { call: `quantile(y, shares, ${type})`, expected: quantilesOfY[type], actual: () => shares.map((p) => quantile(y, p, type)) },
    ]),
  },
  {
    of: "quantileOfSorted",
    reference: "R 4.2.2, quantile(y, 0.6)",
    tolerance: 1e-15,
    answers: [
      {
        call: "quantileOfSorted(sorted y, 0.6)",
        expected: 4.3999999999999995,
        actual: () =>
          quantileOfSorted(
            y.toSorted((a, b) => a - b),
            0.6,
          ),
      },
    ],
  },
  {
    of: "ranks",
    reference: "R 4.2.2, rank(x)",
    tolerance: 1e-15,
    answers: [{ call: "ranks(x)", expected: [4, 2, 8.5, 8.5, 3, 10, 6, 6, 6, 11, 1], actual: () => ranks(x) }],
  },
  {
    of: "mean",
    reference: "R 4.2.2, mean(x)",
    tolerance: 1e-15,
    answers: [
      { call: "mean(x)", expected: 4.622727272727273, actual: () => mean(x) },
      { call: "mean(instants)", expected: 1790000000062.4375, actual: () => mean(instantsMs) },
    ],
  },
  {
    of: "variance",
    reference: "R 4.2.2, var(x); for instants (n^2 + n) / 12 / 64",
    tolerance: 1e-14,
    answers: [
      { call: "variance(x)", expected: 52.23568181818182, actual: () => variance(x) },
      { call: "variance(instants)", expected: 1303.3854166666667, actual: () => variance(instantsMs) },
    ],
  },
  {
    of: "standardDeviation",
    reference: "R 4.2.2, sd(x)",
    tolerance: 1e-15,
    answers: [{ call: "standardDeviation(x)", expected: 7.227425670194182, actual: () => standardDeviation(x) }],
  },
  {
    of: "median",
    reference: "R 4.2.2, median(x)",
    tolerance: 1e-15,
    answers: [{ call: "median(x)", expected: 4, actual: () => median(x) }],
  },
  {
    of: "covariance",
    reference: "R 4.2.2, cov(x, z)",
    tolerance: 1e-15,
    answers: [{ call: "covariance(x, z)", expected: -11.860681818181819, actual: () => covariance(x, z) }],
  },
  {
    of: "correlation",
    part: "Pearson",
    reference: "R 4.2.2, cor(x, z)",
    tolerance: 1e-14,
    answers: [{ call: "correlation(x, z)", expected: -0.5887980059949813, actual: () => rOf(correlation(x, z)) }],
  },
  {
    of: "correlation",
    part: "of ranks, Spearman",
    reference: 'R 4.2.2, cor(x, z, method = "spearman")',
    tolerance: 1e-14,
    answers: [
      { call: "correlation(ranks(x), ranks(z))", expected: -0.5404286755928387, actual: () => rOf(correlation(ranks(x), ranks(z))) },
    ],
  },
  {
    of: "weightedMean",
    reference: "R 4.2.2, weighted.mean(x, w)",
    tolerance: 1e-15,
    answers: [{ call: "weightedMean(x, weights)", expected: 4.7372093023255815, actual: () => weightedMean(x, weights) }],
  },
  {
    of: "weightedVariance",
    part: "reliability",
    reference: "R 4.2.2, cov.wt(x, w / sum(w))",
    tolerance: 1e-14,
    answers: [
      { call: "weightedVariance(x, weights)", expected: 61.89587158808932, actual: () => weightedVariance(x, weights, "reliability") },
    ],
  },
  {
    of: "weightedVariance",
    part: "frequency",
    reference: "R 4.2.2, var(rep(x, w))",
    tolerance: 1e-14,
    answers: [
      { call: "weightedVariance(x, repeats)", expected: 48.40931666666667, actual: () => weightedVariance(x, repeats, "frequency") },
    ],
  },
  {
    of: "empiricalCdf",
    reference: "R 4.2.2, ecdf(x)",
    tolerance: 1e-15,
    answers: [
      {
        call: "empiricalCdf(x) at six places",
        expected: [0, 0.09090909090909091, 0.2727272727272727, 0.6363636363636364, 0.6363636363636364, 1],
        actual: () => [-9, -8.5, 0, 4, 7.4, 19].map(empiricalCdf(x)),
      },
    ],
  },
  {
    of: "sum",
    reference: "Python 3.11, float(sum of Fraction(v))",
    tolerance: 1e-15,
    answers: [
      { call: "sum((-1)^k 1e8 / (k + 1), 2,000 of them)", expected: 69289724.30599375, actual: () => sum(alternating(2_000)) },
      { call: "sum([1, 1e100, 1, -1e100])", expected: 2, actual: () => sum([1, 1e100, 1, -1e100]) },
    ],
  },
  {
    of: "dot",
    reference: "Python 3.11, float(sum of Fraction products)",
    tolerance: 1e-14,
    answers: [{ call: "dot(x, z)", expected: 96.35, actual: () => dot(x, z) }],
  },
];
