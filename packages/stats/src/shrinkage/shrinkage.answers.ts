import type { Answers } from "../../../../test/known-answers.ts";
import { fixtureText, referenceNumber, tableRows } from "../../../../test/reference-data.ts";
import { betaBinomialShrinkage, type RatePrior } from "./beta-binomial.ts";
import { gammaPoissonShrinkage, type CountPrior } from "./gamma-poisson.ts";
import { jamesStein } from "./james-stein.ts";
import { normalShrinkage, type SpreadEstimator } from "./normal-shrinkage.ts";
import type { PriorEstimator } from "./shrunk-unit.ts";

const creators = tableRows(fixtureText("experiments/eb-creators-reference.csv")).map((row) => row.slice(1).map(Number));
const players = tableRows(fixtureText("experiments/efron-morris-1970.csv")).map((row) => row.slice(1).map(Number));

const rates = (rows: readonly number[][], estimator: PriorEstimator = "marginal-likelihood") => {
  const units = rows.map(([trials = 0, successes = 0]) => ({ trials, successes }));
  const outcome = betaBinomialShrinkage(units, { estimator });
  if (outcome.kind !== "shrunk") throw new RangeError(`the fixture must shrink: got ${outcome.kind}`);
  return outcome;
};
const pair = (prior?: RatePrior): number[] => (prior === undefined ? [] : [prior.alpha, prior.beta]);

const counts = [3, 0, 7, 2, 15, 1, 4, 0, 22, 6];
const exposures = [1.2, 0.5, 2, 0.8, 6, 0.3, 3, 0.7, 4, 1.5];
const rateOfCounts = (estimator: PriorEstimator = "marginal-likelihood") => {
  const units = counts.map((count, at) => ({ count, exposure: exposures[at] ?? 0 }));
  const outcome = gammaPoissonShrinkage(units, { estimator });
  if (outcome.kind !== "shrunk") throw new RangeError(`the counts must shrink: got ${outcome.kind}`);
  return outcome;
};
const countPair = (prior?: CountPrior): number[] => (prior === undefined ? [] : [prior.shape, prior.rate]);

const lifts = [0.12, -0.4, 1.9, 0.75, 2.6, -0.2, 0.3, 1.1, 3, 0.05];
const errors = [0.2, 0.5, 0.3, 0.6, 0.25, 0.9, 0.4, 0.35, 0.7, 0.15];
const drawn = (estimator: SpreadEstimator) => {
  const outcome = normalShrinkage(
    lifts.map((estimate, at) => ({ estimate, standardError: errors[at] ?? 0 })),
    { estimator },
  );
  if (outcome.kind === "too-few") throw new RangeError("the lifts must shrink");
  return outcome;
};

const schools = [28, 8, -3, 7, -1, 1, 18, 12].map((estimate, at) => ({
  estimate,
  standardError: [15, 10, 16, 11, 9, 11, 10, 18][at] ?? 0,
}));

const averages = players.map(([bats = 0, hits = 0]) => hits / bats);
const rest = players.map(([, , bats = 0, hits = 0]) => hits / bats);
const grand = averages.reduce((sum, value) => sum + value, 0) / averages.length;
const stein = (values: readonly number[], variance: number) => {
  const outcome = jamesStein(values, variance);
  if (outcome.kind !== "shrunk") throw new RangeError("the averages must shrink");
  return outcome;
};
const squaredError = (values: ArrayLike<number>, truth: readonly number[]): number =>
  truth.reduce((sum, value, at) => sum + ((values[at] ?? Number.NaN) - value) ** 2, 0);
const arcsine = (rate: number): number => Math.sqrt(45) * Math.asin(2 * rate - 1);

