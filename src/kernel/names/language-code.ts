const letters = Array.from("abcdefghijklmnopqrstuvwxyz");

/** Two letters that are a language's code of today; withdrawn ones stand for another. */
const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter((code) => new Intl.Locale(code).language === code);

const codeOf = new Map(
  ["de", "en"].flatMap((language) => {
    const reader = new Intl.DisplayNames([language], { type: "language", fallback: "none" });
    return codes.flatMap((code): [string, string][] => {
      const name = reader.of(code);
      return name === undefined ? [] : [[name.toLowerCase(), code]];
    });
  }),
);

/**
 * The ISO 639 code of a language that a text names by its English or German name, or by two or three letters; undefined when it names none.
 *
 * @param text what a person or a file gave.
 * @example
 * import { languageCode } from "./language-code.ts";
 * languageCode("Deutsch"); // => "de"
 * languageCode("Klingonish"); // => undefined
 */
export function languageCode(text: string): string | undefined {
  const word = text.trim().toLowerCase();
  return codeOf.get(word) ?? (/^[a-z]{2,3}$/.test(word) ? word : undefined);
}
