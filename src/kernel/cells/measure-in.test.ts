import { expect, test } from "vitest";
import { measureIn } from "./measure-in.ts";

test.each([
  ["1.2M", ".", 1_200_000],
  ["1,2M", ".", 1_200_000],
  ["1,2 Mio.", ",", 1_200_000],
  ["12.345", ".", 12.345],
  ["12.345", ",", 12_345],
  ["12,345", ".", 12_345],
  ["12,345", ",", 12.345],
  ["1.234.567,8", ".", 1_234_567.8],
  ["1,234,567.8", ",", 1_234_567.8],
  ["1'234.5", ".", 1234.5],
  ["1 234,5", ",", 1234.5],
  ["3.4 billion", ".", 3_400_000_000],
  ["-2.5", ".", -2.5],
  ["0", ".", 0],
  ["0,045", ".", 0.045],
  ["0.045", ",", 0.045],
  ["3 Mrd.", ",", 3_000_000_000],
  ["12,5 Tsd", ",", 12_500],
] as const)("%s with the decimal sign %s is %d", (text, decimal, value) => {
  expect(measureIn(text, decimal)).toEqual({ kind: "measure", value, isPercent: false });
});

test("a percent sign is told and not divided away", () => {
  expect(measureIn("12,5 %", ",")).toEqual({ kind: "measure", value: 12.5, isPercent: true });
  expect(measureIn("0.3%", ".")).toEqual({ kind: "measure", value: 0.3, isPercent: true });
});

test.each(["", "many", "1,2,3", "1.2.3", "12%%", "1e9", "=1+1", "1".repeat(41)])("%j is no number", (text) => {
  expect(measureIn(text, ".")).toEqual({ kind: "unreadable" });
});

test.each(["-", "–", "n/a", "?", "null", "k.A.", "keine Angabe"])("%j is unknown and not zero", (text) => {
  expect(measureIn(text, ".")).toEqual({ kind: "unknown" });
});
