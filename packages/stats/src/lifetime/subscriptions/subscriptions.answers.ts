import { fixtureText, referenceNumber, tableRows } from "../../../../../test/reference-data.ts";
import type { Answers } from "../../../../../test/known-answers.ts";
import * as subscriptions from "./shifted-beta.ts";

const { betaWeibullFit, renewalLogLikelihood, renewalsOf, renewalSurvival, shiftedBetaDiscounted, shiftedBetaFit } = subscriptions;

const rows = tableRows(fixtureText("retention/sbg-retention.csv")).map((row) => row.map(Number));
const cohort = (column: 1 | 2, years: number): subscriptions.Renewals =>
  renewalsOf(rows.slice(0, years + 1).map((row) => row[column] ?? Number.NaN));
const shiftedBeta = (column: 1 | 2, years: number): { parameters: number[]; logLikelihood: number } => {
  const fit = shiftedBetaFit(cohort(column, years));
  return fit.kind === "fitted" ? { ...fit, parameters: [fit.parameters.alpha, fit.parameters.beta] } : { parameters: [], logLikelihood: 0 };
};
const betaWeibull = (column: 1 | 2) => betaWeibullFit(cohort(column, 7));
const ofWeibull = (column: 1 | 2, of: "parameters" | "standardErrors"): number[] => {
  const fit = betaWeibull(column);
  return fit.kind === "fitted" ? [fit[of].alpha, fit[of].beta, fit[of].shape] : [];
};

const reference = [
  { name: "regular_7y", column: 1, years: 7 },
  { name: "high_end_7y", column: 2, years: 7 },
  { name: "regular_4y", column: 1, years: 4 },
  { name: "high_end_4y", column: 2, years: 4 },
] as const;
const number = (name: string, part: string): number => referenceNumber(`retention.sbg.${name}.${part}`);
const mixed = { lost: [3, 2, 1, 0, 4], censored: [0, 1, 0, 2, 5] };

