import { endsSentence, type FoldedWord } from "./folded-words.ts";

interface Slot {
  readonly words: ReadonlySet<string>;
  readonly isOptional: boolean;
}

/** A phrase from the slot that its first word fills. */
interface Opening<Meaning> {
  readonly slots: readonly Slot[];
  readonly rest: number;
  readonly meaning: Meaning;
}

/** Phrases that can be looked up in a text, by the words that they can begin with. */
export interface PhraseBook<Meaning> {
  readonly openings: ReadonlyMap<string, readonly Opening<Meaning>[]>;
}

/** A phrase that a text has: words `from` up to `to`, half-open. */
export interface FoundPhrase<Meaning> {
  readonly from: number;
  readonly to: number;
  readonly meaning: Meaning;
}

const slotOf = (choices: string): Slot => {
  const words = choices.split("|");
  return { words: new Set(words.filter((word) => word !== "")), isOptional: words.includes("") };
};

/**
 * Phrases made ready to be found, each with what it means.
 *
 * A phrase is folded words with spaces between; a word may be a choice, and an empty choice leaves it out: "this|it is an|a| ad". Where two
 * phrases are equally long, the one given first counts.
 *
 * @example
 * import { foundPhrases, phraseBook } from "./phrase-book.ts";
 * import { foldedWords } from "./folded-words.ts";
 * const book = phraseBook([["paid |for ad|promotion", "paid"]]);
 * foundPhrases(book, foldedWords("A paid promotion")); // => [{ from: 1, to: 3, meaning: "paid" }]
 */
export function phraseBook<Meaning>(phrases: Iterable<readonly [phrase: string, meaning: Meaning]>): PhraseBook<Meaning> {
  const openings = new Map<string, Opening<Meaning>[]>();
  for (const [phrase, meaning] of phrases) {
    const slots = phrase.split(" ").map(slotOf);
    for (const [at, { words, isOptional }] of slots.entries()) {
      for (const word of words) openings.set(word, [...(openings.get(word) ?? []), { slots, rest: at + 1, meaning }]);
      if (!isOptional) break;
    }
  }
  return { openings };
}

/** Where the slots from `slot` on end at the furthest, when they are filled from word `at` on; 0 where they are not. */
function filledUpTo(slots: readonly Slot[], slot: number, words: readonly FoldedWord[], at: number): number {
  const next = slots[slot];
  if (next === undefined) return at;
  const word = words[at];
  const isFilled = word !== undefined && next.words.has(word.folded) && !endsSentence(word.gap);
  const withIt = isFilled ? filledUpTo(slots, slot + 1, words, at + 1) : 0;
  return next.isOptional ? Math.max(withIt, filledUpTo(slots, slot + 1, words, at)) : withIt;
}

/** The longest phrase that begins at a word and does not run over the end of a sentence. */
function longestAt<Meaning>(
  { openings }: PhraseBook<Meaning>,
  words: readonly FoldedWord[],
  from: number,
): FoundPhrase<Meaning> | undefined {
  let found: FoundPhrase<Meaning> | undefined;
  for (const { slots, rest, meaning } of openings.get(words[from]?.folded ?? "") ?? []) {
    const to = filledUpTo(slots, rest, words, from + 1);
    if (to > (found?.to ?? 0)) found = { from, to, meaning };
  }
  return found;
}

/**
 * The phrases in a text from left to right: at each word the longest, and after one the next begins behind it.
 *
 * Time: the number of words, times the phrases that begin with one word, times the ways to leave out their words: linear in the text.
 *
 * @example
 * import { foundPhrases, phraseBook } from "./phrase-book.ts";
 * import { foldedWords } from "./folded-words.ts";
 * foundPhrases(phraseBook([["no ad", 0], ["ad", 1]]), foldedWords("No ad. Ad")).map(({ meaning }) => meaning); // => [0, 1]
 */
export function foundPhrases<Meaning>(book: PhraseBook<Meaning>, words: readonly FoldedWord[]): FoundPhrase<Meaning>[] {
  const found: FoundPhrase<Meaning>[] = [];
  for (let from = 0; from < words.length;) {
    const longest = longestAt(book, words, from);
    if (longest !== undefined) found.push(longest);
    from = longest?.to ?? from + 1;
  }
  return found;
}
