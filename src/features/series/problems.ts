import { defineProblems } from "../../platform/problems/problem.ts";

export const seriesProblems = defineProblems({
  "series-too-short": {
    status: 409,
    title: "The series does not say enough for this",
    help: "The detail names what is lacking. Import more days before the post, or the days after it, and ask again.",
  },
});
