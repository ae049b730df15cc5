import type { Answers } from "../../../../../test/known-answers.ts";
import { matrixOf } from "../../linear/matrix.ts";
import { quantileRegression } from "./quantile-regression.ts";

const periods = Array.from({ length: 80 }, (_, i) => i);
const noise = periods.map((i) => ((i * 71) % 61) / 30 - 1);

const x = matrixOf(periods.map((i) => [1, ((i * 29) % 37) / 5, ((i * 17) % 23) - 10]));
const y = periods.map((i) => {
  const one = ((i * 29) % 37) / 5;
  return 5 + 2 * one - 0.3 * (((i * 17) % 23) - 10) + (1 + 0.4 * one) * (noise[i] ?? 0);
});
const quantileOf = (tau: number) => {
  const fit = quantileRegression(x, y, tau);
  if (fit.kind !== "fitted") throw new RangeError(`the quantile must be fitted: got ${fit.kind}`);
  return fit;
};

export const answers: readonly Answers[] = [
  {
    of: "quantileRegression",
    part: "coefficients and loss",
    reference: "scipy 1.17, linprog(method='highs-ds'), its rows of no residual solved exactly",
    tolerance: 1e-12,
    answers: [
      {
        call: "tau 0.1",
        expected: [4.147774358974358, 1.7349743589743594, -0.28018461538461525],
        actual: () => quantileOf(0.1).coefficients,
      },
      {
        call: "tau 0.5",
        expected: [4.930666666666666, 2.033333333333333, -0.29653333333333326],
        actual: () => quantileOf(0.5).coefficients,
      },
      {
        call: "tau 0.9",
        expected: [5.753806037251123, 2.359434810533077, -0.27863070006422624],
        actual: () => quantileOf(0.9).coefficients,
      },
      {
        call: "losses",
        expected: [17.534527179487192, 49.21613333333333, 17.56220937700707],
        actual: () => [0.1, 0.5, 0.9].map((tau) => quantileOf(tau).loss),
      },
    ],
  },
  {
    of: "quantileRegression",
    part: "statsmodels",
    reference: "statsmodels 0.15, QuantReg(y, x).fit(q=tau, max_iter=5000, p_tol=1e-12).params, which stop near the optimum",
    tolerance: 1e-5,
    answers: [
      {
        call: "tau 0.1",
        expected: [4.147774402366857, 1.7349740177514856, -0.2801844944115703],
        actual: () => quantileOf(0.1).coefficients,
      },
      {
        call: "tau 0.9",
        expected: [5.7538054114663515, 2.3594348139176438, -0.27863070427914105],
        actual: () => quantileOf(0.9).coefficients,
      },
    ],
  },
  {
    of: "quantileRegression",
    part: "standard errors",
    reference: "numpy 2.4, Powell's sandwich with a normal kernel and Hall and Sheather's bandwidth",
    tolerance: 1e-12,
    answers: [
      {
        call: "tau 0.1, 0.5, 0.9",
        expected: [
          0.40493834267555556, 0.12181114391069867, 0.035749466573448144, 0.5747233785777001, 0.15908424748212638, 0.04926647196059654,
          0.43043609073109484, 0.13287598663968572, 0.039116137790952646,
        ],
        actual: () => [0.1, 0.5, 0.9].flatMap((tau) => Array.from(quantileOf(tau).standardErrors ?? [])),
      },
    ],
  },
  { of: "conformalMargin", heldBy: "widened intervals hold a new outcome as often as they promise, and hardly more often" },
  { of: "pinballLoss", heldBy: "the true quantile has the least pinball loss" },
  { of: "forecastCoverage", heldBy: "coverage counts what lies within, below and above" },
];
