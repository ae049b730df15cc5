import type { Answers } from "../../../../test/known-answers.ts";
import { matrixOf } from "../linear/matrix.ts";
import { allocateBudget, type AllocationChannel } from "./allocation/allocate-budget.ts";
import { calibrationCurve } from "./calibration/calibration-curve.ts";
import { geometricAdstock, weibullAdstock } from "./curve/adstock.ts";
import { marginalResponse, responseAt, type ResponseCurve } from "./curve/response-curve.ts";
import { responseFit } from "./fit/response-fit.ts";
import { responseInterval } from "./fit/response-interval.ts";
import type { ResponseSeries } from "./fit/response-model.ts";

const periods = Array.from({ length: 80 }, (_, i) => i);
const spend = periods.map((i) => ((i * 37) % 101) * 1.5 + ((i * i) % 13));
const other = periods.map((i) => ((i * 53) % 89) * 0.8);
const noise = periods.map((i) => ((i * 71) % 61) / 30 - 1);
const season = periods.map((i) => (i * 7) % 11);
const most = Math.max(...other);

const hillOutcome = (): number[] => {
  const kept = geometricAdstock(spend, 0.5);
  return periods.map((i) => {
    const raised = (kept[i] ?? 0) ** 1.8;
    return 120 + (90 * raised) / (raised + 60 ** 1.8) + 0.15 * (season[i] ?? 0) + 4 * (noise[i] ?? 0);
  });
};
const hill: ResponseSeries = {
  outcome: hillOutcome(),
  channels: [{ spend, curve: "hill", adstock: "geometric" }],
  covariates: matrixOf(season.map((value) => [value])),
};

const twoOutcome = (): number[] => {
  const kept = geometricAdstock(other, 0.3);
  return periods.map((i) => 50 + 70 * (1 - Math.exp(-(spend[i] ?? 0) / 45)) + 40 * Math.sqrt((kept[i] ?? 0) / most) + 3 * (noise[i] ?? 0));
};
const two: ResponseSeries = {
  outcome: twoOutcome(),
  channels: [
    { spend, curve: "exponential", adstock: "none" },
    { spend: other, curve: "power", adstock: "geometric" },
  ],
};

const weibullOutcome = (): number[] => {
  const kept = weibullAdstock(spend, { shape: 2, scale: 3, lags: 8 });
  return periods.map((i) => 10 + 25 * (1 - Math.exp(-(kept[i] ?? 0) / 50)) + 0.5 * (noise[i] ?? 0));
};
const weibull: ResponseSeries = {
  outcome: weibullOutcome(),
  channels: [{ spend, curve: "exponential", adstock: "weibull", lags: 8 }],
};

const fitted = (series: ResponseSeries): { estimates: number[]; errors: number[]; variance: number } => {
  const fit = responseFit(series);
  if (fit.kind !== "fitted") throw new RangeError(`the series must be fitted: got ${fit.kind}`);
  return {
    estimates: fit.parameters.map(({ estimate }) => estimate),
    errors: fit.parameters.map(({ standardError }) => standardError ?? Number.NaN),
    variance: fit.residualVariance,
  };
};

const channels: readonly AllocationChannel[] = [
  { curve: { kind: "hill", scale: 100, half: 50, slope: 3 } },
  { curve: { kind: "hill", scale: 80, half: 30, slope: 2.5 } },
  { curve: { kind: "exponential", scale: 60, at: 40 } },
];
const planned = (budget: number) => {
  const plan = allocateBudget(channels, budget);
  if (plan.kind === "infeasible") throw new RangeError("the budget must suffice");
  return plan;
};

const chances = periods.map((i) => ((i * 37) % 100) / 100);
const came = periods.map((i) => ((i * 61) % 97) / 97 < (chances[i] ?? 0) * 0.8 + 0.05);
const curve = calibrationCurve(chances, came, { bins: 5, binning: "equal-width" });

const curves: readonly ResponseCurve[] = [
  { kind: "hill", scale: 90, half: 60, slope: 1.8 },
  { kind: "exponential", scale: 90, at: 45 },
  { kind: "power", scale: 40, unit: 70, exponent: 0.5 },
];

