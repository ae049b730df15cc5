import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CURRENCY_EXPONENTS, exponentOf, formatMajor, isCurrency, parseMajor } from "./money.ts";

const currencies = fc.constantFrom(...CURRENCY_EXPONENTS.keys());
const amount = (amountMinor: bigint) => ({ kind: "amount", amountMinor });
const refused = (reason: string) => ({ kind: "refused", reason });

describe("currencies", () => {
  test.each([
    ["JPY", 0],
    ["CLP", 0],
    ["EUR", 2],
    ["HUF", 2],
    ["MGA", 2],
    ["IQD", 3],
    ["TND", 3],
  ])("E8 %s has %i decimals", (currency, exponent) => {
    expect(exponentOf(currency)).toBe(exponent);
  });

  test("the table holds the 155 codes people pay with and the six lately withdrawn ones, each once", () => {
    expect(CURRENCY_EXPONENTS.size).toBe(161);
    for (const code of CURRENCY_EXPONENTS.keys()) expect(code).toMatch(/^[A-Z]{3}$/);
  });

  test("every code of the table but the newest is one the platform's own currency list knows", () => {
    const known = new Set(Intl.supportedValuesOf("currency"));
    const unknown = [...CURRENCY_EXPONENTS.keys()].filter((code) => !known.has(code) && !["XCG", "ZWG", "SLE", "VED"].includes(code));
    expect(unknown).toEqual([]);
  });

  test("a code is upper case and known; gold, funds and invented codes are none", () => {
    expect(isCurrency("USD")).toBe(true);
    for (const text of ["usd", "XAU", "CLF", "ABC", ""]) expect(isCurrency(text)).toBe(false);
  });

  test("asking for the decimals of an unknown code is a broken promise", () => {
    expect(() => exponentOf("ABC")).toThrow(RangeError);
  });
});

describe("parseMajor", () => {
  test.each([
    ["19.99", "EUR", 1999n],
    ["-19.99", "EUR", -1999n],
    ["+5", "EUR", 500n],
    [".5", "EUR", 50n],
    ["5.", "EUR", 500n],
    ["0", "EUR", 0n],
    ["-0", "EUR", 0n],
    ["19.9900", "EUR", 1999n],
    ["1000.000", "JPY", 1000n],
    [".0", "JPY", 0n],
    ["1.234", "KWD", 1234n],
    ["92233720368547758.07", "EUR", 9_223_372_036_854_775_807n],
  ])("E8 reads %s %s exactly", (text, currency, minor) => {
    expect(parseMajor(text, currency)).toEqual(amount(minor));
  });

  test.each(["", ".", "-", "1,5", "1e3", "€5", " 5", "5 ", "1.2.3", "0x10", "NaN", "٣"])("refuses %j as no decimal", (text) => {
    expect(parseMajor(text, "EUR")).toEqual(refused("not_a_decimal"));
  });

  test("refuses a text longer than any amount instead of working on it", () => {
    expect(parseMajor("0".repeat(65), "EUR")).toEqual(refused("not_a_decimal"));
  });

  test("E8 refuses digits that the currency does not have, unless told to round them", () => {
    expect(parseMajor("0.005", "EUR")).toEqual(refused("too_many_decimals"));
    expect(parseMajor("0.005", "EUR", { excessDecimals: "refuse" })).toEqual(refused("too_many_decimals"));
    expect(parseMajor("0.005", "EUR", { excessDecimals: "half_up" })).toEqual(amount(1n));
    expect(parseMajor("0.00499", "EUR", { excessDecimals: "half_up" })).toEqual(amount(0n));
    expect(parseMajor("-19.5", "JPY", { excessDecimals: "half_up" })).toEqual(amount(-20n));
  });

  test("refuses an unknown currency and an amount beyond 64 bits", () => {
    expect(parseMajor("1", "ABC")).toEqual(refused("unknown_currency"));
    expect(parseMajor("92233720368547758.08", "EUR")).toEqual(refused("too_large"));
  });

  test("is the exact inverse of formatMajor in every currency", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }), currencies, (minor, currency) => {
        expect(parseMajor(formatMajor(minor, currency), currency)).toEqual(amount(minor));
      }),
    );
  });
});

describe("formatMajor", () => {
  test.each([
    [0n, "EUR", "0.00"],
    [5n, "EUR", "0.05"],
    [-5n, "EUR", "-0.05"],
    [123_456n, "EUR", "1234.56"],
    [-7n, "JPY", "-7"],
    [1n, "KWD", "0.001"],
  ])("writes %s minor units of %s as %s", (minor, currency, text) => {
    expect(formatMajor(minor, currency)).toBe(text);
  });
});
