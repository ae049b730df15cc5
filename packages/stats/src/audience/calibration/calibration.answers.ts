import type { Answers } from "../../../../../test/known-answers.ts";
import { isotonicCalibration } from "./isotonic.ts";
import { plattCalibration } from "./platt.ts";
import { rocArea } from "./roc-area.ts";

const curveOf = (scores: number[], outcomes: number[]): number[] => {
  const found = plattCalibration(scores, outcomes);
  return found.kind === "calibrated" ? [found.intercept, found.slope] : [];
};

export const answers: readonly Answers[] = [
  {
    of: "plattCalibration",
    reference:
      "Python numpy: Newton's method on the cross entropy with the targets of Platt (1999), until it stands still: intercept, slope",
    tolerance: 1e-7,
    answers: [
      {
        call: "plattCalibration([-2, -1, 0, 1, 2, 3], [0, 0, 1, 0, 1, 1])",
        expected: [-0.26775482, 0.53550963],
        actual: () => curveOf([-2, -1, 0, 1, 2, 3], [0, 0, 1, 0, 1, 1]),
      },
      {
        call: "plattCalibration(scores, outcomes)",
        expected: [-2.121143, 4.29584309],
        actual: () => curveOf([0.1, 0.4, 0.35, 0.8, 0.65, 0.9, 0.2, 0.55, 0.7, 0.3], [0, 0, 1, 1, 0, 1, 0, 1, 1, 0]),
      },
    ],
  },
  {
    of: "isotonicCalibration",
    reference: "R 4.2 isoreg(scores, outcomes)$yf",
    tolerance: 1e-15,
    answers: [
      {
        call: "isotonicCalibration([.1, .2, ..., .8], [0, 1, 0, 0, 1, 1, 0, 1]).chances",
        expected: [0, 1 / 3, 1 / 3, 1 / 3, 2 / 3, 2 / 3, 2 / 3, 1],
        actual: () => isotonicCalibration([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], [0, 1, 0, 0, 1, 1, 0, 1]).chances,
      },
    ],
  },
  {
    of: "rocArea",
    reference: "Python numpy: all pairs of ones and zeros, DeLong's components by definition, the interval on the logit",
    tolerance: 1e-13,
    answers: [
      {
        call: "rocArea(18 scores with ties, outcomes): area, standard error, low, high",
        expected: [0.808641975308642, 0.1157304522176091, 0.4938375998428696, 0.9481948810611459],
        actual: () => {
          const scores = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3];
          const found = rocArea(scores, [0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 0]);
          return found.kind === "estimated" ? [found.area, found.standardError, found.low, found.high] : [];
        },
      },
    ],
  },
];
