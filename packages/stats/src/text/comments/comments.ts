import { isDenied } from "../disclosure/negation.ts";
import { askedWords, endsSentence, foldedWords, type FoldedWord } from "../words/folded-words.ts";
import { foundPhrases, phraseBook, type FoundPhrase, type PhraseBook } from "../words/phrase-book.ts";
import type { CommentLanguage, CommentPhrases } from "./comment-words.ts";
import { englishComments } from "./phrases/english-comments.ts";
import { frenchComments } from "./phrases/french-comments.ts";
import { germanComments } from "./phrases/german-comments.ts";
import { portugueseComments } from "./phrases/portuguese-comments.ts";
import { spanishComments } from "./phrases/spanish-comments.ts";

/** The words that show what a comment does. */
export interface CommentSign {
  readonly shows: "question" | "purchase-intent";
  /** The words as they are written; a question that only its mark shows has the mark's sentence. */
  readonly text: string;
  /** In UTF-16 units of the text, half-open. */
  readonly start: number;
  readonly end: number;
}

/** What a comment does; the signs say why. */
export interface CommentReading {
  /** It asks something that somebody could answer. */
  readonly isQuestion: boolean;
  /** Its writer wants to buy, is buying or has just bought, or asks where, for how much, in which size or whether it is in stock. */
  readonly hasPurchaseIntent: boolean;
  readonly signs: readonly CommentSign[];
}

const languages: Readonly<Record<CommentLanguage, CommentPhrases>> = {
  en: englishComments,
  de: germanComments,
  fr: frenchComments,
  es: spanishComments,
  pt: portugueseComments,
};

interface Meaning {
  readonly language: CommentLanguage;
  readonly isReal: boolean;
  /** It counts at the head of a sentence only. */
  readonly isStart?: boolean;
}

interface Books {
  readonly questions: PhraseBook<Meaning>;
  readonly intents: PhraseBook<Meaning>;
}

function readBooks(): Books {
  const all = Object.entries(languages) as [CommentLanguage, CommentPhrases][];
  const entries = (of: keyof CommentPhrases, what: Omit<Meaning, "language">): [string, Meaning][] =>
    all.flatMap(([language, phrases]) => phrases[of].map((phrase): [string, Meaning] => [phrase, { language, ...what }]));
  return {
    questions: phraseBook([
      ...entries("noQuestions", { isReal: false }),
      ...entries("questions", { isReal: true }),
      ...entries("questionStarts", { isReal: true, isStart: true }),
    ]),
    intents: phraseBook([...entries("noIntents", { isReal: false }), ...entries("intents", { isReal: true })]),
  };
}

let books: Books | undefined;

/** A name that is called, "and" and the like may stand before the head of a sentence. */
const isHead = (words: readonly FoldedWord[], at: number): boolean => {
  const gap = words[at]?.gap ?? "";
  return at === 0 || endsSentence(gap) || /[,:)-]|\p{Extended_Pictographic}/u.test(gap) || (words[at - 1]?.gap.endsWith("@") ?? false);
};

type Found = FoundPhrase<Meaning>;

/** Only one word reaches over to the wish: "cannot buy", "why not buy" and "can't wait to buy" are phrases of their own. */
const REACH = 3;

const isWish = (words: readonly FoldedWord[], { from, to, meaning }: Found): boolean =>
  meaning.isReal && !isDenied({ words, from, to, language: meaning.language, reach: REACH, isHarmless: () => false });

/** The first words of each sentence that ends in a question mark. */
function marked(text: string, words: readonly FoldedWord[]): { from: number; to: number }[] {
  const asked = askedWords(text, words);
  const found: { from: number; to: number }[] = [];
  for (let from = 0; from < words.length;) {
    let to = from + 1;
    while (to < words.length && !endsSentence((words[to] as FoldedWord).gap)) to++;
    if (asked[from] === true) found.push({ from, to });
    from = to;
  }
  return found;
}

/**
 * Whether a comment asks something, and whether it shows a wish to buy, in English, German, French, Spanish and Portuguese.
 *
 * A question is a sentence that ends in a question mark and has a word, or that begins as questions do ("where did you", "weiß jemand"),
 * mark or no mark; "what a day" and "how cute" are none. A wish to buy is a phrase of a list: "where did you get", "need this", "link
 * please", "wo gibt es", "je la veux", "cuánto cuesta", "quero comprar"; "I would never buy" and "I need a nap" are none. All languages are
 * tried, whatever the comment is in, without case, accents and styles of letters.
 *
 * It is a count of words, not of understanding: use shares over many comments. On 247 tweets that were
 * labelled before the rules had seen them, questions had a precision of 0.91 and a recall of 1; of 6 wishes to buy 2 were found, with one
 * false alarm. Of 164 made-up comments 160 were read right at the first run; the tests hold both. In other languages only a question mark is read.
 *
 * Time: linear in the length.
 *
 * @param text any string, in any normal form, also with lone surrogates.
 * @example
 * import { readComment } from "./comments.ts";
 * const { isQuestion, hasPurchaseIntent } = readComment("Omg where did you get that jacket");
 * [isQuestion, hasPurchaseIntent]; // => [true, true]
 * readComment("Was für ein Tag!").isQuestion; // => false
 * readComment("I would never buy this").hasPurchaseIntent; // => false
 */
export function readComment(text: string): CommentReading {
  const words = foldedWords(text);
  books ??= readBooks();
  const questions = foundPhrases(books.questions, words).filter(
    ({ from, meaning }) => meaning.isReal && (meaning.isStart !== true || isHead(words, from)),
  );
  const wishes = foundPhrases(books.intents, words).filter((found) => isWish(words, found));
  const signOf =
    (shows: CommentSign["shows"]) =>
    ({ from, to }: { from: number; to: number }): CommentSign => {
      const [start, end] = [words[from]?.start as number, words[to - 1]?.end as number];
      return { shows, text: text.slice(start, end), start, end };
    };
  const asked = questions.length > 0 ? questions : marked(text, words);
  return {
    isQuestion: asked.length > 0,
    hasPurchaseIntent: wishes.length > 0,
    signs: [...asked.map(signOf("question")), ...wishes.map(signOf("purchase-intent"))].sort((a, b) => a.start - b.start),
  };
}
