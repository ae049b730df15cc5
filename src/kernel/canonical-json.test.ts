import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

describe("canonicalJson", () => {
  test("writes numbers, texts and literals as the example of RFC 8785, section 3.2.2", () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/",
      literals: [null, true, false],
    };
    const expected =
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' + '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}';
    expect(canonicalJson(value)).toBe(expected);
  });

  test("sorts properties by UTF-16 code units, as the example of section 3.2.3", () => {
    const value = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\u{1f600}": 5, "\u0080": 6, "\u00f6": 7 };
    expect([...canonicalJson(value).matchAll(/:(\d)/g)].map((match) => match[1]).join("")).toBe("2467153");
  });

  test("writes a bigint as the text of its digits, negative zero as zero, and leaves out what is undefined", () => {
    expect(canonicalJson({ amount: -12n, zero: -0, none: undefined })).toBe('{"amount":"-12","zero":0}');
  });

  test("gives the same text whatever the order of properties, and reads back as the same value", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), (value) => {
        const reordered = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reordered)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test("takes objects without a prototype", () => {
    expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, "\ud800", "\udc00a", { "\ud800": 1 }])("refuses %j, which has no JSON", (value) => {
    expect(() => canonicalJson(value)).toThrow(RangeError);
  });

  test.each([new Date(0), new Map(), Symbol("a"), () => 1, [undefined]])("refuses %s, which is no plain data", (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
