import type { Answers } from "../../../../test/known-answers.ts";
import { fixtureText, referenceNumber, tableRows } from "../../../../test/reference-data.ts";
import { byLevel, formulaPanel, mainPanel, wholePanel } from "./effects-panels.answers.ts";
import { effectPredictors } from "./mixed/effect-predictors.ts";
import type { EffectsPanel } from "./panel/effects-panel.ts";
import { factorOf } from "./panel/factor.ts";
import { connectedSets } from "./panel/connected-sets.ts";
import { twoWayEffects } from "./two-way/two-way-effects.ts";
import { effectVariances, type VarianceOptions } from "./variance/effect-variances.ts";

const fixed = (panel: EffectsPanel) => {
  const outcome = twoWayEffects(panel);
  if (outcome.kind !== "estimated") throw new RangeError(`the panel must have effects: got ${outcome.kind}`);
  return outcome;
};
const variances = (panel: EffectsPanel, options: VarianceOptions) => {
  const outcome = effectVariances(panel, options);
  if (outcome.kind !== "estimated") throw new RangeError(`the panel must have variances: got ${outcome.kind}`);
  return outcome;
};
const corrected = (panel: EffectsPanel, options: VarianceOptions): number[] => {
  const { creator, offer, covariance } = variances(panel, options).corrected;
  return [creator, offer, covariance];
};
const random = (panel: EffectsPanel) => {
  const outcome = effectPredictors(panel);
  if (outcome.kind !== "estimated") throw new RangeError(`the panel must have predictors: got ${outcome.kind}`);
  return outcome;
};
const components = (panel: EffectsPanel): number[] => {
  const { creators, offers, residualVariance } = random(panel);
  return [creators.variance, offers.variance, residualVariance];
};

const [main, whole, formula] = [mainPanel(), wholePanel(), formulaPanel()];
const effectRows = tableRows(fixtureText("experiments/akm-effects-reference.csv"));
const ofType = (type: string): number[] => effectRows.filter((row) => row[1] === type).map((row) => Number(row[2]));

