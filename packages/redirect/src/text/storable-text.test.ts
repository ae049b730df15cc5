import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { storableText } from "./storable-text.ts";

describe("a text that any database takes", () => {
  it("has no control character but tab and line feed, and no half surrogate pair, whatever came and wherever it was cut", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(20), (text, longest) => {
        const stored = storableText(`${text}\u{1F389}\ud83d\u0000\r\n`, longest);
        expect(stored).not.toMatch(/[\0-\x08\x0b-\x1f\x7f]/);
        expect(stored).toBe(Buffer.from(stored, "utf8").toString("utf8"));
        expect(stored.length).toBeLessThanOrEqual(longest);
      }),
    );
  });

  it("is otherwise what it was", () => {
    expect(storableText("Zoë\t🎉\n1", 100)).toBe("Zoë\t🎉\n1");
  });
});
