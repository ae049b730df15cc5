import { emojiRows, valenceRows } from "./vader-lexicon.gen.ts";

/** What a word does to a text; a word that does nothing has no entry. */
export interface SentimentWord {
  /** How good it is, from -4 to 4; missing means that the lexicon does not list it. */
  readonly valence?: number;
  /** What it adds to a good word after it: 0.293 for "very", -0.293 for "barely", else 0. */
  readonly boost: number;
  /** It turns what follows. */
  readonly isNegation: boolean;
}

const [raises, lowers] = [0.293, -0.293];

const raising =
  "absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous enormously entirely especially " +
  "exceptional exceptionally extreme extremely fabulously flipping flippin frackin fracking fricking frickin frigging friggin fully " +
  "fuckin fucking fuggin fugging greatly hella highly hugely incredible incredibly intensely major majorly more most particularly " +
  "purely quite really remarkably so substantially thoroughly total totally tremendous tremendously uber unbelievably unusually utter " +
  "utterly very";

const lowering =
  "almost barely hardly kinda kindof kind-of less little marginal marginally occasional occasionally partly scarce scarcely slight " +
  "slightly somewhat sorta sortof sort-of";

/** Any word with "n't" in it is one too. */
const negating =
  "aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neither neednt never none nope nor " +
  "not nothing nowhere oughtnt shant shouldnt uhuh uh-uh wasnt werent without wont wouldnt rarely seldom despite";

/** Two words that lower the lexicon word after them. */
export const loweringPairs: ReadonlyMap<string, number> = new Map(["just enough", "kind of", "sort of"].map((pair) => [pair, lowers]));

/** Phrases whose valence replaces that of the lexicon word in or after them. */
export const idioms: ReadonlyMap<string, number> = new Map([
  ["the shit", 3],
  ["the bomb", 3],
  ["bad ass", 1.5],
  ["bus stop", 0],
  ["yeah right", -2],
  ["kiss of death", -1.5],
  ["to die for", 3],
  ["beating heart", 3.1],
  ["broken heart", -2.9],
]);

function readWords(): ReadonlyMap<string, SentimentWord> {
  const words = new Map<string, SentimentWord>();
  const add = (word: string, what: Partial<SentimentWord>): unknown =>
    words.set(word, { boost: 0, isNegation: false, ...words.get(word), ...what });
  for (const row of valenceRows) {
    const [valence, ...of] = row.split(" ");
    for (const word of of) add(word, { valence: Number(valence) });
  }
  for (const word of raising.split(" ")) add(word, { boost: raises });
  for (const word of lowering.split(" ")) add(word, { boost: lowers });
  for (const word of negating.split(" ")) add(word, { isNegation: true });
  return words;
}

let words: ReadonlyMap<string, SentimentWord> | undefined;
let emoji: ReadonlyMap<string, string> | undefined;

/**
 * All words that do something, by their lower case; unpacked at the first call.
 *
 * @example
 * import { sentimentWords } from "./vader-words.ts";
 * sentimentWords().get("good"); // => { boost: 0, isNegation: false, valence: 1.9 }
 */
export const sentimentWords = (): ReadonlyMap<string, SentimentWord> => (words ??= readWords());

/**
 * What each emoji of one code point shows, in words; unpacked at the first call.
 *
 * @example
 * import { emojiNames } from "./vader-words.ts";
 * emojiNames().get("😁"); // => "beaming face with smiling eyes"
 */
export const emojiNames = (): ReadonlyMap<string, string> =>
  (emoji ??= new Map(
    emojiRows.split("\n").map((row) => {
      const at = row.indexOf(" ");
      return [row.slice(0, at), row.slice(at + 1)] as const;
    }),
  ));
