import { expect, test } from "vitest";
import { earlierCostsText } from "./earlier-costs.tsx";

test("what was entered for earlier days is said in each of its currencies, with what to do", () => {
  const eur = { amount: "668157", currency: "EUR" };
  expect(earlierCostsText([eur, { amount: "5000", currency: "USD" }])).toBe(
    "€6,681.57 and US$50.00 was entered for the 90 days before these. Orders that it brought may be counted here; it is not. Choose days that hold both.",
  );
});
