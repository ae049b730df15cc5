import { sortTexts, textsBefore } from "../columns/sorted-texts.ts";
import type { TextArena } from "../columns/text-arena.ts";

/** So many new words are looked through one by one before they are sorted in. */
const mostUnsorted = 4_096;

function merged(arena: TextArena, one: Uint32Array, other: Uint32Array): Uint32Array {
  const all = new Uint32Array(one.length + other.length);
  for (let at = 0, i = 0, j = 0; at < all.length; at++) {
    const takesOne = j === other.length || (i < one.length && arena.compare(one[i]!, other[j]!) < 0);
    all[at] = takesOne ? one[i++]! : other[j++]!;
  }
  return all;
}

/**
 * The words of a vocabulary in order, to find those with a beginning. New words gather unsorted; then they become a sorted run, and runs of
 * about the same length become one, so that each word is moved a logarithm of times.
 */
export class SortedWords {
  readonly #arena: TextArena;
  readonly #runs: Uint32Array[] = [];
  /** Words from this number on are in no run yet. */
  #sortedUpTo = 0;

  /** Over the words of an arena, those included that it gets later. */
  constructor(arena: TextArena) {
    this.#arena = arena;
  }

  /** Sorts in what is new, when it is much or `isAll`. */
  settle(isAll = false): void {
    const fresh = this.#arena.count - this.#sortedUpTo;
    if (fresh === 0 || (!isAll && fresh < mostUnsorted)) return;
    const run = Uint32Array.from({ length: fresh }, (_, at) => this.#sortedUpTo + at);
    sortTexts(this.#arena, run);
    this.#sortedUpTo = this.#arena.count;
    this.#runs.push(run);
    while (this.#runs.length > 1 && this.#runs.at(-2)!.length < 2 * this.#runs.at(-1)!.length) {
      const [last, before] = [this.#runs.pop()!, this.#runs.pop()!];
      this.#runs.push(merged(this.#arena, before, last));
    }
  }

  /** Calls `take` with each word that begins with these bytes. Time: a logarithm of the words, and those found. */
  eachBeginning(bytes: Uint8Array, take: (word: number) => void): void {
    const behind = Uint8Array.from(bytes);
    behind[bytes.length - 1]!++; // bytes of UTF-8 are less than 255
    for (const run of this.#runs) {
      const end = textsBefore(this.#arena, run, behind);
      for (let at = textsBefore(this.#arena, run, bytes); at < end; at++) take(run[at]!);
    }
    for (let word = this.#sortedUpTo; word < this.#arena.count; word++) if (this.#arena.beginsWith(word, bytes)) take(word);
  }
}
