/**
 * A text as it is stored: composed (Unicode NFC) and without white space at its ends.
 *
 * Two spellings of one letter, "é" as one character or as "e" with an accent, become equal; nothing else changes.
 *
 * @param text any text.
 * @example
 * import { tidyText } from "./text.ts";
 * tidyText("  Zoe\u0301 "); // => "Zoé"
 */
export function tidyText(text: string): string {
  return text.normalize("NFC").trim();
}

/**
 * An e-mail address in the form under which it is compared and hashed: tidy and lower-case, nothing more.
 *
 * Dots and plus tags stay: whether they matter is the mail provider's business, and merging two people by a guess cannot be undone.
 *
 * @param address any text.
 * @example
 * import { normalEmail } from "./text.ts";
 * normalEmail(" Ana.Lima+shop@Example.COM "); // => "ana.lima+shop@example.com"
 */
export function normalEmail(address: string): string {
  return tidyText(address).toLowerCase();
}

/**
 * The beginning of a text. A character of two units is never cut in half: half a one is no text, and PostgreSQL refuses JSON that holds it.
 *
 * @param text any text.
 * @param longest how many units of UTF-16 may stay.
 * @example
 * import { beginning } from "./text.ts";
 * beginning("tea \u{1F375}", 5); // => "tea "
 */
export function beginning(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, "");
}

/** U+0000 and half a surrogate pair, which PostgreSQL refuses in texts and JSON. Read by code point, a whole pair is one character. */
const unstorable = /[\0\p{Cs}]/gu;

/**
 * Whether the database and any reader of JSON can hold a text: it has neither U+0000 nor half a surrogate pair.
 *
 * @param text any text.
 * @example
 * import { isStorable } from "./text.ts";
 * isStorable("tea \u{1F375}"); // => true
 * isStorable("tea \ud83c"); // => false
 */
export const isStorable = (text: string): boolean => text.search(unstorable) === -1;

/**
 * A text without the characters that make it none that can be stored; see {@link isStorable}.
 *
 * @param text any text.
 * @example
 * import { storablePart } from "./text.ts";
 * storablePart("tea\u0000 \u{1F375}"); // => "tea \u{1F375}"
 */
export const storablePart = (text: string): string => text.replaceAll(unstorable, "");

/** What leaves nothing on a screen: blanks of all kinds, controls, bidirectional and zero-width marks, fillers, and accents without a letter. */
const unseen = /[\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * Whether a text shows at least one character: one of nothing but blanks, zero-width, soft-hyphen, bidirectional or filler characters does not, although
 * it is not empty.
 *
 * @param text any text.
 * @see https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 * @example
 * import { isVisible } from "./text.ts";
 * isVisible("Zoe\u0301"); // => true
 * isVisible("\u200B\u00AD \u202E"); // => false
 */
export const isVisible = (text: string): boolean => text.replaceAll(unseen, "") !== "";
