import { platforms, type Platform } from "../platform.ts";

/** A field of a creator that a column of a file can hold. */
export interface CreatorField {
  readonly name: string;
  readonly label: string;
  /** Headers under which it is found, in the form of {@link comparableHeader}. */
  readonly headers: readonly string[];
}

const field = (name: string, label: string, headers: string): CreatorField => ({ name, label, headers: headers.split("|") });

const titles: { readonly [P in Platform]?: string } = {
  tiktok: "TikTok",
  youtube: "YouTube",
  x: "X (Twitter)",
  linkedin: "LinkedIn",
  other: "Other account",
};

const titleOf = (platform: Platform): string => titles[platform] ?? `${platform[0]!.toUpperCase()}${platform.slice(1)}`;

const shortNames: { readonly [P in Platform]?: string } = {
  instagram: "insta|ig",
  tiktok: "tik tok|tt",
  youtube: "you tube|yt|youtube channel",
  x: "twitter|twitter x|x twitter",
  facebook: "fb",
  bluesky: "bsky",
  blog: "website|web site|homepage",
};

function platformFields(platform: Platform): CreatorField[] {
  const names = [platform, ...(shortNames[platform]?.split("|") ?? [])];
  const withWord = (words: readonly string[]) => names.flatMap((name) => words.map((word) => `${name} ${word}`));
  const handles = [...names, ...withWord(["handle", "username", "user name", "account", "profile", "url", "link", "profile url", "name"])];
  return [
    { name: platform, label: `${titleOf(platform)} handle`, headers: handles },
    {
      name: `${platform}_followers`,
      label: `${titleOf(platform)} followers`,
      headers: withWord(["followers", "follower", "subscribers", "fans", "follower count", "followers count"]),
    },
  ];
}

/** Every field that a file of creators can fill, in the order in which they are shown and exported. */
export const creatorFields: readonly CreatorField[] = [
  field("id", "Vouch id (cre_...)", "id|creator id|vouch id"),
  field("name", "Name", "name|full name|creator|creator name|influencer|influencer name|display name|talent"),
  field("first_name", "First name", "first name|firstname|given name|vorname"),
  field("last_name", "Last name", "last name|lastname|surname|family name|nachname"),
  field("email", "E-mail address", "email|e mail|email address|e mail address|mail|contact email"),
  field("country", "Country", "country|country code|land|location|market"),
  field("source", "Source", "source"),
  field("external_id", "External id", "external id|externalid|reference|crm id|partner id|affiliate id"),
  field("notes", "Notes", "notes|note|comment|comments|remarks"),
  field("metadata", "Metadata (JSON)", "metadata"),
  field("platform", "Platform of the handle", "platform|network|channel|social network|social platform"),
  field("handle", "Handle or profile address", "handle|username|user name|account|profile|profile url|profile link|social handle|url|link"),
  field("followers", "Followers", "followers|follower|follower count|followers count|audience|subscribers|fans|reach"),
  field("followers_on", "Day of the followers", "followers on|followers date|followers as of|as of"),
  ...platforms.flatMap(platformFields),
];

/**
 * A header in the form in which headers are compared: lower case, without accents, everything but letters and digits one space.
 *
 * @param text a header as it stands in the file.
 * @example
 * import { comparableHeader } from "./creator-fields.ts";
 * comparableHeader("  E-Mail_Address ") // => "e mail address"
 */
export const comparableHeader = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** How many single changes turn one text into the other, at most `limit` + 1. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}

/** How well a header fits a field: 3 the very word, 2 a slip of the pen, 1 all words of a name of several, 0 not at all. */
function fit(header: string, { headers }: CreatorField): number {
  if (headers.includes(header)) return 3;
  if (header.length > 4 && headers.some((known) => known.length > 4 && distance(header, known, 1) === 1)) return 2;
  const words = new Set(header.split(" "));
  return headers.some((known) => known.includes(" ") && known.split(" ").every((word) => words.has(word))) ? 1 : 0;
}

/** No table that people keep is wider, and every header is compared with every name of every field. */
const mostGuessed = 1_000;

/**
 * Which field each of the first thousand columns most likely holds. A field gets one column, the best; of equals the first.
 *
 * @param headers the texts of the file's first row.
 * @returns field name to the index of its column; fields without a column are missing.
 * @example
 * import { guessedColumns } from "./creator-fields.ts";
 * guessedColumns(["Full Name", "IG handle", "Instgram followers"]); // => new Map([["name", 0], ["instagram", 1], ["instagram_followers", 2]])
 */
export function guessedColumns(headers: readonly string[]): Map<string, number> {
  const fits = headers.slice(0, mostGuessed).flatMap((text, column) => {
    const header = comparableHeader(text);
    return creatorFields.map(({ name }, order) => ({ name, order, column, score: fit(header, creatorFields[order]!) }));
  });
  const chosen = new Map<string, number>();
  const taken = new Set<number>();
  for (const { name, column, score } of fits.toSorted((a, b) => b.score - a.score || a.column - b.column || a.order - b.order)) {
    if (score === 0 || chosen.has(name) || taken.has(column)) continue;
    chosen.set(name, column);
    taken.add(column);
  }
  return new Map([...chosen].toSorted((a, b) => a[1] - b[1]));
}
