import type { Answers } from "../../../../test/known-answers.ts";
import { gaussLegendre } from "./gauss-legendre.ts";
import { integral } from "./integral.ts";

export const answers: readonly Answers[] = [
  {
    of: "gaussLegendre",
    part: "points",
    reference: "mpmath 1.3 at 40 digits, findroot of legendre(n, x)",
    tolerance: 1e-14,
    answers: [
      {
        call: "gaussLegendre(4)",
        expected: [-0.8611363115940526, -0.33998104358485626, 0.33998104358485626, 0.8611363115940526],
        actual: () => gaussLegendre(4).points,
      },
      { call: "gaussLegendre(64), the last", expected: 0.9993050417357722, actual: () => gaussLegendre(64).points[63] ?? 0 },
    ],
  },
  {
    of: "gaussLegendre",
    part: "weights",
    reference: "mpmath 1.3 at 40 digits, 2 / ((1 - x^2) legendre'(n, x)^2)",
    tolerance: 1e-12,
    answers: [
      {
        call: "gaussLegendre(4)",
        expected: [0.34785484513745385, 0.6521451548625462, 0.6521451548625462, 0.34785484513745385],
        actual: () => gaussLegendre(4).weights,
      },
      { call: "gaussLegendre(64), the last", expected: 0.001783280721696433, actual: () => gaussLegendre(64).weights[63] ?? 0 },
    ],
  },
  {
    of: "integral",
    reference: "the integrals in closed form",

    tolerance: 1e-13,
    answers: [
      { call: "exp over [0, 1]", expected: Math.E - 1, actual: () => integral(Math.exp, [0, 1]).value },
      { call: "the root over [0, 1]", expected: 2 / 3, actual: () => integral(Math.sqrt, [0, 1]).value },
      {
        call: "|x - 0.3| over [0, 1], its corner named",
        expected: 0.29,
        actual: () => integral((x) => Math.abs(x - 0.3), [0, 0.3, 1]).value,
      },
      {
        call: "a peak of width 1e-6, named",
        expected: Math.PI * 1e-6 - 4e-12,
        actual: () => integral((x) => 1e-12 / (x * x + 1e-12), [-0.5, 0, 0.5]).value,
      },
    ],
  },
];
