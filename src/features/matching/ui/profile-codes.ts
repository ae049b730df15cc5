import { countryCode } from "../../../kernel/names/country-code.ts";
import { languageCode } from "../../../kernel/names/language-code.ts";

type Naming = (text: string) => string | undefined;

const codesOf = (texts: readonly string[], codeOf: Naming): string[] => [...new Set(texts.map((text) => codeOf(text) ?? text))];

/**
 * Countries by name or code as codes, each once; what names none stays as it is.
 *
 * @example
 * import { countryCodes } from "./profile-codes.ts";
 * countryCodes(["Deutschland", "de", "Austria"]); // => ["DE", "AT"]
 */
export const countryCodes = (texts: readonly string[]): string[] => codesOf(texts, countryCode);

/**
 * Languages by name or code as codes, each once; what names none stays as it is.
 *
 * @example
 * import { languageCodes } from "./profile-codes.ts";
 * languageCodes(["Deutsch", "EN"]); // => ["de", "en"]
 */
export const languageCodes = (texts: readonly string[]): string[] => codesOf(texts, languageCode);

interface Lists {
  readonly countries: readonly string[];
  readonly languages: readonly string[];
}

/** The first entry of a list that names nothing that is known, with what to write; undefined where all do. */
export function unknownName({ countries, languages }: Lists): { readonly list: keyof Lists; readonly sentence: string } | undefined {
  const country = countries.find((text) => countryCode(text) === undefined);
  const language = languages.find((text) => languageCode(text) === undefined);
  const said = (text: string, kind: string, code: string): string =>
    `“${text}” is no ${kind} that is known here. Write its name in English or German, or its code, such as ${code}.`;
  if (country !== undefined) return { list: "countries", sentence: said(country, "country", "DE") };
  return language === undefined ? undefined : { list: "languages", sentence: said(language, "language", "de") };
}
