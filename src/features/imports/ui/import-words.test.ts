import { expect, test } from "vitest";
import { guessWords, importSteps, importView, rowsText, stepIndex } from "./import-words.ts";

test("each status has its part of the screen", () => {
  const views = (["uploaded", "checking", "checked", "running", "done", "failed"] as const).map((status) => importView(status, false));
  expect(views).toEqual(["columns", "check", "check", "run", "report", "report"]);
});

test("one can go back to the columns unless the file is being read", () => {
  const views = (["checking", "checked", "running", "failed"] as const).map((status) => importView(status, true));
  expect(views).toEqual(["check", "columns", "run", "columns"]);
});

test("every step is behind the person only when the import is done", () => {
  expect(stepIndex("report", "done")).toBe(importSteps.length);
  expect(stepIndex("report", "failed")).toBe(3);
});

test("one row is not rows", () => {
  expect([0, 1, 2, 1200].map(rowsText)).toEqual(["0 rows", "1 row", "2 rows", "1,200 rows"]);
});

test("columns of a file without a header are not said to be guessed from headers", () => {
  expect(guessWords({ is_guessed: true, mapping: { has_header: true } })).toContain("from the headers");
  expect(guessWords({ is_guessed: true, mapping: { has_header: false } })).toContain("from the first rows");
  expect(guessWords({ is_guessed: false, mapping: { has_header: false } })).toBe("As it was chosen.");
});
