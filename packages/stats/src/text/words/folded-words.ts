/** A word of a text, compared without case, accents and styles of letters. */
export interface FoldedWord {
  readonly folded: string;
  /** Where it is in the text, in UTF-16 units, half-open. */
  readonly start: number;
  readonly end: number;
  /** What stands between the word before, or the start of the text, and this one. */
  readonly gap: string;
}

/** Letters, digits, what is set on them, and invisible characters among them; "n't" belongs to its word, other apostrophes part words. */
const word = /[\p{L}\p{N}\p{M}\p{Cf}]+(?:['’ʼ][tT](?![\p{L}\p{N}]))?/gu;

/** Longer ones are no words; to normalize endless marks on one letter would take the square of their number. */
const LONGEST = 64;

const invisible = /[\p{M}\p{Cf}'’ʼ]/gu;

/**
 * A word without case, accents, invisible characters and styles of letters: NFKC, then lower case, then NFD without marks.
 *
 * So "Écrit", "ecrit" and "É" as two characters are one word, as are "𝗮𝗱", "ａｄ" and "ad". Languages in which a mark makes another letter
 * lose that difference, which the phrases allow for.
 *
 * @returns an empty string for what is longer than 64 units, which no phrase has.
 * @example
 * import { foldedWord } from "./folded-words.ts";
 * foldedWord("PUBLICITÉ"); // => "publicite"
 * foldedWord("𝗔𝗗"); // => "ad"
 * foldedWord("isn’t"); // => "isnt"
 */
export function foldedWord(text: string): string {
  if (text.length > LONGEST) return "";
  if (/^[a-z0-9]*$/i.test(text)) return text.toLowerCase();
  return text.normalize("NFKC").toLowerCase().normalize("NFD").replace(invisible, "").replaceAll("ß", "ss");
}

/**
 * The words of a text in any script, each with its place and what stands before it.
 *
 * A script without spaces gives one word a run. Time: linear in the length.
 *
 * @example
 * import { foldedWords } from "./folded-words.ts";
 * foldedWords("Ça n’est PAS une #pub").map(({ folded }) => folded); // => ["ca", "n", "est", "pas", "une", "pub"]
 * foldedWords("a — b")[1]; // => { folded: "b", start: 4, end: 5, gap: " — " }
 */
export function foldedWords(text: string): FoldedWord[] {
  let last = 0;
  return Array.from(text.matchAll(word), ({ 0: found, index }) => {
    const gap = text.slice(last, index);
    last = index + found.length;
    return { folded: foldedWord(found), start: index, end: last, gap };
  });
}

/**
 * Whether a sentence ends in what stands between two words: at a line's end, a mark that ends sentences, a bullet or a bar.
 *
 * @example
 * import { endsSentence } from "./folded-words.ts";
 * endsSentence(", "); // => false
 * endsSentence(". "); // => true
 */
export const endsSentence = (gap: string): boolean => /[\n\r\u2028\u2029.!?;…•·|¿¡؟。！？►▶]/.test(gap);

/**
 * For each word whether its sentence ends in a question mark; one inside an address ends none.
 *
 * @example
 * import { askedWords, foldedWords } from "./folded-words.ts";
 * askedWords("Yes. Is it?", foldedWords("Yes. Is it?")); // => [false, true, true]
 */
export function askedWords(text: string, words: readonly FoldedWord[]): boolean[] {
  const asked = words.map(() => false);
  let isAsked = false;
  for (let at = words.length - 1; at >= 0; at--) {
    const after = words[at + 1]?.gap ?? text.slice(words[at]?.end);
    const isLast = at === words.length - 1;
    if (isLast || endsSentence(after)) isAsked = /^[^\n.…]*[?？؟](\W|$)/u.test(isLast ? after : `${after}x`);
    asked[at] = isAsked;
  }
  return asked;
}
