import { defineProblems } from "../../platform/problems/problem.ts";

/** What a client that sends orders can act on. */
export const orderProblems = defineProblems({
  "conversion-differs": {
    status: 409,
    title: "The order was sent before with another body",
    help: "An order's id may be sent again only with the same body. `differences` lists where the two differ. Send what was taken back as an adjustment, a new status to the order's statuses.",
  },
  "adjustment-differs": {
    status: 409,
    title: "The adjustment was sent before with another body",
    help: "An adjustment's id may be sent again only with the same body. Give another refund or dispute an id of its own.",
  },
});
