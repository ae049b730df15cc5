import { defineProblems } from "../../platform/problems/problem.ts";

export const creatorProblems = defineProblems({
  "external-id-taken": {
    status: 409,
    title: "Another creator has this external id",
    help: "Within one source an external id names one creator. Update that creator, or use another id or source.",
  },
  "handle-taken": {
    status: 409,
    title: "Another creator has this account",
    help: "An account on a platform belongs to one creator at a time. Archive it there first, or correct the handle.",
  },
});
