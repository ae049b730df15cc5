import { defineProblems } from "../../platform/problems/problem.ts";

/** What a sender or an operator can act on. */
export const integrationProblems = defineProblems({
  "signature-wrong": {
    status: 401,
    title: "The signature does not match",
    help: "Give the connection the secret with which the sender signs, and let nothing between the two change the body. A Stripe signature is valid for five minutes: look at the clock as well.",
  },
  "payload-erased": {
    status: 410,
    title: "The payload was erased",
    help: "Its key was destroyed when the person in it was erased; it cannot be read or replayed any more.",
  },
});
