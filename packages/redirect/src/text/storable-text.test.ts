import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { storableText } from "./storable-text.ts";

describe("a text that any database takes", () => {
  it("has no U+0000 and no half surrogate pair, whatever came and wherever it was cut", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(20), (text, longest) => {
        const stored = storableText(`${text}\u{1F389}\ud83d\u0000`, longest);
        expect(stored).not.toContain("\0");
        expect(stored).toBe(Buffer.from(stored, "utf8").toString("utf8"));
        expect(stored.length).toBeLessThanOrEqual(longest);
      }),
    );
  });

  it("is otherwise what it was", () => {
    expect(storableText("Zoë\t🎉\n1", 100)).toBe("Zoë\t🎉\n1");
    expect(storableText("Zoë\t🎉\n1", 6)).toBe("Zoë\t🎉");
    expect(storableText("Zoë\t🎉\n1", 5)).toBe("Zoë\t");
    expect(storableText("abc", 0)).toBe("");
  });
});
