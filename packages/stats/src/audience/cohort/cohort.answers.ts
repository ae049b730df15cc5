import type { Answers } from "../../../../../test/known-answers.ts";
import { cohortStanding } from "./cohort-standing.ts";

const cohort = [0.012, 0.03, 0.021, 0.045, 0.008, 0.027, 0.033, 0.019, 0.05, 0.024, 0.016, 0.038];
const standing = cohortStanding(0.045, cohort);

export const answers: readonly Answers[] = [
  {
    of: "cohortStanding",
    reference: "Python statsmodels proportion_confint(10, 12, method='wilson')[0] and (11, 12)[1]; numpy for z by medians of logarithms",
    data: "twelve made-up rates",
    tolerance: 1e-13,
    answers: [
      {
        call: "cohortStanding(0.045, cohort): percentile, low, high, robust z",
        expected: [10.5 / 12, 0.5519691377470265, 0.9851349055950829, 1.1087641507994366],
        actual: () =>
          standing.kind === "placed"
            ? [standing.percentile.estimate, standing.percentile.low, standing.percentile.high, standing.robustZ?.estimate ?? 0]
            : [],
      },
    ],
  },
];
