import { defineProblems } from "../../platform/problems/problem.ts";

export const importProblems = defineProblems({
  "import-busy": {
    status: 409,
    title: "The import is being worked on",
    help: "Wait until its status is checked, done or failed, then ask again.",
  },
  "file-unreadable": {
    status: 422,
    title: "The file cannot be read",
    help: "The detail says why. Most often it is not a CSV file: open it in the program it comes from and save it as CSV.",
  },
});
