import { beginning, isStorable, tidyText } from "../../../kernel/text.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { handleFault, parseHandle, platformOfAddress } from "../handle.ts";
import { noFigures, noProfile, tellsSomething, type Audience, type Figures, type Profile, type Shares } from "../observing/observed.ts";
import { countryCode } from "../../../kernel/names/country-code.ts";
import { endOfMonth, plainEmail, platformNamed, type CreatorRow } from "../importing/creator-row.ts";
import type { RowAccount } from "../importing/row-account.ts";
import { withoutHidden } from "../importing/figure-cells.ts";
import { isEthnicity } from "../importing/figure-fields.ts";

type Json = Readonly<Record<string, unknown>>;

/** A creator as a report states them, everything that is wrong, and whether the report held what is never kept. */
export interface ReportRow {
  readonly row: CreatorRow;
  readonly faults: readonly FieldFault[];
  readonly hasEthnicity: boolean;
}

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** The objects in which a report keeps what it says of its profile, the innermost first. */
function placesOf(report: Json): readonly Json[] {
  const { profile } = report;
  const inner = isObject(profile) ? profile["profile"] : undefined;
  return [inner, profile, report].filter(isObject);
}

type Pick = (...names: readonly string[]) => unknown;

const pickerOf =
  (places: readonly Json[]): Pick =>
  (...names) => {
    for (const place of places) for (const name of names) if (place[name] !== undefined && place[name] !== null) return place[name];
    return undefined;
  };

const textOf = (value: unknown, most: number): string | null => {
  const text = typeof value === "string" || typeof value === "number" ? tidyText(String(value)) : "";
  return text === "" || !isStorable(text) ? null : beginning(text, most);
};
const numberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 && value <= 1e15 ? value : null;
const countOf = (value: unknown): number | null => (numberOf(value) === null ? null : Math.round(numberOf(value)!));
const flag = (value: unknown): boolean | null => (typeof value === "boolean" ? value : null);

const nameOf = (value: unknown): string | null => (isObject(value) ? textOf(value["code"] ?? value["name"], 120) : textOf(value, 120));

/** Weights in [0, 1] by code or name; what is neither is left out. */
function sharesOf(list: unknown, named: "code" | "name" = "code"): Shares | undefined {
  const shares = listOf(list).flatMap((each) => {
    if (!isObject(each)) return [];
    const value = textOf(each[named] ?? each["code"] ?? each["name"], 120);
    const weight = numberOf(each["weight"]);
    return value === null || weight === null || weight > 1 ? [] : [[value, weight] as const];
  });
  return shares.length === 0 ? undefined : Object.fromEntries(shares.slice(0, 500));
}

const typeNames: Readonly<Record<string, string>> = { influencers: "influencer", mass_followers: "mass", mass_follower: "mass" };
const renamed = (shares: Shares | undefined, rename: (name: string) => string): Shares | undefined =>
  shares === undefined ? undefined : Object.fromEntries(Object.entries(shares).map(([name, share]) => [rename(name), share]));

function audienceOf(audience: unknown): Audience {
  if (!isObject(audience)) return {};
  const share = (name: string): number | undefined => {
    const value = numberOf(audience[name]);
    return value === null || value > 1 ? undefined : value;
  };
  const kinds = {
    types: renamed(sharesOf(audience["audienceTypes"]), (name) => typeNames[name.toLowerCase()] ?? name.toLowerCase()),
    countries: sharesOf(audience["geoCountries"]),
    cities: sharesOf(audience["geoCities"], "name"),
    genders: renamed(sharesOf(audience["genders"]), (name) => name.toLowerCase()),
    ages: sharesOf(audience["ages"]),
    languages: sharesOf(audience["languages"]),
    interests: sharesOf(audience["interests"], "name"),
    brands: sharesOf(audience["brandAffinity"], "name"),
    reachability: sharesOf(audience["reachability"] ?? audience["audienceReachability"]),
    credibility: share("credibility"),
    notable: share("notable"),
  };
  return Object.fromEntries(Object.entries(kinds).filter(([, value]) => value !== undefined));
}

/** The same object without what is not known. */
const known = (values: Readonly<Record<string, number | null>>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== null));

function figuresOf(pick: Pick): Figures {
  return {
    ...noFigures,
    following: countOf(pick("following", "followingCount")),
    posts_count: countOf(pick("postsCount", "postsCounts", "mediaCount")),
    avg_likes: numberOf(pick("avgLikes", "averageLikes")),
    avg_comments: numberOf(pick("avgComments", "averageComments")),
    avg_views: numberOf(pick("averageViews", "avgViews", "avgReelsPlays")),
    avg_shares: numberOf(pick("avgShares")),
    // A vendor's bare "engagement rate" is likes by followers.
    stated_rates: known({ er_followers_likes: numberOf(pick("engagementRate")) }),
    audience: audienceOf(pick("audience")),
    sponsored: known({
      sponsored_median_views: numberOf(pick("sponsoredPostsMedianViews")),
      sponsored_median_likes: numberOf(pick("sponsoredPostsMedianLikes")),
      own_median_views: numberOf(pick("nonSponsoredPostsMedianViews")),
      own_median_likes: numberOf(pick("nonSponsoredPostsMedianLikes")),
      performance: numberOf(pick("paidPostPerformance")),
    }),
  };
}

