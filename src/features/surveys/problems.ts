import { defineProblems } from "../../platform/problems/problem.ts";

export const surveyProblems = defineProblems({
  "survey-closed": {
    status: 409,
    title: "The survey is closed",
    help: "A closed survey takes no answers and signs no links. Open it again, or use another survey.",
  },
});
