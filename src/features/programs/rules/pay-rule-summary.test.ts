import { expect, test } from "vitest";
import type { PayRule } from "../pay/pay-rule.ts";
import { payRuleSummary } from "./pay-rule-summary.ts";

const percent = (rate: string) => ({ kind: "percent", rate }) as const;
const fixed = (amount: string, currency: string) => ({ kind: "fixed", money: { amount, currency } }) as const;
const none = { kind: "none" } as const;
const forAll = (value: ReturnType<typeof percent> | ReturnType<typeof fixed> | typeof none) => ({
  newCustomer: value,
  returningCustomer: value,
});

const plain: PayRule = {
  level: "line",
  base: { discount: "after", tax: false, shipping: false, tip: false, giftCardPayment: true, giftCardItems: false },
  groups: [],
  otherwise: forAll(percent("0.1")),
  recurrence: { kind: "all" },
  windowDays: { link: 30, code: 30, visit: 30 },
  holdDays: 30,
  cap: null,
  afterEnd: "nothing_pays",
};
const summary = (changes: Partial<PayRule>): string => payRuleSummary({ ...plain, ...changes });

test("a plain rule is one sentence: share, base, window, hold, cap", () => {
  expect(
    summary({
      otherwise: { newCustomer: percent("0.2"), returningCustomer: percent("0.1") },
      cap: { money: { amount: "50000", currency: "EUR" }, per: "month" },
    }),
  ).toBe(
    "10 % of items after discount, without tax and shipping; 20 % for new customers; within 30 days; held 30 days; at most 500.00 EUR a month",
  );
});

test("each part of the base says whether it counts", () => {
  const base = { discount: "before", tax: true, shipping: true, tip: true, giftCardPayment: false, giftCardItems: true } as const;
  expect(summary({ base })).toContain(
    "10 % of items before discount, with tax, shipping, tips and gift cards sold, without what a gift card paid;",
  );
});

test("a fixed amount says whether it is a line's or an order's, with its currency's own decimals", () => {
  expect(summary({ level: "order", otherwise: forAll(fixed("500", "JPY")) })).toMatch(/^500 JPY an order; within/);
  expect(summary({ otherwise: forAll(fixed("1500", "KWD")) })).toMatch(/^1\.500 KWD a line;/);
});

test("only new customers paying is said as such, with the base", () => {
  expect(summary({ otherwise: { newCustomer: percent("0.125"), returningCustomer: none } })).toMatch(
    /^nothing; 12\.5 % of items after discount, without tax and shipping for new customers;/,
  );
});

test("exceptions stand in their order of precedence, each with its conditions", () => {
  const groups = [
    { id: "shoes", name: "Shoes", conditions: { categories: ["shoes"], customer: "new" }, values: forAll(percent("0.15")) },
    {
      id: "later",
      name: "Later",
      conditions: { renewals: { from: 1, before: 13 }, skus: ["a", "b", "c", "d", "e"] },
      values: forAll(none),
    },
  ] as const;
  expect(summary({ groups })).toContain(
    "; Shoes (category shoes; new customers): 15 %; Later (SKU a, b, c and 2 more; renewals from 1 to 12): nothing;",
  );
});

test("where only exceptions pay a percentage, their base is said once", () => {
  const groups = [{ id: "vip", name: "VIP", conditions: { codes: ["VIP"] }, values: forAll(percent("0.3")) }];
  expect(summary({ otherwise: forAll(none), groups })).toMatch(/^nothing; percentages of items after discount.*; VIP \(code VIP\): 30 %;/);
});

test("recurrence, unequal windows and no hold are said in words", () => {
  expect(summary({ recurrence: { kind: "first_orders", count: 1 } })).toContain("; only a customer's first order;");
  expect(summary({ recurrence: { kind: "first_orders", count: 3 } })).toContain("; only a customer's first 3 orders;");
  expect(summary({ recurrence: { kind: "months", count: 12 } })).toContain("; for 12 months from a customer's first order that earns;");
  expect(summary({ windowDays: { link: 1, code: 30, visit: 7 }, holdDays: 0 })).toContain(
    "; within 1 day of a click, 30 days of a code, 7 days of a visit; not held",
  );
});