export const answers: readonly Answers[] = [
  {
    of: "factorOf",
    reference: "pandas 3.0, factorize(['b', 'a', 'b', 'c', 'a'])",
    tolerance: 1e-14,
    answers: [{ call: "codes", expected: [0, 1, 0, 2, 1], actual: () => factorOf(["b", "a", "b", "c", "a"]).codes }],
  },
  { of: "connectedSets", heldBy: "sets are those of a plain search from creator to creator" },
  {
    of: "connectedSets",
    part: "island",
    reference: "the reference panel as it was made: 80 x 15 and 3 x 2",
    data: "experiments/akm-panel.csv",
    tolerance: 1e-14,
    answers: [
      {
        call: "creators, offers, rows by set",
        expected: [80, 15, 719, 3, 2, 12],
        actual: () => connectedSets(whole.creator, whole.offer).sets.flatMap(({ creators, offers, rows }) => [creators, offers, rows]),
      },
    ],
  },
  {
    of: "twoWayEffects",
    part: "coefficient, standard error, sigma, degrees of freedom",
    reference: "reference-numbers.json, experiments.akm, which prints ten digits",
    data: "experiments/akm-panel.csv",
    tolerance: 1e-9,
    isRounded: true,
    answers: [
      {
        call: "main set",
        expected: ["beta_x", "se", "sigma", "df"].map((part) => referenceNumber(`experiments.akm.${part}`)),
        actual: () => {
          const { coefficients, standardErrors, residualVariance, degreesOfFreedom } = fixed(main);
          return [coefficients[0] ?? 0, standardErrors[0] ?? 0, Math.sqrt(residualVariance), degreesOfFreedom];
        },
      },
    ],
  },
  {
    of: "twoWayEffects",
    part: "effects",
    reference: "reference data, experiments/akm_effects_reference.csv",
    data: "experiments/akm-effects-reference.csv",
    tolerance: 1e-12,
    answers: [
      { call: "creators", expected: ofType("creator"), actual: () => byLevel(main.creator.levels, fixed(main).creators) },
      { call: "offers", expected: ofType("offer"), actual: () => byLevel(main.offer.levels, fixed(main).offers) },
    ],
  },
  {
    of: "twoWayEffects",
    part: "with formats and two covariates",
    reference: "numpy 2.4, linalg.lstsq on dense indicators, offers and formats moved to mean 0 over rows",
    tolerance: 1e-12,
    answers: [
      {
        call: "creators",
        expected: [
          14.868910392942304, 16.771793060538855, 20.52425631195185, 19.526082764789614, 22.11208239171574, 23.584436956155262,
          24.512939006584034, 26.253676025739704, 26.8657852475753, 30.16200192900354, 31.148409929776626,
        ],
        actual: () => byLevel(formula.creator.levels, fixed(formula).creators),
      },
      {
        call: "offers and formats",
        expected: [
          0.36683933422380016, 0.5314127135490739, -0.714832380660974, -1.7848383155253704, -0.3353247149347778, 2.4735235355368395,
        ],
        actual: () => [
          ...byLevel(formula.offer.levels, fixed(formula).offers),
          ...byLevel(formula.format?.levels ?? [], fixed(formula).formats),
        ],
      },
      {
        call: "coefficients, standard errors, residual variance",
        expected: [0.23012000338555968, 0.09530953326929746, 0.35375075566203495, 0.21971206917738176, 10.37940175162668],
        actual: () => {
          const { coefficients, standardErrors, residualVariance } = fixed(formula);
          return [...coefficients, ...standardErrors, residualVariance];
        },
      },
    ],
  },
  {
    of: "effectVariances",
    part: "plug-in and homoskedastic",
    reference: "reference-numbers.json, experiments.akm: var_creator, var_offer, cov, bias_corrected",
    data: "experiments/akm-panel.csv",
    tolerance: 1e-9,
    isRounded: true,
    answers: [
      {
        call: "plug-in",
        expected: ["var_creator", "var_offer", "cov"].map((part) => referenceNumber(`experiments.akm.${part}`)),
        actual: () => Object.values(variances(whole, { correction: "homoskedastic" }).plugIn) as number[],
      },
      {
        call: "homoskedastic",
        expected: [0, 1, 2].map((part) => referenceNumber(`experiments.akm.bias_corrected.${part}`)),
        actual: () => corrected(whole, { correction: "homoskedastic" }),
      },
    ],
  },
  {
    of: "effectVariances",
    part: "leave-out",
    reference: "numpy 2.4, Kline, Saggio and Solvsten's formula on dense matrices, the outcome less its mean",
    data: "experiments/akm-panel.csv",
    tolerance: 1e-12,
    answers: [
      {
        call: "main set, one covariate",
        expected: [0.3727175411348833, 0.24277974206257355, 0.07703346191560753],
        actual: () => corrected(whole, {}),
      },
    ],
  },
  {
    of: "effectVariances",
    part: "with formats and two covariates",
    reference: "numpy 2.4, the same formulas on dense indicators",
    tolerance: 1e-11,
    answers: [
      {
        call: "leave-out",
        expected: [23.306593443078462, -0.019261096052121413, -0.06890223413306093],
        actual: () => corrected(formula, {}),
      },
      {
        call: "homoskedastic",
        expected: [23.200852321044998, -0.011063319281194417, -0.05797672380791929],
        actual: () => corrected(formula, { correction: "homoskedastic" }),
      },
    ],
  },
  {
    of: "effectPredictors",
    part: "variances and deviance",
    reference: "reference-numbers.json, experiments.akm.lmer (lme4, which stops at some 1e-6)",
    data: "experiments/akm-panel.csv",
    tolerance: 1e-5,
    answers: [
      {
        call: "main set",
        expected: ["var_creator", "var_offer", "var_resid", "reml"].map((part) => referenceNumber(`experiments.akm.lmer.${part}`)),
        actual: () => [...components(main), random(main).deviance],
      },
    ],
  },
  {
    of: "effectPredictors",
    part: "predictors of lme4",
    reference: "reference data, experiments/akm_blup_reference.csv",
    data: "experiments/akm-blup-reference.csv",
    tolerance: 1e-6,
    measure: "absolute",
    answers: [
      {
        call: "creators and offers of the main set",
        expected: tableRows(fixtureText("experiments/akm-blup-reference.csv")).map((row) => Number(row[1])),
        actual: () => [
          ...byLevel(main.creator.levels, random(main).creators.effects),
          ...byLevel(main.offer.levels, random(main).offers.effects),
        ],
      },
    ],
  },
  {
    of: "effectPredictors",
    part: "statsmodels",
    reference: "statsmodels 0.15, mixedlm('y ~ x', groups=1, vc_formula={creator, offer}).fit(reml=True), which stops at some 1e-5",
    data: "experiments/akm-panel.csv",
    tolerance: 1e-4,
    answers: [
      {
        call: "with the island: variances, slope, deviance",
        expected: [0.35430334, 0.23635523, 0.2421785349320088, 0.232504, 1309.2496352399212],
        actual: () => [...components(whole), random(whole).fixed[1] ?? 0, random(whole).deviance],
      },
    ],
  },
  {
    of: "effectPredictors",
    part: "with formats and two covariates",
    reference: "numpy 2.4 and scipy 1.17, dense equations of Henderson at the root of the likelihood's slopes",
    tolerance: 1e-6,
    answers: [
      {
        call: "variances and deviance",
        expected: [25.013879239636083, 0.06264694618449747, 10.301359480829829, 329.81778169596237],
        actual: () => [...components(formula), random(formula).deviance],
      },
      {
        call: "fixed part but for its level, and its standard errors",
        expected: [
          0.1985410478330487, 0.08923553287612376, 1.440148233986734, 4.150417177668892, 0.3511579142829167, 0.2156140086250851,
          1.181596927153892, 1.2376198959040647,
        ],
        actual: () => [...random(formula).fixed.slice(1), ...random(formula).fixedStandardErrors.slice(1)],
      },
      {
        call: "level and its standard error",
        expected: [21.619174418991363, 1.842773478835121],
        actual: () => [random(formula).fixed[0] ?? 0, random(formula).fixedStandardErrors[0] ?? 0],
      },
      {
        call: "creators",
        expected: [
          -7.857524933069081, -6.001978832361349, -2.5801529021420797, -3.6193968240420427, -1.1012597789659968, 0.2521293648800125,
          1.2071958571996195, 2.8227561423154004, 3.295332963065317, 6.347611739858488, 7.235287203261683,
        ],
        actual: () => byLevel(formula.creator.levels, random(formula).creators.effects),
      },
      {
        call: "standard errors of three creators and of the offers",
        expected: [1.9600580501472278, 2.032765563446461, 2.000629885294678, 0.24364189626652338, 0.24066361376646522, 0.24068760645120926],
        actual: () => [
          ...byLevel(formula.creator.levels, random(formula).creators.standardErrors).slice(0, 3),
          ...byLevel(formula.offer.levels, random(formula).offers.standardErrors),
        ],
      },
    ],
  },
];
