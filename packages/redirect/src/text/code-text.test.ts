import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeSkeleton, maxCodeLength, normaliseCode } from "./code-text.ts";

const codeOf = (raw: string): string => {
  const result = normaliseCode(raw);
  return result.ok ? result.code : `refused: ${result.problem}`;
};
const skeletonOf = (raw: string): string => codeSkeleton(codeOf(raw));

describe("E20 a coupon code", () => {
  it("is the same in any case and width, with white space anywhere and with any dash", () => {
    for (const raw of ["ana10", " ANA10 ", "Ana 10", "a n a 1 0", "ａｎａ１０", "ana\u00A010\n", "an\u200Ba10"])
      expect(codeOf(raw)).toBe("ANA10");
    for (const raw of ["ana-10", "ANA–10", "ana—10", "ana‑10", "ana−10", "ana－10"]) expect(codeOf(raw)).toBe("ANA-10");
    expect(codeOf("zoe\u0301")).toBe(codeOf("ZOÉ"));
    expect(codeOf("spaß")).toBe(codeOf("SPASS"));
  });

  it("keeps apart what a store keeps apart: look-alike characters, accents, dashes, signs", () => {
    expect(new Set(["ANA10", "ANAI0", "ANA1O", "ANA-10", "ANÁ10", "ANA10!", "АNА10"].map(codeOf)).size).toBe(7);
  });

  it("is refused when it is empty, has control characters, or more than 64 characters", () => {
    expect(codeOf(" \u200B ")).toBe("refused: empty");
    expect(codeOf("ana\u000010")).toBe("refused: unsupported_character");
    expect(codeOf("\ud800")).toBe("refused: unsupported_character");
    expect(codeOf("a".repeat(maxCodeLength))).toBe("A".repeat(maxCodeLength));
    expect(codeOf("a".repeat(maxCodeLength + 1))).toBe("refused: too_long");
    expect(codeOf("ß".repeat(maxCodeLength))).toBe("refused: too_long");
    expect(codeOf("a".repeat(10_000))).toBe("refused: too_long");
  });

  it("is a fixed point: normalising it again changes nothing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })), (raw) => {
        const first = normaliseCode(raw);
        expect(first.ok ? normaliseCode(first.code) : first).toEqual(first);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("E20 the skeleton of a code", () => {
  it("is shared by codes that are read or typed for one another", () => {
    for (const raw of ["ANA10", "ANA1O", "ANAIO", "ANAl0", "АNА10", "ANÁ10", "ANA-10", "ANA_10", "ana!0"])
      expect(skeletonOf(raw)).toBe("ANA10");
    expect(skeletonOf("SUMMER25")).toBe(skeletonOf("5UMMERZS"));
    expect(skeletonOf("BIG")).toBe(skeletonOf("816"));
  });

  it("differs between codes that nobody mistakes", () => {
    expect(new Set(["ANA10", "ANA20", "ANNA10", "BEN10", "ANA100"].map(skeletonOf)).size).toBe(5);
  });
});