export const answers: readonly Answers[] = [
  {
    of: "betaBinomialShrinkage",
    part: "marginal likelihood",
    reference: "mpmath 1.3 at 40 digits, findroot of the likelihood's slopes, its second derivatives by diff",
    data: "experiments/eb-creators.csv",
    tolerance: 1e-7,
    answers: [
      { call: "prior", expected: [7.792810057617157, 257.7884598372675], actual: () => pair(rates(creators).prior) },
      { call: "standard errors", expected: [8.429629920805295, 300.7848897043605], actual: () => pair(rates(creators).standardErrors) },
      { call: "log likelihood", expected: -29.61420452508983, actual: () => rates(creators).logLikelihood },
    ],
  },
  {
    of: "betaBinomialShrinkage",
    part: "posterior means and intervals",
    reference: "reference data, experiments.eb_creators, to the accuracy of its prior",
    data: "experiments/eb-creators-reference.csv",
    tolerance: 1e-6,
    answers: creators.map(([trials, successes, , ...expected], at) => ({
      call: `${successes} of ${trials}`,
      expected,
      actual: () => {
        const unit = rates(creators).units[at];
        return unit === undefined ? [] : [unit.estimate, unit.low, unit.high];
      },
    })),
  },
  {
    of: "betaBinomialShrinkage",
    part: "integrated",
    reference: "numpy 2.4 and scipy 1.17, a grid of 1,500 means by 1,500 sizes, brentq of the mixture's cdf",
    data: "experiments/eb-creators.csv",
    tolerance: 1e-4,
    answers: [8, 10].map((at) => ({
      call: `unit ${at}: estimate, low, high`,
      expected:
        at === 8
          ? [0.024734042140903963, 0.00531994759725992, 0.05281136515104725]
          : [0.04692390913858319, 0.012041595070189861, 0.14289216741688607],
      actual: () => {
        const unit = rates(creators, "integrated").units[at];
        return unit === undefined ? [] : [unit.estimate, unit.low, unit.high];
      },
    })),
  },
  {
    of: "betaBinomialShrinkage",
    part: "moments",
    reference: "numpy 2.4, Kleinman's equation with weights n",
    data: "experiments/eb-creators.csv",
    tolerance: 1e-14,
    answers: [{ call: "prior", expected: [2.8391090851931513, 109.1182114441217], actual: () => pair(rates(creators, "moments").prior) }],
  },
  {
    of: "betaBinomialShrinkage",
    part: "nearly flat likelihood",
    reference: "mpmath 1.3 at 40 digits, findroot of the likelihood's slopes",
    data: "experiments/efron-morris-1970.csv",
    tolerance: 1e-7,
    answers: [{ call: "prior", expected: [210.550835977517, 582.6859850720415], actual: () => pair(rates(players).prior) }],
  },
  {
    of: "betaBinomialShrinkage",
    part: "Efron and Morris",
    reference: "reference-numbers.json, experiments.efron_morris.beta_binomial (VGAM)",
    data: "experiments/efron-morris-1970.csv",
    tolerance: 1e-5,
    answers: [
      {
        call: "alpha, beta, log likelihood",
        expected: ["alpha", "beta", "LL"].map((part) => referenceNumber(`experiments.efron_morris.beta_binomial.${part}`)),
        actual: () => [...pair(rates(players).prior), rates(players).logLikelihood],
      },
    ],
  },
  {
    of: "gammaPoissonShrinkage",
    part: "marginal likelihood",
    reference: "mpmath 1.3 at 40 digits, findroot of the slopes, diff; scipy 1.17, gamma.ppf for the intervals",
    tolerance: 1e-7,
    answers: [
      { call: "prior", expected: [7.694814467819562, 2.685160634818198], actual: () => countPair(rateOfCounts().prior) },
      { call: "standard errors", expected: [8.395476411881, 2.874859794738494], actual: () => countPair(rateOfCounts().standardErrors) },
      { call: "log likelihood", expected: -21.918858003877876, actual: () => rateOfCounts().logLikelihood },
      {
        call: "posterior means",
        expected: [2.7527341783437, 2.415832464995526, 3.136459048727958],
        actual: () =>
          rateOfCounts()
            .units.slice(0, 3)
            .map(({ estimate }) => estimate),
      },
      {
        call: "intervals",
        expected: [1.3583187878857188, 4.631335306148923, 1.0222841870661643, 4.398289619356854],
        actual: () =>
          rateOfCounts()
            .units.slice(0, 2)
            .flatMap(({ low, high }) => [low, high]),
      },
    ],
  },
  {
    of: "gammaPoissonShrinkage",
    part: "moments",
    reference: "numpy 2.4, the weighted squares less what chance makes of them",
    tolerance: 1e-13,
    answers: [{ call: "prior", expected: [7.012346456692912, 2.3374488188976374], actual: () => countPair(rateOfCounts("moments").prior) }],
  },
  {
    of: "normalShrinkage",
    part: "spread and mean",
    reference: "scipy 1.17, brentq of the slope of the (restricted) likelihood, of Paule and Mandel's equation",
    tolerance: 1e-13,
    answers: [
      { call: "reml", expected: [1.151896860208038, 0.9296590655114894], actual: () => [drawn("reml").variance, drawn("reml").mean] },
      { call: "ml", expected: [1.0126182599818825, 0.929878094598063], actual: () => [drawn("ml").variance, drawn("ml").mean] },
      {
        call: "moments",
        expected: [1.1723340076938427, 0.9296244125623702],
        actual: () => [drawn("moments").variance, drawn("moments").mean],
      },
    ],
  },
  {
    of: "normalShrinkage",
    part: "Paule and Mandel",
    reference: "statsmodels 0.15, combine_effects(y, s**2, method_re='iterated').tau2, which stops at 1e-5",
    tolerance: 1e-6,
    answers: [{ call: "moments", expected: 1.1723338615028072, actual: () => drawn("moments").variance }],
  },
  {
    of: "normalShrinkage",
    part: "integrated",
    reference: "scipy 1.17, quad over the standard deviation of true values, brentq of the mixture's cdf",
    data: "eight schools of Rubin (1981)",
    tolerance: 1e-10,
    answers: [
      {
        call: "units A and C: estimate, standard error, low, high",
        expected: [
          11.400260870444296, 8.341416237497297, -2.1050164004870195, 31.62342190599754, 6.130746856933377, 7.7651673878177325,
          -11.482269242232192, 20.45918489404143,
        ],
        actual: () => {
          const outcome = normalShrinkage(schools);
          if (outcome.kind === "too-few") return [];
          return [0, 2].flatMap((at) => {
            const unit = outcome.units[at];
            return unit === undefined ? [] : [unit.estimate, unit.standardError, unit.low, unit.high];
          });
        },
      },
    ],
  },
  {
    of: "normalShrinkage",
    part: "predictors and standard errors",
    reference: "numpy 2.4, g1 + g2 + 2 g3 of Datta, Rao and Smith",
    tolerance: 1e-13,
    answers: [
      {
        call: "estimates",
        expected: [
          0.14717211841199646, -0.16288215216592838, 1.8296795998909792, 0.7927788861041993, 2.5140344381426942, 0.26639752660967,
          0.37679372787420373, 1.0836261645595737, 2.3821371594736886, 0.06685318621381738,
        ],
        actual: () => drawn("reml").units.map(({ estimate }) => estimate),
      },
      {
        call: "standard errors",
        expected: [
          0.19873155245600155, 0.4755515720196316, 0.2953821777648183, 0.5559789739113622, 0.24742909847100622, 0.7493960630526035,
          0.38821341091570655, 0.3423819211447992, 0.6285778916677478, 0.14948213851583922,
        ],
        actual: () => drawn("reml").units.map(({ standardError }) => standardError),
      },
    ],
  },
  {
    of: "jamesStein",
    reference: "reference-numbers.json, experiments.efron_morris: factor, squared errors, ratio; Efron and Morris (1975) by arcsine",
    data: "experiments/efron-morris-1970.csv",
    tolerance: 1e-9,
    answers: [
      {
        call: "averages, variance m (1 - m) / 45",
        expected: ["grand_mean", "js_shrink_1977", "sse_mle", "sse_js", "ratio"].map((part) =>
          referenceNumber(`experiments.efron_morris.${part}`),
        ),
        actual: () => {
          const { center, factor, estimates } = stein(averages, (grand * (1 - grand)) / 45);
          const [raw, drawnTo] = [squaredError(averages, rest), squaredError(estimates, rest)];
          return [center, factor, raw, drawnTo, raw / drawnTo];
        },
      },
      {
        call: "sqrt(45) asin(2 y - 1), variance 1",
        expected: ["sse_mle", "sse_js", "ratio"].map((part) => referenceNumber(`experiments.efron_morris.arcsine_1975.${part}`)),
        actual: () => {
          const [values, truth] = [averages.map(arcsine), rest.map(arcsine)];
          const [raw, drawnTo] = [squaredError(values, truth), squaredError(stein(values, 1).estimates, truth)];
          return [raw, drawnTo, raw / drawnTo];
        },
      },
    ],
  },
];
