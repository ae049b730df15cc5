import { defineProblems } from "../../platform/problems/problem.ts";

export const ledgerProblems = defineProblems({
  "month-closed": {
    status: 409,
    title: "The month is closed",
    help: "Nothing is booked into a closed month. Corrections are booked in the current one and name what they correct.",
  },
  "month-not-over": {
    status: 409,
    title: "The month is not over",
    help: "A month can be closed from its end on, in the workspace's zone.",
  },
});
