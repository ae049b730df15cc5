import { phraseBook, type PhraseBook } from "../words/phrase-book.ts";
import type { DisclosureKind, DisclosureLanguage, DisclosurePhrases, LanguagePhrases } from "./disclosure-words.ts";
import { english } from "./phrases/english.ts";
import { french } from "./phrases/french.ts";
import { german } from "./phrases/german.ts";
import { harmless } from "./phrases/harmless.ts";
import { italian } from "./phrases/italian.ts";
import { portuguese } from "./phrases/portuguese.ts";
import { spanish } from "./phrases/spanish.ts";

/** What a phrase means, and how it must stand to mean it. */
export interface DisclosureMeaning {
  readonly kind: DisclosureKind | "denied" | "harmless";
  readonly language: DisclosureLanguage;
  readonly stands: "anywhere" | "label" | "tag";
}

type Entry = readonly [phrase: string, meaning: DisclosureMeaning];

const languages: Readonly<Record<DisclosureLanguage, LanguagePhrases>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  pt: portuguese,
  it: italian,
};

/** A phrase has too many forms to be written as one word in all of them. */
const MOST_FORMS = 1_000;

/** A phrase of two to four words written as one, as in a hashtag. */
function joined(phrase: string): readonly string[] {
  const slots = phrase.split(" ").map((slot) => slot.split("|"));
  const forms = slots.reduce((product, slot) => product * slot.length, 1);
  if (slots.length < 2 || slots.length > 4 || forms > MOST_FORMS) return [];
  return slots.reduce<string[]>((starts, slot) => starts.flatMap((start) => slot.map((word) => start + word)), [""]);
}

function entriesThat(stands: DisclosureMeaning["stands"]): Entry[] {
  return (Object.keys(languages) as DisclosureLanguage[]).flatMap((language) =>
    (Object.entries(languages[language]) as [DisclosureKind | "denied", DisclosurePhrases][]).flatMap(([kind, phrases]) =>
      (phrases[stands] ?? []).map((phrase): Entry => [phrase, { kind, language, stands }]),
    ),
  );
}

/** What is first in the book is what a phrase means: rather words that count anywhere than a label, rather a label than a tag. */
function allEntries(): Entry[] {
  const own = (["anywhere", "label", "tag"] as const).flatMap(entriesThat);
  return [
    ...harmless.map((phrase): Entry => [phrase, { kind: "harmless", language: "en", stands: "anywhere" }]),
    ...own,
    ...own.map(([phrase, meaning]): Entry => [joined(phrase).join("|"), { ...meaning, stands: "tag" }]),
  ];
}

let book: PhraseBook<DisclosureMeaning> | undefined;

/**
 * All phrases of all languages, made ready at the first call.
 *
 * @example
 * import { foundPhrases } from "../words/phrase-book.ts";
 * import { foldedWords } from "../words/folded-words.ts";
 * import { disclosureBook } from "./disclosure-book.ts";
 * foundPhrases(disclosureBook(), foldedWords("Bezahlte Partnerschaft"))[0]?.meaning.language; // => "de"
 */
export const disclosureBook = (): PhraseBook<DisclosureMeaning> => (book ??= phraseBook(allEntries()));
