import { defineProblems } from "../../../platform/problems/problem.ts";

export const fitProblems = defineProblems({
  "too-few-orders-to-fit": {
    status: 409,
    title: "There are too few orders to fit the dials to",
    help: "The detail says how many there are and how many are needed. Ask for more days, import older orders, or turn the dials by hand.",
  },
});
