import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Money, moneyText } from "./money.tsx";

test("minor units are written by the currency's own decimals", () => {
  expect(moneyText({ amount: "1234", currency: "EUR" })).toBe("€12.34");
  expect(moneyText({ amount: "1234", currency: "JPY" })).toBe("JP¥1,234");
  expect(moneyText({ amount: "1234", currency: "KWD" })).toBe("KWD\u00a01.234");
});

test("an amount beyond what a float can hold is exact to the cent", () => {
  expect(moneyText({ amount: "922337203685477580", currency: "EUR" })).toBe("€9,223,372,036,854,775.80");
});

test("what is taken away has a minus, what is gained a plus where asked", () => {
  expect(moneyText({ amount: "-250", currency: "EUR" })).toBe("−€2.50");
  expect(moneyText({ amount: "250", currency: "EUR" }, "always")).toBe("+€2.50");
  expect(moneyText({ amount: "0", currency: "EUR" }, "always")).toBe("€0.00");
});

test("an unknown currency is not guessed at", () => {
  expect(moneyText({ amount: "5", currency: "XXX" })).toBe("5 minor units of XXX");
});

test("what is not known is a dash that is read aloud, never a zero", () => {
  const html = renderToStaticMarkup(<Money value={null} />);
  expect(html).toContain("not known");
  expect(html).not.toContain("0");
});
