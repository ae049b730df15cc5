import { defineProblems } from "../../platform/problems/problem.ts";

export const planningProblems = defineProblems({
  "forecast-locked": {
    status: 409,
    title: "The forecast is locked",
    help: "A locked forecast never changes, since what came is held against it. Make another plan.",
  },
  "forecast-missing": {
    status: 409,
    title: "The plan has no forecast yet",
    help: "Wait until the plan is worked out, or ask for it again when that failed; then lock it.",
  },
});
