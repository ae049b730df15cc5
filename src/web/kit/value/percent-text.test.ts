import fc from "fast-check";
import { expect, test } from "vitest";
import { percentOfRate, rateOfPercent } from "./percent-text.ts";

test("a rate is shown in percent without rounding", () => {
  expect(percentOfRate("0.125")).toBe("12.5");
  expect(percentOfRate("0.07")).toBe("7");
  expect(percentOfRate("1")).toBe("100");
  expect(percentOfRate("0.000000001")).toBe("0.0000001");
  expect(percentOfRate("0")).toBe("0");
});

test("a typed percentage becomes the exact rate", () => {
  expect(rateOfPercent("12.5")).toBe("0.125");
  expect(rateOfPercent("7")).toBe("0.07");
  expect(rateOfPercent("100")).toBe("1");
  expect(rateOfPercent("0.1")).toBe("0.001");
});

test("what is no plain decimal is refused", () => {
  for (const text of ["", "12,5", "1e3", "-5", "abc", "."]) expect(rateOfPercent(text)).toBeUndefined();
});

test("a rate comes back from its percentage unchanged", () => {
  const rates = fc.tuple(fc.nat(999), fc.integer({ min: 0, max: 999_999_999 })).map(([whole, part]) => {
    const fraction = String(part).padStart(9, "0").replace(/0+$/, "");
    return fraction === "" ? String(whole) : `${whole}.${fraction}`;
  });
  fc.assert(fc.property(rates, (rate) => rateOfPercent(percentOfRate(rate) ?? "") === rate));
});
