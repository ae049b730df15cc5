import type { Answers } from "../../../../../test/known-answers.ts";

export const answers: readonly Answers[] = [
  { of: "purchaseHistories", heldBy: "the made-up log gives the histories that are counted by hand" },
];
