import { grownTo } from "../columns/grown-to.ts";
import { TextArena } from "../columns/text-arena.ts";

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  hash ^= hash >>> 15;
  return hash === 0 ? 1 : hash;
}

/** Slots are doubled when more of them than this are taken. */
const mostFilled = 0.75;

/** Every different word once, with its number: a hash table over bytes, since a map of as many strings takes three times the memory. */
export class Vocabulary {
  /** The words' bytes, by number. */
  readonly texts: TextArena;
  #slots: Int32Array<ArrayBuffer>;
  #hashes: Uint32Array<ArrayBuffer>;

  /** With room for about so many words; it grows. */
  constructor(words: number) {
    this.texts = new TextArena(words, words * 8);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * Math.max(16, words))));
    this.#hashes = new Uint32Array(words + 1);
  }

  /** How many words there are. */
  get count(): number {
    return this.texts.count;
  }

  /** Memory that is taken, in bytes. */
  get memory(): number {
    return this.texts.memory + this.#slots.byteLength + 4 * this.count;
  }

  /** The number of the word whose bytes lie between two places; it is added where it is new. */
  add(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashOf(bytes, from, to);
    const slot = this.#slotOf(hash, bytes, [from, to]);
    const known = this.#slots[slot]! - 1;
    if (known >= 0) return known;
    const word = this.texts.add(bytes, from, to);
    if (word >= this.#hashes.length) this.#hashes = grownTo(this.#hashes, word * 2);
    this.#hashes[word] = hash;
    this.#slots[slot] = word + 1;
    if (this.count > this.#slots.length * mostFilled) this.#widen();
    return word;
  }

  /** The number of a word; -1 for one that is not there. */
  find(bytes: Uint8Array): number {
    return this.#slots[this.#slotOf(hashOf(bytes, 0, bytes.length), bytes, [0, bytes.length])]! - 1;
  }

  #slotOf(hash: number, bytes: Uint8Array, span: readonly [number, number]): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const word = this.#slots[slot]! - 1;
      if (word < 0) return slot;
      if (this.#hashes[word] === hash >>> 0 && this.texts.compareTo(word, bytes, span) === 0) return slot;
    }
  }

  #widen(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let word = 0; word < this.count; word++) {
      let slot = this.#hashes[word]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = word + 1;
    }
    this.#slots = slots;
  }
}
