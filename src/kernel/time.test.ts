import { describe, expect, test } from "vitest";
import { endOfUnit, isWithin, precedes, startOfUnit } from "./time.ts";

const at = (text: string): number => Date.parse(text);

describe("isWithin", () => {
  test("a range holds its start and not its end", () => {
    const range = { fromMs: 10, toMs: 20 };
    expect([9, 10, 19, 20].map((atMs) => isWithin(atMs, range))).toEqual([false, true, true, false]);
  });
});

describe("precedes", () => {
  const order = at("2024-05-04T10:20:30.500Z");

  test("E21 at millisecond precision the instant before counts, the same instant and the next do not", () => {
    const isBefore = [order - 1, order, order + 1].map((touch) => precedes(touch, { atMs: order, precision: "ms" }, "UTC"));
    expect(isBefore).toEqual([true, false, false]);
  });

  test("E21 at second precision a touch of the same second counts, one of the next second does not", () => {
    const stated = { atMs: order, precision: "s" } as const;
    expect(precedes(at("2024-05-04T10:20:30.999Z"), stated, "UTC")).toBe(true);
    expect(precedes(at("2024-05-04T10:20:31.000Z"), stated, "UTC")).toBe(false);
  });

  test("E21 E28 at day precision a touch of the same day of the zone counts", () => {
    const stated = { atMs: order, precision: "day" } as const;
    expect(precedes(at("2024-05-04T21:59:59.999Z"), stated, "Europe/Berlin")).toBe(true);
    expect(precedes(at("2024-05-04T22:00:00.000Z"), stated, "Europe/Berlin")).toBe(false);
  });

  test("E28 a day that begins after a leap over midnight still ends at the next midnight", () => {
    expect(endOfUnit(at("2018-11-04T12:00:00Z"), "day", "America/Sao_Paulo")).toBe(at("2018-11-05T02:00:00Z"));
  });
});

describe("startOfUnit", () => {
  test("E28 gives the instant, its second, or the zone's midnight", () => {
    const atMs = at("2024-05-04T10:20:30.500Z");
    const starts = (["ms", "s", "day"] as const).map((precision) => new Date(startOfUnit(atMs, precision, "Europe/Berlin")).toISOString());
    expect(starts).toEqual(["2024-05-04T10:20:30.500Z", "2024-05-04T10:20:30.000Z", "2024-05-03T22:00:00.000Z"]);
  });
});
