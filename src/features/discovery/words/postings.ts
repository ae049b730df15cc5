import { setBit, type Bits } from "../columns/bits.ts";
import { grownTo } from "../columns/grown-to.ts";

/** Pieces of a list grow with it; each ends with the place of the next in four bytes. */
const pieceBytes = [16, 32, 64, 128, 256, 512, 1024, 4096] as const;
const linkBytes = 4;
const longestRow = 5;

/** Where the rows of words are gathered. */
export interface Gathered {
  /** The rows. */
  readonly rows: Bits;
  /** By row: its best points for the word that is being looked for. */
  readonly points: Uint8Array;
}

/**
 * The rows of each word, ascending: the first as it is, those after it as steps of one to five bytes. Rows are only ever added behind the
 * last one, so that a changed card needs nothing but one more row.
 */
export class Postings {
  #first: Uint32Array<ArrayBuffer>;
  /** 1 + the number of the word's list; 0 while it has one row at most, as most words do. */
  #listOf: Int32Array<ArrayBuffer>;
  #begins = new Float64Array(1024);
  #ends = new Float64Array(1024);
  #writeAt = new Float64Array(1024);
  #lastRow = new Uint32Array(1024);
  #levels = new Uint8Array(1024);
  #lists = 0;
  #bytes: Uint8Array<ArrayBuffer>;
  #used = 0;
  #words = 0;

  /** With room for about so many words and bytes of lists; both grow. */
  constructor(words: number, bytes: number) {
    this.#first = new Uint32Array(words + 1);
    this.#listOf = new Int32Array(words + 1);
    this.#bytes = new Uint8Array(bytes);
  }

  /** Memory that is taken, in bytes. */
  get memory(): number {
    return this.#used + 8 * this.#words + 29 * this.#lists;
  }

  /** Adds a row to a word; words come with numbers in turn, rows ascend within each. */
  add(word: number, row: number): void {
    if (word >= this.#words) this.#begin(word, row);
    else this.#append(word, row);
  }

  /** Takes the rows of a word into `into`, with what each is worth at least. Time: its rows. */
  gather(word: number, into: Gathered, worth: number): void {
    const { rows, points } = into;
    let row = this.#first[word]!;
    setBit(rows, row);
    if (points[row]! < worth) points[row] = worth;
    const list = this.#listOf[word]! - 1;
    if (list < 0) return;
    const bytes = this.#bytes;
    const stop = this.#writeAt[list]!;
    let at = this.#begins[list]!;
    let level = 0;
    let end = at + pieceBytes[0] - linkBytes;
    while (at !== stop) {
      if (at >= end || bytes[at] === 0) {
        at = this.#linkAt(end);
        level = Math.min(level + 1, pieceBytes.length - 1);
        end = at + pieceBytes[level]! - linkBytes;
        continue;
      }
      let byte = bytes[at++]!;
      let step = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++]!;
        step += (byte & 127) * 2 ** shift;
      }
      row += step;
      rows[row >>> 5]! |= 1 << (row & 31);
      if (points[row]! < worth) points[row] = worth;
    }
  }

  #begin(word: number, row: number): void {
    if (word >= this.#first.length) {
      this.#first = grownTo(this.#first, Math.ceil(word * 1.5) + 1);
      this.#listOf = grownTo(this.#listOf, Math.ceil(word * 1.5) + 1);
    }
    this.#first[word] = row;
    this.#words = word + 1;
  }

  #append(word: number, row: number): void {
    const list = this.#listOf[word] === 0 ? this.#open(word) : this.#listOf[word]! - 1;
    // A step is never 0, since rows ascend: a 0 says that the piece ends before its room does.
    let step = row - this.#lastRow[list]!;
    this.#lastRow[list] = row;
    let at = this.#writeAt[list]!;
    if (at + longestRow > this.#ends[list]!) at = this.#lengthen(list);
    for (; step > 127; step = Math.floor(step / 128)) this.#bytes[at++] = (step & 127) | 128;
    this.#bytes[at++] = step;
    this.#writeAt[list] = at;
  }

  #open(word: number): number {
    const list = this.#lists++;
    if (list >= this.#lastRow.length) this.#growLists();
    this.#listOf[word] = list + 1;
    this.#lastRow[list] = this.#first[word]!;
    this.#begins[list] = this.#take(list, 0);
    return list;
  }

  /** A new piece for a list; where it begins. */
  #take(list: number, level: number): number {
    const begin = this.#used;
    const size = pieceBytes[level]!;
    this.#used += size;
    if (this.#used > this.#bytes.length) this.#bytes = grownTo(this.#bytes, Math.ceil(this.#used * 1.5));
    this.#levels[list] = level;
    this.#writeAt[list] = begin;
    this.#ends[list] = begin + size - linkBytes;
    return begin;
  }

  #lengthen(list: number): number {
    const link = this.#ends[list]!;
    const begin = this.#take(list, Math.min(this.#levels[list]! + 1, pieceBytes.length - 1));
    for (let byte = 0, left = begin; byte < linkBytes; byte++, left = Math.floor(left / 256)) this.#bytes[link + byte] = left & 255;
    return begin;
  }

  #linkAt(at: number): number {
    const bytes = this.#bytes;
    return bytes[at]! + bytes[at + 1]! * 2 ** 8 + bytes[at + 2]! * 2 ** 16 + bytes[at + 3]! * 2 ** 24;
  }

  #growLists(): void {
    const room = this.#lists * 2;
    const grown = <A extends Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(array: A): A =>
      grownTo(array as never, room);
    this.#begins = grown(this.#begins);
    this.#ends = grown(this.#ends);
    this.#writeAt = grown(this.#writeAt);
    this.#lastRow = grown(this.#lastRow);
    this.#levels = grown(this.#levels);
  }
}
