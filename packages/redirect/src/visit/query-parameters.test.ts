import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodedValue, eachPair } from "./query-parameters.ts";

const pairsOf = (query: string): string[][] => {
  const pairs: string[][] = [];
  eachPair(query, (name, value) => void pairs.push([name, value]));
  return pairs;
};

describe("walking a query", () => {
  it("gives names and values as their bytes came, and passes over pairs without a name", () => {
    expect(pairsOf("a=1&b&c=&=d&&e=f=g&a=%2B")).toEqual([
      ["a", "1"],
      ["b", ""],
      ["c", ""],
      ["e", "f=g"],
      ["a", "%2B"],
    ]);
    expect(pairsOf("")).toEqual([]);
  });

  it("ends where it is told to", () => {
    const seen: string[] = [];
    eachPair("a=1&b=2&c=3", (name) => seen.push(name) < 2);
    expect(seen).toEqual(["a", "b"]);
  });

  it("sees, once decoded, what the platform's own parser sees", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string({ unit: "grapheme" }))), (pairs) => {
        const query = new URLSearchParams(pairs).toString();
        expect(pairsOf(query).map((pair) => pair.map(decodedValue))).toEqual([...new URLSearchParams(query)]);
      }),
    );
  });
});
