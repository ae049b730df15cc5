import type { Answers } from "../../../../../test/known-answers.ts";
import { referenceNumber } from "../../../../../test/reference-data.ts";
import { geoLiftPanel } from "../../../../../test/reference-panels.ts";
import { columnsOf } from "../../synthetic/panel/cohort.ts";
import type { RegionHistory } from "./history.ts";
import { marketSelection, type MarketCandidate, type MarketSelectionOptions } from "./market-selection.ts";
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

function selected(options: Partial<MarketSelectionOptions>): readonly MarketCandidate[] {
  const found = marketSelection(cities(), { duration: 15, effects: [0.1], history: 74, shortlist: 40, ...options });
  if (found.kind !== "ranked") throw new RangeError(found.kind);
  return found.candidates;
}

/** The partner of each city in the order of the cities, where sets are of two: the pairs that are looked at. */
function pairsLookedAt(): number[] {
  const { units } = cities();
  return selected({ sizes: [2] })
    .map(({ regions }) => regions.map((name) => units.indexOf(name)))
    .map(([one = 0, other = 0]) => 40 * one + other)
    .sort((a, b) => a - b);
}

/** The city whose outcomes go along most closely with those of each city. */
const nearest = [
  38, 17, 11, 21, 30, 15, 31, 15, 31, 16, 33, 23, 39, 11, 16, 38, 9, 1, 1, 29, 7, 3, 33, 11, 25, 35, 39, 16, 35, 19, 13, 6, 1, 22, 19, 25,
  17, 18, 15, 12,
];
const pairs = [...new Set(nearest.map((other, one) => 40 * Math.min(one, other) + Math.max(one, other)))].sort((a, b) => a - b);

/** The treated cities' outcome in the last days before the test. */
function lastOutcome(treated: readonly string[], days: number): number {
  const found = powerStudy(cities(), { treated, durations: [days], effects: [0.1], history: 90 - days });
  return found.kind === "simulated" ? (found.durations[0]?.outcome ?? 0) : 0;
}

const [two, four] = [
  ["chicago", "portland"],
  ["chicago", "cincinnati", "houston", "portland"],
];

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
        actual: () => studied(true).flatMap(({ placeboLift, outcome }) => [placeboLift?.mean ?? 0, placeboLift?.size ?? 0, outcome]),
      },
    ],
  },
  {
    of: "powerStudy",
    part: "outcome of one window",
    reference: "GeoLift's walkthrough, GeoLiftMarketSelection(cpic = 7.5): its investments are the cost times effect times outcome",
    data: file,
    tolerance: 1e-14,
    answers: [
      { call: "two cities, 15 days, 10 %", expected: 64_563.75, actual: () => 7.5 * 0.1 * lastOutcome(two, 15) },
      { call: "two cities, 10 days, 10 %", expected: 43_646.25, actual: () => 7.5 * 0.1 * lastOutcome(two, 10) },
      { call: "four cities, 15 days, 5 %", expected: 74_118.375, actual: () => 7.5 * 0.05 * lastOutcome(four, 15) },
      { call: "four cities, 10 days, 10 %", expected: 99_027.75, actual: () => 7.5 * 0.1 * lastOutcome(four, 10) },
    ],
  },
  {
    of: "marketSelection",
    part: "chicago and portland",
    reference: "reference-numbers.json, geo.geolift_chicago_portland: scaled_l2; numpy: share of the outcome",
    data: file,
    tolerance: 1e-14,
    answers: [
      {
        call: "scaled L2, share",
        expected: [referenceNumber("geo.geolift_chicago_portland.fixed_effects.scaled_l2"), 0.03306537043498415],
        actual: () => selected({ candidates: [["chicago", "portland"]] }).flatMap(({ scaledL2, share }) => [scaledL2, share]),
      },
    ],
  },
  {
    of: "marketSelection",
    part: "sets that are made",
    reference: "numpy: each city with the one of the largest corrcoef",
    data: file,
    tolerance: 1e-14,
    answers: [{ call: "sizes of two", expected: pairs, actual: pairsLookedAt }],
  },
  {
    of: "marketSelection",
    part: "best sets",
    reference: "GeoLift's walkthrough, GeoLiftMarketSelection: the two sets that share its first rank",
    data: file,
    tolerance: 1e-14,
    answers: [
      {
        call: "15 days, sets of 2, 3 and 4: whether cincinnati, chicago, houston, portland come first, and chicago, portland among the first three",
        expected: [1, 1],
        actual: () => {
          const best = selected({ effects: [0.05, 0.1, 0.15, 0.2], history: 50, shortlist: 20 }).map(({ regions }) =>
            regions.toSorted().join(),
          );
          return [Number(best[0] === "chicago,cincinnati,houston,portland"), Number(best.slice(0, 3).includes("chicago,portland"))];
        },
      },
    ],
  },
  { of: "powerStudy", heldBy: "the power that is foretold is the share of later experiments that find the effect" },
  {
    of: "powerStudy",
    heldBy: "effects are not found where there are none more often than alpha, with serial correlation and unequal regions",
  },
];
