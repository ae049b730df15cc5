import { fixtureText, referenceNumber, tableRows } from "../../../../../test/reference-data.ts";
import type { Answers } from "../../../../../test/known-answers.ts";
import { meanSampleSize } from "./mean-sample-size.ts";
import { proportionSampleSize, type SampleSizeFormula } from "./proportion-sample-size.ts";

/** Columns of the table: p, relative effect, absolute effect, then a size by each formula. */
const rows = tableRows(fixtureText("experiments/power-two-proportions.csv")).map((row) => row.map(Number));
const sizesBy = (formula: SampleSizeFormula, column: number) => [
  {
    call: "24 pairs of rates",
    expected: rows.map((row) => row[column] ?? Number.NaN),
    actual: () => rows.map(([p = 0, relative = 0]) => proportionSampleSize({ baseline: p, expected: p * (1 + relative), formula }).exact),
  },
];

const meanRows = tableRows(fixtureText("experiments/power-t.csv")).map((row) => row.map(Number));
const sizesOfMeans = (formula: "t" | "normal") => (): number[] =>
  meanRows.map(([difference = 0, power = 0]) => meanSampleSize({ difference, sd: 1, power, formula }).exact);

const miller = (part: string): number => referenceNumber(`experiments.evan_miller.${part}`);

export const answers: readonly Answers[] = [
  {
    of: "proportionSampleSize",
    part: "pooled",
    reference: "R 4.2.2, power.prop.test(p1, p2, power = .8), whose search ends early",
    data: "experiments/power-two-proportions.csv",
    tolerance: 1e-7,
    answers: sizesBy("pooled", 4),
  },
  {
    of: "proportionSampleSize",
    part: "cohen-h",
    reference: "R's pwr.2p.test(ES.h(p1, p2), power = .8)",
    data: "experiments/power-two-proportions.csv",
    tolerance: 1e-8,
    answers: sizesBy("cohen-h", 5),
  },
  {
    of: "proportionSampleSize",
    part: "baseline and unpooled",
    reference: "the formulas of Evan Miller's page and of Fleiss in closed form",
    data: "experiments/power-two-proportions.csv",
    tolerance: 1e-14,
    answers: [...sizesBy("baseline", 3), ...sizesBy("unpooled", 6)],
  },
  {
    of: "proportionSampleSize",
    part: "reference",
    reference: "reference-numbers.json, experiments.evan_miller",
    tolerance: 1e-9,
    answers: [
      {
        call: "20 to 25 %, 20 to 21 %, 5 to 6 %",
        expected: [miller("p20_abs5pp"), miller("p20_rel5"), miller("p05_abs1pp")],
        actual: () =>
          [
            [0.2, 0.25],
            [0.2, 0.21],
            [0.05, 0.06],
          ].map(([baseline = 0, expected = 0]) => proportionSampleSize({ baseline, expected, formula: "baseline" }).exact),
      },
    ],
  },
  {
    of: "meanSampleSize",
    part: "table",
    reference: "R 4.2.2, power.t.test(delta, power), whose search ends early",
    data: "experiments/power-t.csv",
    tolerance: 1e-6,
    answers: [{ call: "8 effects and powers", expected: meanRows.map((row) => row[2] ?? Number.NaN), actual: sizesOfMeans("t") }],
  },
  {
    of: "meanSampleSize",
    reference: "scipy 1.17, brentq of nct.sf(t.isf(.025, 2 n - 2), 2 n - 2, d sqrt(n / 2)) - power",
    tolerance: 1e-11,
    answers: [
      { call: "d 0.1, power 0.8", expected: 1570.7368880082847, actual: () => meanSampleSize({ difference: 0.1, sd: 1 }).exact },
      { call: "d 0.5, power 0.9", expected: 85.03131331150492, actual: () => meanSampleSize({ difference: 0.5, sd: 1, power: 0.9 }).exact },
      { call: "d 0.8, power 0.8", expected: 25.524631229907104, actual: () => meanSampleSize({ difference: 8, sd: 10 }).exact },
    ],
  },
  {
    of: "meanSampleSize",
    part: "normal",
    reference: "2 ((z.975 + z.power) / d)^2, R 4.2.2",
    data: "experiments/power-t.csv",
    tolerance: 1e-14,
    answers: [{ call: "8 effects and powers", expected: meanRows.map((row) => row[3] ?? Number.NaN), actual: sizesOfMeans("normal") }],
  },
];
