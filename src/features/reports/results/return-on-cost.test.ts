import { expect, test } from "vitest";
import { returnOnCost } from "./return-on-cost.ts";

const euro = (amount: bigint) => new Map([["EUR", amount]]);
const rate = { base: "USD", quote: "EUR", rate: "0.8", on: "2026-05-01", source: "ECB" };

test("the return is what came back beyond the cost, per unit of cost", () => {
  const { roi, revenuePerSpent, whyNot } = returnOnCost({ revenue: euro(12_501n), cost: euro(1_250n), home: "EUR", rates: [] });
  expect({ roi, revenuePerSpent, whyNot }).toEqual({ roi: "9.0008", revenuePerSpent: "10.0008", whyNot: null });
});

test("a cost without revenue is a loss of all of it", () => {
  expect(returnOnCost({ revenue: euro(0n), cost: euro(500n), home: "EUR", rates: [] }).roi).toBe("-1");
});

test("without cost there is no return, not an endless one", () => {
  expect(returnOnCost({ revenue: euro(100n), cost: new Map(), home: "EUR", rates: [] })).toMatchObject({
    roi: null,
    revenuePerSpent: null,
    whyNot: "nothing_spent",
  });
});

test("a single currency is kept, whichever it is", () => {
  const dollars = new Map([["USD", 300n]]);
  const back = returnOnCost({ revenue: dollars, cost: new Map([["USD", 100n]]), home: "EUR", rates: [] });
  expect(back).toMatchObject({ currency: "USD", revenueMinor: 300n, costMinor: 100n, roi: "2", rates: [] });
});

test("several currencies are brought into the brand's own at stated rates, either way round", () => {
  const revenue = new Map([
    ["EUR", 1_000n],
    ["USD", 1_000n],
  ]);
  const inverse = { base: "EUR", quote: "USD", rate: "1.25", on: "2026-05-01", source: "ECB" };
  for (const stated of [rate, inverse]) {
    const back = returnOnCost({ revenue, cost: euro(600n), home: "EUR", rates: [stated] });
    expect(back).toMatchObject({ currency: "EUR", revenueMinor: 1_800n, costMinor: 600n, roi: "2", rates: [stated] });
  }
});

test("a missing rate leaves the return unknown instead of counting a part", () => {
  const revenue = new Map([
    ["EUR", 1_000n],
    ["JPY", 5_000n],
  ]);
  expect(returnOnCost({ revenue, cost: euro(600n), home: "EUR", rates: [rate] })).toEqual({
    currency: "EUR",
    revenueMinor: null,
    costMinor: null,
    roi: null,
    revenuePerSpent: null,
    whyNot: "rate_missing",
    rates: [],
  });
});
