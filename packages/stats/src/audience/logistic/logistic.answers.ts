import type { Answers, KnownAnswer } from "../../../../../test/known-answers.ts";
import { matrixOf } from "../../linear/matrix.ts";
import { logisticChances, logisticFit, type LogisticFit, type LogisticOptions } from "./logistic-fit.ts";

const first = [
  0.2, -1.1, 0.7, 1.9, -0.4, 0.1, -2.2, 1.3, 0.6, -0.9, 2.4, -0.3, 0.8, -1.6, 0.5, 1.1, -0.7, 0.0, 1.7, -1.2, 0.9, -0.1, 0.4, -0.5,
];
const traits = matrixOf(first.map((value, at) => [value, [0, 1, 1, 0, 1, 0][at % 6] ?? 0]));
const outcomes = [0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 0];
const parted = matrixOf([1, 2, 3, 4, 5, 6, 7, 8].map((value) => [value]));

const fitted = (options: LogisticOptions, of: (fit: LogisticFit) => ArrayLike<number>, expected: readonly number[]): KnownAnswer => ({
  call: `logisticFit(traits, outcomes, ${JSON.stringify(options)})`,
  expected,
  actual: () => {
    const fit = logisticFit(traits, outcomes, options);
    return fit.kind === "fitted" ? of(fit) : [];
  },
});

export const answers: readonly Answers[] = [
  {
    of: "logisticFit",
    part: "estimates, errors, likelihoods and Wald intervals",
    reference:
      "Python statsmodels 0.15 Logit(y, X).fit(method='newton', tol=1e-14): params, bse, llf, conf_int(); the null likelihood in closed form",
    data: "24 made-up rows, two traits",
    tolerance: 1e-14,
    answers: [
      fitted(
        { interval: "wald" },
        (fit) => [...fit.coefficients, ...fit.standardErrors, fit.logLikelihood, fit.nullLogLikelihood],
        [
          0.451951514438277, 5.090713736909793, -4.027880683130251, 0.9529520597340098, 2.878336551400831, 2.4914562066890267,
          -6.70072507704476, -16.55210228056864,
        ],
      ),
      fitted(
        { interval: "wald" },
        (fit) => [...(fit.intervals?.low ?? []), ...(fit.intervals?.high ?? [])],
        [-1.4158002016336444, -0.5507222392210576, -8.911045117299523, 2.3197032305101986, 10.732149713040643, 0.8552837510390221],
      ),
    ],
  },
  {
    of: "logisticFit",
    part: "profile intervals",
    reference: "R 4.2 uniroot on glm.fit(X[, -j], y, offset = X[, j] * b)$deviance - deviance(fit) - qchisq(.95, 1), tol 1e-12",
    data: "24 made-up rows, two traits",
    tolerance: 1e-9,
    answers: [
      fitted(
        {},
        (fit) => [
          fit.intervals?.low[0] ?? 0,
          fit.intervals?.high[0] ?? 0,
          fit.intervals?.low[1] ?? 0,
          fit.intervals?.low[2] ?? 0,
          fit.intervals?.high[2] ?? 0,
        ],
        [-1.39964334668, 2.6007208859, 1.50371471408, -10.4128490638, -0.347361170106],
      ),
    ],
  },
  {
    of: "logisticFit",
    part: "Firth's estimates and errors",
    reference: "R brglm2 0.9 glm(y ~ x1 + x2, binomial, method = 'brglmFit', type = 'AS_mean', epsilon = 1e-13): coef, sqrt(diag(vcov))",
    data: "24 made-up rows, two traits; eight rows that are separated",
    tolerance: 1e-10,
    answers: [
      fitted(
        { penalty: "firth" },
        (fit) => [...fit.coefficients, ...fit.standardErrors],
        [0.2375844173572, 2.6593801874035, -2.1447344770818, 0.7948933098002, 1.3072117353876, 1.4634954171421],
      ),
      {
        call: "logisticFit(1 to 8, [0, 0, 0, 0, 1, 1, 1, 1], { penalty: 'firth' })",
        expected: [-4.647349769979, 1.032744393329, 3.1980798490118, 0.6726647810622],
        actual: () => {
          const fit = logisticFit(parted, [0, 0, 0, 0, 1, 1, 1, 1], { penalty: "firth" });
          return fit.kind === "fitted" ? [...fit.coefficients, ...fit.standardErrors] : [];
        },
      },
    ],
  },
  {
    of: "logisticFit",
    part: "Firth's profile intervals",
    reference: "Python scipy: brentq on the penalized log likelihood at its best over the other coefficients (Nelder-Mead, xatol 1e-12)",
    data: "24 made-up rows, two traits",
    tolerance: 1e-9,
    answers: [
      fitted(
        { penalty: "firth" },
        (fit) => [...(fit.intervals?.low ?? []), ...(fit.intervals?.high ?? [])],
        [-1.3150936127193533, 0.7915740276565383, -7.23350011558754, 2.002653130793427, 8.74677353277468, 0.32532518855389136],
      ),
    ],
  },
  {
    of: "logisticFit",
    part: "ridge",
    reference: "Python numpy: Newton's method on the log likelihood less ridge / 2 times the squared slopes of standardized traits",
    data: "24 made-up rows, two traits",
    tolerance: 1e-12,
    answers: [
      fitted({ penalty: { ridge: 0.5 } }, (fit) => fit.coefficients, [0.1392172155139985, 1.9186587967791715, -1.5328624970129567]),
      fitted({ penalty: { ridge: 5 } }, (fit) => fit.coefficients, [-0.012832913185964523, 0.717676094578759, -0.5837683361244196]),
    ],
  },
  {
    of: "logisticChances",
    reference: "Python scipy.special.expit",
    tolerance: 1e-14,
    answers: [
      {
        call: "logisticChances([-1, 2], [[0], [0.5], [3]])",
        expected: [0.2689414213699951, 0.5, 0.9933071490757153],
        actual: () => logisticChances([-1, 2], matrixOf([[0], [0.5], [3]])),
      },
    ],
  },
];
