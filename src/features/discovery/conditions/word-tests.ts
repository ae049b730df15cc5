import { countOnes } from "../columns/bits.ts";
import type { Codes, Numbers } from "../columns/grown-to.ts";
import { unknownWhole } from "../columns/number-column.ts";

/**
 * Tests 32 rows at a time, from `base` on; what passes comes back as bits. None of the loops asks the processor to guess how a comparison
 * ends, which costs it more than comparing, and each kind of array has loops of its own: over whichever kind comes they take several times as long.
 */
export interface WordTest {
  /** Of all 32. */
  readonly all: (base: number) => number;
  /** Of those in a word. */
  readonly some: (base: number, word: number) => number;
}

const nothing: WordTest = { all: () => 0, some: () => 0 };

/** As an unsigned number a whole number less than `low` is greater than any span of 32 bits, so that one comparison does for both bounds. */
function wholeWithin(kept: Int32Array, low: number, high: number): WordTest {
  const span = (high - low) >>> 0;
  return {
    all: (base) => {
      let bits = 0;
      for (let bit = 0; bit < 32; bit++) bits |= Number((kept[base + bit]! - low) >>> 0 <= span) << bit;
      return bits;
    },
    some: (base, word) => {
      let bits = 0;
      for (let left = word; left !== 0; left &= left - 1) {
        const bit = 31 - Math.clz32(left & -left);
        bits |= Number((kept[base + bit]! - low) >>> 0 <= span) << bit;
      }
      return bits;
    },
  };
}

/** What is not a number is not within any bounds. */
function looseWithin(kept: Float64Array, low: number, high: number): WordTest {
  return {
    all: (base) => {
      let bits = 0;
      for (let bit = 0; bit < 32; bit++) {
        const value = kept[base + bit]!;
        bits |= (Number(value >= low) & Number(value <= high)) << bit;
      }
      return bits;
    },
    some: (base, word) => {
      let bits = 0;
      for (let left = word; left !== 0; left &= left - 1) {
        const bit = 31 - Math.clz32(left & -left);
        const value = kept[base + bit]!;
        bits |= (Number(value >= low) & Number(value <= high)) << bit;
      }
      return bits;
    },
  };
}

const [leastWhole, greatestWhole] = [unknownWhole + 1, 2 ** 31 - 1];

/**
 * Numbers that are known and within bounds.
 *
 * @param kept a number a row, as a `NumberColumn` keeps them.
 * @param low the least that passes; for whole numbers itself whole.
 * @param high the greatest that passes; likewise.
 */
export function within(kept: Numbers, low: number, high: number): WordTest {
  if (!(kept instanceof Int32Array)) return looseWithin(kept, low, high);
  const [least, greatest] = [Math.max(low, leastWhole), Math.min(high, greatestWhole)];
  return least > greatest ? nothing : wholeWithin(kept, least, greatest);
}

function markedBytes(codes: Uint8Array, marks: Uint8Array): WordTest {
  return {
    all: (base) => {
      let bits = 0;
      for (let bit = 0; bit < 32; bit++) bits |= marks[codes[base + bit]!]! << bit;
      return bits;
    },
    some: (base, word) => {
      let bits = 0;
      for (let left = word; left !== 0; left &= left - 1) {
        const bit = 31 - Math.clz32(left & -left);
        bits |= marks[codes[base + bit]!]! << bit;
      }
      return bits;
    },
  };
}

/** For the few columns of more than 256 texts. */
function markedWide(codes: Exclude<Codes, Uint8Array>, marks: Uint8Array): WordTest {
  const some = (base: number, word: number): number => {
    let bits = 0;
    for (let left = word; left !== 0; left &= left - 1) {
      const bit = 31 - Math.clz32(left & -left);
      bits |= marks[codes[base + bit]!]! << bit;
    }
    return bits;
  };
  return { all: (base) => some(base, -1), some };
}

/**
 * Codes that are marked.
 *
 * @param codes a code a row.
 * @param marks by code: 1 for those that pass, else 0.
 */
export const marked = (codes: Codes, marks: Uint8Array): WordTest =>
  codes instanceof Uint8Array ? markedBytes(codes, marks) : markedWide(codes, marks);

/**
 * What passes one test and not the other.
 *
 * @param one has to be passed.
 * @param other must not be.
 */
export const butNot = (one: WordTest, other: WordTest): WordTest => ({
  all: (base) => one.all(base) & ~other.all(base),
  some: (base, word) => one.some(base, word) & ~other.some(base, word),
});

/** From so many rows of 32 on it is quicker to test all of them. */
const manyRows = 16;

/**
 * Whether a word has so many rows that all 32 are better tested, and they are there.
 *
 * @param word 32 rows as bits.
 * @param last the row behind its last one.
 * @param room how many rows there is room for.
 */
export const isDense = (word: number, last: number, room: number): boolean => last <= room && (word === -1 || countOnes(word) >= manyRows);
