import type { Answers } from "../../../../../test/known-answers.ts";

/** Its numbers are random: what is held is that intervals cover what they say. */
export const answers: readonly Answers[] = [
  { of: "bootstrapAttribution", heldBy: "an interval of 90 % covers the true share of a channel nine times in ten" },
];
