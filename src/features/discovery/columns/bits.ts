/** A set of row numbers, one bit a row, 32 rows a word. */
export type Bits = Int32Array<ArrayBuffer>;

/**
 * An empty set with room for rows 0 to `rows` - 1. Memory: a byte for eight rows.
 *
 * @param rows how many.
 * @example
 * import { emptyBits } from "./bits.ts";
 * emptyBits(33).length; // => 2
 */
export const emptyBits = (rows: number): Bits => new Int32Array((rows + 31) >>> 5);

/**
 * Takes a row into a set.
 *
 * @param bits changed in place.
 * @param row below the set's room.
 */
export function setBit(bits: Bits, row: number): void {
  bits[row >>> 5]! |= 1 << (row & 31);
}

/**
 * Takes a row out of a set.
 *
 * @param bits changed in place.
 * @param row below the set's room.
 */
export function clearBit(bits: Bits, row: number): void {
  bits[row >>> 5]! &= ~(1 << (row & 31));
}

/**
 * Whether a row is in a set.
 *
 * @param bits the set.
 * @param row below the set's room.
 */
export const hasBit = (bits: Bits, row: number): boolean => ((bits[row >>> 5]! >>> (row & 31)) & 1) === 1;

/**
 * A copy with room for more rows.
 *
 * @param bits the set.
 * @param rows how many rows there is room for then; not fewer than before.
 */
export function grownBits(bits: Bits, rows: number): Bits {
  const larger = emptyBits(rows);
  larger.set(bits);
  return larger;
}

/**
 * How many bits of a 32-bit word are set.
 *
 * @param word any 32 bits.
 * @example
 * import { countOnes } from "./bits.ts";
 * [0, 5, -1].map(countOnes); // => [0, 2, 32]
 */
export function countOnes(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Writes the rows of a set between two rows, in their order. Time: a step a word of the span and one a row found.
 *
 * @param bits the set.
 * @param span from the first row, up to but without the second.
 * @param into is filled from its beginning; has to have room for the whole span.
 * @returns how many were written.
 * @example
 * import { emptyBits, rowsBetween, setBit } from "./bits.ts";
 * const bits = emptyBits(64);
 * for (const row of [3, 31, 40]) setBit(bits, row);
 * const into = new Uint32Array(64);
 * const count = rowsBetween(bits, [4, 41], into);
 * [...into.subarray(0, count)]; // => [31, 40]
 */
export function rowsBetween(bits: Bits, [from, to]: readonly [number, number], into: Uint32Array): number {
  let count = 0;
  const last = (to - 1) >>> 5;
  for (let at = from >>> 5; at <= last && from < to; at++) {
    const base = at << 5;
    let word = bits[at]!;
    if (base < from) word &= -1 << (from & 31);
    if (base + 32 > to) word &= -1 >>> (base + 32 - to);
    while (word !== 0) {
      into[count++] = base + 31 - Math.clz32(word & -word);
      word &= word - 1;
    }
  }
  return count;
}
