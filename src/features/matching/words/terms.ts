/**
 * The words of a text without case, accents and signs, in any script.
 *
 * @example
 * import { foldedTokens } from "./terms.ts";
 * foldedTokens("Übers Wandern: #HikingLife!"); // => ["ubers", "wandern", "hikinglife"]
 */
export const foldedTokens = (text: string): string[] =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .match(/[\p{L}\p{N}]+/gu) ?? [];

const endings = /(ings|ing|ers|er|es|en|s|e|n)$/;
const isLatin = /^[a-z0-9]+$/;

/** What is left of a word without its usual ending and a doubled letter before it, where three letters or more are left. */
function stemOf(token: string): string {
  const stem = token.replace(endings, "").replace(/(.)\1$/, "$1");
  return stem.length >= 3 ? stem : token;
}

/** A text made ready to be searched for terms. */
export interface SearchedText {
  readonly tokens: readonly string[];
  readonly stems: readonly string[];
  readonly joined: string;
}

/** A text made ready, once for many terms. */
export function searchedText(text: string): SearchedText {
  const tokens = foldedTokens(text);
  return { tokens, stems: tokens.map(stemOf), joined: tokens.join("") };
}

/**
 * Whether a text speaks of a term: its words stand there in a row, in any usual ending; a run of them in a hashtag counts, and in scripts without
 * spaces any part of a run.
 *
 * @param term one word or several.
 * @example
 * import { hasTerm, searchedText } from "./terms.ts";
 * hasTerm(searchedText("Trail running shoes, #slowhikes"), "trail runs"); // => true
 * hasTerm(searchedText("#mountainhikinglife"), "hiking"); // => true
 * hasTerm(searchedText("Hiking"), "biking"); // => false
 */
export function hasTerm({ tokens, stems, joined }: SearchedText, term: string): boolean {
  const words = foldedTokens(term);
  const [first] = words;
  if (first === undefined) return false;
  if (!words.every((word) => isLatin.test(word))) return joined.includes(words.join(""));
  const wanted = words.map(stemOf);
  const isAt = (at: number): boolean => wanted.every((stem, by) => stems[at + by] === stem);
  if (stems.some((_, at) => isAt(at))) return true;
  const runs = [words.join(""), words.slice(0, -1).join("") + wanted.at(-1)!].filter((run) => run.length >= 5);
  return tokens.some((token) => runs.some((run) => token.length > run.length && token.includes(run)));
}
