import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makePayLine, makePayOrder, makePayRule } from "../../../../test/make-pay.ts";
import { lineBases } from "./pay-base.ts";
import type { PayOrder } from "./pay-evidence.ts";
import type { PayBase } from "./pay-rule.ts";

const baseOf = (order: Partial<PayOrder>, base: Partial<PayBase> = {}): bigint[] =>
  lineBases(makePayOrder(order), { ...makePayRule().base, ...base }).map((line) => line.baseMinor);

/** 120.00 list with 20 % tax in it, half of it discounted: paid 60.00, of which 10.00 tax. */
const gross = { taxIncluded: true, lines: [makePayLine("a", { listMinor: 12_000n, discountMinor: 6_000n, taxMinor: 1_000n })] };
/** The same without tax in the prices: 100.00 list, paid 50.00 and 10.00 tax on top. */
const net = { taxIncluded: false, lines: [makePayLine("a", { listMinor: 10_000n, discountMinor: 5_000n, taxMinor: 1_000n })] };

describe("E9 the base of an order", () => {
  test.each<[string, Partial<PayBase>, bigint]>([
    ["after discount, without tax", {}, 5_000n],
    ["after discount, with tax", { tax: true }, 6_000n],
    ["before discount, without tax", { discount: "before" }, 10_000n],
    ["before discount, with tax", { discount: "before", tax: true }, 12_000n],
  ])("E9 %s is the same whether prices hold their tax or not", (_, base, expected) => {
    expect(baseOf(gross, base)).toEqual([expected]);
    expect(baseOf(net, base)).toEqual([expected]);
  });

  test("E9 shipping counts only where the rule says so, with or without its tax", () => {
    const order = { shippingMinor: 500n, shippingTaxMinor: 100n };
    expect(baseOf(order)).toEqual([10_000n]);
    expect(baseOf(order, { shipping: true })).toEqual([10_500n]);
    expect(baseOf(order, { shipping: true, tax: true })).toEqual([10_600n]);
    expect(baseOf({ ...order, taxIncluded: true }, { shipping: true })).toEqual([10_400n]);
  });

  test("E9 a tip counts only where the rule says so", () => {
    expect(baseOf({ tipMinor: 300n })).toEqual([10_000n]);
    expect(baseOf({ tipMinor: 300n }, { tip: true })).toEqual([10_300n]);
  });

  test("E9 what a gift card paid is taken off, never below zero, unless the rule counts it", () => {
    expect(baseOf({ giftCardMinor: 4_000n })).toEqual([6_000n]);
    expect(baseOf({ giftCardMinor: 40_000n })).toEqual([0n]);
    expect(baseOf({ giftCardMinor: 4_000n }, { giftCardPayment: true })).toEqual([10_000n]);
  });

  test("E9 a line that is a gift card itself counts only where the rule says so", () => {
    const lines = [makePayLine("a"), makePayLine("card", { isGiftCard: true })];
    expect(baseOf({ lines })).toEqual([10_000n, 0n]);
    expect(baseOf({ lines }, { giftCardItems: true })).toEqual([10_000n, 10_000n]);
  });

  test("E14 discount and tax that no line states are spread over the lines without losing a cent", () => {
    const lines = ["a", "b", "c"].map((lineId) => makePayLine(lineId, { listMinor: 1_000n }));
    expect(baseOf({ lines, discountMinor: 100n })).toEqual([966n, 967n, 967n]);
    expect(baseOf({ lines, taxMinor: 100n, taxIncluded: true })).toEqual([966n, 967n, 967n]);
  });

  test("a discount stated by lines and order is not taken twice", () => {
    expect(baseOf({ lines: [makePayLine("a", { discountMinor: 1_000n })], discountMinor: 1_000n })).toEqual([9_000n]);
  });

  test("a line below zero lowers the base of the others", () => {
    expect(baseOf({ lines: [makePayLine("a"), makePayLine("off", { listMinor: -2_000n })] })).toEqual([8_000n, 0n]);
  });

  test("an order without lines has one base, with no line's id", () => {
    expect(lineBases(makePayOrder({ discountMinor: 1_000n }), makePayRule().base)).toEqual([{ lineId: null, baseMinor: 9_000n }]);
  });

  test("an order of zero has a base of zero on every line", () => {
    expect(baseOf({ lines: [makePayLine("a", { listMinor: 0n }), makePayLine("b", { listMinor: 0n })] })).toEqual([0n, 0n]);
  });

  test("shipping of an order whose items were free is spread evenly", () => {
    const lines = [makePayLine("a", { listMinor: 0n }), makePayLine("b", { listMinor: 0n })];
    expect(baseOf({ lines, shippingMinor: 501n }, { shipping: true })).toEqual([251n, 250n]);
  });

  test("E14 whatever the order, the lines sum to items and extras less what a gift card paid, and none is below zero", () => {
    const amount = fc.bigInt({ min: 0n, max: 10_000_000n });
    const line = fc
      .tuple(fc.uuid(), amount, fc.nat(100), fc.boolean())
      .map(([lineId, listMinor, discountPercent, isGiftCard]) =>
        makePayLine(lineId, { listMinor, discountMinor: (listMinor * BigInt(discountPercent)) / 100n, isGiftCard }),
      );
    const amounts = { shippingMinor: amount, tipMinor: amount, giftCardMinor: amount };
    const order = fc.record({ lines: fc.array(line, { minLength: 1, maxLength: 8 }), ...amounts });
    fc.assert(
      fc.property(order, fc.boolean(), fc.boolean(), (changes, shipping, giftCardPayment) => {
        const bases = baseOf(changes, { shipping, giftCardPayment, tip: true, giftCardItems: true });
        const items = changes.lines.reduce((sum, one) => sum + one.listMinor - one.discountMinor, 0n);
        const before = items + changes.tipMinor + (shipping ? changes.shippingMinor : 0n);
        const card = giftCardPayment ? 0n : changes.giftCardMinor;
        expect(bases.every((base) => base >= 0n)).toBe(true);
        expect(bases.reduce((sum, base) => sum + base, 0n)).toBe(card > before ? 0n : before - card);
      }),
    );
  });
});
