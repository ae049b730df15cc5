import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exchanged, parseFactor, parseRate, percentText, rateOf, type Rate } from "./rate.ts";
import { roundedQuotient } from "./rounding.ts";

const anyAmount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const anyRate = fc.integer({ min: 0, max: 1_000_000 }).map((num): Rate => ({ num: BigInt(num), den: 1_000_000n }));

describe("roundedQuotient", () => {
  test.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [5n, -2n, -3n],
    [-5n, -2n, 3n],
    [4n, 3n, 1n],
    [0n, 7n, 0n],
  ])("%s / %s rounds to %s, a half away from zero", (top, bottom, nearest) => {
    expect(roundedQuotient(top, bottom)).toBe(nearest);
  });

  test("lies within half a unit of the exact quotient", () => {
    fc.assert(
      fc.property(anyAmount, fc.bigInt({ min: 1n, max: 10n ** 9n }), (top, bottom) => {
        const error = 2n * (roundedQuotient(top, bottom) * bottom - top);
        expect(error <= bottom && error >= -bottom).toBe(true);
      }),
    );
  });

  test("a denominator of zero is a broken promise", () => {
    expect(() => roundedQuotient(1n, 0n)).toThrow(RangeError);
  });
});

describe("parseRate", () => {
  test.each([
    ["0.125", 125n, 1000n],
    ["0", 0n, 1n],
    ["1", 1n, 1n],
    ["1.000", 1000n, 1000n],
    ["0.000000000001", 1n, 10n ** 12n],
  ])("reads %s as an exact fraction", (text, num, den) => {
    expect(parseRate(text)).toEqual({ num, den });
  });

  test.each(["1.01", "12.5", "-0.1", "+0.1", ".5", "0.", "12,5", "10%", "1e-3", "", "0.0000000000001"])("%j is no rate", (text) => {
    expect(parseRate(text)).toBeUndefined();
  });

  test("a factor may be above one", () => {
    expect(parseFactor("162.5")).toEqual({ num: 1625n, den: 10n });
  });
});

describe("rateOf", () => {
  test("rounds once, a half away from zero, also for negative amounts", () => {
    expect(rateOf(20n, { num: 125n, den: 1000n })).toBe(3n);
    expect(rateOf(-20n, { num: 125n, den: 1000n })).toBe(-3n);
    expect(rateOf(19n, { num: 125n, den: 1000n })).toBe(2n);
  });

  test("keeps what a float would lose: 1.15 % of 10,000 major units is exactly 115", () => {
    expect(rateOf(1_000_000n, parseRate("0.0115") as Rate)).toBe(11_500n);
    expect(rateOf(9_007_199_254_740_993n, parseRate("1") as Rate)).toBe(9_007_199_254_740_993n);
  });

  test("what is earned on an amount is what is taken back on its negative", () => {
    fc.assert(
      fc.property(anyAmount, anyRate, (amount, rate) => {
        expect(rateOf(-amount, rate)).toBe(-rateOf(amount, rate));
      }),
    );
  });

  test("never gives more than the amount", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), anyRate, (amount, rate) => {
        const share = rateOf(amount, rate);
        expect(share >= 0n && share <= amount).toBe(true);
      }),
    );
  });
});

describe("percentText", () => {
  test.each([
    ["0.125", "12.5%"],
    ["0.1", "10%"],
    ["1", "100%"],
    ["0", "0%"],
    ["0.005", "0.5%"],
    ["0.00005", "0.005%"],
    ["0.10", "10%"],
  ])("%s is %s", (rate, text) => {
    expect(percentText(parseRate(rate) as Rate)).toBe(text);
  });
});

describe("exchanged", () => {
  const rate = (text: string) => parseFactor(text) as Rate;

  test("E8 takes the decimals of both currencies into account", () => {
    expect(exchanged({ amountMinor: 1000n, currency: "EUR" }, "JPY", rate("162.55"))).toEqual({ amountMinor: 1626n, currency: "JPY" });
    expect(exchanged({ amountMinor: 1000n, currency: "JPY" }, "EUR", rate("0.00615"))).toEqual({ amountMinor: 615n, currency: "EUR" });
    expect(exchanged({ amountMinor: 1000n, currency: "EUR" }, "KWD", rate("0.3345"))).toEqual({ amountMinor: 3345n, currency: "KWD" });
  });

  test("E8 rounds once and symmetrically", () => {
    expect(exchanged({ amountMinor: -1n, currency: "EUR" }, "USD", rate("1.5"))).toEqual({ amountMinor: -2n, currency: "USD" });
  });
});
