import type { Answers } from "../../../../../test/known-answers.ts";
import { madeUpRegressors, madeUpSales, nileFlow } from "../../../../../test/reference-series.ts";
import { matrixOf, transposed } from "../../linear/matrix.ts";
import { structuralFit, type StructuralFit, type StructuralFitOutcome } from "./structural-fit.ts";

function fitted(outcome: StructuralFitOutcome): StructuralFit {
  if (outcome.kind !== "fitted") throw new RangeError(outcome.kind);
  return outcome;
}

const once = (make: () => StructuralFitOutcome): (() => StructuralFit) => {
  let found: StructuralFit | undefined;
  return () => (found ??= fitted(make()));
};

const variancesOf = ({ model }: StructuralFit): number[] =>
  [model.observation, model.level, model.slope, model.season?.variance].filter((one) => one !== undefined);

const sales = madeUpSales();
const flow = once(() => structuralFit(nileFlow(), {}));
const level = once(() => structuralFit(sales, {}));
const trend = once(() => structuralFit(sales, { slope: true, season: { period: 7 } }));
const explained = once(() =>
  structuralFit(sales, { season: { period: 7 } }, { regressors: transposed(matrixOf(madeUpRegressors().slice(0, 2))) }),
);

const statsmodels = "statsmodels 0.15, UnobservedComponents(..., use_exact_diffuse=True)";
const search = `${statsmodels}.loglike at its maximum, scipy 1.17 minimize(Nelder-Mead, xatol=1e-11)`;
const [days, years] = ["series/simulated-sales.csv", "series/nile.csv"];

export const answers: readonly Answers[] = [
  {
    of: "structuralFit",
    part: "variances",
    reference: search,
    data: `${years} and ${days}`,
    tolerance: 1e-6,
    answers: [
      { call: '"llevel", the Nile', expected: [15098.517751492362, 1469.1765019647737], actual: () => variancesOf(flow()) },
      { call: '"llevel", sales', expected: [37.8223190591195, 0.10475378200053295], actual: () => variancesOf(level()) },
      {
        call: '"lltrend", seasonal=7, sales, whose slope is steady: 3e-16 in the reference',
        expected: [5.675711044805489, 0.9701237026603847, 0, 0.05205938876385122],
        actual: () => variancesOf(trend()),
      },
      {
        call: '"llevel", seasonal=7, exog=visits and mails, sales',
        expected: [3.9073823551231617, 0.0862460565150689, 0.04702443439652816],
        actual: () => variancesOf(explained()),
      },
    ],
  },
  {
    of: "structuralFit",
    part: "log likelihood",
    reference: search,
    data: `${years} and ${days}`,
    tolerance: 1e-14,
    answers: [
      { call: '"llevel", the Nile', expected: -633.4645636362454, actual: () => flow().logLikelihood },
      { call: '"llevel", sales', expected: -439.17940465416314, actual: () => level().logLikelihood },
      { call: '"lltrend", seasonal=7, sales', expected: -341.7952077384384, actual: () => trend().logLikelihood },
      { call: '"llevel", seasonal=7, exog', expected: -299.78052602978613, actual: () => explained().logLikelihood },
    ],
  },
  {
    of: "structuralFit",
    part: "coefficients and their errors",
    reference: `${statsmodels}, mle_regression=False, smoothed_state and smoothed_state_cov at those variances`,
    data: days,
    tolerance: 1e-7,
    answers: [
      {
        call: "coefficients",
        expected: [0.7657442304505151, 0.32262421386450374],
        actual: () => explained().coefficients,
      },
      {
        call: "standard errors",
        expected: [0.07435644638727906, 0.052347397387014494],
        actual: () => explained().standardErrors,
      },
    ],
  },
  {
    of: "structuralFit",
    part: "R",
    reference: 'R 4.2.2, StructTS(Nile, "level")$coef, whose start has a large variance and whose search ends early',
    data: years,
    tolerance: 1e-4,
    answers: [{ call: "epsilon and level", expected: [15098.5771535974, 1469.1466192376836], actual: () => variancesOf(flow()) }],
  },
];
