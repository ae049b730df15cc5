import type { Answers } from "../../../../test/known-answers.ts";
import { minimizeBfgs } from "./bfgs.ts";
import { findMinimum, findRoot } from "./brent.ts";
import { numericalGradient, numericalHessian, standardErrors } from "./derivatives.ts";
import { minimizeNelderMead } from "./nelder-mead.ts";
import type { Objective } from "./problem.ts";

const rosenbrock: Objective = ([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
const beale: Objective = ([x = 0, y = 0]) => (1.5 - x + x * y) ** 2 + (2.25 - x + x * y * y) ** 2 + (2.625 - x + x * y ** 3) ** 2;
/** Its minimum is flat to the fourth order. */
const powell: Objective = ([a = 0, b = 0, c = 0, d = 0]) => (a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4 + 10 * (a - d) ** 4;
const wave: Objective = ([x = 0, y = 0]) => Math.exp(x) * Math.sin(y);
/** The negative log likelihood of an exponential rate, told by its logarithm, for 10 waits that sum to 25. */
const waits: Objective = ([log = 0]) => 25 * Math.exp(log) - 10 * log;

const errorsOf = (objective: Objective, at: number[]): ArrayLike<number> => {
  const outcome = standardErrors(numericalHessian(objective, at));
  return outcome.kind === "known" ? outcome.errors : [];
};

const rootOf = (f: (x: number) => number, low: number, high: number): number => {
  const outcome = findRoot(f, [low, high]);
  return outcome.kind === "converged" ? outcome.at : Number.NaN;
};

export const answers: readonly Answers[] = [
  {
    of: "minimizeBfgs",
    reference: "the minima of Rosenbrock's and Beale's functions, in closed form",
    tolerance: 1e-11,
    answers: [
      { call: "Rosenbrock from (-1.2, 1)", expected: [1, 1], actual: () => minimizeBfgs({ objective: rosenbrock }, [-1.2, 1]).at },
      { call: "Beale from (1, 1)", expected: [3, 0.5], actual: () => minimizeBfgs({ objective: beale }, [1, 1]).at },
    ],
  },
  {
    of: "minimizeBfgs",
    part: "likelihood",
    reference: "log(10 / 25), the maximum in closed form",
    tolerance: 1e-12,
    answers: [{ call: "an exponential rate", expected: Math.log(10 / 25), actual: () => minimizeBfgs({ objective: waits }, [0]).at }],
  },
  {
    of: "minimizeNelderMead",
    reference: "the minima of Rosenbrock's and Beale's functions, in closed form",
    tolerance: 1e-6,
    answers: [
      { call: "Rosenbrock from (-1.2, 1)", expected: [1, 1], actual: () => minimizeNelderMead(rosenbrock, [-1.2, 1]).at },
      { call: "Beale from (1, 1)", expected: [3, 0.5], actual: () => minimizeNelderMead(beale, [1, 1]).at },
    ],
  },
  {
    of: "minimizeNelderMead",
    part: "value",
    reference: "the minimum of Powell's singular function, 0",
    tolerance: 1e-10,
    measure: "absolute",
    isRounded: true,
    answers: [{ call: "Powell from (3, -1, 0, 1)", expected: 0, actual: () => minimizeNelderMead(powell, [3, -1, 0, 1]).value }],
  },
  {
    of: "numericalGradient",
    reference: "the gradient of exp(x) sin(y) in closed form",
    tolerance: 1e-11,
    answers: [
      {
        call: "at (0.5, 2)",
        expected: [Math.exp(0.5) * Math.sin(2), Math.exp(0.5) * Math.cos(2)],
        actual: () => numericalGradient(wave, [0.5, 2]),
      },
      {
        call: "at (-3, 0.1)",
        expected: [Math.exp(-3) * Math.sin(0.1), Math.exp(-3) * Math.cos(0.1)],
        actual: () => numericalGradient(wave, [-3, 0.1]),
      },
    ],
  },
  {
    of: "numericalHessian",
    reference: "the second derivatives of exp(x) sin(y) in closed form",
    tolerance: 1e-8,
    answers: [
      {
        call: "at (0.5, 2)",
        expected: [Math.sin(2), Math.cos(2), Math.cos(2), -Math.sin(2)].map((value) => Math.exp(0.5) * value),
        actual: () => numericalHessian(wave, [0.5, 2]).values,
      },
    ],
  },
  {
    of: "standardErrors",
    reference: "1 / sqrt(10), the error of the log of an exponential rate from 10 waits",
    tolerance: 1e-9,
    answers: [{ call: "an exponential rate", expected: [1 / Math.sqrt(10)], actual: () => errorsOf(waits, [Math.log(0.4)]) }],
  },
  {
    of: "findRoot",
    reference: "roots in closed form: 2^(1/3), log 7, pi",
    tolerance: 1e-15,
    answers: [
      { call: "x^3 - 2", expected: Math.cbrt(2), actual: () => rootOf((x) => x ** 3 - 2, 0, 5) },
      { call: "exp(x) - 7", expected: Math.log(7), actual: () => rootOf((x) => Math.exp(x) - 7, -50, 50) },
      { call: "sin(x)", expected: Math.PI, actual: () => rootOf(Math.sin, 2, 4) },
    ],
  },
  {
    of: "findMinimum",
    reference: "minima in closed form: 2, exp(-1)",
    tolerance: 1e-7,
    answers: [
      { call: "(x - 2)^2", expected: 2, actual: () => findMinimum((x) => (x - 2) ** 2, [-10, 35]).at },
      { call: "x log x", expected: Math.exp(-1), actual: () => findMinimum((x) => x * Math.log(x), [1e-9, 3]).at },
    ],
  },
];
