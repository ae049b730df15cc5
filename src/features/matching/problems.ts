import { defineProblems } from "../../platform/problems/problem.ts";

export const matchingProblems = defineProblems({
  "profile-changed": {
    status: 409,
    title: "Somebody changed the buyer profile meanwhile",
    help: "Read it again, make your change to what it says now, and send that version's number.",
  },
  "rules-changed": {
    status: 409,
    title: "Somebody set other rules meanwhile",
    help: "Read them again, make your change to what holds now, and send their set_at as replaces.",
  },
  "profile-missing": {
    status: 409,
    title: "There is no buyer profile to match against",
    help: "Write one with POST /v1/buyer-profiles, or name one by profile_id.",
  },
});
