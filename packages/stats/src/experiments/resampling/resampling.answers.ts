import type { Answers } from "../../../../../test/known-answers.ts";
import { generatorOf } from "../../random/generator.ts";
import { mean } from "../../summary/moments.ts";
import { bcaInterval } from "./bca-interval.ts";
import { bootstrapInterval } from "./bootstrap-interval.ts";
import { permutationTest, type PermutationOptions } from "./permutation-test.ts";

const a = [12.5, 0, 3.25, 40, 7, 9.5, 0, 0, 22];
const b = [15, 18.25, 0, 55, 31, 2.5, 80];
/** All C(16, 7) = 11,440 arrangements. */
const exactP = (options: PermutationOptions): number => permutationTest(generatorOf(1), a, b, { draws: 11_440, ...options }).p;

const x = [1, 3, 4, 9, 20];
const y = [2, 2, 7, 30];

/** Every resample of a list, in the order of itertools.product. */
const resamples = (list: readonly number[], drawn = list.length): number[][] =>
  drawn === 0 ? [[]] : list.flatMap((first) => resamples(list, drawn - 1).map((rest) => [first, ...rest]));
const meansOf = (list: readonly number[]): number[] => resamples(list).map((drawn) => mean(drawn));
const without = (list: readonly number[]): number[] => list.map((_, at) => mean(list.toSpliced(at, 1)));

const ofOne = (level: number): number[] => {
  const outcome = bcaInterval({ estimate: mean(x), replicates: meansOf(x), jackknife: [without(x)] }, level);
  return outcome.kind === "estimated" ? [outcome.low, outcome.high, outcome.acceleration] : [];
};

const ofTwo = (): number[] => {
  const everyEighth = meansOf(y).filter((_, at) => at % 8 === 0);
  const replicates = meansOf(x).flatMap((first) => everyEighth.map((second) => second - first));
  const jackknife = [without(x).map((left) => mean(y) - left), without(y).map((left) => left - mean(x))];
  const outcome = bcaInterval({ estimate: mean(y) - mean(x), replicates, jackknife }, 0.9);
  return outcome.kind === "estimated" ? [outcome.low, outcome.high, outcome.acceleration] : [];
};

/** The interval of many resamples is near the one of all 3,125. */
const drawnEnds = (method: "bca" | "percentile"): number[] => {
  const outcome = bootstrapInterval(generatorOf(5), [x], ([sample]) => mean(sample ?? []), { resamples: 40_000, method });
  return outcome.kind === "estimated" ? [outcome.low, outcome.high] : [];
};

export const answers: readonly Answers[] = [
  {
    of: "permutationTest",
    reference: "scipy 1.17, permutation_test((b, a), statistic, n_resamples=inf), the statistic's size for two sides",
    tolerance: 1e-14,
    answers: [
      { call: "difference", expected: 0.1152097902097902, actual: () => exactP({ statistic: "difference" }) },
      {
        call: "difference, greater",
        expected: 0.06284965034965034,
        actual: () => exactP({ statistic: "difference", alternative: "greater" }),
      },
      { call: "difference, less", expected: 0.9375, actual: () => exactP({ statistic: "difference", alternative: "less" }) },
      { call: "studentized", expected: 0.15358391608391608, actual: () => exactP({}) },
      { call: "studentized, greater", expected: 0.06311188811188811, actual: () => exactP({ alternative: "greater" }) },
    ],
  },
  {
    of: "bcaInterval",
    reference: "scipy 1.17, _resampling._bca_interval over every resample: ends and acceleration",
    tolerance: 1e-13,
    answers: [
      { call: "the mean of x", expected: [3, 16.2, 0.0757166689166304], actual: () => ofOne(0.95) },
      { call: "the difference of two means at 0.9", expected: [-2.3, 15.05, 0.053041003774360204], actual: ofTwo },
    ],
  },
  {
    of: "bootstrapInterval",
    reference: "scipy 1.17, bootstrap over every resample; 40,000 are drawn here",
    tolerance: 0.05,
    answers: [
      { call: "the mean of x", expected: [3, 16.2], actual: () => drawnEnds("bca") },
      { call: "the mean of x, percentile", expected: [2.4, 14], actual: () => drawnEnds("percentile") },
    ],
  },
];
