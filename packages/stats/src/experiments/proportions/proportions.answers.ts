import { referenceNumber } from "../../../../../test/reference-data.ts";
import { answersOf, type Answers } from "../../../../../test/known-answers.ts";
import type { Alternative } from "../level.ts";
import { fisherExact } from "./fisher-exact.ts";
import { newcombeDifference, waldDifference } from "./proportion-difference.ts";
import { proportionTest } from "./proportion-test.ts";
import { wilsonInterval, type IntervalEstimate, type Proportion } from "./proportion.ts";
import { sampleRatio } from "./sample-ratio.ts";
import { weightedTotal } from "./weighted-total.ts";

const of = (successes: number, trials: number): Proportion => ({ successes, trials });
const ends = ({ low, high }: IntervalEstimate): number[] => [low, high];

type Counts = readonly [x: number, n: number, y: number, m: number];

const wald = ([x, n, y, m]: Counts, level?: number): number[] => {
  const outcome = waldDifference(of(x, n), of(y, m), level);
  return outcome.kind === "estimated" ? ends(outcome) : [];
};

const tested = (correction: "none" | "yates", [x, n, y, m]: Counts): number[] => {
  const outcome = proportionTest(of(x, n), of(y, m), { correction });
  return outcome.kind === "tested" ? [outcome.z ** 2, outcome.p] : [];
};

const fisher = (alternative: Alternative) => (x: number, n: number, y: number, m: number) => fisherExact(of(x, n), of(y, m), alternative).p;
const srm = (counts: number[], planned?: number[]): number[] => {
  const { statistic, p } = sampleRatio(counts, planned && { planned });
  return [statistic, p];
};

