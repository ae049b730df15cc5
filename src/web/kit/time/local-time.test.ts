import { expect, test } from "vitest";
import { instantOfLocal, localTimeOf } from "./local-time.ts";

test("a day and time of a zone becomes the instant, in summer and in winter", () => {
  expect(instantOfLocal("2026-07-01T12:00", "Europe/Berlin")).toBe("2026-07-01T10:00:00.000Z");
  expect(instantOfLocal("2026-12-01T12:00", "Europe/Berlin")).toBe("2026-12-01T11:00:00.000Z");
  expect(instantOfLocal("2026-12-01T12:00", "Asia/Kolkata")).toBe("2026-12-01T06:30:00.000Z");
});

test("going there and back gives the same minute on every day around the changes of the clock", () => {
  for (const zone of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"])
    for (let hour = 0; hour < 24 * 400; hour += 1) {
      const at = new Date(Date.UTC(2026, 0, 1, hour, 15)).toISOString();
      const local = localTimeOf(at, zone);
      expect(localTimeOf(instantOfLocal(local, zone) ?? "", zone)).toBe(local);
    }
});

test("a time that the clock leaves out still becomes an instant beside the gap", () => {
  const at = Date.parse(instantOfLocal("2026-03-29T02:30", "Europe/Berlin") ?? "");
  expect(Math.abs(at - Date.parse("2026-03-29T01:00:00Z"))).toBeLessThanOrEqual(30 * 60_000);
});

test("text that is no time becomes nothing", () => {
  expect(instantOfLocal("", "Europe/Berlin")).toBeUndefined();
  expect(instantOfLocal("tomorrow", "Europe/Berlin")).toBeUndefined();
});
