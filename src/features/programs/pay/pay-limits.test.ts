import { describe, expect, test } from "vitest";
import { at } from "../../../../test/make-pay.ts";
import { capPeriod, isInWindow, isStillEarning, isValidAt } from "./pay-limits.ts";
import type { PayRecurrence } from "./pay-rule.ts";

describe("isInWindow", () => {
  const touch = at("2024-05-01T12:00:00Z");
  const ms = (text: string) => ({ atMs: at(text), precision: "ms" as const });

  test("E21 the boundary is half-open to the millisecond: the last instant is inside, the next outside", () => {
    expect(isInWindow(touch, ms("2024-05-31T11:59:59.999Z"), 30, "UTC")).toBe(true);
    expect(isInWindow(touch, ms("2024-05-31T12:00:00.000Z"), 30, "UTC")).toBe(false);
  });

  test("E21 an order stated to the second or the day counts from its first instant", () => {
    expect(isInWindow(at("2024-05-01T12:00:00.500Z"), { atMs: at("2024-05-31T12:00:00.900Z"), precision: "s" }, 30, "UTC")).toBe(true);
    expect(isInWindow(touch, { atMs: at("2024-05-31T23:00:00Z"), precision: "day" }, 30, "UTC")).toBe(true);
    expect(isInWindow(touch, { atMs: at("2024-06-01T00:00:00Z"), precision: "day" }, 30, "UTC")).toBe(false);
  });

  test("E28 a window over a change of clocks ends at the same time of day", () => {
    const saturdayNoon = at("2024-03-30T11:00:00Z");
    expect(isInWindow(saturdayNoon, ms("2024-03-31T09:59:59.999Z"), 1, "Europe/Berlin")).toBe(true);
    expect(isInWindow(saturdayNoon, ms("2024-03-31T10:00:00Z"), 1, "Europe/Berlin")).toBe(false);
    expect(isInWindow(saturdayNoon, ms("2024-03-31T10:00:00Z"), 1, "UTC")).toBe(true);
  });

  test("a window of no days holds nothing", () => {
    expect(isInWindow(touch, ms("2024-05-01T12:00:00.001Z"), 0, "UTC")).toBe(false);
  });
});

describe("isValidAt", () => {
  test("E20 half-open: valid from its first instant, no more at its end", () => {
    const order = (atMs: number) => ({ atMs, precision: "ms" as const });
    expect([9, 10, 19, 20].map((atMs) => isValidAt(order(atMs), 10, 20, "UTC"))).toEqual([false, true, true, false]);
    expect(isValidAt(order(99), 10, null, "UTC")).toBe(true);
  });

  test("E20 an order known to the day only is given the benefit of the doubt", () => {
    const order = { atMs: at("2024-05-31T00:00:00Z"), precision: "day" as const };
    expect(isValidAt(order, at("2024-05-31T18:00:00Z"), null, "UTC")).toBe(true);
    expect(isValidAt(order, 0, at("2024-05-31T06:00:00Z"), "UTC")).toBe(true);
    expect(isValidAt(order, at("2024-06-01T00:00:00Z"), null, "UTC")).toBe(false);
    expect(isValidAt(order, 0, at("2024-05-31T00:00:00Z"), "UTC")).toBe(false);
  });
});

