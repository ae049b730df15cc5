import { defineProblems } from "../../platform/problems/problem.ts";

export const creatorProblems = defineProblems({
  "external-id-taken": {
    status: 409,
    title: "Another creator has this external id",
    help: "Within one source an external id names one creator. Update that creator, or use another id or source.",
  },
  "creator-merge-not-possible": {
    status: 409,
    title: "These creators cannot be merged, or this merge cannot be taken back",
    help: "The detail says why: both are one already, or the merge was taken back before.",
  },
  "handle-taken": {
    status: 409,
    title: "Another creator has this account",
    help: "An account on a platform belongs to one creator at a time. Archive it there first, or correct the handle.",
  },
});
