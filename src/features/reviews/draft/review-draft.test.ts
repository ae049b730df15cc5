import { expect, test } from "vitest";
import type { Drivers, Part } from "../../reports/service.ts";
import type { Evidence } from "./evidence.ts";
import { reviewDraft } from "./review-draft.ts";
import { namesWords, numberWords } from "./words.ts";

const part = (key: string, name: string, more: Partial<Part> = {}): Part => ({
  ...{ kind: "creator", key, name, orders: "20", revenueMinor: "100000", share: "0.25", costMinor: "50000" },
  ...{ perSpent: { estimate: "2", low: "1.2", high: "3.1" } },
  ...more,
});

const money = (amount: string) => ({ amount, currency: "EUR" });
const whole: Drivers["whole"] = {
  ...{ orders: "80", later_orders: "0", new_customers: "40", unknown_novelty: 0, revenue: money("400000"), commission: money("20000") },
  costs: [{ kind: "fee", amount: money("580000") }],
  ...{
    cost: money("600000"),
    roi: "-0.3333",
    revenue_per_spent: "0.6667",
    interval: { low: "-0.5", high: "-0.1", level: "0.95", per_spent: { low: "0.5", high: "0.9" } },
  },
  margin: { amount: null, after_cost: null, basis: "none", unknown_orders: 0 },
};
const drivers: Drivers = {
  ...{ currency: "EUR", whole, refunded: 0.04, missingRates: ["USD"] },
  parts: [
    part("ana", "Ana"),
    part("ben", "Ben", { perSpent: { estimate: "0.5", low: "0.3", high: "0.8" } }),
    part("cem", "Cem", { perSpent: { estimate: "1.2", low: "0.4", high: null } }),
    part("dan", "Dan", { orders: "0", share: "0", revenueMinor: "0", perSpent: null }),
  ],
  codeOnly: [{ creatorId: "ana", orders: 20, codeOnly: 17 }],
};
const lens = { key: "ben", name: "Ben", path: 4, code: 30, survey: 4, experiment: { low: 5, high: 9 } };
const evidence: Evidence = { campaignName: "Spring", goal: null, drivers, lenses: [lens] };
const textOf = (key: string, of = evidence) => reviewDraft(of).sentences.find((sentence) => sentence.key === key)?.text;

test("who paid off is booked again, who did not has a price, and who is not decided is tested again", () => {
  expect(textOf("try/again")).toBe("Book Ana again: even the lower end of their interval brings back more than 1 of revenue per 1 spent.");
  expect(textOf("try/price/ben")).toContain("the upper end of the interval stays below 1 (0.3 to 0.8); Ben at 1,000.00 EUR");
  expect(textOf("try/test")).toContain("Cem: not decided");
  expect(textOf("try/terms")).toContain("Fees are 97 % of the cost");
});

test("revenue that covers the cost is told apart from a margin that does, where the margin is known", () => {
  expect(textOf("drove/margin")).toBeUndefined();
  expect(textOf("try/margin")).toBeUndefined();
  const margined = (amount: string, after: string, low = "1.2"): Evidence => {
    const margin = { amount: money(amount), after_cost: money(after), basis: "unit_costs" as const, unknown_orders: 0 };
    const parts = [part("ana", "Ana", { perSpent: { estimate: "3", low, high: "5" } })];
    return { ...evidence, drivers: { ...drivers, whole: { ...whole, margin }, parts } };
  };
  const half = margined("200000", "-400000");
  expect(textOf("drove/margin", half)).toBe("After the goods 2,000.00 EUR of the revenue is left, 4,000.00 EUR less than was spent.");
  expect(textOf("try/margin", half)).toBe(
    "50 % of the revenue is left after the goods, so it takes 2 per 1 spent to pay for itself: nobody’s interval lies above that.",
  );
  const enough = margined("200000", "100", "2.1");
  expect(textOf("drove/margin", enough)).toContain("1.00 EUR more than was spent");
  expect(textOf("try/margin", enough)).toContain("the interval of Ana lies above that");
  expect(textOf("try/margin", margined("0", "-600000"))).toBeUndefined();
});

test("where a rate is missing nobody is told that nothing was entered, nor shares of a sum that is not known", () => {
  const costs = [{ kind: "fee" as const, amount: null }];
  const unknown = (missingRates: string[], cost: Drivers["whole"]["cost"]): Evidence => ({
    ...evidence,
    drivers: { ...drivers, missingRates, whole: { ...whole, costs, cost } },
  });
  expect(textOf("odd/costs", unknown([], money("20000")))).toContain("Nothing was entered for fee:");
  expect(textOf("odd/costs", unknown(["USD"], null))).toContain("Nothing was entered, or a rate of exchange is missing, for fee:");
  expect(textOf("drove/cost", unknown([], money("20000")))).toContain("commissions 200.00 EUR (100 %)");
  expect(textOf("drove/cost", unknown(["USD"], null))).toBeUndefined();
});

test("what is odd is said: no rate, no order, a code that may have leaked, lenses that disagree; and small refunds are not", () => {
  expect(textOf("odd/rates")).toBe("Sums in USD have no rate of exchange.");
  expect(textOf("odd/without")).toBe("Dan brought no order that anything shows.");
  expect(textOf("odd/leak/ana")).toBe("Of 20 orders with a touch of Ana 17 have nothing but the code: it may stand on a coupon site.");
  expect(textOf("odd/lens/ben")).toBe(
    "The lenses disagree about Ben: touches credit 4 orders, while 30 orders have their code and experiments make it 5 to 9.",
  );
  expect(textOf("odd/refunded")).toBeUndefined();
});

test("fewer codes and answers than touches are usual, and no sentence", () => {
  const lenses = [{ ...lens, path: 27, code: 13, survey: 2, experiment: null }];
  expect(textOf("odd/lens/ben", { ...evidence, lenses })).toBeUndefined();
});

test("only a return with both ends of its interval is a lesson", () => {
  const { lessons } = reviewDraft(evidence);
  expect(lessons.map(({ name, estimate, low, high }) => [name, estimate, low, high])).toEqual([
    ["Ana", "2", "1.2", "3.1"],
    ["Ben", "0.5", "0.3", "0.8"],
  ]);
});

test("an experiment is advised as long as none says what was caused", () => {
  expect(textOf("try/experiment")).toBeUndefined();
  expect(textOf("try/experiment", { ...evidence, lenses: [{ ...lens, experiment: null }] })).toContain("plan a holdout");
});

test("numbers and names are read out as people do", () => {
  expect([numberWords("1234567.891", 1), numberWords(-0.001, 2), numberWords("7", 0)]).toEqual(["1,234,567.9", "0", "7"]);
  expect([namesWords([]), namesWords(["Ana"]), namesWords(["Ana", "Ben"])]).toEqual(["nobody", "Ana", "Ana and Ben"]);
});
