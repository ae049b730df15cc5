import type { Answers, KnownAnswer } from "../../../../../test/known-answers.ts";
import { madeUpRegressors, madeUpSales, nileFlow } from "../../../../../test/reference-series.ts";
import { matrixOf, transposed, type Matrix } from "../../linear/matrix.ts";
import { generatorOf } from "../../random/generator.ts";
import { mean, standardDeviation } from "../../summary/moments.ts";
import type { CoefficientPrior } from "./priors.ts";
import { structuralPosterior, type StructuralPosterior, type StructuralPosteriorOutcome } from "./structural-posterior.ts";

const column = ({ rows, columns, values }: Matrix, at: number): number[] =>
  Array.from({ length: rows }, (_, row) => values[row * columns + at] ?? Number.NaN);

function drawn(outcome: StructuralPosteriorOutcome): StructuralPosterior {
  if (outcome.kind !== "drawn") throw new RangeError(outcome.kind);
  return outcome;
}

const once = (make: () => StructuralPosteriorOutcome): (() => StructuralPosterior) => {
  let found: StructuralPosterior | undefined;
  return () => (found ??= drawn(make()));
};

const flow = once(() => {
  const priors = { observation: { deviation: 1, weight: 4 }, level: { deviation: 0.3, weight: 4 } };
  return structuralPosterior(generatorOf(5), [...nileFlow(), ...new Float64Array(5).fill(Number.NaN)], {}, { priors, draws: 8_000 });
});

const sales = (coefficients: CoefficientPrior): (() => StructuralPosterior) =>
  once(() => {
    const priors = { observation: { deviation: 0.5, weight: 50 }, level: { deviation: 0.1, weight: 8 }, coefficients };
    return structuralPosterior(
      generatorOf(5),
      madeUpSales(),
      {},
      { regressors: transposed(matrixOf(madeUpRegressors())), priors, draws: 5_000 },
    );
  });

const [slab, ridge] = [sales({ kind: "spike-and-slab", expected: 1 }), sales({ kind: "ridge" })];
const meansOf = (of: (posterior: StructuralPosterior) => Matrix, posterior: () => StructuralPosterior): number[] => {
  const matrix = of(posterior());
  return Array.from({ length: matrix.columns }, (_, at) => mean(column(matrix, at)));
};

const deviations = (call: string, posterior: () => StructuralPosterior, expected: readonly number[]): KnownAnswer => ({
  call: `mean deviations of noise and level, ${call}`,
  expected,
  actual: () => meansOf((one) => one.deviations, posterior),
});

const coefficients = (call: string, posterior: () => StructuralPosterior, expected: readonly number[]): KnownAnswer => ({
  call: `mean coefficients of visits, mails, weather, ${call}`,
  expected,
  actual: () => meansOf((one) => one.coefficients, posterior),
});

const reference = "numpy 2.4, exact densities summed over a grid of both variances (81 x 81 and 45 x 45)";
const [days, years] = ["series/simulated-sales.csv", "series/nile.csv"];

export const answers: readonly Answers[] = [
  {
    of: "structuralPosterior",
    part: "level",
    reference,
    data: years,
    tolerance: 1e-2,
    answers: [
      deviations("the Nile", flow, [123.67728138623276, 46.11300775574711]),
      {
        call: "last level, and the standard deviation of the signal five years ahead",
        expected: [787.9454932298754, 127.27373436194024],
        actual: () => [mean(column(flow().signals, 99)), standardDeviation(column(flow().signals, 104))],
      },
    ],
  },
  {
    of: "structuralPosterior",
    part: "deviations with regressors",
    reference: `${reference} and every choice of regressors`,
    data: days,
    tolerance: 1e-2,
    answers: [
      deviations("spike and slab", slab, [5.073445447497428, 0.5494605995843935]),
      deviations("ridge", ridge, [5.0228166796933476, 0.5591250553287979]),
    ],
  },
  {
    of: "structuralPosterior",
    part: "inclusion and coefficients",
    reference: `${reference} and every choice of regressors`,
    data: days,
    tolerance: 2e-2,
    measure: "absolute",
    answers: [
      {
        call: "chances of visits, mails, weather to be included, one expected",
        expected: [0.9862408285243541, 0.7677453748237884, 0.00821702122853977],
        actual: () => slab().inclusion,
      },
      coefficients("spike and slab", slab, [0.7940660092140012, 0.35714906734906504, -0.0005388321839395442]),
      coefficients("ridge", ridge, [0.8025371320114812, 0.4607970206907828, -0.055965936718072685]),
    ],
  },
  { of: "effectiveDraws", heldBy: "a chain whose neighbours are alike is worth (1 - r) / (1 + r) of its draws" },
];
