/** Languages whose questions and wishes to buy are known. */
export type CommentLanguage = "en" | "de" | "fr" | "es" | "pt";

/** The phrases of a language; words are folded, a choice is written with bars, an empty choice leaves the word out. */
export interface CommentPhrases {
  /** Words that begin a question, also without a question mark; they count at the head of a sentence. */
  readonly questionStarts: readonly string[];
  /** Words that ask wherever they stand. */
  readonly questions: readonly string[];
  /** What sounds like a question and is none. */
  readonly noQuestions: readonly string[];
  /** To want it, to buy it, or to ask where, for how much and in which size. */
  readonly intents: readonly string[];
  /** What sounds like a wish to buy and is none: it is denied, past, or about something else. */
  readonly noIntents: readonly string[];
}
