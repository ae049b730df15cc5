const IGNORABLE = /\p{Default_Ignorable_Code_Point}+/gu;

/**
 * A text under which two spellings that people take for one are equal: compatibility forms, case and invisible characters folded.
 *
 * The method is Unicode's NFKC_Casefold as far as JavaScript reaches: NFKC (so that full-width and ligature letters become plain
 * ones, and "é" has one spelling), lower, upper and lower case again (which joins ß, its capital and ss, and the two small sigmas),
 * and characters that nobody sees, such as a zero-width space or a soft hyphen, removed. NFKC rather than NFC, because what is folded here is typed
 * from print, speech and screenshots, where the compatibility forms cannot be told apart. Folding twice changes nothing.
 *
 * @param text any text.
 * @returns folded text, possibly empty; it may still hold spaces and signs.
 * @see https://www.unicode.org/reports/tr31/#NFKC_Modifications
 * @example
 * import { foldText } from "./fold-text.ts";
 * foldText("Ａ\u200BNNA-Stra\u00DFe"); // => "anna-strasse"
 */
export function foldText(text: string): string {
  const visible = text.normalize("NFKC").replace(IGNORABLE, "");
  return visible.toLowerCase().toUpperCase().normalize("NFKC").toLowerCase().normalize("NFKC");
}
