import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { civilDateOf, dayText, daysInMonth, daysLater, epochDayOf, monthsLater, parseDay } from "./civil.ts";

const anyEpochDay = fc.integer({ min: -700_000, max: 2_900_000 });

describe("calendar dates", () => {
  test("agree with the platform's own calendar over nearly 10,000 years", () => {
    fc.assert(
      fc.property(anyEpochDay, (epochDay) => {
        const day = dayText(civilDateOf(epochDay));
        expect(day).toBe(new Date(epochDay * 86_400_000).toISOString().slice(0, 10));
        expect(epochDayOf(civilDateOf(epochDay))).toBe(epochDay);
      }),
    );
  });

  test("a century is a leap year only every fourth time", () => {
    expect([1900, 2000, 2023, 2024].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29]);
  });

  test("a month that does not exist has no days", () => {
    expect(daysInMonth(2024, 13)).toBe(0);
  });

  test("a day's text reads back as the same date", () => {
    fc.assert(
      fc.property(anyEpochDay, (epochDay) => {
        expect(parseDay(dayText(civilDateOf(epochDay)))).toEqual(civilDateOf(epochDay));
      }),
    );
  });

  test.each(["2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "2024-1-1", "24-01-01", "2024-01-01T00:00", ""])(
    "%j is no day",
    (text) => {
      expect(parseDay(text)).toBeUndefined();
    },
  );
});

describe("monthsLater", () => {
  test.each([
    ["2023-01-31", 1, "2023-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2024-01-31", 2, "2024-03-31"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-02-29", 48, "2028-02-29"],
    ["2024-12-15", 1, "2025-01-15"],
    ["2024-03-31", -1, "2024-02-29"],
    ["2024-01-15", -13, "2022-12-15"],
  ])("E11 %s and %i months is %s", (day, months, later) => {
    expect(dayText(monthsLater(parseDay(day) as never, months))).toBe(later);
  });
});

describe("daysLater", () => {
  test("counts over months and leap days, forwards and back", () => {
    expect([daysLater("2024-02-28", 1), daysLater("2024-03-01", -1), daysLater("2026-05-01", 90)]).toEqual([
      "2024-02-29",
      "2024-02-29",
      "2026-07-30",
    ]);
  });

  test("refuses what is no day", () => {
    expect(() => daysLater("2026-02-30", 1)).toThrow(RangeError);
  });
});
