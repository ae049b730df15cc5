import { countryText, languageText } from "../../../web/lists/code-names.ts";
import { genderWords, type Document } from "./words.ts";

const listed = (values: readonly string[], most = 4): string =>
  values.length <= most ? values.join(", ") : `${values.slice(0, most).join(", ")} and ${values.length - most} more`;

/**
 * Who a profile is about, in a line.
 *
 * @example
 * import { profileSentence } from "./profile-sentence.ts";
 * const nobody = { genders: [], countries: ["DE"], languages: [], interests: ["hiking"] } as const;
 * profileSentence({ ...nobody, ages: { from: 25, to: 40 } }); // => "25 to 40 years; Germany; hiking"
 */
export function profileSentence(profile: {
  readonly ages: Document["ages"];
  readonly genders: readonly Document["genders"][number][];
  readonly countries: readonly string[];
  readonly languages: readonly string[];
  readonly interests: readonly string[];
}): string {
  const { ages, genders, countries, languages, interests } = profile;
  const parts = [
    ages === null ? "" : `${ages.from} to ${ages.to} years`,
    listed(genders.map((gender) => genderWords[gender].toLowerCase())),
    listed(countries.map(countryText)),
    listed(languages.map(languageText)),
    listed(interests),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "Anybody" : parts.join("; ");
}
