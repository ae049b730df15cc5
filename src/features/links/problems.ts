import { defineProblems } from "../../platform/problems/problem.ts";

export const linkProblems = defineProblems({
  "link-key-taken": {
    status: 409,
    title: "The link is in use",
    help: "A link with this key exists on the domain, or existed: a key is not given to somebody else while clicks on it may still count. Choose another.",
  },
  "link-key-imitates": {
    status: 409,
    title: "The link looks like another one",
    help: "Its key can be mistaken for that of an existing link on the domain. Choose one that reads differently.",
  },
});