export const answers: readonly Answers[] = [
  {
    of: "geometricAdstock",
    reference: "scipy 1.17, signal.lfilter([1 - d], [1, -d], x)",
    tolerance: 1e-14,
    answers: [
      {
        call: "[100, 0, 40, 20], 0.6",
        expected: [40, 24, 30.4, 26.24],
        actual: () => geometricAdstock([100, 0, 40, 20], 0.6),
      },
    ],
  },
  {
    of: "weibullAdstock",
    reference: "numpy 2.4, the density at ages 0.5, 1.5, ... made to sum to one",
    tolerance: 1e-14,
    answers: [
      {
        call: "shape 1.7, scale 2.5, 5 ages",
        expected: [
          21.004049308801186, 31.783560638129458, 33.83717593355189, 31.79197985873727, 23.430022712951146, 11.038209538696384,
          7.835589319750243,
        ],
        actual: () => weibullAdstock([100, 0, 40, 20, 0, 0, 10], { shape: 1.7, scale: 2.5, lags: 5 }),
      },
    ],
  },
  {
    of: "responseAt",
    reference: "mpmath 1.3 at 30 digits, the formulas",
    tolerance: 1e-14,
    answers: [
      {
        call: "each curve at 25 and 200",
        expected: [15.424642552688907, 80.75345722728441, 38.36219213363105, 88.94307343886808, 23.904572186687872, 67.61234037828133],
        actual: () => curves.flatMap((one) => [responseAt(one, 25), responseAt(one, 200)]),
      },
    ],
  },
  {
    of: "marginalResponse",
    reference: "mpmath 1.3 at 30 digits, diff of the formulas",
    tolerance: 1e-14,
    answers: [
      {
        call: "each curve at 25 and 200",
        expected: [
          0.9202385854910242, 0.07466902962967435, 1.1475068414748657, 0.02348725691404273, 0.47809144373375745, 0.1690308509457033,
        ],
        actual: () => curves.flatMap((one) => [marginalResponse(one, 25), marginalResponse(one, 200)]),
      },
    ],
  },
  {
    of: "responseFit",
    part: "Hill, geometric adstock, one covariate",
    reference: "scipy 1.17, curve_fit and least_squares(jac='3-point', xtol=ftol=gtol=1e-15)",
    tolerance: 1e-6,
    answers: [
      {
        call: "parameters",
        expected: [115.75611935316851, 0.14260541865798151, 91.63571431964556, 54.64976416671062, 1.8002621970161314, 0.5001398010044285],
        actual: () => fitted(hill).estimates,
      },
      {
        call: "standard errors",
        expected: [
          2.3788695553849935, 0.09699597529875233, 6.911791155067131, 4.418482573505079, 0.21718922066713298, 0.014478580344873777,
        ],
        actual: () => fitted(hill).errors,
      },
      { call: "residual variance", expected: 5.738489328245352, actual: () => fitted(hill).variance },
    ],
  },
  {
    of: "responseFit",
    part: "exponential beside power with geometric adstock",
    reference: "scipy 1.17, least_squares within the same bounds",
    tolerance: 1e-6,
    answers: [
      {
        call: "parameters",
        expected: [47.09903423996089, 70.08733805263391, 45.329270677273435, 44.9217061072662, 0.5231065484348236, 0.35776107660240297],
        actual: () => fitted(two).estimates,
      },
      {
        call: "standard errors",
        expected: [
          1.7430923875594155, 0.9210256130133665, 1.593209378598414, 2.1213010671834387, 0.05049339361565978, 0.028393821711142873,
        ],
        actual: () => fitted(two).errors,
      },
    ],
  },
  {
    of: "responseFit",
    part: "exponential, Weibull adstock",
    reference: "scipy 1.17, least_squares(jac='3-point', xtol=ftol=gtol=1e-15)",
    tolerance: 1e-8,
    answers: [
      {
        call: "parameters",
        expected: [9.581204817700234, 24.84360190163552, 46.44702326211116, 2.032851587483809, 3.0508162270472097],
        actual: () => fitted(weibull).estimates,
      },
      {
        call: "standard errors",
        expected: [0.23769537729651682, 0.315335244597321, 1.3759855169788355, 0.040078551271077394, 0.036671177778929254],
        actual: () => fitted(weibull).errors,
      },
    ],
  },
  {
    of: "responseInterval",
    reference: "scipy 1.17 and mpmath 1.3, slopes by diff around the covariance of least_squares, t.ppf on the logarithm",
    tolerance: 1e-6,
    answers: [
      [15, 8.143380304842326, 2.021249228852282, 4.966129881125796, 13.35338470331362],
      [60, 49.66080330270974, 2.5406669297184616, 44.84789346660358, 54.99021679818479],
      [140, 77.40323787809582, 2.788405147442546, 72.04193862217959, 83.1635204243179],
    ].map(([at = 0, ...expected]) => ({
      call: `spend ${at}: response, standard error, low, high`,
      expected,
      actual: () => {
        const fit = responseFit(hill);
        if (fit.kind !== "fitted") return [];
        const { estimate, standardError, low, high } = responseInterval(fit, 0, at);
        return [estimate, standardError, low, high];
      },
    })),
  },
  {
    of: "responseBootstrap",
    heldBy: "resampled intervals of 90 % hold the truth nine times in ten, with errors that hang together and without",
  },
  {
    of: "allocateBudget",
    reference: "numpy 2.4 and scipy 1.17, a grid of 80,000 allocations, the best polished by minimize(L-BFGS-B)",
    tolerance: 1e-13,
    answers: [
      { call: "total of 50", expected: 67.09419102187597, actual: () => planned(50).total },
      { call: "total of 80", expected: 94.2209039354444, actual: () => planned(80).total },
      { call: "total of 150", expected: 167.757866283737, actual: () => planned(150).total },
    ],
  },
  {
    of: "allocateBudget",
    part: "square roots",
    reference: "by hand: spends go as the squares of the scales",
    tolerance: 1e-13,
    answers: [
      {
        call: "scales 3, 4, 12 of 169",
        expected: [9, 16, 144],
        actual: () => {
          const roots = [3, 4, 12].map((scale) => ({ curve: { kind: "power" as const, scale, unit: 1, exponent: 0.5 } }));
          const plan = allocateBudget(roots, 169);
          return plan.kind === "infeasible" ? [] : plan.spends;
        },
      },
    ],
  },
  {
    of: "calibrationCurve",
    reference: "numpy 2.4, means by bin; Murphy's terms",
    tolerance: 1e-13,
    answers: [
      {
        call: "brier, reliability, resolution, uncertainty, expected error",
        expected: [0.1309, 0.036635014399509794, 0.15640625, 0.24859375, 0.14075],
        actual: () => [curve.brier, curve.reliability, curve.resolution, curve.uncertainty, curve.expectedError],
      },
      {
        call: "mean forecasts and rates of five bins",
        expected: [0.09, 0.29411764705882354, 0.4975, 0.7006666666666668, 0.893125, 0.0625, 0, 0.5, 1, 0.8125],
        actual: () => [...curve.bins.map(({ meanForecast }) => meanForecast), ...curve.bins.map(({ rate }) => rate)],
      },
    ],
  },
];
