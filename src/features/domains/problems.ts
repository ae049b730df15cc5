import { defineProblems } from "../../platform/problems/problem.ts";

export const domainProblems = defineProblems({
  "host-taken": {
    status: 409,
    title: "The domain is in use",
    help: "A short domain belongs to one workspace of the installation. Choose another, or archive it where it is.",
  },
});
