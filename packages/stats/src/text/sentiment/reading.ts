import { emojiNames, sentimentWords, type SentimentWord } from "./vader-words.ts";

/** A text as the rules see it: token by token, each list as long as there are tokens. */
export interface Reading {
  readonly lower: readonly string[];
  readonly words: readonly (SentimentWord | undefined)[];
  /** Written in capitals, where not all tokens are. */
  readonly shouts: readonly boolean[];
  readonly exclamations: number;
  readonly questions: number;
}

/** What Python's str.split takes for a space: the separators of information, not the byte order mark. */
const spaces = /[\t-\r\u001c- \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

const isAscii = (text: string): boolean => !/[^\0-\u007f]/.test(text);

/** Each emoji's name in its place, after a space unless there is a plain one; none after it, so that a word that follows sticks to it. */
function withEmojiNamed(text: string): string {
  const names = emojiNames();
  let [named, isAfterSpace] = ["", true];
  for (const character of text) {
    const name = names.get(character);
    named += name === undefined ? character : isAfterSpace ? name : ` ${name}`;
    isAfterSpace = character === " ";
  }
  return named;
}

const isPunctuation = (code: number): boolean =>
  (code >= 33 && code <= 47) || (code >= 58 && code <= 64) || (code >= 91 && code <= 96) || (code >= 123 && code <= 126);

/** A token without punctuation around it; one that would have two characters or fewer is an emoticon and stays as it is. */
function stripped(token: string): string {
  let [start, end] = [0, token.length];
  while (start < end && isPunctuation(token.charCodeAt(start))) start++;
  while (end > start && isPunctuation(token.charCodeAt(end - 1))) end--;
  const length = end - start;
  if (length <= 2) return token;
  const word = length === token.length ? token : token.slice(start, end);
  return length <= 4 && Array.from(word).length <= 2 ? token : word;
}

/** Python's str.isupper: something has case, and nothing has another than the upper. */
const isUpper = (token: string, lower: string): boolean =>
  isAscii(token) ? token !== lower && token === token.toUpperCase() : /\p{Uppercase}/u.test(token) && !/[\p{Lowercase}\p{Lt}]/u.test(token);

function countOf(text: string, mark: string): number {
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) count++;
  return count;
}

/**
 * Cuts a text into tokens as the Python package does and looks each of them up. Time: linear in the length.
 *
 * @example
 * import { readingOf } from "./reading.ts";
 * readingOf("Nice, 😁!").lower; // => ["nice", "beaming", "face", "with", "smiling", "eyes"]
 */
export function readingOf(text: string): Reading {
  const named = isAscii(text) ? text : withEmojiNamed(text);
  const tokens = named
    .split(spaces)
    .filter((token) => token !== "")
    .map(stripped);
  const lower = tokens.map((token) => token.toLowerCase());
  const capitals = tokens.map((token, at) => isUpper(token, lower[at] as string));
  const inCapitals = capitals.reduce((count, is) => count + Number(is), 0);
  const known = sentimentWords();
  return {
    lower,
    words: lower.map((word) => known.get(word)),
    shouts: inCapitals < tokens.length ? capitals : capitals.map(() => false),
    exclamations: countOf(named, "!"),
    questions: countOf(named, "?"),
  };
}
