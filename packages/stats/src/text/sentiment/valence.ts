import type { Reading } from "./reading.ts";
import { idioms, loweringPairs } from "./vader-words.ts";

const [CAPITALS, TURNED, NEVER_SO] = [0.733, -0.74, 1.25];

/** How much of a booster is left one, two and three tokens before the word. */
const REACH = [1, 0.95, 0.9];

const isListed = ({ words }: Reading, at: number): boolean => words[at]?.valence !== undefined;

const isNegation = ({ lower, words }: Reading, at: number): boolean =>
  words[at]?.isNegation === true || (lower[at]?.includes("n't") ?? false);

const isSoOrThis = (word: string | undefined): boolean => word === "so" || word === "this";

/** "no" before a word of the lexicon turns it and says nothing itself; it reaches over "or" and "nor". */
function unboosted(reading: Reading, at: number): number {
  const { lower, words } = reading;
  const valence = words[at]?.valence ?? 0;
  const isTurned =
    lower[at - 1] === "no" || lower[at - 2] === "no" || (lower[at - 3] === "no" && (lower[at - 1] === "or" || lower[at - 1] === "nor"));
  if (isTurned) return valence * TURNED;
  return lower[at] === "no" && isListed(reading, at + 1) ? 0 : valence;
}

const shouted = (valence: number): number => valence + (valence > 0 ? CAPITALS : -CAPITALS);

/** What the word at `from` adds to a valence next to it. */
function boost({ words, shouts }: Reading, from: number, valence: number): number {
  const raises = words[from]?.boost ?? 0;
  if (raises === 0) return 0;
  const scalar = valence < 0 ? -raises : raises;
  if (!shouts[from]) return scalar;
  return scalar + (valence > 0 ? CAPITALS : -CAPITALS);
}

/** Three tokens back "so" and "this" raise with or without a "never": the package has an "and" and an "or" without brackets. */
function isNeverSo(back: number, before: string | undefined, [between, next]: readonly (string | undefined)[]): boolean {
  if (back === 2) return before === "never" && isSoOrThis(next);
  return (before === "never" && isSoOrThis(between)) || isSoOrThis(next);
}

/** By what the negation `back` tokens before multiplies; "never so" raises, "without doubt" leaves. */
function negation(reading: Reading, at: number, back: number): number {
  const { lower } = reading;
  const [before, between, next] = [lower[at - back], lower[at - 2], lower[at - 1]];
  if (back > 1 && isNeverSo(back, before, [between, next])) return NEVER_SO;
  if (back > 1 && before === "without" && (next === "doubt" || (back === 3 && between === "doubt"))) return 1;
  return isNegation(reading, at - back) ? TURNED : 1;
}

/** Idioms and pairs such as "kind of" around the word; they are looked for only from the fourth token on. */
function idiomatic({ lower }: Reading, at: number, valence: number): number {
  const [three, two, one, zero, next, afterNext] = [-3, -2, -1, 0, 1, 2].map((step) => lower[at + step]);
  const [twoOne, threeTwo] = [`${two} ${one}`, `${three} ${two}`];
  const before = [`${one} ${zero}`, `${twoOne} ${zero}`, twoOne, `${threeTwo} ${one}`, threeTwo].find((phrase) => idioms.has(phrase));
  let found = before === undefined ? valence : (idioms.get(before) ?? valence);
  if (next !== undefined) found = idioms.get(`${zero} ${next}`) ?? found;
  if (afterNext !== undefined) found = idioms.get(`${zero} ${next} ${afterNext}`) ?? found;
  return found + (loweringPairs.get(threeTwo) ?? 0) + (loweringPairs.get(twoOne) ?? 0);
}

/** "least" turns the word after it, "at least" and "very least" do not. */
const least = ({ lower }: Reading, at: number): number =>
  lower[at - 1] === "least" && lower[at - 2] !== "at" && lower[at - 2] !== "very" ? TURNED : 1;

/**
 * What the token at a place adds to the sum: 0 for a booster, the "kind" of "kind of" and a word that the lexicon does not have.
 *
 * Words before it count up to three back, and only where the lexicon does not list them.
 *
 * @example
 * import { readingOf } from "./reading.ts";
 * import { valenceAt } from "./valence.ts";
 * valenceAt(readingOf("very good"), 1); // => 2.193
 */
export function valenceAt(reading: Reading, at: number): number {
  const { lower, words, shouts } = reading;
  const word = words[at];
  if (word?.valence === undefined || word.boost !== 0 || (lower[at] === "kind" && lower[at + 1] === "of")) return 0;
  let valence = unboosted(reading, at);
  if (shouts[at]) valence = shouted(valence);
  for (let back = 1; back <= 3 && back <= at; back++) {
    if (isListed(reading, at - back)) continue;
    valence += boost(reading, at - back, valence) * (REACH[back - 1] as number);
    valence *= negation(reading, at, back);
    if (back === 3) valence = idiomatic(reading, at, valence);
  }
  return valence * least(reading, at);
}
