const unknown =
  /^(?:[-–—]+|\?+|#?n\/?a|n\.? ?a\.|n\/v|k\.? ?a\.?|keine angaben?|unbekannt|nicht bekannt|unknown|not known|not available|brak|brak danych|null|nan)$/i;

/**
 * Whether a cell says that something is not known: a dash, "n/a", "k.A.", "unbekannt". That is not zero.
 *
 * @param text the cell, without space around it.
 * @example
 * import { isUnknownCell } from "./cell-words.ts";
 * isUnknownCell("k.A."); // => true
 * isUnknownCell("0"); // => false
 */
export const isUnknownCell = (text: string): boolean => text.length <= 20 && unknown.test(text);

const exponents: Readonly<Record<string, number>> = {
  ...{ k: 3, tsd: 3, tys: 3, tausend: 3, thousand: 3 },
  ...{ m: 6, mn: 6, mio: 6, mln: 6, million: 6, millionen: 6 },
  ...{ b: 9, bn: 9, mrd: 9, mld: 9, milliarde: 9, milliarden: 9, billion: 9 },
};

/** The words behind a shortened number, as a part of a pattern. "mil" is none: a thousand to some, a million to others. */
export const unitPattern = Object.keys(exponents)
  .toSorted((a, b) => b.length - a.length)
  .join("|");

/**
 * By how many zeros a word behind a number makes it larger.
 *
 * @param word one of {@link unitPattern}, in small or capital letters.
 * @example
 * import { zerosOf } from "./cell-words.ts";
 * zerosOf("Mio"); // => 6
 */
export const zerosOf = (word: string): number => exponents[word.toLowerCase()] ?? 0;
