import { expect, test } from "vitest";
import { likelyDecimals } from "./likely-decimals.ts";

const none = { counts: [], rates: [], measures: [] };

test.each([
  ["counts in groups", { ...none, counts: ["12.345"] }, ","],
  ["counts in groups", { ...none, counts: ["12,345", "9,100"] }, "."],
  ["a count that is shortened", { ...none, counts: ["1,2 Mio"] }, ","],
  ["rates with three decimals", { ...none, rates: ["3,125", "4,875"] }, ","],
  ["a leading zero", { ...none, measures: ["0,045"] }, ","],
  ["both signs", { ...none, measures: ["1.234,5"] }, ","],
  ["several groups", { ...none, measures: ["1,234,567"] }, "."],
  ["nothing that tells", { ...none, measures: ["12,345", "900"] }, "."],
  ["as many that show either", { ...none, rates: ["2,5", "2.5"] }, "."],
] as const)("%s show the sign before decimals", (_, texts, decimal) => {
  expect(likelyDecimals(texts).decimal).toBe(decimal);
});

test("the first cell that reads as well the other way is told", () => {
  expect(likelyDecimals({ counts: ["12.345"], rates: ["2,5"], measures: ["0,045", "1.200"] }).doubtful).toBe("1.200");
  expect(likelyDecimals({ counts: ["12.345"], rates: ["2,5"], measures: ["900"] }).doubtful).toBeUndefined();
});
