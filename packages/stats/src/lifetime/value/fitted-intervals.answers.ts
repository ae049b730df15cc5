import type { Answers } from "../../../../../test/known-answers.ts";
import { normalDistribution } from "../../distributions/normal.ts";
import { matrixOf } from "../../linear/matrix.ts";
import { fittedIntervals, type FittedPart } from "./fitted-intervals.ts";

/** a / b with errors of 0.1 and 0.2 that go together by half, times c with an error of 0.3. */
const parts: readonly FittedPart[] = [
  {
    at: [2, 4],
    covariance: matrixOf([
      [0.01, 0.01],
      [0.01, 0.04],
    ]),
    figures: ([a = 0, b = 0]) => [(a / b) * 3],
  },
  { at: [3], covariance: matrixOf([[0.09]]), figures: ([c = 0]) => [0.5 * c] },
];
const [found] = fittedIntervals(parts, { level: 0.9 });
const logError = Math.sqrt((0.1 / 2) ** 2 + (0.2 / 4) ** 2 - (2 * 0.01) / (2 * 4) + (0.3 / 3) ** 2);
const high = 1.5 * Math.exp(normalDistribution().upperQuantile(0.05) * logError);
const of = (pick: (interval: Extract<typeof found, { kind: "estimated" }>) => number): number =>
  found?.kind === "estimated" ? pick(found) : Number.NaN;

export const answers: readonly Answers[] = [
  {
    of: "fittedIntervals",
    reference: "the log variance of a product of powers in closed form: the squared relative errors and twice their covariances",
    tolerance: 1e-12,
    answers: [
      { call: "(a / b) c, two parts, the error of the logarithm", expected: logError, actual: () => of((interval) => interval.logError) },
      { call: "its upper end at 90 %", expected: high, actual: () => of((interval) => interval.high) },
      { call: "its lower end at 90 %", expected: 1.5 ** 2 / high, actual: () => of((interval) => interval.low) },
    ],
  },
];
