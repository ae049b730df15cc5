import type { AnswerGroup, Answers } from "../../../../../test/known-answers.ts";
import { fixtureText } from "../../../../../test/reference-data.ts";
import { columnByChannel, pathRows } from "../../../../../test/reference-journeys.ts";
import { packedJourneys } from "../journeys/journeys.ts";
import { shapleyAttribution, type ShapleyCredit, type ShapleyOptions } from "./shapley-attribution.ts";
import { shapleyValues } from "./shapley-values.ts";

const data = "mta/mta-synthetic-paths.csv";
const journeys = packedJourneys(pathRows(fixtureText(data)));

function credited(by: "byConversions" | "byValue", options: ShapleyOptions): ShapleyCredit {
  const outcome = shapleyAttribution(journeys, options);
  if (outcome.kind !== "attributed" || outcome[by].kind !== "credited")
    throw new RangeError("the journeys must have conversions and value");
  return outcome[by];
}

const expected = (file: string, column: number): number[] => {
  const found = columnByChannel(file, column);
  return journeys.channels.map((channel) => found.get(channel) ?? Number.NaN);
};

/** Columns of the fixture by the most channels kept of a customer; 12 is all. */
const rates: AnswerGroup[] = [
  [2, 1],
  [4, 2],
  [12, 3],
].map(([largestSet = 12, column = 3]) => ({
  of: "shapleyAttribution",
  part: `conversion rates, ${largestSet} channels`,
  reference: "MAM (DP6), attribution_shapley(size, values_col='conv_rate'), channels renamed so that none is in another",
  data,
  tolerance: 1e-13,
  answers: [
    {
      call: "conversions",
      expected: expected("mta/mta-synthetic-shapley.csv", column),
      actual: () => credited("byConversions", { worth: "conversion-rate", largestSet }).credit,
    },
  ],
}));

/** The cost of a runway for the longest plane: each pays an even part of every stretch that it needs. */
const lengths = [1, 3, 3, 7, 12];
const runway = Float64Array.from({ length: 32 }, (_, mask) => Math.max(0, ...lengths.filter((_length, plane) => mask & (1 << plane))));

export const answers: readonly Answers[] = [
  ...rates,
  {
    of: "shapleyAttribution",
    part: "conversions of subsets",
    reference: "Zhao, Mahboobi, Bagheri (2018), theorem 1: the even share of every distinct channel",
    data,
    tolerance: 1e-13,
    answers: [
      {
        call: "conversions",
        expected: expected("mta/mta-synthetic-shapley.csv", 4),
        actual: () => credited("byConversions", { worth: "subset-conversions" }).credit,
      },
      {
        call: "value",
        expected: expected("mta/mta-synthetic-heuristic.csv", 7),
        actual: () => credited("byValue", { worth: "subset-conversions" }).credit,
      },
    ],
  },
  {
    of: "shapleyValues",
    reference: "Littlechild and Owen (1973), the airport game in closed form",
    tolerance: 1e-14,
    answers: [
      {
        call: "planes that need 1, 3, 3, 7 and 12",
        expected: [1 / 5, 1 / 5 + 2 / 4, 1 / 5 + 2 / 4, 1 / 5 + 2 / 4 + 4 / 2, 1 / 5 + 2 / 4 + 4 / 2 + 5],
        actual: () => shapleyValues(runway),
      },
    ],
  },
];
