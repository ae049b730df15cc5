import type { AnswerGroup, Answers } from "../../../../../test/known-answers.ts";
import { fixtureText, tableRows } from "../../../../../test/reference-data.ts";
import { columnByChannel, pathRows } from "../../../../../test/reference-journeys.ts";
import { packedJourneys } from "../journeys/journeys.ts";
import { markovAttribution, type MarkovCredit } from "./markov-attribution.ts";
import { transitionMatrix } from "./transition-matrix.ts";

const data = "mta/mta-synthetic-paths.csv";
const journeys = packedJourneys(pathRows(fixtureText(data)));

function credited(by: "byConversions" | "byValue", order: number): MarkovCredit {
  const outcome = markovAttribution(journeys, { order });
  if (outcome.kind !== "attributed" || outcome[by].kind !== "credited")
    throw new RangeError("the journeys must have conversions and value");
  return outcome[by];
}

const expected = (order: number, column: number): number[] => {
  const found = columnByChannel(`mta/mta-synthetic-markov-o${order}.csv`, column);
  return journeys.channels.map((channel) => found.get(channel) ?? Number.NaN);
};

const solved = (order: number): AnswerGroup => ({
  of: "markovAttribution",
  part: `order ${order}`,
  reference: "dense solution of the chain, numpy.linalg",
  data,
  tolerance: 1e-13,
  answers: [
    { call: "removal effects", expected: expected(order, 1), actual: () => credited("byConversions", order).removalEffects },
    { call: "removal effects on value", expected: expected(order, 2), actual: () => credited("byValue", order).removalEffects },
    { call: "conversions", expected: expected(order, 3), actual: () => credited("byConversions", order).credit },
    { call: "value", expected: expected(order, 4), actual: () => credited("byValue", order).credit },
  ],
});

/** All begin in a and go to b, half of them come back. */
const loop = [
  { channels: ["a", "b", "a"], conversions: 1, nulls: 1 },
  { channels: ["a", "b"], conversions: 1, nulls: 1 },
];

const cells = new Map(tableRows(fixtureText("mta/mta-synthetic-tm-o1.csv")).map(([from, to, p]) => [`${from} ${to}`, Number(p)] as const));
const shown = (place: readonly string[] | string): string => (typeof place === "string" ? `(${place})` : (place[0] ?? ""));
const matrix = new Map(
  transitionMatrix(journeys).map(({ from, to, probability }) => [`${shown(from)} ${shown(to)}`, probability] as const),
);

export const answers: readonly Answers[] = [
  ...[1, 2, 3].map(solved),
  {
    of: "markovAttribution",
    part: "a loop",
    reference: "by hand: from a 4 of 6 go to b and 1 converts, from b 2 of 4 go back and 1 converts: 1/2 from both, 1/6 without b",
    tolerance: 1e-14,
    answers: [
      {
        call: "removal effects of a and b",
        expected: [1, 2 / 3],
        actual: () => {
          const outcome = markovAttribution(loop);
          return outcome.kind === "attributed" ? outcome.byConversions.removalEffects : [];
        },
      },
    ],
  },
  {
    of: "transitionMatrix",
    reference: "counts of the moves, numpy",
    data,
    tolerance: 1e-14,
    answers: [
      { call: "all cells of order 1", expected: [...cells.values()], actual: () => [...cells.keys()].map((cell) => matrix.get(cell) ?? 9) },
    ],
  },
];