export const answers: readonly Answers[] = [
  {
    of: "weightedTotal",
    reference: "scipy 1.17, gamma.ppf and gamma.isf of Fay and Feuer's equations; for equal weights Garwood's chi2.ppf(p, 2 n) / 2",
    tolerance: 1e-13,
    answers: [
      {
        call: "ten ones",
        expected: [4.7953886961324335, 18.39035604201778],
        actual: () => ends(weightedTotal(Array.from({ length: 10 }, () => 1))),
      },
      { call: "5, 1, 1, 2", expected: [1.581468622089387, 32.02552854925865], actual: () => ends(weightedTotal([5, 1, 1, 2])) },
      {
        call: "three hundreds and a thousand at 0.9",
        expected: [175.71925908263853, 5029.624028114841],
        actual: () => ends(weightedTotal([100, 100, 100, 1000], { level: 0.9 })),
      },
    ],
  },
  {
    of: "wilsonInterval",
    reference: "R 4.2.2, prop.test(x, n, correct = FALSE, conf.level)",
    tolerance: 1e-13,
    answers: [
      { call: "0 of 10", expected: [0, 0.27753279986288915], actual: () => ends(wilsonInterval(of(0, 10))) },
      { call: "1 of 10", expected: [0.017876213095072892, 0.40415002679523837], actual: () => ends(wilsonInterval(of(1, 10))) },
      { call: "200 of 10000", expected: [0.01743471167513658, 0.022933926760712948], actual: () => ends(wilsonInterval(of(200, 10_000))) },
      { call: "3 of 1e6", expected: [1.020271240968123e-6, 8.821149774312436e-6], actual: () => ends(wilsonInterval(of(3, 1e6))) },
      { call: "9 of 9", expected: [0.7008549515804561, 1], actual: () => ends(wilsonInterval(of(9, 9))) },
      {
        call: "40 of 50 at 0.8",
        expected: [0.7184905211855256, 0.8624277719748912],
        actual: () => ends(wilsonInterval(of(40, 50), 0.8)),
      },
    ],
  },
  {
    of: "waldDifference",
    reference: "R 4.2.2, prop.test(c(y, x), c(m, n), correct = FALSE, conf.level)$conf.int",
    tolerance: 1e-13,
    answers: [
      {
        call: "200 of 10000, 250 of 10000",
        expected: [0.0008899129980008448, 0.009110087001999157],
        actual: () => wald([200, 10_000, 250, 10_000]),
      },
      {
        call: "3 of 17, 11 of 40 at 0.9",
        expected: [-0.0928196225643475, 0.2898784460937593],
        actual: () => wald([3, 17, 11, 40], 0.9),
      },
    ],
  },
  {
    of: "waldDifference",
    part: "reference",
    reference: "reference-numbers.json, experiments.two_prop_200_250_per_10000.ci",
    tolerance: 1e-12,
    answers: [{ call: "200 of 10000, 250 of 10000", expected: [0.000889912998, 0.009110087002], actual: () => wald([200, 1e4, 250, 1e4]) }],
  },
  {
    of: "newcombeDifference",
    reference: 'statsmodels 0.15, confint_proportions_2indep(y, m, x, n, method="newcomb", compare="diff")',
    tolerance: 1e-12,
    answers: (
      [
        [200, 10_000, 250, 10_000, 0.0008870475992941457, 0.009138266721419232],
        [3, 17, 11, 40, -0.1615693986252376, 0.28994499415719655],
        [0, 25, 5, 60, -0.057979197744005936, 0.18068942018334413],
        [3, 8, 9, 9, 0.1874920816739472, 0.8631557141764026],
        [12, 400, 31, 600, -0.004730021643843799, 0.04601276481978908],
      ] as const
    ).map(([x, n, y, m, low, high]) => ({
      call: `${x} of ${n}, ${y} of ${m}`,
      expected: [low, high],
      actual: () => ends(newcombeDifference(of(x, n), of(y, m))),
    })),
  },
  {
    of: "proportionTest",
    reference: "R 4.2.2, prop.test(c(x, y), c(n, m), correct), statistic and p.value",
    tolerance: 1e-12,
    answers: (
      [
        [200, 10_000, 250, 10_000, [5.683432793407218, 0.01712582887219503], [5.458368854788292, 0.019474818325215616]],
        [3, 17, 11, 40, [0.6250561852648039, 0.4291745580117706], [0.20639107387140915, 0.6496108695318883]],
        [12, 400, 31, 600, [2.737884053040428, 0.09799444584664978], [2.236681166111799, 0.13476997035980898]],
        [5, 1e6, 3, 2e6, [3.0625081666884437, 0.080117911100163], [1.890630041680111, 0.1691308763239444]],
      ] as const
    ).flatMap(([x, n, y, m, none, yates]) => [
      { call: `${x} of ${n}, ${y} of ${m}`, expected: none, actual: () => tested("none", [x, n, y, m]) },
      { call: `${x} of ${n}, ${y} of ${m}, Yates`, expected: yates, actual: () => tested("yates", [x, n, y, m]) },
    ]),
  },
  {
    of: "proportionTest",
    part: "reference",
    reference: "reference-numbers.json, experiments.two_prop_200_250_per_10000",
    tolerance: 1e-9,
    answers: [
      {
        call: "200 of 10000, 250 of 10000",
        expected: ["chisq", "p"].map((part) => referenceNumber(`experiments.two_prop_200_250_per_10000.${part}`)),
        actual: () => tested("none", [200, 1e4, 250, 1e4]),
      },
    ],
  },
  {
    of: "fisherExact",
    reference: "R 4.2.2, fisher.test(matrix(c(y, m - y, x, n - x), 2))",
    tolerance: 1e-14,
    answers: answersOf("two-sided", fisher("two-sided"), [
      [1, 4, 4, 4, 0.14285714285714288],
      [200, 10_000, 250, 10_000, 0.0193786654470872],
      [3, 17, 11, 40, 0.5179151224601802],
      [0, 25, 5, 60, 0.31537084092787543],
      [7, 9, 2, 30, 7.517632105667662e-5],
      [12, 400, 31, 600, 0.11229930079944163],
      [500_000, 5e6, 501_500, 5e6, 0.11432854391699263],
      [10, 50, 10, 50, 1],
      [40, 50, 5, 6, 1],
    ]),
  },
  {
    of: "fisherExact",
    part: "one-sided",
    reference: 'R 4.2.2, fisher.test(..., alternative = "greater") and "less"',
    tolerance: 1e-14,
    answers: [
      ...answersOf("greater", fisher("greater"), [
        [1, 4, 4, 4, 0.07142857142857144],
        [200, 10_000, 250, 10_000, 0.009689332723543612],
        [0, 25, 5, 60, 0.16650181148634075],
        [7, 9, 2, 30, 0.9999987211861775],
        [10, 50, 10, 50, 0.5984356088532747],
        [40, 50, 5, 6, 0.6647812971342386],
      ]),
      ...answersOf("less", fisher("less"), [
        [1, 4, 4, 4, 1],
        [7, 9, 2, 30, 7.517632105667674e-5],
        [10, 50, 10, 50, 0.598435608853275],
        [40, 50, 5, 6, 0.7491391331568912],
      ]),
    ],
  },
  {
    of: "sampleRatio",
    reference: "R 4.2.2, chisq.test(counts, p = planned / sum(planned))",
    tolerance: 1e-12,
    answers: [
      { call: "8600, 9000", expected: [9.090909090909092, 0.0025688315270227156], actual: () => srm([8600, 9000]) },
      {
        call: "100, 220, 310 as 1 : 2 : 3",
        expected: [0.7936507936507936, 0.6724514275370009],
        actual: () => srm([100, 220, 310], [1, 2, 3]),
      },
      { call: "3, 1", expected: [1, 0.31731050786291415], actual: () => srm([3, 1]) },
    ],
  },
];
