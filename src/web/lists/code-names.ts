import { locale } from "../kit/value/locale.ts";

const regions = new Intl.DisplayNames(locale, { type: "region" });
const languages = new Intl.DisplayNames(locale, { type: "language" });

/**
 * A country's name by its code of two letters; anything else as it stands.
 *
 * @example
 * import { countryText } from "./code-names.ts";
 * [countryText("DE"), countryText("elsewhere")]; // => ["Germany", "elsewhere"]
 */
export const countryText = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code);

/**
 * A language's name by its code of two or three letters; anything else as it stands.
 *
 * @example
 * import { languageText } from "./code-names.ts";
 * languageText("de"); // => "German"
 */
export const languageText = (code: string): string => (/^[a-z]{2,3}$/.test(code) ? (languages.of(code) ?? code) : code);

const letters = "abcdefghijklmnopqrstuvwxyz".split("");
const names = new Intl.DisplayNames(locale, { type: "language", fallback: "none" });

/** An old code (iw, sh) leads to a new one and is left out. */
const isInUse = (code: string): boolean => new Intl.Locale(code).language === code;

let known: readonly { readonly value: string; readonly label: string; readonly detail: string }[] | undefined;

/** Every language by its name, kept as its ISO 639 code of two letters. */
export const languageChoices = () =>
  (known ??= letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code) => {
      const label = names.of(code);
      return label === undefined || !isInUse(code) ? [] : [{ value: code, label, detail: code }];
    })
    .toSorted((a, b) => a.label.localeCompare(b.label, locale)));
