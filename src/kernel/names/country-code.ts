const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

/** Regions of Unicode's list that are no countries. */
const notCountries = new Set(["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"]);

/** Whether a pair of letters is a country's code of today: withdrawn codes and aliases stand for another one. */
const isCurrent = (code: string): boolean => !notCountries.has(code) && new Intl.Locale(`und-${code}`).region === code;

const pairs = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCurrent);

const namesIn = (language: string): [string, string][] => {
  const reader = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
  return pairs.flatMap((code): [string, string][] => {
    const name = reader.of(code);
    return name === undefined ? [] : [[name.toLowerCase(), code]];
  });
};

/** What people write instead of a country's name. */
const nicknames: readonly [string, string][] = [
  ["uk", "GB"],
  ["england", "GB"],
  ["scotland", "GB"],
  ["usa", "US"],
  ["u.s.", "US"],
  ["u.s.a.", "US"],
  ["holland", "NL"],
  ["czech republic", "CZ"],
  ["turkey", "TR"],
];

const english = namesIn("en");
const codes = new Set(english.map(([, code]) => code));
const codeOf = new Map([...namesIn("de"), ...english, ...nicknames]);

/**
 * The ISO 3166 code of a country that a cell names by code or by its English or German name; undefined when it names none.
 *
 * @param text the cell.
 * @example
 * import { countryCode } from "./country-code.ts";
 * countryCode("Germany"); // => "DE"
 * countryCode("uk"); // => "GB"
 * countryCode("Atlantis"); // => undefined
 */
export function countryCode(text: string): string | undefined {
  const tidy = text.trim();
  const code = tidy.toUpperCase();
  return codeOf.get(tidy.toLowerCase()) ?? (codes.has(code) ? code : undefined);
}
