import { defineProblems } from "../../platform/problems/problem.ts";

export const memberProblems = defineProblems({
  "last-owner": {
    status: 409,
    title: "A workspace needs an owner",
    help: "Make somebody else an owner first, then change or remove this one.",
  },
  "invitation-not-valid": {
    status: 410,
    title: "The invitation is not valid any more",
    help: "It was used, taken back, or is older than seven days. Ask for a new one.",
  },
});
