/**
 * A text in the form in which names are compared: composed, small letters, Latin, Greek and Cyrillic letters without their accents, words
 * of letters and digits of any script.
 *
 * @param text as somebody typed it
 * @returns its words; none where it has no letter and no digit
 * @see https://unicode.org/reports/tr15/
 * @example
 * import { wordsOf } from "./likeness.ts";
 * wordsOf("@Chloë_Straße, ANA") // => ["chloe", "strasse", "ana"]
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .normalize("NFC");
  return plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Below so many characters a name is only taken where it is written right: one slip makes another of it. */
const shortest = 4;

/**
 * How alike two words are: 1 less the slips (a letter too many, too few, another, or two swapped) by the longer one's length.
 *
 * Optimal string alignment, by code points; the plain distance of Levenshtein counts swapped neighbours twice.
 *
 * @param one at least one character; time is proportional to the product of both lengths
 * @param other the same
 * @returns from 0 to 1; 1 when they are equal, and 0 for unequal ones of which one is shorter than four characters
 * @see https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance#Optimal_string_alignment_distance
 * @example
 * import { likeness } from "./likeness.ts";
 * likeness("lindqvist", "lindqivst") // => 1 - 1 / 9
 */
export function likeness(one: string, other: string): number {
  if (one === other) return 1;
  const [a, b] = [Array.from(one), Array.from(other)];
  if (Math.min(a.length, b.length) < shortest) return 0;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? before[j - 2]! + 1 : Infinity;
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1), swapped));
    }
    [before, last] = [last, row];
  }
  return 1 - last[b.length]! / Math.max(a.length, b.length);
}
