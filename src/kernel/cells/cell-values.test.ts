import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatMajor } from "../money.ts";
import { amountIn, instantIn, type DecimalSign } from "./cell-values.ts";
import { zoneReader } from "./local-time.ts";

const read = (text: string, decimal: DecimalSign = ".", currency = "EUR"): bigint | string => {
  const result = amountIn(text, currency, decimal);
  return result.kind === "value" ? result.value : "refused";
};

describe("an amount in a file", () => {
  test.each<[string, DecimalSign, bigint]>([
    ["1234.50", ".", 123_450n],
    ["€ 1.234,50", ",", 123_450n],
    ["1.234,50 €", ",", 123_450n],
    ["1.234,50EUR", ",", 123_450n],
    ["1 234,50 zł", ",", 123_450n],
    ["CHF 1'234.50", ".", 123_450n],
    ["Rs.100", ".", 10_000n],
    ["kr. 100", ",", 10_000n],
    ["USD .50", ".", 50n],
    ["$-12.50", ".", -1_250n],
    ["-$12.50", ".", -1_250n],
    ["(12.50)", ".", -1_250n],
    ["12.50-", ".", -1_250n],
    ["1.234", ",", 123_400n],
    ["1,234", ".", 123_400n],
  ])("%s, decimals after a %s", (text, decimal, minor) => {
    expect(read(text, decimal)).toBe(minor);
  });

  test.each(["1E+15", "1.5E+3", "2e3", "12-34", "5 USD 3", "1_000", "12%", "1.234", "12,50", "abc", "-", "$"])(
    "%s is none of two decimals and a point: it is refused, not read as another one",
    (text) => expect(read(text)).toBe("refused"),
  );

  test("comes back as it was written, with any sign and currency around it", () => {
    const around = fc.constantFrom(["", ""], ["€ ", ""], ["", " EUR"], ["US$", ""], ["kr. ", ""], ["", "Fr."]);
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), around, (minor, [before = "", after = ""]) => {
        const size = formatMajor(minor < 0n ? -minor : minor, "EUR");
        expect(read(`${minor < 0n ? "-" : ""}${before}${size}${after}`)).toBe(minor);
      }),
    );
  });

  test("that is as long as a page is refused at once", () => {
    expect(read(`${"a".repeat(1_000_000)}1`)).toBe("refused");
  });
});

describe("a time in a file", () => {
  const at = (text: string): string => {
    const result = instantIn(text, { order: "mdy", zone: zoneReader("Europe/Berlin") });
    return result.kind === "value" ? `${new Date(result.value.atMs).toISOString()} ${result.value.precision}` : "refused";
  };

  test("E28 that the clocks leap over is the first instant after the leap, one that they show twice the first of the two", () => {
    expect(at("2026-03-29 02:30:00")).toBe("2026-03-29T01:00:00.000Z s");
    expect(at("2026-10-25 02:30:00")).toBe("2026-10-25T00:30:00.000Z s");
  });

  test.each(["0000-01-01", "1/1/0001", "1899-12-31", "2026-02-30", "2026-05-01 24:00:00", "2026-05-01 10:00:00 +2500", "45413"])(
    "%s is refused: no database and no calendar could go on with it",
    (text) => expect(at(text)).toBe("refused"),
  );
});
