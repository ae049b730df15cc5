import type { Answers } from "../../../../../test/known-answers.ts";
import { matrixOf } from "../../linear/matrix.ts";
import { generatorOf } from "../../random/generator.ts";
import type { Panel } from "../../synthetic/panel/panel.ts";
import { pairedEffect } from "./paired-effect.ts";
import type { Baseline } from "./staggered-weights.ts";
import { staggeredEffect } from "./staggered-effect.ts";

const outcomes = matrixOf([
  [12, 14, 11, 20, 22],
  [5, 6, 4, 7, 13],
  [30, 28, 33, 31, 36],
  [8, 9, 12, 10, 9],
  [17, 15, 16, 18, 26],
  [3, 5, 2, 4, 3],
  [22, 20, 25, 24, 21],
  [9, 8, 10, 15, 16],
]);
const panel: Panel = {
  units: "abcdefgh".split(""),
  periods: [1, 2, 3, 4, 5],
  outcomes,
  treatedFrom: Int32Array.of(2, 2, 3, 3, 3, 5, 5, 5),
};

function staggered(baseline: Baseline): number[] {
  const found = staggeredEffect(generatorOf(1), panel, { level: 0.9, baseline });
  if (found.kind !== "estimated") return [];
  const { effect, standardError, degreesOfFreedom, low, high, p, arrangements, expected, lift = Number.NaN } = found;
  return [effect, standardError, degreesOfFreedom, low, high, p, arrangements, expected, lift];
}

function byAge(): number[] {
  const found = staggeredEffect(generatorOf(1), panel);
  return found.kind === "estimated" ? found.byAge.flatMap(({ effect, standardError }) => [effect, standardError]) : [];
}

function paired(): number[] {
  const found = pairedEffect(generatorOf(1), [1.5, -0.3, 2.2, 0.8, 3.1, -1.2, 0.4, 2.6], { level: 0.9 });
  return found.kind === "estimated" ? [found.effect, found.standardError, found.low, found.high, found.p] : [];
}

const reference =
  "numpy 2.4 and scipy 1.17, each comparison by its definition, the spread by one unit at a time, every one of 560 dealings, t.ppf";

export const answers: readonly Answers[] = [
  {
    of: "staggeredEffect",
    part: "effect, error, freedom, interval, p, dealings, expected, lift",
    reference,
    tolerance: 1e-12,
    answers: [
      {
        call: "staggeredEffect(generatorOf(1), panel, { level: 0.9 })",
        expected: [
          0.9583333333333339, 2.136948975976246, 3.4412574441070936, -3.8183798059301868, 5.735046472596855, 0.6303571428571428, 560,
          16.291666666666664, 0.058823529411764754,
        ],
        actual: () => staggered("mean"),
      },
      {
        call: 'staggeredEffect(generatorOf(1), panel, { level: 0.9, baseline: "last" })',
        expected: [
          0.02777777777777768, 2.2681027585752793, 3.887607379799085, -4.847915156271433, 4.903470711826988, 0.9821428571428571, 560,
          17.222222222222218, 0.0016129032258064462,
        ],
        actual: () => staggered("last"),
      },
    ],
  },
  {
    of: "staggeredEffect",
    part: "by time since the start",
    reference,
    tolerance: 1e-13,
    answers: [
      {
        call: "staggeredEffect(generatorOf(1), panel).byAge",
        expected: [-2.4999999999999996, 1.2583057392117918, 2.366666666666667, 3.111448394415551, 6.083333333333334, 2.7851291611780673],
        actual: byAge,
      },
    ],
  },
  {
    of: "pairedEffect",
    reference: "scipy 1.17, ttest_1samp with confidence_interval(.9); permutation_test(permutation_type='samples', n_resamples=inf)",
    tolerance: 1e-13,
    answers: [
      {
        call: "pairedEffect(generatorOf(1), differences, { level: 0.9 })",
        expected: [1.1375000000000002, 0.5250637716370407, 0.142725411948598, 2.132274588051402, 0.0859375],
        actual: paired,
      },
    ],
  },
  { of: "matchedPairs", heldBy: "no pairing of any units has a smaller sum of distances" },
  { of: "staggeredPower", heldBy: "power grows with the effect, and without one is about alpha" },
  { of: "pairedPower", heldBy: "power grows with the effect, and without one is about alpha" },
];
