import type { Answers } from "../../../../../test/known-answers.ts";
import { californiaPanel, geoLiftPanel } from "../../../../../test/reference-panels.ts";
import { referenceNumber } from "../../../../../test/reference-data.ts";
import type { Estimator } from "../estimate/estimator.ts";
import { conformalTest } from "./conformal.ts";
import { crossFittedEffect, type CrossFittedOutcome } from "./cross-fitted.ts";
import { jackknifePlus } from "./jackknife-plus.ts";
import { placeboInSpace } from "./placebo-space.ts";
import { placeboInTime } from "./placebo-time.ts";
import type { PooledEstimator } from "./refit.ts";

const control = (fixedEffects: boolean): PooledEstimator & Estimator => ({ kind: "synthetic-control", fixedEffects });
const [california, geoLift] = [californiaPanel(), geoLiftPanel()];
const [smoking, cities] = ["geo/california-prop99.csv", "geo/geolift-test.csv"];

const numpy = "numpy and scipy.optimize.nnls, polished on the support, each refit by itself";
const estimators: readonly (readonly [string, PooledEstimator])[] = [
  ["even weights", { kind: "difference-in-differences" }],
  ["levels", control(false)],
  ["fixed effects", control(true)],
];

const jackknifed: readonly (readonly number[])[] = [
  [-38.84495590394737, -14.57595017213449, -24.399998717105277, -0.13099298529239434, -47.671054239210534, -23.40204850739765],
  [-23.574008123606113, -13.62439596106099, -14.183929745005372, -4.23431758246025, -30.676289882447733, -20.72667771990261],
  [-15.121665393668671, -7.233731432896981, -11.423113724657966, -2.8672873569651927, -21.919396870610022, -13.881667834353834],
];
/** Standard error, p, ratio. */
const spaced: readonly (readonly number[])[] = [
  [17.2868000787261, 4 / 39, 3.9820074589996297],
  [10.633045729521779, 3 / 39, 12.43996886961318],
  [10.06921943383345, 3 / 39, 12.55647930817485],
];
const timed: readonly (readonly number[])[] = [
  [-10.837104500499994, -10.505835008502382, -10.002191040793855, -9.043278040700415, -9.046352919477446],
  [-0.7689708613261275, -0.9899870711865276, -1.3036465989752457, -2.9485273145113213, -4.133780316622927],
  [-0.5340673835371718, -0.08554887310929189, -0.3290294459392925, -1.0425773124691147, -2.5684715874957336],
];
/** Shifts, of 31, with residuals as large, under effects of 0, -10, -20 and -30. */
const shifts: readonly (readonly number[])[] = [
  [11, 12, 11, 13],
  [3, 6, 9, 13],
  [17, 23, 13, 13],
];

/** Effect, standard error, p and the ends of the interval of 90 %. */
const crossFitted: readonly (readonly number[])[] = [
  [-26.389400464692987, 6.185674648570469, 0.050793555365885264, -44.45148124327835, -8.327319686107625],
  [-17.99112145922308, 1.5631569349442265, 0.0074645679176227825, -22.555517169090145, -13.426725749356015],
  [-11.985948558002214, 2.3971888327492126, 0.03774952521894852, -18.98570538301489, -4.986191732989537],
];
const crossFittedCities = [170.27586583090832, 32.09964816936923, 0.03374932429304819, 76.54535604192233, 264.0063756198943];

const crossFittedFigures = (found: CrossFittedOutcome): number[] =>
  found.kind === "estimated" ? [found.att, found.standardError, found.p, found.interval.lower, found.interval.upper] : [];

export const answers: readonly Answers[] = [
  {
    of: "crossFittedEffect",
    reference: "numpy and scipy.optimize.nnls, polished on the support, scipy.stats.t",
    data: smoking,
    tolerance: 1e-11,
    answers: estimators.map(([name, estimator], at) => ({
      call: `${name}: three folds`,
      expected: crossFitted[at] ?? [],
      actual: () => crossFittedFigures(crossFittedEffect(california, { estimator })),
    })),
  },
  {
    of: "crossFittedEffect",
    part: "blocks as long as treatment",
    reference: "numpy and scipy.optimize.nnls, polished on the support, scipy.stats.t",
    data: cities,
    tolerance: 1e-11,
    answers: [{ call: "fixed effects", expected: crossFittedCities, actual: () => crossFittedFigures(crossFittedEffect(geoLift)) }],
  },
  {
    of: "jackknifePlus",
    reference: numpy,
    data: smoking,
    tolerance: 1e-11,
    answers: estimators.map(([name, estimator], at) => ({
      call: `${name}: the mean effect, the first and the last year's`,
      expected: jackknifed[at] ?? [],
      actual: () => {
        const found = jackknifePlus(california, estimator);
        if (found.kind !== "estimated") return [];
        return [found.average, ...found.periods.slice(0, 1), ...found.periods.slice(-1)].flatMap(({ lower, upper }) => [lower, upper]);
      },
    })),
  },
  {
    of: "placeboInSpace",
    reference: numpy,
    data: smoking,
    tolerance: 1e-11,
    answers: estimators.map(([name, estimator], at) => ({
      call: `${name}: standard error, p, ratio`,
      expected: spaced[at] ?? [],
      actual: () => {
        const found = placeboInSpace(california, { estimator });
        return found.kind === "compared" ? [found.standardError, found.p, found.ratio] : [];
      },
    })),
  },
  {
    of: "placeboInTime",
    reference: numpy,
    data: smoking,
    tolerance: 1e-11,
    answers: estimators.map(([name, estimator], at) => ({
      call: `${name}: five years from 1980 to 1984 on`,
      expected: timed[at] ?? [],
      actual: () => {
        const found = placeboInTime(california, { estimator, length: 5, history: 10 });
        return found.kind === "compared" ? found.placebos.map(({ att }) => att) : [];
      },
    })),
  },
  {
    of: "conformalTest",
    part: "block",
    reference: numpy,
    data: smoking,
    tolerance: 1e-14,
    answers: estimators.map(([name, estimator], at) => ({
      call: `${name}: p of 0, -10, -20, -30`,
      expected: (shifts[at] ?? []).map((count) => count / 31),
      actual: () =>
        [0, -10, -20, -30].map((effect) => {
          const found = conformalTest(california, { estimator, effect });
          return found.kind === "tested" ? found.p : Number.NaN;
        }),
    })),
  },
  {
    of: "conformalTest",
    part: "block",
    reference: "105 shifts of the residuals at the exact optimum",
    data: cities,
    tolerance: 1e-14,
    answers: [true, false].map((fixedEffects) => ({
      call: `p with fixed effects ${fixedEffects}`,
      expected: [referenceNumber(`geo.geolift_chicago_portland.${fixedEffects ? "fixed_effects" : "no_fixed_effects"}.p_conformal_block`)],
      actual: () => {
        const found = conformalTest(geoLift, { estimator: control(fixedEffects) });
        return found.kind === "tested" ? [found.p] : [];
      },
    })),
  },
];