export const answers: readonly Answers[] = [
  {
    of: "shiftedBetaFit",
    part: "parameters",
    reference: "reference-numbers.json, retention.sbg, which asks for 1e-4",
    data: "retention/sbg-retention.csv",
    tolerance: 1e-6,
    answers: reference.map(({ name, column, years }) => ({
      call: name,
      expected: [number(name, "alpha"), number(name, "beta")],
      actual: () => shiftedBeta(column, years).parameters,
    })),
  },
  {
    of: "shiftedBetaFit",
    part: "log likelihood",
    reference: "reference-numbers.json, retention.sbg.LL, which asks for 1e-5",
    data: "retention/sbg-retention.csv",
    tolerance: 1e-6,
    measure: "absolute",
    answers: reference.map(({ name, column, years }) => ({
      call: name,
      expected: number(name, "LL"),
      actual: () => shiftedBeta(column, years).logLikelihood,
    })),
  },
  {
    of: "shiftedBetaFit",
    part: "standard errors",
    reference: "numpy 2.4, inv of extrapolated second differences of the likelihood",
    data: "retention/sbg-retention.csv",
    tolerance: 1e-6,
    answers: [
      {
        call: "regular, 7 years",
        expected: [0.06559896948389107, 0.15247563999633204],
        actual: () => {
          const fit = shiftedBetaFit(cohort(1, 7));
          return fit.kind === "fitted" ? [fit.standardErrors.alpha, fit.standardErrors.beta] : [];
        },
      },
    ],
  },
  {
    of: "betaWeibullFit",
    part: "published",
    reference: "alpha, beta, shape of the reference data's facts",
    data: "retention/sbg-retention.csv",
    tolerance: 2e-5,
    isRounded: true,
    answers: [
      { call: "regular, 7 years", expected: [0.45561, 0.77933, 1.28345], actual: () => ofWeibull(1, "parameters") },
      { call: "high end, 7 years", expected: [0.21425, 1.42657, 1.72357], actual: () => ofWeibull(2, "parameters") },
    ],
  },
  {
    of: "betaWeibullFit",
    reference: "scipy 1.17, minimize(Nelder-Mead, xatol=1e-12) over logarithms",
    data: "retention/sbg-retention.csv",
    tolerance: 1e-6,
    answers: [
      {
        call: "regular, 7 years",
        expected: [0.45561408458624675, 0.7793256633123778, 1.2834511401822555],
        actual: () => ofWeibull(1, "parameters"),
      },
      {
        call: "high end, 7 years",
        expected: [0.2142533584966323, 1.4265749572986361, 1.7235647377235406],
        actual: () => ofWeibull(2, "parameters"),
      },
    ],
  },
  {
    of: "betaWeibullFit",
    part: "standard errors",
    reference: "numpy 2.4, inv of extrapolated second differences of the likelihood",
    data: "retention/sbg-retention.csv",
    tolerance: 1e-6,
    answers: [
      {
        call: "high end, 7 years",
        expected: [0.05957970638779679, 0.381408597977896, 0.30104322435065395],
        actual: () => ofWeibull(2, "standardErrors"),
      },
    ],
  },
  {
    of: "betaWeibullFit",
    part: "log likelihood",
    reference: "the reference data's facts",
    data: "retention/sbg-retention.csv",
    tolerance: 1e-6,
    measure: "absolute",
    answers: ([1, 2] as const).map((column) => ({
      call: column === 1 ? "regular" : "high end",
      expected: column === 1 ? -1679.602833 : -1605.314213,
      actual: () => {
        const fit = betaWeibull(column);
        return fit.kind === "fitted" ? fit.logLikelihood : 0;
      },
    })),
  },
  {
    of: "renewalLogLikelihood",
    reference: "mpmath 1.3 at 40 digits, lost and censored in each of five periods",
    tolerance: 1e-13,
    answers: [
      { call: "shifted beta", expected: -31.07000664686474, actual: () => renewalLogLikelihood({ alpha: 0.7, beta: 1.2 }, mixed) },
      {
        call: "with a shape of 1.28",
        expected: -31.3075200425608,
        actual: () => renewalLogLikelihood({ alpha: 0.45, beta: 0.78, shape: 1.28 }, mixed),
      },
    ],
  },
  {
    of: "renewalSurvival",
    reference: "mpmath 1.3 at 40 digits",
    tolerance: 1e-13,
    answers: [
      {
        call: "shape 1.28 after 20",
        expected: 0.135912978848881,
        actual: () => renewalSurvival({ alpha: 0.45, beta: 0.78, shape: 1.28 }, 20),
      },
    ],
  },
  {
    of: "renewalSurvival",
    part: "published",
    reference: "S(12) of the reference data's facts",
    tolerance: 1e-4,
    isRounded: true,
    answers: [
      { call: "regular", expected: 0.17004, actual: () => renewalSurvival({ alpha: 0.7040772, beta: 1.1820429 }, 12) },
      { call: "high end", expected: 0.378, actual: () => renewalSurvival({ alpha: 0.6680883, beta: 3.8060949 }, 12) },
    ],
  },
  {
    of: "shiftedBetaDiscounted",
    part: "reference",
    reference: "reference-numbers.json, retention.sbg.derl_d10: after the first renewal, its payment counted",
    tolerance: 1e-9,
    answers: reference.slice(0, 2).map(({ name }) => ({
      call: name,
      expected: number(name, "derl_d10"),
      actual: () => shiftedBetaDiscounted({ alpha: number(name, "alpha"), beta: number(name, "beta") }, 0.1, { moment: "after" }),
    })),
  },
  {
    of: "shiftedBetaDiscounted",
    reference: "mpmath 1.3 at 40 digits, the sum over 1,200 periods",
    tolerance: 1e-13,
    answers: [
      { call: "before the first", expected: 3.0076503535844012, actual: () => shiftedBetaDiscounted({ alpha: 0.7, beta: 1.2 }, 0.1) },
      {
        call: "before the fourth",
        expected: 5.469827099256769,
        actual: () => shiftedBetaDiscounted({ alpha: 0.7, beta: 1.2 }, 0.1, { renewal: 4 }),
      },
    ],
  },
  { of: "renewalsOf", heldBy: "renewals add up to the cohort" },
];
