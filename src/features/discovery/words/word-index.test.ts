import fc from "fast-check";
import { expect, test } from "vitest";
import { hasBit } from "../columns/bits.ts";
import { categoryWord, wordMatch } from "../query/words.ts";
import { WordIndex } from "./word-index.ts";

const encoder = new TextEncoder();

function filled(rows: readonly (readonly string[])[], settleEach: number): WordIndex {
  const index = new WordIndex(16);
  for (const [row, words] of rows.entries()) {
    for (const word of words) {
      const bytes = encoder.encode(`(${word})`);
      index.add(row, bytes, [1, bytes.length - 1]);
    }
    if (row % settleEach === 0) index.settle(true);
  }
  return index;
}

/** Each row's points; 0 where one of the words is not found. */
const expectedPoints = (rows: readonly (readonly string[])[], asked: readonly string[]): number[] =>
  rows.map((words) => {
    const points = asked.map((one) => Math.max(0, ...words.map((word) => wordMatch(one, word))));
    return points.includes(0) ? 0 : points.reduce((sum, each) => sum + each, 0);
  });

function foundPoints(index: WordIndex, asked: readonly string[], count: number): number[] {
  const { rows, points } = index.find(asked, count);
  return Array.from({ length: count }, (_, row) => (hasBit(rows, row) ? points[row]! : 0));
}

const letters = fc.constantFrom("a", "b", "c", "1", "8", "é", "東", "𝒳");
const word = fc.array(letters, { minLength: 1, maxLength: 9 }).map((chosen) => chosen.join(""));
const row = fc.uniqueArray(fc.oneof(word, word.map(categoryWord)), { maxLength: 6 });

test("rows are found by words as they are, by beginnings, by misspelt ones and by words of categories, as two words compared say", () => {
  const asked = fc.array(word, { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), asked, fc.integer({ min: 1, max: 50 }), (rows, words, every) => {
      expect(foundPoints(filled(rows, every), words, rows.length)).toEqual(expectedPoints(rows, words));
    }),
    { numRuns: 300 },
  );
});

test("a word of a hundred thousand rows, near and far apart, has exactly those", () => {
  const count = 100_000;
  const index = new WordIndex(16);
  const isRow = (at: number): boolean => at % 3 === 0 || at > count - 500;
  const [often, seldom] = [encoder.encode("often"), encoder.encode("seldom")];
  for (let at = 0; at < count; at++) {
    if (isRow(at)) index.add(at, often, [0, often.length]);
    if (at % 30_000 === 7) index.add(at, seldom, [0, seldom.length]);
  }
  expect(foundPoints(index, ["often"], count)).toEqual(Array.from({ length: count }, (_, at) => (isRow(at) ? 3 : 0)));
  expect(foundPoints(index, ["seldom"], count).flatMap((points, at) => (points > 0 ? [at] : []))).toEqual([7, 30_007, 60_007, 90_007]);
});
