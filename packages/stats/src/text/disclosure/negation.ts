import { endsSentence, type FoldedWord } from "../words/folded-words.ts";
import type { DisclosureLanguage } from "./disclosure-words.ts";

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Words that deny, whatever the language of the phrase: an English "affiliate links" stands in a German text too. */
const anywhere = setOf(
  "no not non never nobody niemand nadie ninguem nessuno without nor neither none isnt arent wasnt werent dont doesnt didnt havent hasnt hadnt wont cannot cant aint wouldnt " +
    "couldnt nicht kein keine keinen keinem keiner keinerlei ohne niemals weder pas sans jamais aucun aucune sin nunca jamas tampoco " +
    "ningun ninguna nao sem nem nenhum nenhuma tampouco senza nessun nessuna neppure nemmeno",
);

/** Words that deny in their language and say something else in another. */
const inLanguage: Readonly<Record<DisclosureLanguage, ReadonlySet<string>>> = {
  en: setOf("zero un"),
  de: setOf("nie nix"),
  fr: setOf("ni"),
  es: setOf("ni"),
  pt: setOf("zero"),
  it: setOf("mai ne"),
};

/** What begins a clause that a negation before it does not reach. */
const contrasts = setOf(
  "but however although though because yet aber jedoch sondern weil denn pero sino aunque porque mais car mas porem embora pois ma pero perche",
);
const joins = setOf("and und y et e so");
const subjects = setOf(
  "i we it this these the my our some ich wir dies das diese die je nous cette ce les esto este esta los las isto os as questo questi i gli",
);

/** A clause ends with a sentence and at a comma, colon, dash or bracket. */
const endsClause = (gap: string): boolean => endsSentence(gap) || /[,;:()[\]{}"“”„«»–—\n/]| - /.test(gap);

/** Whether a word denies, in the language of the phrase or in any. */
const denies = (word: FoldedWord, language: DisclosureLanguage): boolean =>
  anywhere.has(word.folded) || inLanguage[language].has(word.folded);

/** A phrase in its text. */
export interface PlacedPhrase {
  readonly words: readonly FoldedWord[];
  /** The phrase, half-open. */
  readonly from: number;
  readonly to: number;
  readonly language: DisclosureLanguage;
  /** How many words before it can deny it. */
  readonly reach: number;
  /** Words that are part of something harmless such as "at no extra cost". */
  readonly isHarmless: (at: number) => boolean;
}

function isDeniedBefore({ words, from, language, reach, isHarmless }: PlacedPhrase): boolean {
  for (let at = from - 1; at >= Math.max(0, from - reach); at--) {
    const [word, after] = [words[at] as FoldedWord, words[at + 1] as FoldedWord];
    if (endsClause(after.gap) || contrasts.has(word.folded)) return false;
    if (joins.has(word.folded) && subjects.has(after.folded)) return false;
    if (!isHarmless(at) && denies(word, language)) return true;
  }
  return false;
}

/** "Sponsored: no". */
function isDeniedAfter({ words, to, language }: PlacedPhrase): boolean {
  const [answer, next] = [words[to], words[to + 1]];
  if (answer === undefined || !/^\s*[?:=–—-]+\s*$/.test(answer.gap)) return false;
  const isAnswer = anywhere.has(answer.folded) || answer.folded === "nein" || answer.folded === "nope";
  return isAnswer && (next === undefined || endsClause(next.gap)) && denies({ ...answer, folded: "no" }, language);
}

/**
 * Whether a phrase is denied: by a negation within its reach before it in the same clause, or by a "no" as its answer.
 *
 * A clause ends at a comma, a bracket, a "but", or where "and" begins a new sentence; "not only" and "at no extra cost" deny nothing.
 *
 * @example
 * import { foldedWords } from "../words/folded-words.ts";
 * import { isDenied } from "./negation.ts";
 * const words = foldedWords("This was not in any way sponsored, but sponsored");
 * const phrase = { words, from: 6, to: 7, language: "en", reach: 6, isHarmless: () => false } as const;
 * isDenied(phrase); // => true
 * isDenied({ ...phrase, from: 8, to: 9 }); // => false
 */
export const isDenied = (phrase: PlacedPhrase): boolean => isDeniedBefore(phrase) || isDeniedAfter(phrase);
