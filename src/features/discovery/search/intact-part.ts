/** A word in parts of which at least one is as it is in whatever becomes it by as many wrong letters. */
export interface IntactParts {
  /** It begins like this, */
  readonly beginning: string;
  /** or has this somewhere; empty: that need not be looked for, */
  readonly middle: string;
  /** or ends like this. */
  readonly end: string;
}

/** A middle is looked for by three letters at a time: with four, few words have it. */
const shortestMiddle = 4;

/**
 * Cuts a word into one more part than letters may be wrong: a wrong letter is in one of them, so that another one is as it is.
 *
 * @param word of four letters or more; of eight or more where two may be wrong.
 * @param wrong as `lettersWrong` says.
 * @see Navarro 2001, https://doi.org/10.1145/375360.375365, section 8.1.2: partitioning into exact search
 * @example
 * import { intactParts } from "./intact-part.ts";
 * intactParts("berln", 1); // => { beginning: "ber", middle: "", end: "ln" }
 * intactParts("photographer", 2); // => { beginning: "phot", middle: "ogra", end: "pher" }
 */
export function intactParts(word: string, wrong: 1 | 2): IntactParts {
  const letters = Array.from(word);
  const middle = wrong === 1 ? 0 : Math.max(shortestMiddle, Math.ceil(letters.length / 3));
  const begins = Math.ceil((letters.length - middle) / 2);
  const part = (from: number, to: number): string => letters.slice(from, to).join("");
  return { beginning: part(0, begins), middle: part(begins, begins + middle), end: part(begins + middle, letters.length) };
}
