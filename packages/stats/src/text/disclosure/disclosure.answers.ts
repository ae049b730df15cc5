import type { Answers } from "../../../../../test/known-answers.ts";

export const answers: readonly Answers[] = [
  { of: "disclosuresIn", heldBy: "on sentences of video descriptions precision and recall are above the keywords of the study" },
  { of: "disclosuresIn", heldBy: "all sentences that were made for it in six languages are read as their label says, in any normal form" },
  { of: "referralLinksIn", heldBy: "links of programs are told by host, path and parameter" },
];
