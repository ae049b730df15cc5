import { answersOf, type Answers } from "../../../../../test/known-answers.ts";
import { simulatedCustomers } from "../simulated-customers.answers.ts";
import { gammaGammaFit, gammaGammaLogLikelihood, gammaGammaSpend, type GammaGamma } from "./gamma-gamma.ts";

const model = { p: 6.25, q: 3.74, v: 15.44 };
const fit = gammaGammaFit(simulatedCustomers().map(({ repeats, meanSpend }) => ({ purchases: repeats, meanSpend })));
const NONE: GammaGamma = { p: 0, q: 0, v: 0 };
const rowOf = ({ p, q, v }: GammaGamma): number[] => [p, q, v];

export const answers: readonly Answers[] = [
  {
    of: "gammaGammaLogLikelihood",
    reference: "mpmath 1.3 at 40 digits, quad over the customer's own rate",
    tolerance: 1e-13,
    answers: [
      {
        call: "3 of 35, 1 of 12",
        expected: -7.784157557624134,
        actual: () =>
          gammaGammaLogLikelihood(model, [
            { purchases: 3, meanSpend: 35 },
            { purchases: 1, meanSpend: 12 },
          ]),
      },
    ],
  },
  {
    of: "gammaGammaSpend",
    reference: "conditional means of the reference data's facts",
    tolerance: 1e-8,
    isRounded: true,
    answers: answersOf("gammaGammaSpend", (meanSpend, purchases) => gammaGammaSpend(model, { purchases, meanSpend }), [
      [35, 3, 35.02792],
      [0, 0, 35.2189781],
      [100, 1, 80.2558398],
      [20, 12, 20.5364034],
    ]),
  },
  {
    of: "gammaGammaFit",
    part: "parameters",
    reference: "scipy 1.17, minimize(Nelder-Mead, xatol=1e-12) over logarithms",
    data: "clv/simulated-customers.csv",
    tolerance: 1e-6,
    answers: [
      {
        call: "p, q, v",
        expected: [4.887667097271228, 4.364417628232863, 24.74508267789048],
        actual: () => rowOf(fit.kind === "too-few" ? NONE : fit.parameters),
      },
    ],
  },
  {
    of: "gammaGammaFit",
    part: "standard errors",
    reference: "numpy 2.4, inv of the extrapolated second differences of the same likelihood",
    data: "clv/simulated-customers.csv",
    tolerance: 1e-5,
    answers: [
      {
        call: "p, q, v",
        expected: [1.1955058083622738, 0.6005303798446877, 9.00199682611944],
        actual: () => rowOf(fit.kind === "fitted" ? fit.standardErrors : NONE),
      },
    ],
  },
  {
    of: "gammaGammaFit",
    part: "log likelihood",
    reference: "scipy 1.17, minimize(Nelder-Mead, xatol=1e-12) over logarithms",
    data: "clv/simulated-customers.csv",
    tolerance: 1e-14,
    answers: [{ call: "at the maximum", expected: -1183.0756289771439, actual: () => (fit.kind === "fitted" ? fit.logLikelihood : 0) }],
  },
  { of: "gammaGammaFit", heldBy: "CDNOW: Gamma-Gamma has the parameters and likelihood of the reference" },
];
