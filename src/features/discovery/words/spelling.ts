import { countOnes } from "../columns/bits.ts";
import { grownTo } from "../columns/grown-to.ts";
import type { TextArena } from "../columns/text-arena.ts";
import { misspellingOf } from "./misspelling.ts";

/** Words of one length in letters, with as many digits. */
interface Alike {
  /** Each one's number. */
  words: Uint32Array<ArrayBuffer>;
  /** Which letters it has, one of 32 bits each. */
  letters: Int32Array<ArrayBuffer>;
  /** Which pairs of letters stand side by side, one of 32 bits each; none of words with many digits, which are many and seldom looked at. */
  pairs: Int32Array<ArrayBuffer>;
  count: number;
}

const decoder = new TextDecoder();

const lettersOf = (word: string): number[] => Array.from(word, (letter) => letter.codePointAt(0)!);

const [firstDigit, lastDigit] = ["0".codePointAt(0)!, "9".codePointAt(0)!];
const isDigit = (point: number): boolean => point >= firstDigit && point <= lastDigit;

/** Letters from a to z have a bit each, digits the five behind them; letters of other scripts share all. */
const bitOf = (point: number): number => 1 << (isDigit(point) ? 27 + ((point - firstDigit) % 5) : point & 31);
const lettersIn = (points: readonly number[]): number => points.reduce((all, point) => all | bitOf(point), 0);

/** Which pairs of letters stand side by side, its beginning and its end among them. */
function pairsIn(points: readonly number[]): number {
  let [all, before] = [0, 0];
  for (const point of [...points, 0]) {
    all |= 1 << (Math.imul(Math.imul(before, 31) + point, 0x9e3779b1) >>> 27);
    before = point;
  }
  return all;
}

/** So many digits or more are counted alike. */
const manyDigits = 3;
const digitsIn = (points: readonly number[]): number => points.reduce((count, point) => count + (isDigit(point) ? 1 : 0), 0);

/** Words of cards have fewer letters. */
const mostLetters = 100;

/**
 * Finds the words that a misspelt one may mean. Each wrong letter takes at most one letter out of a word's set of letters and at most one in,
 * and of pairs side by side two, so words of about the same length whose sets differ by more are passed over by one look at 32 bits, or two;
 * only the others are compared. That is a pass over numbers that lie side by side: about two nanoseconds a word, and nothing to keep in order when the vocabulary grows. Most
 * words of a large one are handles with a number behind a name; those have digits, which a misspelt word does not, and are not looked at.
 */
export class Spelling {
  /** By length and number of digits. */
  readonly #groups: Alike[][] = [];

  /** Memory that is taken, in bytes. */
  get memory(): number {
    return this.#groups.flat().reduce((sum, { count, pairs }) => sum + 8 * count + pairs.byteLength, 0);
  }

  /** Takes up a word by its number and where its bytes lie. */
  add(word: number, bytes: Uint8Array, [from, to]: readonly [number, number]): void {
    const points = lettersOf(decoder.decode(bytes.subarray(from, to)));
    if (points.length > mostLetters) return;
    const groups = (this.#groups[points.length] ??= Array.from({ length: manyDigits + 1 }, newGroup));
    const digits = Math.min(manyDigits, digitsIn(points));
    const same = groups[digits]!;
    if (same.count === same.words.length) {
      same.words = grownTo(same.words, same.count * 2);
      same.letters = grownTo(same.letters, same.count * 2);
    }
    if (digits < manyDigits) {
      if (same.count === same.pairs.length) same.pairs = grownTo(same.pairs, Math.max(16, same.count * 2));
      same.pairs[same.count] = pairsIn(points);
    }
    same.words[same.count] = word;
    same.letters[same.count++] = lettersIn(points);
  }

  /** The numbers of the words within `most` wrong letters of one, itself among them, by their texts. */
  near(word: string, most: number, { bytes, starts }: Pick<TextArena, "bytes" | "starts">): number[] {
    const asked = lettersOf(word);
    const isNear = misspellingOf(word, most);
    const digits = digitsIn(asked);
    const groups = this.#groups
      .slice(Math.max(1, asked.length - most), asked.length + most + 1)
      .flatMap((of) => of.slice(Math.min(manyDigits, Math.max(0, digits - most)), digits + most + 1));
    const sought = { letters: lettersIn(asked), pairs: pairsIn(asked), most };
    return groups.flatMap((group) => likelyWords(group, sought).filter((one) => isNear(bytes, starts[one]!, starts[one + 1]!)));
  }
}

const newGroup = (): Alike => ({ words: new Uint32Array(16), letters: new Int32Array(16), pairs: new Int32Array(0), count: 0 });

/** Whether two sets differ by at most so many in each direction: most differ by far more, which one count tells. */
function areNear(one: number, other: number, most: number): boolean {
  const different = one ^ other;
  return countOnes(different) <= 2 * most && countOnes(different & one) <= most && countOnes(different & other) <= most;
}

function likelyWords({ words, letters, pairs, count }: Alike, sought: { letters: number; pairs: number; most: number }): number[] {
  const likely: number[] = [];
  const hasPairs = pairs.length > 0;
  for (let at = 0; at < count; at++) {
    if (!areNear(sought.letters, letters[at]!, sought.most)) continue;
    if (!hasPairs || areNear(sought.pairs, pairs[at]!, 2 * sought.most)) likely.push(words[at]!);
  }
  return likely;
}
