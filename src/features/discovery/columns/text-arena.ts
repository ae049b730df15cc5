import { grownTo } from "./grown-to.ts";

/** Texts one behind the other, as bytes of UTF-8: no object a text. */
export class TextArena {
  /** All bytes; replaced when it grows. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Where each text begins; one more than there are texts. */
  starts: Uint32Array<ArrayBuffer>;
  /** How many there are. */
  count = 0;

  /** With room for so many texts of so many bytes in all; both grow. */
  constructor(texts: number, bytes: number) {
    this.starts = new Uint32Array(texts + 1);
    this.bytes = new Uint8Array(bytes);
  }

  /** Memory that is taken, in bytes. */
  get memory(): number {
    return this.starts[this.count]! + 4 * this.count;
  }

  /** Keeps the bytes between two places as one more text; its number. */
  add(bytes: Uint8Array, from: number, to: number): number {
    const start = this.starts[this.count]!;
    const end = start + to - from;
    if (end > this.bytes.length) this.bytes = grownTo(this.bytes, Math.ceil(end * 1.5));
    if (this.count + 2 > this.starts.length) this.starts = grownTo(this.starts, Math.ceil(this.count * 1.5) + 2);
    for (let at = from, to = start; to < end; at++, to++) this.bytes[to] = bytes[at]!;
    this.starts[this.count + 1] = end;
    return this.count++;
  }

  /** Less than, equal to, or greater than zero as one text's bytes stand before, are, or stand behind those of another. */
  compare(one: number, other: number): number {
    return this.compareTo(one, this.bytes, [this.starts[other]!, this.starts[other + 1]!]);
  }

  /** The same against the bytes between two places. */
  compareTo(text: number, bytes: Uint8Array, [from, to]: readonly [number, number]): number {
    const [start, end] = [this.starts[text]!, this.starts[text + 1]!];
    const common = Math.min(end - start, to - from);
    for (let at = 0; at < common; at++) {
      const difference = this.bytes[start + at]! - bytes[from + at]!;
      if (difference !== 0) return difference;
    }
    return end - start - (to - from);
  }

  /** Whether a text begins with all of these bytes. */
  beginsWith(text: number, bytes: Uint8Array): boolean {
    const start = this.starts[text]!;
    if (this.starts[text + 1]! - start < bytes.length) return false;
    for (let at = 0; at < bytes.length; at++) if (this.bytes[start + at] !== bytes[at]) return false;
    return true;
  }
}
