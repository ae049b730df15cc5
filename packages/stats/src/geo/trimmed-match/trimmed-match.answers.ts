import type { AnswerGroup, Answers } from "../../../../../test/known-answers.ts";
import { fixtureText, referenceNumber, tableRows } from "../../../../../test/reference-data.ts";
import type { PairDifferences } from "./residual-orders.ts";
import { trimmedMatch, type TrimmedMatchOptions, type TrimmedMatchOutcome } from "./trimmed-match.ts";

const rows = tableRows(fixtureText("geo/trimmed-match-pairs.csv"));
const example: PairDifferences = { response: rows.map((cells) => Number(cells[1])), spend: rows.map((cells) => Number(cells[2])) };
const toy: PairDifferences = { response: [1, 10, 3, 8], spend: [1, 5, 2, 5] };
/** Pairs of both signs, among them far larger ones, from the program's own tests. */
const signed: PairDifferences = {
  response: [
    552, -710, -961, -1218, -1293, -1824, 1816, 2073, -2416, -2559, 2603, 3073, 3288, 3137, 4016, 3905, 4032, -4649, 5397, -6054, 6451,
    7735, 8507, -9186, 9700, 9987, -11255, -13828, -14950, 20957, -38666, 43407,
  ],
  spend: [
    89143, -111084, -163240, -201668, -213271, -311807, 313531, 350041, -425882, -439139, 431609, 509310, 554237, 548335, 677060, 654552,
    686768, -812570, 940149, -1019919, 1086827, 1333913, 1458086, -1550027, 1676807, 1692128, -1927924, -2341819, -2533673, 3570161,
    -6614810, 7440206,
  ],
};

type Estimated = Extract<TrimmedMatchOutcome, { kind: "estimated" }>;

function matched(pairs: PairDifferences, options: TrimmedMatchOptions): Estimated {
  const found = trimmedMatch(pairs, { bound: "normal", trimRate: "chosen", ...options });
  if (found.kind !== "estimated") throw new RangeError(found.kind);
  return found;
}

function ends({ set }: Estimated): number[] {
  return set.kind === "interval" ? [set.lower, set.upper] : [];
}

const reference = (...names: string[]): number[] => names.map((name) => referenceNumber(`geo.trimmed_match.${name}`));
const file = "geo/trimmed-match-pairs.csv";

const onFile: AnswerGroup[] = [
  {
    of: "trimmedMatch",
    reference:
      "reference-numbers.json, geo.trimmed_match: trimmed_match, TrimmedMatch(..., .25).Report(.8) and (.9), which breaks ties by 2^-40",
    data: file,
    tolerance: 1e-12,
    answers: [
      {
        call: "estimate, error, rate, untrimmed",
        expected: reference("estimate", "se", "trim", "untrimmed"),
        actual: () => {
          const { estimate, standardError, trimRate, candidates } = matched(example, {});
          return [estimate, standardError, trimRate, candidates[0]?.estimate ?? 0];
        },
      },
      { call: "level 0.8", expected: reference("ci80.0", "ci80.1"), actual: () => ends(matched(example, { level: 0.8 })) },
      { call: "level 0.9", expected: reference("ci90.0", "ci90.1"), actual: () => ends(matched(example, { level: 0.9 })) },
    ],
  },
  {
    of: "trimmedMatch",
    part: "interval by Student's t",
    reference: "scipy 1.17, t.ppf(.95, 32) and brentq of the studentized trimmed mean of the sorted residuals",
    data: file,
    tolerance: 1e-13,
    answers: [
      {
        call: "level 0.9",
        expected: [0.0059228479173262525, 0.3593493932145914],
        actual: () => ends(matched(example, { bound: "student-t" })),
      },
    ],
  },
];

export const answers: readonly Answers[] = [
  ...onFile,
  {
    of: "trimmedMatch",
    part: "four pairs",
    reference: "reference-numbers.json, geo.trimmed_match.toy_no_trim, whose unit test prints three decimals",
    tolerance: 1e-9,
    answers: [
      {
        call: "no trimming: estimate, error, level 0.9",
        expected: reference("toy_no_trim.estimate", "toy_no_trim.se", "toy_no_trim.ci90.0", "toy_no_trim.ci90.1"),
        actual: () => {
          const found = matched(toy, { trimRate: 0 });
          return [found.estimate, found.standardError, ...ends(found)];
        },
      },
    ],
  },
  {
    of: "trimmedMatch",
    part: "rates",
    reference: "trimmed_match, estimator_test.cc, as far as it prints; its bounds of ten errors are the substitute for a set without ends",
    tolerance: 1e-3,
    isRounded: true,
    answers: [
      {
        call: "four pairs, one trimmed at each end: estimate, ends",
        expected: [1.571, -29.375, 1.619],
        actual: () => {
          const found = matched(toy, {});
          return [found.estimate, ...ends(found)];
        },
      },
      {
        call: "32 pairs of both signs, up to 0.3: rate, estimates",
        expected: [
          0.1875, 0.00581123, 0.005815, 0.00582772, 0.00583428, 0.00583461, 0.00583399, 0.00583305, 0.00583258, 0.005832, 0.00585823,
        ],
        actual: () => {
          const found = matched(signed, { maxTrimRate: 0.3 });
          return [found.trimRate, ...found.candidates.map(({ estimate }) => estimate)];
        },
      },
    ],
  },
  { of: "pairDifferences", heldBy: "regions drawn in pairs of clusters, summed and matched give back the return that was put in" },
  { of: "trimmedMatch", heldBy: "a rate that is set in advance keeps the level, however unequal the pairs and correlated the days" },
  { of: "trimmedMatch", heldBy: "a rate that is chosen costs some of the level, as its docstring says" },
];
