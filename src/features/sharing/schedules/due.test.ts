import fc from "fast-check";
import { expect, test } from "vitest";
import { localDay } from "../../../kernel/zone.ts";
import { daysBefore, nextDueMs, type DueRule } from "./due.ts";

const at = (instant: string): number => Date.parse(instant);
const next = (rule: DueRule, after: string, zone = "Europe/Berlin") => new Date(nextDueMs(rule, at(after), zone)).toISOString();
const daily: DueRule = { every: "day", onDay: 1, atHour: 8 };

test("the hour stays where it is on the wall when the clocks change", () => {
  expect(next(daily, "2026-03-28T12:00:00Z")).toBe("2026-03-29T06:00:00.000Z");
  expect(next(daily, "2026-03-27T12:00:00Z")).toBe("2026-03-28T07:00:00.000Z");
  expect(next(daily, "2026-10-24T12:00:00Z")).toBe("2026-10-25T07:00:00.000Z");
});

test("an hour that the clocks leap over is due right after the leap, one that is shown twice only the first time", () => {
  const atTwo = { ...daily, atHour: 2 };
  expect(next(atTwo, "2026-03-28T12:00:00Z")).toBe("2026-03-29T01:00:00.000Z");
  expect(next(atTwo, "2026-10-24T12:00:00Z")).toBe("2026-10-25T00:00:00.000Z");
  expect(next(atTwo, "2026-10-25T00:00:00Z")).toBe("2026-10-26T01:00:00.000Z");
});

test("weeks begin on Monday, and months have the same day each", () => {
  expect(next({ every: "week", onDay: 1, atHour: 0 }, "2026-05-06T00:00:00Z", "UTC")).toBe("2026-05-11T00:00:00.000Z");
  expect(next({ every: "week", onDay: 7, atHour: 0 }, "2026-05-06T00:00:00Z", "UTC")).toBe("2026-05-10T00:00:00.000Z");
  expect(next({ every: "month", onDay: 28, atHour: 9 }, "2026-02-28T09:00:00Z", "UTC")).toBe("2026-03-28T09:00:00.000Z");
});

test("due times follow one another without end, each on a day and after the one before", () => {
  const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe");
  const rules = fc.record({
    every: fc.constantFrom("day" as const, "week" as const, "month" as const),
    onDay: fc.integer({ min: 1, max: 7 }),
    atHour: fc.integer({ min: 0, max: 23 }),
  });
  fc.assert(
    fc.property(rules, zones, fc.integer({ min: at("2000-01-01"), max: at("2035-01-01") }), (rule, zone, startMs) => {
      const first = nextDueMs(rule, startMs, zone);
      const second = nextDueMs(rule, first, zone);
      expect(first).toBeGreaterThan(startMs);
      expect(second).toBeGreaterThan(first);
      expect(localDay(second, zone) > localDay(first, zone)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("a report is of the day, the seven days or the calendar month before", () => {
  const due = at("2026-03-02T07:00:00Z");
  expect(daysBefore("day", due, "UTC")).toEqual({ from: "2026-03-01", to: "2026-03-02" });
  expect(daysBefore("week", due, "UTC")).toEqual({ from: "2026-02-23", to: "2026-03-02" });
  expect(daysBefore("month", due, "UTC")).toEqual({ from: "2026-02-01", to: "2026-03-01" });
});
