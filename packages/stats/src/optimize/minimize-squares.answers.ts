import type { Answers } from "../../../../test/known-answers.ts";
import { minimizeSquares } from "./minimize-squares.ts";

/** NIST's reference problems: dental research, and a rational function that is hard to fit. */
const misra = {
  x: [77.6, 114.9, 141.1, 190.8, 239.9, 289, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760],
  y: [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.4, 75.47, 81.78],
};
const kowalik = {
  x: [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625],
  y: [0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246],
};

const rising = (start: readonly number[], lower?: readonly number[], upper?: readonly number[]) =>
  minimizeSquares(
    {
      residuals: ([a = 0, b = 0]) => Float64Array.from(misra.x, (x, i) => a * (1 - Math.exp(-b * x)) - (misra.y[i] ?? 0)),
      ...(lower === undefined ? {} : { lower }),
      ...(upper === undefined ? {} : { upper }),
    },
    start,
  );

const rational = (start: readonly number[]) =>
  minimizeSquares(
    {
      residuals: ([a = 0, b = 0, c = 0, d = 0]) =>
        Float64Array.from(kowalik.x, (x, i) => (a * (x * x + x * b)) / (x * x + x * c + d) - (kowalik.y[i] ?? 0)),
    },
    start,
  );

export const answers: readonly Answers[] = [
  {
    of: "minimizeSquares",
    part: "NIST",
    reference: "NIST StRD, nonlinear regression, Misra1a and MGH09, certified to eleven digits",
    tolerance: 1e-6,
    answers: [
      { call: "Misra1a from start 1", expected: [238.94212918, 5.5015643181e-4], actual: () => rising([500, 1e-4]).at },
      { call: "Misra1a from start 2", expected: [238.94212918, 5.5015643181e-4], actual: () => rising([250, 5e-4]).at },
      { call: "Misra1a, sum of squares", expected: 0.12455138894, actual: () => rising([250, 5e-4]).sumOfSquares },
      {
        call: "MGH09 from the far start",
        expected: [0.19280693458, 0.19128232873, 0.12305650693, 0.13606233068],
        actual: () => rational([25, 39, 41.5, 39]).at,
      },
      {
        call: "MGH09 from the near start",
        expected: [0.19280693458, 0.19128232873, 0.12305650693, 0.13606233068],
        actual: () => rational([0.25, 0.39, 0.415, 0.39]).at,
      },
    ],
  },
  {
    of: "minimizeSquares",
    part: "within bounds",
    reference: "scipy 1.17, brentq of the slope in the second parameter, the first being held at its bound of 200",
    tolerance: 1e-13,
    answers: [
      {
        call: "Misra1a with at most 200",
        expected: [200, 0.0006790593778031414],
        actual: () => rising([100, 5e-4], [0, 1e-5], [200, 1]).at,
      },
    ],
  },
];
