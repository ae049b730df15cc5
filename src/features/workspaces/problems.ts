import { defineProblems } from "../../platform/problems/problem.ts";

export const workspaceProblems = defineProblems({
  "slug-taken": { status: 409, title: "The short name is taken", help: "Another workspace of this installation has it. Choose another." },
});
