import { expect, test } from "vitest";
import { minorUnitsOf } from "./money-input.tsx";
import { wholeNumberOf } from "./number-input.tsx";
import { rateTextOf } from "./percent-input.tsx";

const refused = (fault: unknown) => ({ kind: "fault", fault });

test("a typed amount becomes whole minor units in text", () => {
  expect(minorUnitsOf("1234.5", "EUR")).toEqual({ kind: "value", value: "123450" });
  expect(minorUnitsOf("90071992547409.93", "EUR")).toEqual({ kind: "value", value: "9007199254740993" });
});

test("a decimal comma is a point", () => {
  expect(minorUnitsOf("12,5", "EUR")).toEqual({ kind: "value", value: "1250" });
  expect(minorUnitsOf("12,50", "EUR")).toEqual({ kind: "value", value: "1250" });
  expect(rateTextOf("12,5")).toEqual({ kind: "value", value: "0.125" });
});

test("a comma that may part thousands, an exponent or a decimal too many is refused, not guessed at", () => {
  expect(minorUnitsOf("1,234", "EUR")).toEqual(refused(expect.stringContaining("one dot")));
  expect(minorUnitsOf("1e3", "EUR").kind).toBe("fault");
  expect(minorUnitsOf("19.5", "JPY")).toEqual(refused(expect.stringContaining("fewer decimals")));
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
