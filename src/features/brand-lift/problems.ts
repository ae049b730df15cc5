import { defineProblems } from "../../platform/problems/problem.ts";

export const brandLiftProblems = defineProblems({
  "brand-lift-locked": {
    status: 409,
    title: "The plan of the survey is locked",
    help: "A locked plan never changes. Make a new one for another question.",
  },
  "brand-lift-not-locked": {
    status: 409,
    title: "The plan of the survey is not locked yet",
    help: "Lock it before the first answer is looked at: a rule that is chosen afterwards shows anything.",
  },
});
