import { likeness, wordsOf } from "./likeness.ts";

/** A creator as customers may call them. */
export interface NamedCreator {
  readonly id: string;
  readonly name: string;
  readonly handles: readonly string[];
}

/** Whom a text means, with how alike the two are, from 0 to 1; not sure: a guess for a person to decide. */
export interface CreatorMatch {
  readonly creatorId: string;
  readonly score: number;
  readonly isSure: boolean;
}

/** From here on a match is taken, where the next best creator is this much further off; below the last one there is not even a guess. */
const [sureFrom, leadFrom, guessFrom] = [0.85, 0.1, 0.5];

/** What one word of a longer name is worth: nearly all where the customer wrote little else, much less within a sentence. */
const [partAlone, partInSentence] = [0.9, 0.7];

const writtenWithoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Every run of up to so many neighbouring words, written as one. */
const runsOf = (words: readonly string[], most: number): string[] =>
  words.flatMap((_, from) =>
    Array.from({ length: Math.min(most, words.length - from) }, (_each, more) => words.slice(from, from + more + 1).join("")),
  );

const best = (scores: readonly number[]): number => Math.max(0, ...scores);

function nameScore(words: readonly string[], name: string): number {
  const parts = wordsOf(name);
  if (parts.length === 0) return 0;
  const whole = parts.join("");
  if (writtenWithoutSpaces.test(whole)) return words.join("").includes(whole) ? 1 : 0;
  const asWhole = best(runsOf(words, parts.length + 1).map((run) => likeness(run, whole)));
  if (parts.length === 1) return asWhole;
  const worth = words.length === 1 ? partAlone : partInSentence;
  return Math.max(asWhole, worth * best(parts.flatMap((part) => words.map((word) => likeness(word, part)))));
}

/**
 * Whom a customer's own words mean: the creator whose name or handle is most like some run of neighbouring words.
 *
 * The score is 1 less the share of slips; it is taken as sure from 0.85 where the second creator lies at least 0.1 lower. One word of a longer name
 * (a first name) is worth 0.9 of its likeness where the text is no longer than it, else 0.7, so that "may" in a sentence is no creator called
 * May. In scripts without spaces a name counts where it stands in the text.
 *
 * @param text as the customer wrote it, in any script
 * @param creators those who may be meant; time is proportional to their number
 * @returns the best, sure or not; undefined where nobody is at least half alike
 * @example
 * import { creatorMatch } from "./creator-match.ts";
 * creatorMatch("saw ana lindquist on youtube", [{ id: "a", name: "Ana Lindqvist", handles: [] }])?.isSure // => true
 */
export function creatorMatch(text: string, creators: readonly NamedCreator[]): CreatorMatch | undefined {
  const words = wordsOf(text);
  let [first, second] = [{ creatorId: "", score: 0 }, 0];
  for (const { id, name, handles } of creators) {
    const score = best([name, ...handles.map((handle) => wordsOf(handle).join(""))].map((each) => nameScore(words, each)));
    if (score > first.score) [first, second] = [{ creatorId: id, score }, first.score];
    else second = Math.max(second, score);
  }
  return first.score < guessFrom ? undefined : { ...first, isSure: first.score >= sureFrom && first.score - second >= leadFrom };
}