function historyOf(list: unknown): NonNullable<RowAccount["history"]> {
  return listOf(list).flatMap((each) => {
    const observedOn = isObject(each) && typeof each["month"] === "string" ? endOfMonth(each["month"].slice(0, 7)) : undefined;
    if (!isObject(each) || observedOn === undefined) return [];
    const figures: Figures = {
      ...noFigures,
      followers: countOf(each["followers"]),
      following: countOf(each["following"]),
      avg_likes: numberOf(each["avgLikes"]),
      avg_comments: numberOf(each["avgComments"]),
      avg_views: numberOf(each["avgViews"]),
    };
    return tellsSomething(figures) ? [{ observedOn, figures }] : [];
  });
}

function profileOf(pick: Pick): Profile {
  const isPrivate = flag(pick("isPrivate"));
  const language = nameOf(pick("language"))?.toLowerCase() ?? "";
  return {
    ...noProfile,
    state: isPrivate === null ? null : isPrivate ? "private" : "public",
    display_name: textOf(pick("fullname", "fullName", "name"), 300),
    bio: textOf(pick("bio", "description"), 10_000),
    topics: listOf(pick("interests"))
      .flatMap((each) => (isObject(each) ? (textOf(each["name"], 120) ?? []) : (textOf(each, 120) ?? [])))
      .slice(0, 50),
    language: /^[a-z]{2,3}$/.test(language) ? language : null,
    country: countryCode(nameOf(pick("country")) ?? "") ?? null,
    city: nameOf(pick("city")),
    is_verified: flag(pick("isVerified")),
    is_business: typeof pick("accountType") === "string" ? /business/i.test(String(pick("accountType"))) : null,
  };
}

function emailOf(pick: Pick): string | null {
  const contacts = listOf(pick("contacts")).filter(isObject);
  const found = contacts.find((each) => /^e-?mail$/i.test(String(each["type"])))?.["value"] ?? pick("email");
  return plainEmail(textOf(found, 254) ?? "") ?? null;
}

const deepest = 6;

/** Whether an object names ethnicity anywhere among its keys. */
const namesEthnicity = (value: unknown, depth = 0): boolean =>
  typeof value === "object" &&
  value !== null &&
  depth < deepest &&
  Object.entries(value).some(([key, each]) => (!Array.isArray(value) && isEthnicity(key)) || namesEthnicity(each, depth + 1));

function rowOf(report: Json, fallback: Platform | undefined): ReportRow {
  const pick = pickerOf(placesOf(report));
  const hasEthnicity = namesEthnicity(report);
  const url = textOf(pick("url", "profileUrl"), 1000);
  const handle = textOf(pick("username", "handle", "customUrl"), 1000) ?? url ?? "";
  const named = platformNamed(textOf(pick("profileType", "platform", "network", "channel"), 60) ?? "");
  const platform = named ?? (url === null ? undefined : platformOfAddress(url)) ?? fallback;
  const empty: CreatorRow = {
    ...{
      id: null,
      name: textOf(pick("fullname", "fullName", "name"), 200),
      email: emailOf(pick),
      country: countryCode(nameOf(pick("country")) ?? "") ?? null,
    },
    ...{ source: null, externalId: null, notes: null, metadata: null, accounts: [], followersOn: null },
  };
  const fault = (field: string, message: string): ReportRow => ({ row: empty, faults: [{ field, message }], hasEthnicity });
  if (platform === undefined) return fault("platform", "is missing: choose the platform of the file");
  const parsed = parseHandle(platform, handle);
  if (!parsed.ok) return fault("username", handleFault(parsed.problem, platform, handle));
  const [figures, profile, history] = [figuresOf(pick), profileOf(pick), historyOf(pick("statHistory"))];
  const account: RowAccount = {
    ...{
      platform,
      handle: parsed.handle,
      normalised: parsed.normalised,
      url: parsed.url,
      followers: countOf(pick("followers", "followersCount")),
    },
    ...{ figures, history },
    ...(tellsSomething(profile) ? { profile } : {}),
  };
  return { row: { ...empty, accounts: [withoutHidden(account)] }, faults: [], hasEthnicity };
}

/** The accounts in a list that a platform gives its own users: whom they follow, or who follows them. */
function followedIn(report: Json): readonly Json[] {
  const lists = Object.entries(report).filter(([name, value]) => name.startsWith("relationships_") && Array.isArray(value));
  const entries = lists.length > 0 ? lists.flatMap(([, value]) => listOf(value)) : "string_list_data" in report ? [report] : [];
  return entries.filter(isObject).flatMap((entry) =>
    listOf(entry["string_list_data"])
      .filter(isObject)
      .map((each) => ({ username: each["value"] ?? entry["title"], url: each["href"], platform: "instagram" })),
  );
}

/**
 * The creators that one object of a file states: a vendor's report on one, several of them in a list, or a platform's list of accounts.
 *
 * Figures keep the names of their formulas; months of a history become records of their last days; ethnicity is left out and told. A field
 * that is not there is not known.
 *
 * @param value what the object was parsed to.
 * @param fallback the platform where a report names none; undefined: such a report is refused.
 */
export function rowsOfReport(value: unknown, fallback: Platform | undefined): readonly ReportRow[] {
  const report = isObject(value) ? value : {};
  const followed = followedIn(report);
  if (followed.length > 0) return followed.map((each) => rowOf(each, "instagram"));
  const lists = ["data", "influencers", "creators", "reports", "profiles"].map((name) => report[name]).filter(Array.isArray);
  if (lists.length > 0 && !("profile" in report) && !("username" in report))
    return lists.flatMap((list) => listOf(list).map((each) => rowOf(isObject(each) ? each : {}, fallback)));
  return [rowOf(report, fallback)];
}
