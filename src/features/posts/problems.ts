import { defineProblems } from "../../platform/problems/problem.ts";

export const postProblems = defineProblems({
  "post-known": {
    status: 409,
    title: "The post is here already",
    help: "A post is kept once, known by its address or by the id that its source gives it. Add what it reached to the one that is here.",
  },
});
