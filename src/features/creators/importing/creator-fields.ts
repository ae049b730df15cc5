import { matchableField as field, type MatchableField } from "../../../kernel/cells/guessed-columns.ts";
import { figureFields } from "./figure-fields.ts";
import { priceFields } from "./price-cells.ts";
import { platforms, type Platform } from "../../../kernel/social/platform.ts";

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

function platformFields(platform: Platform): MatchableField[] {
  const names = [platform, ...(shortNames[platform]?.split("|") ?? [])];
  const withWord = (words: readonly string[]) => names.flatMap((name) => words.map((word) => `${name} ${word}`));
  const words = ["handle", "username", "user name", "account", "profile", "url", "link", "profile url", "name"];
  const handles = [...names, ...withWord([...words, "benutzername", "nutzername", "profil", "konto"])];
  return [
    { name: platform, label: `${titleOf(platform)} handle`, headers: handles },
    {
      name: `${platform}_followers`,
      label: `${titleOf(platform)} followers`,
      headers: withWord(["followers", "follower", "subscribers", "fans", "follower count", "followers count", "abonnenten", "abos"]),
    },
  ];
}

/** Every field that a file of creators can fill, in the order in which they are shown and exported. */
export const creatorFields: readonly MatchableField[] = [
  field("id", "Vouch id (cre_...)", "id|creator id|vouch id"),
  field(
    "name",
    "Name",
    "name|full name|creator|creator name|influencer|influencer name|display name|talent|channel name|channel title|account name|nickname|anzeigename|kanalname",
  ),
  field("first_name", "First name", "first name|firstname|given name|vorname"),
  field("last_name", "Last name", "last name|lastname|surname|family name|nachname"),
  field("email", "E-mail address", "email|e mail|email address|e mail address|mail|contact email|e mail adresse|mailadresse"),
  field("country", "Country", "country|country code|land|location|market"),
  field("source", "Source", "source"),
  field("external_id", "External id", "external id|externalid|reference|crm id|partner id|affiliate id"),
  field("notes", "Notes", "notes|note|notiz|notizen|bemerkung|comment|comments|remarks"),
  field("metadata", "Metadata (JSON)", "metadata"),
  field("platform", "Platform of the handle", "platform|plattform|network|channel|social network|social platform"),
  field(
    "handle",
    "Handle or profile address",
    "handle|username|user name|account|profile|profile url|profile link|social handle|url|link|channel url|account url|influencer url|creator url|benutzername|nutzername|profilname|profil|profillink|konto",
  ),
  field(
    "followers",
    "Followers",
    "followers|follower|follower count|followers count|audience|subscribers|fans|reach|abos|abonnenten|followerzahl|anzahl follower",
  ),
  field(
    "followers_on",
    "Day of the figures",
    "followers on|followers date|followers as of|as of|date|month|day|snapshot date|report date|stand|stichtag|datum",
  ),
  ...platforms.flatMap(platformFields),
  ...figureFields,
  ...priceFields,
];
