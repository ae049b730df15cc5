import { defineProblems } from "../../platform/problems/problem.ts";

export const campaignProblems = defineProblems({
  "goal-locked": {
    status: 409,
    title: "The goal is locked",
    help: "A goal is set before the launch and judged by what was agreed then: goal, days, currency and store stay. Start another campaign for another goal.",
  },
  "goal-missing": {
    status: 409,
    title: "The campaign has no goal",
    help: "Set the one goal with its metric, target and deadline and name who signs it; then sign and launch.",
  },
  "goal-unsigned": {
    status: 409,
    title: "The goal is not signed by everybody named",
    help: "Each member named as a stakeholder signs the goal as it now stands; a change of the goal asks all of them again.",
  },
  "no-stakeholder": {
    status: 403,
    title: "You are not named to sign this goal",
    help: "Only the members named as stakeholders sign, each for themselves and signed in as a person: a key cannot sign.",
  },
});
