import fc from "fast-check";
import { expect, test } from "vitest";
import type { Span } from "./spans.ts";
import { nextSums, piecesOf } from "./next-sums.ts";

const spans = (...ends: number[]): Span[] => ends.slice(0, -1).map((fromMs, at) => ({ fromMs, beforeMs: ends[at + 1]! }));

test("the newest spans that some part lacks are made for every part that lacks them", () => {
  const wanted = spans(0, 10, 20, 30);
  const parts = [
    { key: "a", kept: [], wanted },
    { key: "b", kept: spans(10, 20), wanted },
    { key: "c", kept: wanted, wanted },
  ];
  expect(nextSums(parts, 2)).toEqual({
    make: [
      { fromMs: 10, beforeMs: 20, part: "a" },
      { fromMs: 20, beforeMs: 30, part: "a" },
      { fromMs: 20, beforeMs: 30, part: "b" },
    ],
    remove: [],
    hasMore: true,
  });
});

test("the hours of a day that is over give way to the day, in their own part alone", () => {
  const parts = [
    { key: "a", kept: spans(0, 1, 2, 3), wanted: spans(0, 24) },
    { key: "b", kept: spans(0, 24), wanted: spans(0, 24) },
  ];
  const { make, remove, hasMore } = nextSums(parts, 8);
  expect(make).toEqual([{ fromMs: 0, beforeMs: 24, part: "a" }]);
  expect(remove.map((span) => [span.part, span.fromMs])).toEqual([
    ["a", 0],
    ["a", 1],
    ["a", 2],
  ]);
  expect(hasMore).toBe(false);
});

const gapsOf = fc
  .uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 8 })
  .map((ends) => ends.toSorted((a, b) => a - b))
  .map((ends) => ends.flatMap((fromMs, at) => (at % 2 === 0 && at + 1 < ends.length ? [{ fromMs, beforeMs: ends[at + 1]! }] : [])));

test("pieces of gaps do not overlap, and are together exactly the gaps of each part", () => {
  fc.assert(
    fc.property(gapsOf, gapsOf, gapsOf, (...all) => {
      const parts = all.map((gaps, at) => ({ key: `${at}`, gaps }));
      const pieces = piecesOf(parts);
      expect(pieces.every((piece, at) => at === 0 || pieces[at - 1]!.beforeMs <= piece.fromMs)).toBe(true);
      for (const { key, gaps } of parts)
        for (let at = 0; at < 40; at++) {
          const isIn = (span: Span): boolean => span.fromMs <= at && at < span.beforeMs;
          expect(pieces.some((piece) => isIn(piece) && piece.parts.includes(key))).toBe(gaps.some(isIn));
        }
    }),
  );
});
