import { countOnes } from "../columns/bits.ts";
import { grownTo } from "../columns/grown-to.ts";
import { misspellingOf } from "./misspelling.ts";

/** Words of one length in letters, with as many digits: each one's number, and which letters it has, one of 32 bits each. */
interface Alike {
  words: Uint32Array<ArrayBuffer>;
  letters: Int32Array<ArrayBuffer>;
  count: number;
}

const decoder = new TextDecoder();

const lettersOf = (word: string): number[] => Array.from(word, (letter) => letter.codePointAt(0)!);

const [firstDigit, lastDigit] = ["0".codePointAt(0)!, "9".codePointAt(0)!];
const isDigit = (point: number): boolean => point >= firstDigit && point <= lastDigit;

/** Letters from a to z have a bit each, digits the five behind them; letters of other scripts share all. */
const bitOf = (point: number): number => 1 << (isDigit(point) ? 27 + ((point - firstDigit) % 5) : point & 31);
const lettersIn = (points: readonly number[]): number => points.reduce((all, point) => all | bitOf(point), 0);

/** So many digits or more are counted alike. */
const manyDigits = 3;
const digitsIn = (points: readonly number[]): number => points.reduce((count, point) => count + (isDigit(point) ? 1 : 0), 0);

/** Words of cards have fewer letters. */
const mostLetters = 100;

/**
 * Finds the words that a misspelt one may mean. Each wrong letter takes at most one letter out of a word's set of letters and at most one in,
 * so words of about the same length whose sets differ by more are passed over by one look at 32 bits; only the others are compared. That
 * is a pass over numbers that lie side by side: about two nanoseconds a word, and nothing to keep in order when the vocabulary grows. Most
 * words of a large one are handles with a number behind a name; those have digits, which a misspelt word does not, and are not looked at.
 */
export class Spelling {
  /** By length and number of digits. */
  readonly #groups: Alike[][] = [];

  /** Memory that is taken, in bytes. */
  get memory(): number {
    return this.#groups.flat().reduce((sum, { count }) => sum + 8 * count, 0);
  }

  /** Takes up a word by its number and where its bytes lie. */
  add(word: number, bytes: Uint8Array, [from, to]: readonly [number, number]): void {
    const points = lettersOf(decoder.decode(bytes.subarray(from, to)));
    if (points.length > mostLetters) return;
    const groups = (this.#groups[points.length] ??= Array.from({ length: manyDigits + 1 }, newGroup));
    const same = groups[Math.min(manyDigits, digitsIn(points))]!;
    if (same.count === same.words.length) {
      same.words = grownTo(same.words, same.count * 2);
      same.letters = grownTo(same.letters, same.count * 2);
    }
    same.words[same.count] = word;
    same.letters[same.count++] = lettersIn(points);
  }

  /** The numbers of the words within `most` wrong letters of one, itself among them. `bytesOf` says where a word's bytes lie. */
  near(word: string, most: number, bytesOf: (word: number) => readonly [Uint8Array, number, number]): number[] {
    const asked = lettersOf(word);
    const isNear = misspellingOf(word, most);
    const found: number[] = [];
    const [letters, digits] = [lettersIn(asked), digitsIn(asked)];
    const groups = this.#groups
      .slice(Math.max(1, asked.length - most), asked.length + most + 1)
      .flatMap((of) => of.slice(Math.min(manyDigits, Math.max(0, digits - most)), digits + most + 1));
    for (const group of groups) for (const one of likelyWords(group, letters, most)) if (isNear(...bytesOf(one))) found.push(one);
    return found;
  }
}

const newGroup = (): Alike => ({ words: new Uint32Array(16), letters: new Int32Array(16), count: 0 });

const isFew = (bits: number, most: number): boolean => countOnes(bits) <= most;

function likelyWords({ words, letters, count }: Alike, asked: number, most: number): number[] {
  const likely: number[] = [];
  for (let at = 0; at < count; at++) {
    const different = asked ^ letters[at]!;
    if (different === 0 || (countOnes(different) <= 2 * most && isFew(different & asked, most) && isFew(different & ~asked, most)))
      likely.push(words[at]!);
  }
  return likely;
}
