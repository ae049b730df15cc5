import fc from "fast-check";
import { expect, test } from "vitest";
import { unknownWhole } from "../columns/number-column.ts";
import { butNot, isDense, marked, within, type WordTest } from "./word-tests.ts";

const rows = 96;
const word = fc.oneof(fc.constant(-1), fc.integer());

/** What a look at one row after another finds. */
function scanned(base: number, of: number, passes: (row: number) => boolean): number {
  let bits = 0;
  for (let bit = 0; bit < 32; bit++) if (((of >>> bit) & 1) === 1 && passes(base + bit)) bits |= 1 << bit;
  return bits;
}

function expectTheSame(made: WordTest, of: number, passes: (row: number) => boolean): void {
  for (const base of [0, 32, 64]) {
    expect(made.some(base, of)).toBe(scanned(base, of, passes));
    expect(made.all(base)).toBe(scanned(base, -1, passes));
  }
}

const extreme = fc.constantFrom(unknownWhole, unknownWhole + 1, 2 ** 31 - 1, -1, 0, 1);
const whole = fc.oneof({ weight: 3, arbitrary: extreme }, { weight: 5, arbitrary: fc.integer({ min: -5, max: 5 }) }, fc.integer());
const wholeBound = fc.oneof(whole, fc.constantFrom(-Infinity, Infinity, -(2 ** 40), 2 ** 40));

test("whole numbers within bounds are those that a plain comparison finds, the least and the greatest ones and what is not known included", () => {
  fc.assert(
    fc.property(fc.array(whole, { minLength: rows, maxLength: rows }), wholeBound, wholeBound, word, (numbers, low, high, of) => {
      const kept = Int32Array.from(numbers);
      const isInside = (row: number): boolean => kept[row] !== unknownWhole && kept[row]! >= low && kept[row]! <= high;
      expectTheSame(within(kept, low, high), of, isInside);
      const outside = butNot(within(kept, -Infinity, Infinity), within(kept, low, high));
      expectTheSame(outside, of, (row) => kept[row] !== unknownWhole && !isInside(row));
    }),
    { numRuns: 1_000 },
  );
});

const loose = fc.oneof(fc.constantFrom(Number.NaN, 0, -0.5, 1e12), fc.double());

test("other numbers likewise, where what is not known is not a number", () => {
  fc.assert(
    fc.property(fc.array(loose, { minLength: rows, maxLength: rows }), loose, loose, word, (numbers, low, high, of) => {
      const kept = Float64Array.from(numbers);
      expectTheSame(within(kept, low, high), of, (row) => kept[row]! >= low && kept[row]! <= high);
    }),
    { numRuns: 1_000 },
  );
});

test.each([Uint8Array, Uint16Array, Int32Array])("codes that are marked, kept as %o", (Kind) => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(9), { minLength: rows, maxLength: rows }),
      fc.uint8Array({ minLength: 10, maxLength: 10, max: 1 }),
      word,
      (numbers, marks, of) => {
        const codes = Kind.from(numbers) as Uint8Array<ArrayBuffer>;
        expectTheSame(marked(codes, marks), of, (row) => marks[codes[row]!] === 1);
      },
    ),
  );
});

test("a word is tested whole where at least half of its rows are asked for and all of them are there", () => {
  expect([isDense(-1, 32, 32), isDense(0xffff, 32, 32), isDense(0x7fff, 32, 32), isDense(-1, 32, 31)]).toEqual([true, true, false, false]);
});
