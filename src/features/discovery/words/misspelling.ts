import { wordMatch } from "../query/words.ts";

/** Whether the word whose bytes of UTF-8 lie between two places is near enough. */
export type IsNear = (bytes: Uint8Array, from: number, to: number) => boolean;

/** As many letters as an integer has bits. */
const mostLetters = 32;
const firstTwoBytes = 0x80;

/** At which places a word has which letters: bit n for the n-th. */
class Places {
  readonly #ofOneByte = new Int32Array(firstTwoBytes);
  readonly #others = new Map<number, number>();

  constructor(letters: readonly number[]) {
    for (const [at, letter] of letters.entries()) {
      if (letter < firstTwoBytes) this.#ofOneByte[letter]! |= 1 << at;
      else this.#others.set(letter, (this.#others.get(letter) ?? 0) | (1 << at));
    }
  }

  of(letter: number): number {
    return letter < firstTwoBytes ? this.#ofOneByte[letter]! : (this.#others.get(letter) ?? 0);
  }
}

/** How many bytes the letter that begins with a byte has. */
const bytesOf = (first: number): number => (first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);

function letterAt(bytes: Uint8Array, at: number, length: number): number {
  let letter = length === 1 ? bytes[at]! : bytes[at]! & (0x7f >> length);
  for (let next = 1; next < length; next++) letter = (letter << 6) | (bytes[at + next]! & 0x3f);
  return letter;
}

/** Levenshtein's table a column at a time: where it goes up and down from row to row, a bit a row. */
function distanceFrom(letters: readonly number[], most: number): IsNear {
  const places = new Places(letters);
  const last = 1 << (letters.length - 1);
  return (bytes, from, to) => {
    let [up, down, distance] = [-1, 0, letters.length];
    for (let at = from, length = 1; at < to; at += length) {
      length = bytesOf(bytes[at]!);
      const same = places.of(letterAt(bytes, at, length));
      const across = (((same & up) + up) ^ up) | same;
      let right = down | ~(across | up);
      const left = up & across;
      if ((right & last) !== 0) distance++;
      else if ((left & last) !== 0) distance--;
      if (distance - (to - at - length) > most) return false; // each letter that is left takes one off at most
      right = (right << 1) | 1;
      up = (left << 1) | ~(same | down | right);
      down = right & (same | down);
    }
    return distance <= most;
  };
}

const decoder = new TextDecoder();

/**
 * Tells words that are at most so many letters away from one: replaced, missing or too many. Time: some ten nanoseconds a letter, since a
 * search compares some ten thousand words; a word of more than 32 letters is compared letter by letter.
 *
 * @param word one of `soughtWords`.
 * @param most how many, as `lettersWrong` says.
 * @see Myers 1999, https://doi.org/10.1145/316542.316550; for whole words Hyyro 2003
 * @example
 * import { misspellingOf } from "./misspelling.ts";
 * const bytes = new TextEncoder().encode("berlin");
 * misspellingOf("berln", 1)(bytes, 0, bytes.length); // => true
 */
export function misspellingOf(word: string, most: number): IsNear {
  const letters = Array.from(word, (letter) => letter.codePointAt(0)!);
  if (letters.length <= mostLetters) return distanceFrom(letters, most);
  return (bytes, from, to) => wordMatch(word, decoder.decode(bytes.subarray(from, to))) > 0;
}
