import { emptyBits, type Bits } from "../columns/bits.ts";
import { Postings } from "./postings.ts";
import { SortedWords } from "./sorted-words.ts";
import { Spelling } from "./spelling.ts";
import { Vocabulary } from "./vocabulary.ts";
import { categoryMark, categoryWord, lettersWrong } from "../query/words.ts";

/** The rows in which all words were found, and how well. */
export interface WordHits {
  readonly rows: Bits;
  /** By row: the sum over the words of the best match of each, as `wordMatch` says. */
  readonly points: Uint8Array;
}

const encoder = new TextEncoder();

/** As `wordMatch` has them. */
const points = { category: 1, wrong: 1, beginning: 2, exact: 3 } as const;

/** The first byte of a category's words: they are not looked for by their spelling. */
const [markByte] = encoder.encode(categoryMark);

/** Sums of points stay below 256. */
const mostWords = 80;

/** Which rows have which words. */
export class WordIndex {
  readonly #vocabulary: Vocabulary;
  readonly #postings: Postings;
  readonly #sorted: SortedWords;
  readonly #spelling = new Spelling();
  /** Used again by each question. */
  #sums = new Uint8Array(0);
  #points = new Uint8Array(0);

  /** With room for the words of about so many rows. */
  constructor(rows: number) {
    const words = Math.ceil(rows / 2) + 1024;
    this.#vocabulary = new Vocabulary(words);
    this.#postings = new Postings(words, rows * 24);
    this.#sorted = new SortedWords(this.#vocabulary.texts);
  }

  /** Memory that is taken, in bytes. */
  get memory(): number {
    return this.#vocabulary.memory + this.#postings.memory + this.#spelling.memory + 4 * this.#vocabulary.count;
  }

  /** Adds a word of a row, once a row; rows come ascending. The word is the bytes between two places. */
  add(row: number, bytes: Uint8Array, [from, to]: readonly [number, number]): void {
    const known = this.#vocabulary.count;
    const word = this.#vocabulary.add(bytes, from, to);
    if (word === known && bytes[from] !== markByte) this.#spelling.add(word, bytes, [from, to]);
    this.#postings.add(word, row);
  }

  /** Brings new words in order, all of them or when there are many. */
  settle(isAll = false): void {
    this.#sorted.settle(isAll);
  }

  /**
   * The rows that have every word asked for. Time: the words of the vocabulary near or behind each one, and the rows of those. What is given
   * is right until the next question.
   *
   * @param asked words as `soughtWords` gives them, from 1 to 80.
   * @param rows how many rows there are.
   */
  find(asked: readonly string[], rows: number): WordHits {
    const [first, ...others] = asked;
    if (first === undefined || asked.length > mostWords) throw new RangeError(`from 1 to ${mostWords} words are looked for at once`);
    if (this.#sums.length < rows) [this.#sums, this.#points] = [new Uint8Array(rows * 1.1), new Uint8Array(rows * 1.1)];
    const all = this.#gather(first, { rows: emptyBits(rows), points: this.#sums });
    for (const word of others) join(all, this.#gather(word, { rows: emptyBits(rows), points: this.#points }));
    return all;
  }

  /** The rows of every word that a word may mean; a row found in several ways has the points of the best. */
  #gather(asked: string, into: WordHits): WordHits {
    into.points.fill(0);
    const { texts } = this.#vocabulary;
    const bytes = encoder.encode(asked);
    const exact = this.#vocabulary.find(bytes);
    if (exact >= 0) this.#postings.gather(exact, into, points.exact);
    this.#sorted.eachBeginning(bytes, (word) => this.#postings.gather(word, into, points.beginning));
    this.#sorted.eachBeginning(encoder.encode(categoryWord(asked)), (word) => this.#postings.gather(word, into, points.category));
    const most = lettersWrong(asked);
    if (most === 0) return into;
    const near = this.#spelling.near(asked, most, texts);
    for (const word of near) this.#postings.gather(word, into, points.wrong);
    return into;
  }
}

/** Keeps of the rows in `all` those that have one more word, with the points of both. */
function join({ rows, points }: WordHits, one: WordHits): void {
  for (let at = 0; at < rows.length; at++) {
    let word = (rows[at]! &= one.rows[at]!);
    for (; word !== 0; word &= word - 1) {
      const row = (at << 5) + 31 - Math.clz32(word & -word);
      points[row]! += one.points[row]!;
    }
  }
}
