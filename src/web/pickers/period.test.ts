import { expect, test } from "vitest";
import { chosenDays } from "./period.ts";

test("the last days end with today", () => {
  expect(chosenDays("7d", "2026-03-03")).toEqual({ from: "2026-02-25", to: "2026-03-04" });
  expect(chosenDays("30d", "2026-03-31")).toEqual({ from: "2026-03-02", to: "2026-04-01" });
});

test("months and years begin with their first day", () => {
  expect(chosenDays("month", "2026-03-31")).toEqual({ from: "2026-03-01", to: "2026-04-01" });
  expect(chosenDays("last-month", "2026-01-31")).toEqual({ from: "2025-12-01", to: "2026-01-01" });
  expect(chosenDays("year", "2026-12-31")).toEqual({ from: "2026-01-01", to: "2027-01-01" });
});
