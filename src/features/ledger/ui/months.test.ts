import { expect, test } from "vitest";
import { monthsOver, monthText } from "./months.ts";

test("the months that are over are counted back across the year, by the brand's clock", () => {
  const at = Date.parse("2026-01-31T23:30:00Z");
  expect(monthsOver(at, "UTC", 3)).toEqual(["2025-12", "2025-11", "2025-10"]);
  expect(monthsOver(at, "Europe/Berlin", 2)).toEqual(["2026-01", "2025-12"]);
});

test("a month is said in words", () => {
  expect(monthText("2026-09")).toBe("September 2026");
});
