/** Scripts that set no space between words: a run of them is found by pairs of letters. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Marks alone, as after an emoji, are no word. */
const run = /\p{M}*[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const longestWord = 60;

/**
 * A text in the form in which words are compared: lower case, without accents, one form of each character.
 *
 * @param text in any script.
 * @example
 * import { foldedText } from "./words.ts";
 * foldedText("José ＡＢＣ"); // => "jose abc"
 */
export const foldedText = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036F]/g, "")
    .toLowerCase()
    .normalize("NFC");

const runsOf = (text: string): string[] => foldedText(text).match(run) ?? [];

/** Neighbouring stretches of a run, each wholly of spaced or of unspaced scripts. */
function stretches(word: string): { readonly letters: readonly string[]; readonly isUnspaced: boolean }[] {
  const parts: { letters: string[]; isUnspaced: boolean }[] = [];
  for (const letter of word) {
    const last = parts.at(-1);
    const isMark = /\p{M}/u.test(letter);
    const isUnspaced = isMark && last !== undefined ? last.isUnspaced : unspaced.test(letter);
    if (last?.isUnspaced === isUnspaced) last.letters.push(letter);
    else parts.push({ letters: [letter], isUnspaced });
  }
  return parts;
}

const pairs = (letters: readonly string[]): string[] => letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
const cut = (letters: readonly string[]): string => letters.slice(0, longestWord).join("");

/** What words of an account are looked for in. */
export interface CardTexts {
  readonly name: string;
  readonly handle: string | null;
  readonly bio: string;
  /** Captions and hashtags. */
  readonly words: string;
  /** As its platform or a file names it; null: not known. */
  readonly category: string | null;
}

/** What a category's words begin with on a card; no other word has it. */
export const categoryMark = "#";

/**
 * A word of the name of an account's category, in the form in which a card has it: apart from the words that the account writes itself.
 *
 * @param word one of {@link soughtWords}.
 */
export const categoryWord = (word: string): string => `${categoryMark}${word}`;

const wordsIn = (text: string): string[] =>
  runsOf(text).flatMap((word) =>
    stretches(word).flatMap(({ letters, isUnspaced }) => (isUnspaced ? [...letters, ...pairs(letters)] : [cut(letters)])),
  );

/**
 * The words by which an account is found, each once, sorted. A handle counts by its parts and as a whole without signs; of a script without
 * spaces each letter and each pair of neighbours is a word. Words of the category are marked, since they say less than those of the account.
 *
 * @example
 * import { cardWords } from "./words.ts";
 * cardWords({ name: "Ana Lima", handle: "ana.eats", bio: "", words: "", category: "Food" }); // => ["#food", "ana", "anaeats", "eats", "lima"]
 */
export function cardWords({ name, handle, bio, words, category }: CardTexts): string[] {
  const whole = handle === null ? "" : runsOf(handle).join("");
  const own = [name, handle ?? "", bio, words, whole].flatMap(wordsIn);
  return [...new Set([...own, ...wordsIn(category ?? "").map(categoryWord)])].toSorted();
}

/**
 * The words of a text that somebody looks for, each once, in their order. Of a script without spaces they are the pairs of neighbouring
 * letters, a single letter by itself.
 *
 * @example
 * import { soughtWords } from "./words.ts";
 * soughtWords("@Ana.Eats vegan"); // => ["ana", "eats", "vegan"]
 */
export function soughtWords(text: string): string[] {
  const words = runsOf(text).flatMap((word) =>
    stretches(word).flatMap(({ letters, isUnspaced }) => (isUnspaced && letters.length > 1 ? pairs(letters) : [cut(letters)])),
  );
  return [...new Set(words)];
}

/** How many letters of a sought word may be wrong: none below four letters, one from four, two from eight. */
export function lettersWrong(sought: string): 0 | 1 | 2 {
  const { length } = Array.from(sought);
  return length < 4 || unspaced.test(sought) ? 0 : length < 8 ? 1 : 2;
}

function nextRow(before: readonly number[], letter: string, of: readonly string[]): number[] {
  const row = [before[0]! + 1];
  for (const [index, each] of of.entries())
    row.push(Math.min(before[index + 1]! + 1, row[index]! + 1, before[index]! + (each === letter ? 0 : 1)));
  return row;
}

/** Whether one word becomes another by replacing, leaving out or adding at most so many letters. */
function isWithin(a: readonly string[], b: readonly string[], most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let row = [...b.keys(), b.length];
  for (const letter of a) {
    row = nextRow(row, letter, b);
    if (Math.min(...row) > most) return false;
  }
  return row.at(-1)! <= most;
}

/**
 * How well a word answers a sought one: 3 as it is, 2 as the beginning of it, 1 with as many letters wrong as {@link lettersWrong} lets be
 * (replaced, missing or too many; two that changed places are two wrong ones), 0 not at all. A word of the category is worth 1, as it is or as
 * the beginning of it: whoever says so of themselves is found before who is only sorted under it.
 *
 * @param sought one of {@link soughtWords}.
 * @param word one of {@link cardWords}.
 * @example
 * import { wordMatch } from "./words.ts";
 * wordMatch("vegan", "veganist"); // => 2
 * wordMatch("berln", "berlin"); // => 1
 * wordMatch("fit", "#fitness"); // => 1
 */
export function wordMatch(sought: string, word: string): 0 | 1 | 2 | 3 {
  if (word.startsWith(categoryMark)) return word.startsWith(categoryWord(sought)) ? 1 : 0;
  if (word === sought) return 3;
  if (word.startsWith(sought)) return 2;
  const most = lettersWrong(sought);
  return most > 0 && isWithin(Array.from(sought), Array.from(word), most) ? 1 : 0;
}
