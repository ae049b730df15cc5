import { describe, expect, test } from "vitest";
import { makePayGroup, makePayLine, makePayOrder, makePayRule, NOTHING, percent } from "../../../../test/make-pay.ts";
import type { PayOrder } from "./pay-evidence.ts";
import { matchingGroup, valueFor } from "./pay-group.ts";
import type { PayConditions } from "./pay-rule.ts";

const matches = (
  conditions: PayConditions,
  order: Partial<PayOrder> = {},
  lines = [makePayLine("a", { sku: "S1", product: "P1", category: "shoes" })],
) => matchingGroup(makePayRule({ groups: [makePayGroup("only", { conditions })] }), makePayOrder(order), lines) !== null;

describe("a group's conditions", () => {
  test.each<[string, PayConditions, Partial<PayOrder>, boolean]>([
    ["none at all", {}, {}, true],
    ["the line's sku", { skus: ["S0", "S1"] }, {}, true],
    ["another sku", { skus: ["S2"] }, {}, false],
    ["the line's product", { products: ["P1"] }, {}, true],
    ["another product", { products: ["P2"] }, {}, false],
    ["the line's category", { categories: ["shoes"] }, {}, true],
    ["another category", { categories: ["hats"] }, {}, false],
    ["sku and category both right", { skus: ["S1"], categories: ["shoes"] }, {}, true],
    ["sku right and category wrong", { skus: ["S1"], categories: ["hats"] }, {}, false],
    ["a code on the order", { codes: ["ANA10"] }, { codes: ["X", "ANA10"] }, true],
    ["a code not on the order", { codes: ["ANA10"] }, { codes: [] }, false],
    ["the order's country", { countries: ["DE", "AT"] }, { country: "AT" }, true],
    ["an unknown country", { countries: ["DE"] }, { country: null }, false],
    ["the conversion's kind", { kinds: ["lead"] }, { kind: "lead" }, true],
    ["another kind", { kinds: ["lead"] }, { kind: "order" }, false],
    ["a new customer", { customer: "new" }, { customer: "new" }, true],
    ["an unknown customer who should be returning", { customer: "returning" }, { customer: "unknown" }, false],
    ["the first renewal of the range", { renewals: { from: 1, before: 3 } }, { renewalNumber: 1 }, true],
    ["the end of the range, which is outside", { renewals: { from: 1, before: 3 } }, { renewalNumber: 3 }, false],
    ["a range without end", { renewals: { from: 1 } }, { renewalNumber: 99 }, true],
    ["a renewal before the range", { renewals: { from: 1 } }, { renewalNumber: 0 }, false],
    ["no subscription at all", { renewals: { from: 0 } }, { renewalNumber: null }, false],
    ["an empty list, which nothing is in", { skus: [] }, {}, false],
  ])("%s", (_, conditions, order, expected) => {
    expect(matches(conditions, order)).toBe(expected);
  });

  test("product conditions never hold for a conversion without lines", () => {
    expect(matches({ skus: ["S1"] }, {}, [])).toBe(false);
    expect(matches({ countries: ["DE"] }, { country: "DE" }, [])).toBe(true);
  });

  test("at order level one line must satisfy all product conditions together", () => {
    const lines = [makePayLine("a", { sku: "S1", category: "hats" }), makePayLine("b", { sku: "S2", category: "shoes" })];
    expect(matches({ skus: ["S1"], categories: ["shoes"] }, {}, lines)).toBe(false);
    expect(matches({ skus: ["S2"], categories: ["shoes"] }, {}, lines)).toBe(true);
  });

  test("the first group that matches applies and no other", () => {
    const groups = [makePayGroup("none", { conditions: { skus: ["S9"] } }), makePayGroup("first", {}), makePayGroup("second", {})];
    expect(matchingGroup(makePayRule({ groups }), makePayOrder(), [])?.id).toBe("first");
  });
});

describe("valueFor", () => {
  const values = { newCustomer: percent("0.2"), returningCustomer: NOTHING };

  test("E21 a returning customer and one of unknown novelty get the returning value", () => {
    expect([valueFor(values, "new"), valueFor(values, "returning"), valueFor(values, "unknown")]).toEqual([
      percent("0.2"),
      NOTHING,
      NOTHING,
    ]);
  });
});
