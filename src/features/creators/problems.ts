import { defineProblems } from "../../platform/problems/problem.ts";

export const creatorProblems = defineProblems({
  "do-not-contact": {
    status: 409,
    title: "This person asked not to be contacted",
    help: "The address or account is on the do-not-contact list. Leave the person out, or, if they changed their mind, take the entry off the list under Settings, Creators' data, and do it again.",
  },
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
