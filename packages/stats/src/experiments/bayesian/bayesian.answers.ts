import { referenceNumber } from "../../../../../test/reference-data.ts";
import type { Answers } from "../../../../../test/known-answers.ts";
import { normalDistribution } from "../../distributions/normal.ts";
import { bestArm } from "./best-arm.ts";
import { betaPosterior } from "./posterior.ts";

const arms = (...counts: readonly (readonly [number, number])[]) =>
  counts.map(([successes, trials]) => betaPosterior({ successes, trials }));
const two = arms([200, 10_000], [250, 10_000]);
const four = arms([10, 100], [20, 102], [30, 120], [33, 130]);
const three = arms([0, 5], [2, 3], [40, 90]);
const far = [normalDistribution(5, 0.1), normalDistribution(6.5, 0.2)];
const near = [normalDistribution(0, 1), normalDistribution(1, 2)];

export const answers: readonly Answers[] = [
  {
    of: "bestArm",
    part: "chances",
    reference: "mpmath 1.3 at 30 digits, quad of density times betainc; two normals in closed form",
    tolerance: 1e-12,
    answers: [
      { call: "200 and 250 of 10000", expected: [0.00857722489411808, 0.991422775105882], actual: () => bestArm(two).chances },
      {
        call: "10, 20, 30, 33 of 100, 102, 120, 130",
        expected: [0.00013420652733195991, 0.07112172617397813, 0.4402025211080928, 0.4885415461905971],
        actual: () => bestArm(four).chances,
      },
      {
        call: "0 of 5, 2 of 3, 40 of 90",
        expected: [0.010641304432201702, 0.7557692405373904, 0.23358945503040793],
        actual: () => bestArm(three).chances,
      },
      { call: "normal(0, 1), normal(1, 2)", expected: [0.3273604230092885, 0.6726395769907115], actual: () => bestArm(near).chances },
      {
        call: "normal(5, 0.1), normal(6.5, 0.2)",
        expected: [9.851722355899607e-12, 0.9999999999901483],
        actual: () => bestArm(far).chances,
      },
    ],
  },
  {
    of: "bestArm",
    part: "losses",
    reference: "mpmath 1.3 at 30 digits, quad of F (1 - product of the others' F); two normals in closed form",
    tolerance: 1e-12,
    answers: [
      { call: "200 and 250 of 10000", expected: [0.0050050157783186194, 6.0155783586110836e-6], actual: () => bestArm(two).losses },
      {
        call: "10, 20, 30, 33 of 100, 102, 120, 130",
        expected: [0.17150135184078297, 0.07742141217260802, 0.025246128439947235, 0.021768731519927365],
        actual: () => bestArm(four).losses,
      },
      {
        call: "0 of 5, 2 of 3, 40 of 90",
        expected: [0.48861699818891563, 0.031474141046058474, 0.185821967133015],
        actual: () => bestArm(three).losses,
      },
      { call: "normal(0, 1), normal(1, 2)", expected: [1.4798107063483923, 0.4798107063483924], actual: () => bestArm(near).losses },
      {
        call: "normal(5, 0.1), normal(6.5, 0.2)",
        expected: [1.5000000000003153, 3.151958951827735e-13],
        actual: () => bestArm(far).losses,
      },
    ],
  },
  {
    of: "bestArm",
    part: "reference",
    reference: "reference-numbers.json, experiments.two_prop_200_250_per_10000: prob_B_gt_A and expected_loss_choose_B",
    tolerance: 1e-10,
    answers: [
      {
        call: "200 and 250 of 10000",
        expected: ["prob_B_gt_A", "expected_loss_choose_B"].map((part) =>
          referenceNumber(`experiments.two_prop_200_250_per_10000.${part}`),
        ),
        actual: () => [bestArm(two).chances[1] ?? 0, bestArm(two).losses[1] ?? 0],
      },
    ],
  },
  {
    of: "betaPosterior",
    reference: "scipy 1.17, beta(a + x, b + n - x).ppf([.025, .975])",
    tolerance: 1e-13,
    answers: [
      {
        call: "3 of 10, prior of 2 and 18",
        expected: [0.0584560829726344, 0.31664060943913763],
        actual: () => {
          const { quantile, upperQuantile } = betaPosterior({ successes: 3, trials: 10 }, { successes: 2, failures: 18 });
          return [quantile(0.025), upperQuantile(0.025)];
        },
      },
    ],
  },
  { of: "thompsonBatch", heldBy: "arms are shown as often as they are likely to be the best" },
];
