import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CURRENCY_EXPONENTS } from "./money.ts";
import { isoMinorFromStripe, stripeExponentOf, stripeMinorFromIso, stripeStep } from "./stripe-exponents.ts";

describe("Stripe's minor units", () => {
  test.each("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "))("E8 %s is sent in whole units", (currency) => {
    expect(stripeExponentOf(currency)).toBe(0);
  });

  test.each(["ISK", "UGX"])("E8 %s is sent in hundredths although it has none", (currency) => {
    expect(isoMinorFromStripe(500n, currency)).toEqual({ amountMinor: 5n, isExact: true });
    expect(stripeMinorFromIso(5n, currency)).toEqual({ amountMinor: 500n, isExact: true });
  });

  test("E8 a fraction of a króna from an old charge is rounded and says so", () => {
    expect(isoMinorFromStripe(4050n, "ISK")).toEqual({ amountMinor: 41n, isExact: false });
    expect(isoMinorFromStripe(-4050n, "ISK")).toEqual({ amountMinor: -41n, isExact: false });
  });

  test("E8 an ariary has two decimals in the standard and none at Stripe", () => {
    expect(isoMinorFromStripe(7n, "MGA")).toEqual({ amountMinor: 700n, isExact: true });
    expect(stripeMinorFromIso(750n, "MGA")).toEqual({ amountMinor: 8n, isExact: false });
  });

  test("E8 ordinary and three-decimal currencies are the same on both sides", () => {
    for (const currency of ["EUR", "HUF", "TWD", "JPY", "KWD"]) {
      expect(isoMinorFromStripe(1230n, currency)).toEqual({ amountMinor: 1230n, isExact: true });
    }
  });

  test("amounts from Stripe come back unchanged whenever the first step was exact", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.constantFrom(...CURRENCY_EXPONENTS.keys()), (amount, currency) => {
        const iso = isoMinorFromStripe(amount, currency);
        fc.pre(iso.isExact);
        expect(stripeMinorFromIso(iso.amountMinor, currency)).toEqual({ amountMinor: amount, isExact: true });
      }),
    );
  });

  test.each([
    ["ISK", "charge", 100n],
    ["UGX", "payout", 100n],
    ["HUF", "charge", 1n],
    ["HUF", "payout", 100n],
    ["TWD", "payout", 100n],
    ["KWD", "charge", 10n],
    ["EUR", "payout", 1n],
  ] as const)("the smallest step of %s in a %s is %s", (currency, use, step) => {
    expect(stripeStep(currency, use)).toBe(step);
  });

  test("an unknown currency is a broken promise", () => {
    expect(() => isoMinorFromStripe(1n, "ABC")).toThrow(RangeError);
  });
});
