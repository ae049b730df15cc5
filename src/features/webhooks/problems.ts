import { defineProblems } from "../../platform/problems/problem.ts";

export const webhookProblems = defineProblems({
  "webhook-url-refused": {
    status: 422,
    title: "The address cannot be called",
    help: "Webhooks go to https addresses of the public Internet, without a user name in them.",
  },
});
