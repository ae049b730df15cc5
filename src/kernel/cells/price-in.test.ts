import { describe, expect, test } from "vitest";
import { currencyInHeader, foreignCurrencyIn, priceIn } from "./price-in.ts";

const read = (text: string, decimal: "." | "," = ".", currency?: string) => {
  const found = priceIn(text, { decimal, currency });
  if (found.kind === "fault") return found.message;
  return found.value === undefined ? "not known" : `${found.value.amountMinor} ${found.value.currency}`;
};

describe("a price in a cell", () => {
  test.each([
    ["450 EUR", ".", undefined, "45000 EUR"],
    ["€1,250.50", ".", undefined, "125050 EUR"],
    ["1.250,50 €", ",", undefined, "125050 EUR"],
    ["450", ".", "GBP", "45000 GBP"],
    ["450,-", ",", "EUR", "45000 EUR"],
    ["450,– €", ",", undefined, "45000 EUR"],
    ["1.2k", ".", "EUR", "120000 EUR"],
    ["1,5 Tsd. €", ",", undefined, "must be"],
    ["1,5 Tsd €", ",", undefined, "150000 EUR"],
    ["1.2345k", ".", "EUR", "123450 EUR"],
    ["12 000 zł", ",", undefined, "1200000 PLN"],
    ["CHF 1'200.-", ".", undefined, "120000 CHF"],
    ["¥5000", ".", "JPY", "5000 JPY"],
    ["$400", ".", undefined, "40000 USD"],
    ["$400", ".", "CAD", "40000 CAD"],
    ["$400", ".", "EUR", "40000 USD"],
    ["€ 400 EUR", ".", undefined, "40000 EUR"],
    ["400 € / Post", ",", undefined, "40000 EUR"],
    ["400 EUR per reel", ".", undefined, "40000 EUR"],
    ["0.125 KWD", ".", undefined, "125 KWD"],
  ] as const)("%s is read as %s %s", (text, decimal, currency, wish) => {
    expect(read(text, decimal, currency)).toContain(wish);
  });

  test.each(["n/a", "k.A.", "auf Anfrage", "on request", "TBD", "-", "nach Absprache", "VB"])("%s says that it is not known", (text) => {
    expect(read(text, ",", "EUR")).toBe("not known");
  });

  test.each([
    "400-600 €",
    "ab 400 €",
    "400 bis 600",
    "400+",
    "-400",
    "(400)",
    "(400 €)",
    "400 beer",
    "€ 400 USD",
    "gratis",
    "1e5",
    "400 €/month",
    "¥5000",
  ])("%s is no one price", (text) => {
    expect(read(text, ",", "EUR")).toContain("must be one amount");
  });

  test("zero, too many decimals and a missing currency are said", () => {
    expect(read("0", ".", "EUR")).toContain("more than zero");
    expect(read("0,00 €", ",")).toContain("more than zero");
    expect(read("1,200", ",", "EUR")).toContain("two ways");
    expect(read("12.5", ".", "JPY")).toContain("more decimals than JPY has");
    expect(read("450")).toContain("names no currency");
    expect(read("9".repeat(25), ".", "EUR")).not.toMatch(/^\d/);
  });
});

test("a header names its currency by code, sign or word, and none where it names two or only looks like it", () => {
  expect(["Preis pro Post (€)", "Price [USD]", "Fee in Euro", "price_gbp", "PRICE GBP", "Cost $"].map(currencyInHeader)).toEqual([
    ...["EUR", "USD", "EUR", undefined, "GBP", "USD"],
  ]);
  expect(["Price per post", "all posts", "EUR or USD", ""].map(currencyInHeader)).toEqual([undefined, undefined, undefined, undefined]);
});

describe("the sign or name of another currency beside an amount", () => {
  test.each([
    ["€10.00", "USD", "€"],
    ["1.234,50EUR", "USD", "EUR"],
    ["$5", "EUR", "$"],
    ["US$5", "CAD", "US$"],
    ["kr. 100", "EUR", "kr"],
    ["£3", "EUR", "£"],
    ["GBP 3", "EGP", "GBP"],
    ["¥500", "GBP", "¥"],
  ])("%s, read in %s", (text, currency, word) => expect(foreignCurrencyIn(text, currency)).toBe(word));

  test.each([
    ["10.00", "EUR"],
    ["10.00 €", "EUR"],
    ["$5", "CAD"],
    ["$5", "JMD"],
    ["kr 100", "NOK"],
    ["£3", "EGP"],
    ["¥500", "CNY"],
    ["Rs.100", "EUR"],
    ["12 Stück", "EUR"],
  ])("%s, read in %s: none", (text, currency) => expect(foreignCurrencyIn(text, currency)).toBeUndefined());
});
