import { defineProblems } from "../../platform/problems/problem.ts";

export const experimentProblems = defineProblems({
  "plan-locked": {
    status: 409,
    title: "The plan is locked",
    help: "A locked plan never changes, since a rule that is chosen after the numbers are known shows anything. Make a new experiment.",
  },
  "plan-not-locked": {
    status: 409,
    title: "The plan is not locked yet",
    help: "Lock the plan first: what decides must stand before the numbers are looked at.",
  },
  "data-gate-closed": {
    status: 409,
    title: "The sales are not enough to plan on",
    help: "The detail names what is lacking. Import more, choose other regions or days, or explain in gate_note why the experiment goes on.",
  },
  "nothing-to-keep": {
    status: 409,
    title: "There is nothing to keep of this experiment",
    help: "The detail says what is lacking: a final result, creators in the plan, an interval with two ends, or credit to compare with.",
  },
  "sales-missing": {
    status: 409,
    title: "Sales are missing for this",
    help: "The detail names the regions and days. Import them into the experiment's series, then ask again.",
  },
  "treatment-began": {
    status: 409,
    title: "The first start is not ahead",
    help: "Chance says who begins when as the plan is locked, and nobody can have followed what was not yet said. Choose a later from_on.",
  },
  "series-differs": {
    status: 409,
    title: "A series of that name is of something else",
    help: "Choose another name, or take the one that is there anew with its own measure and currency.",
  },
});