describe("isStillEarning", () => {
  const first = { orderId: "a", programId: "p", atMs: at("2024-01-31T10:00:00Z") };
  const isEarning = (recurrence: PayRecurrence, text: string, earned = [first], zone = "UTC"): boolean =>
    isStillEarning(recurrence, { orderId: "z", atMs: at(text) }, earned, zone);

  test("all: for ever", () => {
    expect(isEarning({ kind: "all" }, "2034-01-01T00:00:00Z")).toBe(true);
  });

  test("E10 the first earning order always earns, however many free ones came before", () => {
    expect(isEarning({ kind: "first_orders", count: 1 }, "2024-03-01T00:00:00Z", [])).toBe(true);
    expect(isEarning({ kind: "months", count: 1 }, "2024-03-01T00:00:00Z", [])).toBe(true);
  });

  test("first N orders: the N-th earns, the next does not", () => {
    const second = { orderId: "b", programId: "p", atMs: at("2024-02-10T10:00:00Z") };
    expect(isEarning({ kind: "first_orders", count: 2 }, "2024-03-01T00:00:00Z", [first])).toBe(true);
    expect(isEarning({ kind: "first_orders", count: 2 }, "2024-03-01T00:00:00Z", [second, first])).toBe(false);
  });

  test("E23 an order placed after this one does not count, though it arrived before", () => {
    const later = { orderId: "b", programId: "p", atMs: at("2024-04-10T10:00:00Z") };
    expect(isEarning({ kind: "first_orders", count: 1 }, "2024-03-01T00:00:00Z", [later])).toBe(true);
  });

  test("of two orders at one instant the one with the smaller id is the earlier", () => {
    const recurrence: PayRecurrence = { kind: "first_orders", count: 1 };
    expect(isStillEarning(recurrence, { orderId: "b", atMs: first.atMs }, [first], "UTC")).toBe(false);
    expect(isStillEarning(recurrence, { orderId: "0", atMs: first.atMs }, [first], "UTC")).toBe(true);
    expect(isStillEarning(recurrence, { orderId: "a", atMs: first.atMs }, [first], "UTC")).toBe(true);
  });

  test("E11 one month from 31 January ends on 29 February at the same time of day, half-open", () => {
    expect(isEarning({ kind: "months", count: 1 }, "2024-02-29T09:59:59.999Z")).toBe(true);
    expect(isEarning({ kind: "months", count: 1 }, "2024-02-29T10:00:00.000Z")).toBe(false);
  });

  test("E11 two months from 31 January end on 31 March, not on 29", () => {
    expect(isEarning({ kind: "months", count: 2 }, "2024-03-31T09:59:59.999Z")).toBe(true);
    expect(isEarning({ kind: "months", count: 2 }, "2024-03-31T10:00:00.000Z")).toBe(false);
  });

  test("E11 twelve months from a leap day end on 28 February", () => {
    const leap = [{ ...first, atMs: at("2024-02-29T10:00:00Z") }];
    expect(isEarning({ kind: "months", count: 12 }, "2025-02-28T09:59:59.999Z", leap)).toBe(true);
    expect(isEarning({ kind: "months", count: 12 }, "2025-02-28T10:00:00.000Z", leap)).toBe(false);
  });

  test("E11 E28 the zone decides which day of the month the first order was", () => {
    const lateInUtc = [{ ...first, atMs: at("2024-01-30T23:30:00Z") }];
    expect(isEarning({ kind: "months", count: 1 }, "2024-02-29T12:00:00Z", lateInUtc, "Europe/Berlin")).toBe(false);
    expect(isEarning({ kind: "months", count: 1 }, "2024-02-29T12:00:00Z", lateInUtc, "UTC")).toBe(true);
  });

  test("months count from the earliest earning order", () => {
    const second = { orderId: "b", programId: "p", atMs: at("2024-02-20T10:00:00Z") };
    expect(isEarning({ kind: "months", count: 1 }, "2024-03-05T00:00:00Z", [second, first])).toBe(false);
  });

  test("a recurrence of none pays nothing at all", () => {
    expect(isEarning({ kind: "first_orders", count: 0 }, "2024-03-01T00:00:00Z", [])).toBe(false);
  });
});

describe("capPeriod", () => {
  const money = { amount: "1", currency: "EUR" };
  const period = (per: "day" | "month" | "year", zone: string) => {
    const range = capPeriod({ money, per }, at("2024-03-31T22:30:00Z"), zone);
    return range === null ? [] : [range.fromMs, range.toMs].map((ms) => new Date(ms).toISOString().slice(0, 16));
  };

  test("E12 E28 day, month and year are those of the zone", () => {
    expect(period("day", "UTC")).toEqual(["2024-03-31T00:00", "2024-04-01T00:00"]);
    expect(period("day", "Europe/Berlin")).toEqual(["2024-03-31T22:00", "2024-04-01T22:00"]);
    expect(period("month", "Europe/Berlin")).toEqual(["2024-03-31T22:00", "2024-04-30T22:00"]);
    expect(period("year", "Europe/Berlin")).toEqual(["2023-12-31T23:00", "2024-12-31T23:00"]);
  });

  test("E12 a cap over all time has no period", () => {
    expect(capPeriod({ money, per: "all" }, 0, "UTC")).toBeNull();
  });
});
