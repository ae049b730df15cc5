import { countOnes } from "../columns/bits.ts";
import { grownTo } from "../columns/grown-to.ts";

/** Words of one length in letters: each one's number, and which letters it has, one of 32 bits each. */
interface SameLength {
  words: Uint32Array<ArrayBuffer>;
  letters: Int32Array<ArrayBuffer>;
  count: number;
}

/** Code points of some bytes of UTF-8, one by one. */
function decode(bytes: Uint8Array, from: number, to: number): number[] {
  const points: number[] = [];
  for (let at = from; at < to;) {
    const first = bytes[at]!;
    const more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    let point = more === 0 ? first : first & (0x3f >> more);
    for (let next = 1; next <= more; next++) point = (point << 6) | (bytes[at + next]! & 0x3f);
    points.push(point);
    at += more + 1;
  }
  return points;
}

const lettersIn = (points: readonly number[]): number => points.reduce((all, point) => all | (1 << (point & 31)), 0);

/** Words of cards have fewer letters. */
const mostLetters = 100;

/**
 * Finds the words that a misspelt one may mean. Each wrong letter takes at most one letter out of a word's set of letters and at most one in,
 * so words of about the same length whose sets differ by more are passed over by one look at 32 bits; only the others are compared. That
 * is a pass over numbers that lie side by side: about a nanosecond a word of the vocabulary, and nothing to keep in order when it grows.
 */
export class Spelling {
  readonly #lengths: SameLength[] = [];

  /** Memory that is taken, in bytes. */
  get memory(): number {
    return this.#lengths.reduce((sum, { count }) => sum + 8 * count, 0);
  }

  /** Takes up a word by its number and where its bytes lie. */
  add(word: number, bytes: Uint8Array, [from, to]: readonly [number, number]): void {
    const points = decode(bytes, from, to);
    if (points.length > mostLetters) return;
    const same = (this.#lengths[points.length] ??= { words: new Uint32Array(64), letters: new Int32Array(64), count: 0 });
    if (same.count === same.words.length) {
      same.words = grownTo(same.words, same.count * 2);
      same.letters = grownTo(same.letters, same.count * 2);
    }
    same.words[same.count] = word;
    same.letters[same.count++] = lettersIn(points);
  }

  /** The numbers of the words within `most` wrong letters of one, itself among them. `bytesOf` says where a word's bytes lie. */
  near(word: string, most: number, bytesOf: (word: number) => readonly [Uint8Array, number, number]): number[] {
    const asked = Array.from(word, (letter) => letter.codePointAt(0)!);
    const found: number[] = [];
    const letters = lettersIn(asked);
    for (let length = Math.max(1, asked.length - most); length <= asked.length + most; length++) {
      const same = this.#lengths[length];
      if (same === undefined) continue;
      const likely = likelyWords(same, letters, most);
      for (const one of likely) if (isWithin(asked, decode(...bytesOf(one)), most)) found.push(one);
    }
    return found;
  }
}

/** Rows of Levenshtein's table for words of up to {@link mostLetters}. */
const [before, after] = [new Uint8Array(mostLetters + 3), new Uint8Array(mostLetters + 3)];

/** As `wordMatch` compares words, without an object a letter: a search compares some thousands. */
function isWithin(one: readonly number[], other: readonly number[], most: number): boolean {
  let [row, next] = [before, after];
  for (let at = 0; at <= other.length; at++) row[at] = at;
  for (let i = 1; i <= one.length; i++) {
    next[0] = i;
    let least = i;
    for (let j = 1; j <= other.length; j++) {
      const kept = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
      const best = Math.min(kept, row[j]! + 1, next[j - 1]! + 1);
      next[j] = best;
      if (best < least) least = best;
    }
    if (least > most) return false;
    [row, next] = [next, row];
  }
  return row[other.length]! <= most;
}

function likelyWords({ words, letters, count }: SameLength, asked: number, most: number): number[] {
  const likely: number[] = [];
  for (let at = 0; at < count; at++) {
    const has = letters[at]!;
    if (countOnes(asked & ~has) <= most && countOnes(has & ~asked) <= most) likely.push(words[at]!);
  }
  return likely;
}
