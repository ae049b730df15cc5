import { defineProblems } from "../../platform/problems/problem.ts";

/** What a reader of kept evidence can act on. */
export const vettingProblems = defineProblems({
  "evidence-erased": {
    status: 410,
    title: "The evidence was erased with the person in it",
    help: "The score, the decision and the digest of what was frozen stay; what they rested on is gone for good.",
  },
});
