import type { Answers } from "../../../../../test/known-answers.ts";

/** These hold data or are laws of integers. */
export const answers: readonly Answers[] = [
  { of: "packedJourneys", heldBy: "what is packed says the same as what was read, and is not packed again" },
  { of: "creditParts", heldBy: "parts of any credit sum to one billion and are off by less than one part" },
];
