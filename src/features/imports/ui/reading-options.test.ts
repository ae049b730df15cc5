import { expect, test } from "vitest";
import { readingOptions, withOption } from "./reading-options.ts";

test("a table of orders can be told its currency, an export need not; figures of creators can be told their source, prices their currency, reports their platform", () => {
  expect(readingOptions("orders", "table").map(({ name }) => name)).toContain("currency");
  expect(readingOptions("orders", "shopify")).toEqual([]);
  expect(readingOptions("creators", "table").map(({ name }) => name)).toEqual([
    "source",
    "grade",
    "observed_on",
    "taken",
    "currency",
    "decimal",
    "rates",
  ]);
  expect(readingOptions("creators", "reports").map(({ name }) => name)).toEqual(["source", "grade", "observed_on", "taken", "platform"]);
});

test("only a file of fixed width is asked where its columns stand", () => {
  expect(readingOptions("orders", "fixed_width").map(({ name }) => name)).toContain("widths");
  expect(readingOptions("orders", "table").map(({ name }) => name)).not.toContain("widths");
});

test("an option that is emptied is not said at all", () => {
  const mapping = { format: "table", has_header: true, columns: {}, options: { currency: "EUR" } };
  expect(withOption(mapping, "decimal", "comma").options).toEqual({ currency: "EUR", decimal: "comma" });
  expect(withOption(mapping, "currency", "").options).toEqual({});
});
