import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance, nearestText } from "./nearest-text.ts";

test.each([
  ["kitten", "sitting", 3],
  ["", "abc", 3],
  ["abc", "", 3],
  ["flaw", "lawn", 2],
  ["same", "same", 0],
])("from %j to %j it is %i changes", (one, other, distance) => {
  expect(editDistance(one, other)).toBe(distance);
});

test("the distance is the same both ways, nothing only between equal texts, and no longer by a detour", () => {
  const text = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
    }),
  );
});

test("of texts equally near the first is taken, and of none there is none", () => {
  expect(nearestText("ab", ["xx", "ax", "xb"])).toBe("ax");
  expect(() => nearestText("ab", [])).toThrow(RangeError);
});
