import { defineProblems } from "../../platform/problems/problem.ts";

export const sharingProblems = defineProblems({
  "link-not-known": {
    status: 404,
    title: "This link shows nothing",
    help: "The address is not one of a shared report. Look whether all of it was copied, or ask whoever sent it.",
  },
  "link-over": {
    status: 410,
    title: "This link is over",
    help: "A shared report is shown until a day that was set, and only as long as nobody takes the link back. Ask whoever sent it for a new one.",
  },
});
