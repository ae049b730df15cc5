import type { Answers } from "../../../../../test/known-answers.ts";
import { lifetimeValue } from "./lifetime-value.ts";

export const answers: readonly Answers[] = [
  {
    of: "lifetimeValue",
    reference: "the annuity in closed form: rate spend margin (1 - (1 + d)^-n) / d",
    tolerance: 1e-13,
    answers: [
      {
        call: "2 purchases a period of 50, 40 periods at 1 %, margin 0.3",
        expected: (2 * 50 * 0.3 * (1 - 1.01 ** -40)) / 0.01,
        actual: () => lifetimeValue({ purchasesBy: (t) => 2 * t, spend: 50, periods: 40, discount: 0.01, margin: 0.3 }).value,
      },
    ],
  },
];
