import { defineProblems } from "../../platform/problems/problem.ts";

/** What a client can act on. */
export const customerProblems = defineProblems({
  "merge-not-possible": {
    status: 409,
    title: "These customers cannot be merged or parted",
    help: "A merge joins two different customers; an undo takes back a merge that is still in force. The detail says which of it does not hold.",
  },
});
