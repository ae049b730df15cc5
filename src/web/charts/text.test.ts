import { expect, test } from "vitest";
import { cutText, textWidth } from "./text.ts";

test("capitals, full-width signs and narrow ones are told apart", () => {
  expect(textWidth("US$200", 12)).toBeGreaterThan(textWidth("ill200", 12));
  expect(textWidth("秋田", 12)).toBe(24);
});

test("a text that fits stays whole, a longer one ends with an ellipsis within the width", () => {
  expect(cutText("Ana", 60, 12)).toBe("Ana");
  const cut = cutText("Mia Sørensen-Montgomery", 90, 12);
  expect(cut).toMatch(/^Mia.*…$/);
  expect(textWidth(cut, 12)).toBeLessThanOrEqual(90);
  expect(cutText("Mia", 1, 12)).toBe("M…");
});
