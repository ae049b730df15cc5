import { expect, test } from "vitest";
import { calendarDayText, dayText, instantText, zoneName } from "./time-text.ts";

test("an instant is shown in the brand's zone, which may be on another day", () => {
  expect(instantText("2026-11-20T23:30:00Z", "Europe/Berlin")).toBe("21 Nov 2026, 00:30");
  expect(dayText("2026-11-20T23:30:00Z", "America/New_York")).toBe("20 Nov 2026");
});

test("the zone is named as it is at that instant", () => {
  expect(zoneName("2026-11-20T12:00:00Z", "Europe/Berlin")).toBe("CET");
  expect(zoneName("2026-07-20T12:00:00Z", "Europe/Berlin")).toBe("CEST");
});

test("a calendar day stays the day it is", () => {
  expect(calendarDayText("2026-11-01")).toBe("1 Nov 2026");
});
