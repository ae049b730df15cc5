import { defineProblems } from "../../platform/problems/problem.ts";

export const programProblems = defineProblems({
  "enrollment-overlap": {
    status: 409,
    title: "The creator took part at that time already",
    help: "One creator's enrollments in a program follow each other and never overlap. Start the new one when the earlier one has ended.",
  },
  "enrollment-ended": {
    status: 409,
    title: "The enrollment has ended",
    help: "An end in the past is not moved, because orders were decided by it. Enroll the creator again instead.",
  },
});
