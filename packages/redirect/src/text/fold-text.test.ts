import { describe, expect, it } from "vitest";
import { foldText } from "./fold-text.ts";

describe("folding a text", () => {
  it("is done once for all: every character of Unicode, folded, stays as it is when folded again", () => {
    const moving: string[] = [];
    // Planes 4 to 13 and 15 to 16 hold no letter.
    for (const [first, last] of [
      [0, 0x3ffff],
      [0xe0000, 0xe0fff],
    ] as const) {
      for (let code = first; code <= last; code++) {
        const folded = foldText(String.fromCodePoint(code));
        if (foldText(folded) !== folded) moving.push(code.toString(16));
      }
    }
    expect(moving).toEqual([]);
  });

  it("makes equal what differs in case, width, composition or invisible characters alone", () => {
    expect(foldText("ẞ")).toBe("ss");
    expect(foldText("ß")).toBe("ss");
    expect(foldText("Éﬁ\u200D\uFEFF")).toBe("éfi");
    expect(foldText("Σας")).toBe(foldText("ΣΑΣ"));
    expect(foldText("①")).toBe("1");
  });
});
