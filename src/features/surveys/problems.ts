import { defineProblems } from "../../platform/problems/problem.ts";

export const surveyProblems = defineProblems({
  "survey-closed": {
    status: 409,
    title: "The survey is closed",
    help: "A closed survey takes no answers and signs no links. Open it again, or use another survey.",
  },
  "answer-was-chosen": {
    status: 409,
    title: "The answer was chosen, not written",
    help: "Whom an answer means can be decided where the customer wrote it in words of their own. A choice means what it says.",
  },
});
