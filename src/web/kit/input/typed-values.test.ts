import { expect, test } from "vitest";
import { decimalTextOf } from "../form/decimal-text-input.tsx";
import { decimalOf } from "../form/decimal-input.tsx";
import { minorUnitsOf } from "./money-input.tsx";
import { wholeNumberOf } from "./number-input.tsx";
import { rateTextOf } from "./percent-input.tsx";

const refused = (fault: unknown) => ({ kind: "fault", fault });

test("a typed amount becomes whole minor units in text", () => {
  expect(minorUnitsOf("1234.5", "EUR")).toEqual({ kind: "value", value: "123450" });
  expect(minorUnitsOf("90071992547409.93", "EUR")).toEqual({ kind: "value", value: "9007199254740993" });
});

const understood = (value: unknown, words: string) => ({ kind: "value", value, understood: words });

test("a decimal comma is a point", () => {
  expect(minorUnitsOf("12,5", "EUR")).toEqual(understood("1250", "€12.50"));
  expect(minorUnitsOf("80,00", "EUR")).toEqual(understood("8000", "€80.00"));
  expect(rateTextOf("12,5")).toEqual(understood("0.125", "12.5 %"));
  expect(rateTextOf("3,125 %")).toEqual(understood("0.03125", "3.125 %"));
});

test.each(["1.200,50", "1,200.50", "1 200,50", "1 200.5", "1’200.50", "€ 1.200,50", "1.200,50 €", "EUR 1200.50", "1200,50 Euro"])(
  "%s is one amount",
  (text) => {
    expect(minorUnitsOf(text, "EUR")).toEqual(understood("120050", "€1,200.50"));
  },
);

test("a sign before exactly three digits sets thousands apart where the currency has no three decimals, and what was understood is told", () => {
  expect(minorUnitsOf("1.200", "EUR")).toEqual(understood("120000", "€1,200.00"));
  expect(minorUnitsOf("10,000", "EUR")).toEqual(understood("1000000", "€10,000.00"));
  expect(minorUnitsOf("-1.200", "EUR")).toEqual(understood("-120000", "−€1,200.00"));
  expect(minorUnitsOf("5 000", "EUR")).toEqual(understood("500000", "€5,000.00"));
  expect(minorUnitsOf("1.200", "JPY")).toEqual(understood("1200", "JP¥1,200"));
  expect(minorUnitsOf("450,-", "EUR")).toEqual(understood("45000", "€450.00"));
});

test("where three digits may be decimals it is asked, and both answers can be written", () => {
  expect(minorUnitsOf("1.200", "KWD")).toEqual(refused("Is this 1200 or 1.200? Write 1200 or 1.2000."));
  expect(minorUnitsOf("1.2000", "KWD")).toEqual({ kind: "value", value: "1200" });
  expect(minorUnitsOf("0,125", "KWD")).toEqual(understood("125", "KWD\u00A00.125"));
  expect(decimalOf("1.250", 0, 5000)).toEqual(refused("Is this 1250 or 1.250? Write 1250 or 1.2500."));
  expect(decimalOf("1.250", 0, 100)).toEqual(understood(1.25, "1.25"));
  expect(rateTextOf("1.200")).toEqual(understood("0.012", "1.2 %"));
});

test("a number that is kept as text is asked about, unless it is counted", () => {
  expect(decimalTextOf("1.200", false)).toEqual(refused("Is this 1200 or 1.200? Write 1200 or 1.2000."));
  expect(decimalTextOf("1.200", true)).toEqual(understood("1200", "1,200"));
  expect(decimalTextOf("2,5", false)).toEqual(understood("2.5", "2.5"));
  expect(decimalTextOf("0.8", false)).toEqual({ kind: "value", value: "0.8" });
});

test("another currency, an exponent, groups that are none or a decimal too many is refused, not guessed at", () => {
  expect(minorUnitsOf("450 $", "EUR")).toEqual(refused('Amounts are in EUR here, and "$" is not.'));
  for (const text of ["1e3", "1,23,456", "1.2.3", "1.2345", "12.345.6", "", "€", "1,200,50"])
    expect(minorUnitsOf(text, "EUR").kind).toBe("fault");
  expect(minorUnitsOf("19.5", "JPY")).toEqual(refused(expect.stringContaining("fewer decimals")));
});

test("a whole number may have its thousands set apart by any sign", () => {
  for (const text of ["10.000", "10,000", "10 000", "10'000"]) expect(wholeNumberOf(text, 0, 1e9)).toEqual(understood(10_000, "10,000"));
  expect(wholeNumberOf("10.00", 0, 1e9).kind).toBe("fault");
});

test("a whole number stays within its bounds", () => {
  expect(wholeNumberOf("30", 1, 365)).toEqual({ kind: "value", value: 30 });
  expect(wholeNumberOf("0", 1, 365)).toEqual(refused("1 is the least."));
  expect(wholeNumberOf("366", 1, 365)).toEqual(refused("365 is the most."));
  expect(wholeNumberOf("3.5", 1, 365).kind).toBe("fault");
});

test("a share is at most everything", () => {
  expect(rateTextOf("12.5")).toEqual({ kind: "value", value: "0.125" });
  expect(rateTextOf("100")).toEqual({ kind: "value", value: "1" });
  expect(rateTextOf("100.01")).toEqual(refused("100 is the most."));
});
