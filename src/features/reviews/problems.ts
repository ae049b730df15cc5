import { defineProblems } from "../../platform/problems/problem.ts";

export const reviewProblems = defineProblems({
  "review-closed": {
    status: 409,
    title: "The review is closed",
    help: "A closed review stays as it was, with its figures. Read what has changed since on the campaign's page; write what follows into the next review.",
  },
  "review-too-early": {
    status: 409,
    title: "The review cannot be closed yet",
    help: "A review is closed once its campaign has ended and the goal's deadline is over; until then it is preliminary and changes with the data.",
  },
});
