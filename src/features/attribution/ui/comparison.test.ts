import { expect, test } from "vitest";
import { finding, type Comparison } from "./comparison.ts";

const row = (kind: "creator" | "channel", name: string, [first, last]: readonly [string, string]) => ({
  ...{ kind, name, key: name },
  credits: [
    { model: "first", orders: first, revenue: { amount: "100", currency: "EUR" } },
    { model: "last", orders: last, revenue: { amount: "100", currency: "EUR" } },
  ],
});
const comparison = (...rows: ReturnType<typeof row>[]) => ({ rows, orders: 40 }) as unknown as Comparison;

test("the finding says who has more by which touch, in words that fit one and many", () => {
  expect(finding(comparison(row("channel", "Direct visits", ["30", "12"]), row("creator", "Ana", ["3", "2"])), "orders")).toBe(
    "Direct visits: more by first touch than by last, 30 orders against 12",
  );
  expect(finding(comparison(row("creator", "Ana", ["2", "9"])), "orders")).toBe(
    "Ana: more by last touch than by first, 9 orders against 2",
  );
  expect(finding(comparison(row("creator", "Ana", ["2", "9"])), "revenue")).toBe("First and last touch agree");
  expect(finding({ rows: [], orders: 0 } as unknown as Comparison, "orders")).toBe("No order of these days has credit yet");
});
