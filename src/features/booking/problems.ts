import { defineProblems } from "../../platform/problems/problem.ts";

export const bookingProblems = defineProblems({
  "effects-unknown": {
    status: 409,
    title: "What creators bring is not worked out",
    help: "Ask for it with POST /v1/creator-effects and wait until it is done. Where it says that too little is known, enter costs, state a margin rate, and let more campaigns end.",
  },
});
