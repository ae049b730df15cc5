import { defineProblems } from "../../platform/problems/problem.ts";

export const discoveryProblems = defineProblems({
  "list-name-taken": {
    status: 409,
    title: "Another list has this name",
    help: "Lists in use have names of their own. Add to the one that is there, or choose another name.",
  },
  "list-too-long": {
    status: 409,
    title: "The list has too many creators to be scored at once",
    help: "Find the creators of the list, narrow them down, choose up to 200 and score those; or divide the list.",
  },
  "search-name-taken": {
    status: 409,
    title: "Another saved search has this name",
    help: "Saved searches in use have names of their own. Choose another name, or put the other one away.",
  },
  "too-many-to-watch": {
    status: 409,
    title: "The search finds too many creators for an alert",
    help: "An alert remembers everybody it found. Narrow the search, or keep it without an alert.",
  },
});
