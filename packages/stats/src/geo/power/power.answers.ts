import type { Answers } from "../../../../../test/known-answers.ts";
import { geoLiftPanel } from "../../../../../test/reference-panels.ts";
import { columnsOf } from "../../synthetic/panel/cohort.ts";
import type { RegionHistory } from "./history.ts";
import { powerStudy, type DurationPower } from "./power-study.ts";

/** The 90 days of GeoLift's example before its test. */
function cities(): RegionHistory {
  const { units, periods, outcomes } = geoLiftPanel();
  return { units, periods: periods.slice(0, 90), outcomes: columnsOf(outcomes, 0, 90) };
}

function studied(fixedEffects: boolean): readonly DurationPower[] {
  const options = { treated: ["chicago", "portland"], durations: [7, 14], effects: [0.04, 0.08, 0.12, -0.08], history: 40 };
  const found = powerStudy(cities(), { ...options, estimator: { kind: "synthetic-control", fixedEffects } });
  if (found.kind !== "simulated") throw new RangeError(found.kind);
  return found.durations;
}

const counts = ({ starts, cells, falseAlarms }: DurationPower): number[] => [
  starts,
  ...[...cells.map(({ power }) => power), falseAlarms].map((share) => Math.round(share * starts)),
];
const [numpy, file] = ["numpy: the optimum by active sets for each window and effect, all shifts of its residuals", "geo/geolift-test.csv"];

export const answers: readonly Answers[] = [
  {
    of: "powerStudy",
    reference: numpy,
    data: file,
    tolerance: 1e-14,
    answers: [
      {
        call: "fixed effects: windows of 7 and 14 days; found at 4 %, 8 %, 12 %, -8 % and without an effect",
        expected: [44, 1, 28, 44, 39, 0, 37, 0, 20, 34, 23, 0],
        actual: () => studied(true).flatMap(counts),
      },
      {
        call: "levels",
        expected: [44, 1, 36, 44, 43, 2, 37, 0, 20, 31, 37, 0],
        actual: () => studied(false).flatMap(counts),
      },
    ],
  },
  {
    of: "powerStudy",
    part: "without an effect",
    reference: numpy,
    data: file,
    tolerance: 1e-12,
    answers: [
      {
        call: "mean and size of the lifts, outcome in a window, of 7 and of 14 days",
        expected: [
          -0.005422894918971274, 0.018198334211731507, 40170.204545454544, -0.006748648248612975, 0.014630888672585877, 80351.91891891892,
        ],
        actual: () => studied(true).flatMap(({ placeboLift, outcome }) => [placeboLift.mean, placeboLift.size, outcome]),
      },
    ],
  },
];
