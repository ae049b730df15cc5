import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addCalendarDays,
  addCalendarMonths,
  isZone,
  localDay,
  localPeriod,
  startOfDay,
  startOfLocalDay,
  startOfLocalMonth,
} from "./zone.ts";

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);
const text = (atMs: number): string => new Date(atMs).toISOString();
const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
  "Pacific/Apia",
  "Asia/Beirut",
];
const anyZone = fc.constantFrom(...zones);
const anyTime = fc.integer({ min: at("2005-01-01T00:00Z"), max: at("2035-01-01T00:00Z") });

describe("local days", () => {
  test("E28 the zone decides on which day an instant falls", () => {
    expect(localDay(at("2024-06-30T22:30:00Z"), "Europe/Berlin")).toBe("2024-07-01");
    expect(localDay(at("2024-06-30T22:30:00Z"), "America/New_York")).toBe("2024-06-30");
    expect(localDay(-1, "UTC")).toBe("1969-12-31");
  });

  test("E28 the day on which clocks go forward has 23 hours, the one on which they go back 25", () => {
    const hours = (day: string, next: string): number => (startOfDay(next, "Europe/Berlin") - startOfDay(day, "Europe/Berlin")) / HOUR;
    expect(hours("2024-03-30", "2024-03-31")).toBe(24);
    expect(hours("2024-03-31", "2024-04-01")).toBe(23);
    expect(hours("2024-10-27", "2024-10-28")).toBe(25);
  });

  test("E28 where clocks leap over midnight the day begins at the leap", () => {
    expect(text(startOfDay("2018-11-04", "America/Sao_Paulo"))).toBe("2018-11-04T03:00:00.000Z");
    expect(localDay(startOfDay("2018-11-04", "America/Sao_Paulo") - 1, "America/Sao_Paulo")).toBe("2018-11-03");
  });

  test("E28 where midnight comes twice the day begins at the first", () => {
    expect(text(startOfDay("2023-11-05", "America/Havana"))).toBe("2023-11-05T04:00:00.000Z");
  });

  test("E28 a day that a zone left out begins where the next one does", () => {
    expect(startOfDay("2011-12-30", "Pacific/Apia")).toBe(startOfDay("2011-12-31", "Pacific/Apia"));
  });

  test("every instant lies in its own local day, and days meet without gap or overlap", () => {
    fc.assert(
      fc.property(anyTime, anyZone, (atMs, zone) => {
        const { fromMs, toMs } = localPeriod(atMs, "day", zone);
        expect(fromMs <= atMs && atMs < toMs).toBe(true);
        expect(localDay(fromMs, zone)).toBe(localDay(atMs, zone));
        expect(localDay(toMs - 1, zone)).toBe(localDay(atMs, zone));
        expect(localPeriod(toMs, "day", zone).fromMs).toBe(toMs);
        expect(startOfLocalDay(atMs, zone)).toBe(fromMs);
      }),
    );
  });

  test("a text that is no day and an unknown zone are broken promises", () => {
    expect(() => startOfDay("2024-02-30", "UTC")).toThrow("2024-02-30");
    expect(() => localDay(0, "Mars/Olympus")).toThrow(RangeError);
    expect(isZone("Mars/Olympus")).toBe(false);
    expect(isZone("Europe/Berlin")).toBe(true);
  });
});

describe("local months and years", () => {
  test("E28 a month begins at the zone's midnight", () => {
    expect(text(startOfLocalMonth(at("2024-07-31T23:00:00Z"), "Europe/Berlin"))).toBe("2024-07-31T22:00:00.000Z");
    expect(text(startOfLocalMonth(at("2024-07-31T21:00:00Z"), "Europe/Berlin"))).toBe("2024-06-30T22:00:00.000Z");
  });

  test("a year runs from 1 January to 1 January", () => {
    const { fromMs, toMs } = localPeriod(at("2024-07-31T23:00:00Z"), "year", "Asia/Kolkata");
    expect([text(fromMs), text(toMs)]).toEqual(["2023-12-31T18:30:00.000Z", "2024-12-31T18:30:00.000Z"]);
  });

  test("every instant lies in its own month, and months meet", () => {
    fc.assert(
      fc.property(anyTime, anyZone, (atMs, zone) => {
        const { fromMs, toMs } = localPeriod(atMs, "month", zone);
        expect(fromMs <= atMs && atMs < toMs).toBe(true);
        expect(localPeriod(toMs, "month", zone).fromMs).toBe(toMs);
      }),
    );
  });
});

describe("addCalendarMonths", () => {
  test("E11 31 January and one month is the last of February, at the same time of day", () => {
    expect(text(addCalendarMonths(at("2024-01-31T10:20:30.456Z"), 1, "UTC"))).toBe("2024-02-29T10:20:30.456Z");
    expect(text(addCalendarMonths(at("2023-01-31T10:20:30.456Z"), 1, "UTC"))).toBe("2023-02-28T10:20:30.456Z");
  });

  test("E11 a leap day and a year is 28 February", () => {
    expect(text(addCalendarMonths(at("2024-02-29T12:00:00Z"), 12, "UTC"))).toBe("2025-02-28T12:00:00.000Z");
  });

  test("E11 E28 the zone decides which day is the 31st", () => {
    expect(text(addCalendarMonths(at("2024-01-30T23:30:00Z"), 1, "Europe/Berlin"))).toBe("2024-02-28T23:30:00.000Z");
    expect(text(addCalendarMonths(at("2024-01-31T23:30:00Z"), 1, "Europe/Berlin"))).toBe("2024-02-29T23:30:00.000Z");
  });

  test("E28 the time of day stays when the clocks have changed in between", () => {
    expect(text(addCalendarMonths(at("2024-03-15T11:00:00Z"), 1, "Europe/Berlin"))).toBe("2024-04-15T10:00:00.000Z");
  });

  test("months later never come before months earlier", () => {
    fc.assert(
      fc.property(anyTime, fc.integer({ min: 0, max: 60 }), anyZone, (atMs, months, zone) => {
        expect(addCalendarMonths(atMs, months, zone) < addCalendarMonths(atMs, months + 1, zone)).toBe(true);
      }),
    );
  });
});

describe("addCalendarDays", () => {
  test("E28 one day on is 23, 24 or 25 hours on", () => {
    const hours = (from: string): number => (addCalendarDays(at(from), 1, "Europe/Berlin") - at(from)) / HOUR;
    expect(hours("2024-03-29T12:00:00Z")).toBe(24);
    expect(hours("2024-03-30T12:00:00Z")).toBe(23);
    expect(hours("2024-10-26T12:00:00Z")).toBe(25);
  });

  test("E28 a time that the clocks leap over becomes the first instant after the leap", () => {
    expect(text(addCalendarDays(at("2024-03-30T01:30:00Z"), 1, "Europe/Berlin"))).toBe("2024-03-31T01:00:00.000Z");
  });

  test("E28 a time shown twice is the first of the two", () => {
    expect(text(addCalendarDays(at("2024-10-26T00:30:00Z"), 1, "Europe/Berlin"))).toBe("2024-10-27T00:30:00.000Z");
  });
});
