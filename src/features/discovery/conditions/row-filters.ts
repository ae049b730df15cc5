import type { ShareList } from "../columns/audience-columns.ts";
import type { Bits } from "../columns/bits.ts";
import type { Codes } from "../columns/grown-to.ts";
import type { NumberColumn } from "../columns/number-column.ts";
import { butNot, isDense, marked, within, type WordTest } from "./word-tests.ts";

/** A stretch of a set, in words of 32 rows: from one, up to but without the other. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Writes to `target`, over a stretch, which rows of `source` pass. */
export type RowFilter = (source: Bits, target: Bits, stretch: Stretch) => void;

/** A span of numbers, bounds included. */
export interface Range {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Passes nothing. */
export const noRows: RowFilter = (_source, target, { from, to }) => void target.fill(0, from, to);

/** Passes everything. */
export const everyRow: RowFilter = (source, target, { from, to }) => target.set(source.subarray(from, to), from);

/** Passes the rows of the source that pass a test. Time: half a nanosecond to one a row of the source. */
const tested =
  (test: WordTest, room: number): RowFilter =>
  (source, target, { from, to }) => {
    for (let at = from; at < to; at++) {
      const word = source[at]!;
      const base = at << 5;
      if (word === 0) target[at] = 0;
      else target[at] = isDense(word, base + 32, room) ? test.all(base) & word : test.some(base, word);
    }
  };

/**
 * Passes rows whose code is marked.
 *
 * @param codes a code a row.
 * @param marks by code: 1 for those that pass.
 */
export const markedCodes = (codes: Codes, marks: Uint8Array): RowFilter => tested(marked(codes, marks), codes.length);

/** Beyond any number that is kept in steps, and still exact. */
const mostSteps = 2 ** 40;

/** The first whole number of steps that is at least a bound. */
function firstStep(bound: number, scale: number): number {
  if (Math.abs(bound) * scale > mostSteps) return Math.sign(bound) * mostSteps;
  let step = Math.ceil(bound * scale);
  while ((step - 1) / scale >= bound) step--;
  while (step / scale < bound) step++;
  return step;
}

/** The last whole number of steps that is at most a bound. */
const lastStep = (bound: number, scale: number): number => -firstStep(-bound, scale);

/**
 * Passes rows whose number is known and lies within a range, or is known and does not.
 *
 * @param column a number a row.
 * @param range bounds included; a missing one is none.
 * @param isWithin false: the known rows outside of it.
 */
export function numbersIn(column: NumberColumn, range: Range, isWithin: boolean): RowFilter {
  const { kept, scale } = column;
  const isWhole = kept instanceof Int32Array;
  const low = range.from === undefined ? -Infinity : isWhole ? firstStep(range.from, scale) : range.from;
  const high = range.to === undefined ? Infinity : isWhole ? lastStep(range.to, scale) : range.to;
  const inside = within(kept, low, high);
  return tested(isWithin ? inside : butNot(within(kept, -Infinity, Infinity), inside), kept.length);
}

/**
 * Passes rows in the given set of rows, or those outside of it.
 *
 * @param rows the set.
 * @param isIn false: those outside.
 */
export function rowsIn(rows: Bits, isIn: boolean): RowFilter {
  const flip = isIn ? 0 : -1;
  return (source, target, { from, to }) => {
    for (let at = from; at < to; at++) target[at] = source[at]! & (rows[at]! ^ flip);
  };
}

/**
 * Passes rows that have a share within a range, or that have one outside of it; those without one never pass. Time: the list.
 *
 * @param list rows with their shares.
 * @param range bounds included; a missing one is none.
 * @param isWithin false: the shares outside of it.
 */
export function sharesIn(list: ShareList, range: Range, isWithin: boolean): RowFilter {
  const { kept, scale } = list.shares;
  const [low, high] = [range.from ?? -Infinity, range.to ?? Infinity];
  return (source, target, { from, to }) => {
    target.fill(0, from, to);
    const last = list.countBefore(to << 5);
    for (let at = list.countBefore(from << 5); at < last; at++) {
      const share = kept[at]! / scale;
      const row = list.rows[at]!;
      if ((share >= low && share <= high) === isWithin) target[row >>> 5]! |= source[row >>> 5]! & (1 << (row & 31));
    }
  };
}
