import type { Answers } from "../../../../../test/known-answers.ts";
import { boundaryCrossing, type Boundaries } from "./boundary-crossing.ts";
import { mixtureSprt } from "./mixture-sprt.ts";
import { sequentialBounds, type BoundKind } from "./sequential-bounds.ts";

const five = (kind: BoundKind): Float64Array => sequentialBounds({ looks: 5, kind }).bounds;
const equally = (looks: number, bound: number): Boundaries => ({
  fractions: Array.from({ length: looks }, (_, at) => (at + 1) / looks),
  bounds: new Float64Array(looks).fill(bound),
});

/** The power that Jennison and Turnbull's inflation factors stand for: 0.9 at a drift of (z.975 + z.9) root R. */
const powerAt = (kind: BoundKind, factor: number): number => {
  const drift = (1.959963984540054 + 1.2815515655446004) * Math.sqrt(factor);
  return boundaryCrossing({ ...sequentialBounds({ looks: 5, kind }), drift }).total;
};

const grid = "scipy 1.17, Simpson's rule on 801 to 2,401 points of the score scale and brentq";

export const answers: readonly Answers[] = [
  {
    of: "sequentialBounds",
    part: "reference",
    reference: "reference-numbers.json, experiments.obrien_fleming_5 and pocock_5 (rpact, whose search ends at 4e-6)",
    tolerance: 2e-6,
    answers: [
      {
        call: 'sequentialBounds({ looks: 5, kind: "obrien-fleming" })',
        expected: [4.561742327, 3.225638934, 2.633723161, 2.280871164, 2.040073188],
        actual: () => five("obrien-fleming"),
      },
      {
        call: 'sequentialBounds({ looks: 5, kind: "pocock" })',
        expected: Array.from({ length: 5 }, () => 2.413180287),
        actual: () => five("pocock"),
      },
    ],
  },
  {
    of: "sequentialBounds",
    reference: grid,
    tolerance: 1e-10,
    answers: [
      { call: "obrien-fleming, the last of 5", expected: 2.040073174797556, actual: () => five("obrien-fleming")[4] ?? 0 },
      { call: "pocock, each of 5", expected: 2.413176220061219, actual: () => five("pocock")[0] ?? 0 },
      {
        call: "lan-demets-obrien-fleming, 5 looks",
        expected: [4.876884948790762, 3.357011921567937, 2.680280064551178, 2.2898167677321912, 2.0310320433345477],
        actual: () => five("lan-demets-obrien-fleming"),
      },
      {
        call: "lan-demets-pocock, 5 looks",
        expected: [2.437976688049987, 2.426813858156175, 2.4101938402869547, 2.396645400678613, 2.3859845716717345],
        actual: () => five("lan-demets-pocock"),
      },
      {
        call: "one side at 0.025, looks at 0.1, 0.35, 0.8, 1",
        expected: [6.991351707077417, 3.6127887373824112, 2.252066735473423, 2.0253164302248194],
        actual: () => sequentialBounds({ looks: [0.1, 0.35, 0.8, 1], sides: 1, alpha: 0.025 }).bounds,
      },
    ],
  },
  {
    of: "boundaryCrossing",
    reference: grid,
    tolerance: 1e-10,
    answers: [
      { call: "1.96 at each of 5 looks", expected: 0.14167874113401746, actual: () => boundaryCrossing(equally(5, 1.96)).total },
      { call: "1.96 at each of 10 looks", expected: 0.19334287963100916, actual: () => boundaryCrossing(equally(10, 1.96)).total },
    ],
  },
  {
    of: "boundaryCrossing",
    part: "power",
    reference: "Jennison and Turnbull (2000), tables 2.2 and 2.4: factors 1.207 and 1.026 give a power of 0.9",
    tolerance: 3e-4,
    isRounded: true,
    answers: [
      { call: "Pocock, 5 looks", expected: 0.9, actual: () => powerAt("pocock", 1.207) },
      { call: "O'Brien and Fleming, 5 looks", expected: 0.9, actual: () => powerAt("obrien-fleming", 1.026) },
    ],
  },
  {
    of: "mixtureSprt",
    reference: "facts of the reference data: d 1, n 500 a group, variance 64, tau2 1 gives a ratio of 2.1378077 and p .4677689",
    tolerance: 1e-7,
    answers: [
      {
        call: "ratio and p",
        expected: [2.1378077, 0.4677689],
        actual: () => {
          const { logRatio, p } = mixtureSprt({ estimate: 1, variance: 128 / 500 }, { tau2: 1 });
          return [Math.exp(logRatio), p];
        },
      },
    ],
  },
  {
    of: "mixtureSprt",
    part: "interval",
    reference: "mpmath 1.3, findroot of the ratio integrated over effects, at 1 / alpha",
    tolerance: 1e-13,
    answers: [
      {
        call: "estimate 1, variance 0.256, tau2 1",
        expected: [-0.5613704674563218, 2.561370467456322],
        actual: () => {
          const { low, high } = mixtureSprt({ estimate: 1, variance: 128 / 500 }, { tau2: 1 });
          return [low, high];
        },
      },
    ],
  },
];
