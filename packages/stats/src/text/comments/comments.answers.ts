import type { Answers } from "../../../../../test/known-answers.ts";

export const answers: readonly Answers[] = [
  {
    of: "readComment",
    heldBy: "among 247 tweets that were labelled by hand questions are found with the precision and recall that are stated",
  },
  { of: "readComment", heldBy: "comments that were made for it in five languages are read as their labels say" },
];
