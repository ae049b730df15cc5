import { defineProblems } from "../../platform/problems/problem.ts";

export const codeProblems = defineProblems({
  "code-taken": {
    status: 409,
    title: "The code is in use at that time",
    help: "Upper and lower case and look-alike characters count as the same code. A code has one owner at a time: choose another text or another time.",
  },
});
