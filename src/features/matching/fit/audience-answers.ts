import type { BuyerProfile } from "../profiles/profile.ts";
import { hasTerm, searchedText } from "../words/terms.ts";
import type { AccountEvidence, KnownShares } from "./evidence.ts";
import { gradeMargins, postMargin, type FitRules, type ShareKind } from "./fit-rules.ts";
import type { Answer } from "./part.ts";

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A list in words. */
const anyOf = (values: readonly string[]): string =>
  values.length <= 1 ? (values[0] ?? "") : `${values.slice(0, -1).join(", ")} or ${values.at(-1)!}`;

/** The years of a band such as 18-24 or 65+, half-open; undefined for what is no band. */
function bandYears(band: string): { from: number; before: number } | undefined {
  const found = /^(\d{1,3})\s*(?:[-–]\s*(\d{1,3})|\+)$/.exec(band.trim());
  if (found === null) return undefined;
  const from = Number(found[1]);
  return { from, before: found[2] === undefined ? Math.max(from + 1, 81) : Number(found[2]) + 1 };
}

/**
 * The share of an audience in an age range: whole bands, and of those that the range cuts as much as years of theirs lie in it.
 *
 * @example
 * import { shareOfAges } from "./audience-answers.ts";
 * shareOfAges({ "18-24": 0.5, "25-34": 0.5 }, { from: 18, to: 29 }); // => 0.75
 */
export const shareOfAges = (shares: Readonly<Record<string, number>>, ages: { readonly from: number; readonly to: number }): number =>
  Object.entries(shares).reduce((sum, [band, share]) => {
    const years = bandYears(band);
    if (years === undefined) return sum;
    const inside = Math.max(0, Math.min(years.before, ages.to + 1) - Math.max(years.from, ages.from));
    return sum + share * (inside / (years.before - years.from));
  }, 0);

const sumOf = (shares: Readonly<Record<string, number>>, isWanted: (value: string) => boolean): number =>
  Math.min(
    1,
    Object.entries(shares).reduce((sum, [value, share]) => (isWanted(value) ? sum + share : sum), 0),
  );

function answerOf(
  kind: ShareKind,
  known: KnownShares | undefined,
  of: { share: (shares: KnownShares["shares"]) => number; whom: string; full: number },
): Answer {
  if (known === undefined) return { kind: "unknown", missing: `Which ${kind} the audience has` };
  const share = Math.min(1, of.share(known.shares));
  const reason = {
    text: `${percent(share)} of the audience ${of.whom}; ${percent(of.full)} or more is full marks`,
    source: known.source,
    observed_on: known.observedOn ?? null,
    grade: known.grade,
    quotes: [],
  };
  return { kind: "known", score: Math.min(100, (100 * share) / of.full), offBy: gradeMargins[known.grade], reason };
}

/** Languages as the audience's shares tell them, else as the posts are written. */
function languageAnswer(account: AccountEvidence, profile: BuyerProfile, full: number): Answer {
  const known = account.audience.get("languages");
  const isWanted = (value: string): boolean => profile.languages.includes(value.toLowerCase());
  const whom = `speaks ${anyOf(profile.languages)}`;
  if (known !== undefined) return answerOf("languages", known, { share: (shares) => sumOf(shares, isWanted), whom, full });
  const written = account.posts.filter(({ language }) => language !== undefined);
  if (written.length < 3) return { kind: "unknown", missing: "Which languages the audience has, and three posts whose language is known" };
  const share = written.filter(({ language }) => isWanted(language!)).length / written.length;
  const text = `${percent(share)} of ${written.length} posts are in ${anyOf(profile.languages)}; of the audience it is not known`;
  const reason = { text, source: "posts", observed_on: written[0]!.postedOn, grade: null, quotes: [] };
  return { kind: "known", score: Math.min(100, (100 * share) / full), offBy: 2 * postMargin(written.length), reason };
}

function platformAnswer(account: AccountEvidence, profile: BuyerProfile): Answer {
  const isThere = profile.platforms.includes(account.platform);
  const text = isThere
    ? `Publishes on ${account.platform}, where they are`
    : `Publishes on ${account.platform}; they are on ${anyOf(profile.platforms)}`;
  const reason = { text, source: "the account", observed_on: null, grade: null, quotes: [] };
  return { kind: "known", score: isThere ? 100 : 0, offBy: 0, reason };
}

/** How well an account's audience is the one that the profile asks for, thing by thing. */
export function audienceAnswers(account: AccountEvidence, profile: BuyerProfile, { full_shares: full }: FitRules): Answer[] {
  const { ages, countries, genders, languages, interests, platforms } = profile;
  const answers: Answer[] = [];
  const ask = (kind: ShareKind, whom: string, share: (shares: KnownShares["shares"]) => number): void => {
    answers.push(answerOf(kind, account.audience.get(kind), { share, whom, full: full[kind] }));
  };
  if (ages !== null) ask("ages", `is ${ages.from} to ${ages.to} years old`, (shares) => shareOfAges(shares, ages));
  if (countries.length > 0) ask("countries", `is in ${anyOf(countries)}`, (shares) => sumOf(shares, (value) => countries.includes(value)));
  if (genders.length > 0)
    ask("genders", `is ${anyOf(genders)}`, (shares) => sumOf(shares, (value) => genders.some((gender) => gender === value.toLowerCase())));
  if (languages.length > 0) answers.push(languageAnswer(account, profile, full.languages));
  if (interests.length > 0 && account.audience.has("interests"))
    ask("interests", `cares about ${anyOf(interests)}`, (shares) =>
      sumOf(shares, (value) => interests.some((term) => hasTerm(searchedText(value), term))),
    );
  if (platforms.length > 0) answers.push(platformAnswer(account, profile));
  return answers;
}
