import type { EvidenceGrade } from "../../../kernel/social/evidence-grade.ts";

/** How good the evidence of a figure is. */
export type Grade = EvidenceGrade;

/** Rates that a source may state by itself, each under the exact name of its formula. */
export const statedRateNames = ["er_followers", "er_followers_likes", "er_reach", "er_views", "er_impressions", "growth_30d"] as const;
/** One of {@link statedRateNames}. */
export type StatedRateName = (typeof statedRateNames)[number];

/** The kinds of shares of an audience. Ethnicity is none of them: it is never kept. */
export const audienceKinds = [
  "types",
  "countries",
  "cities",
  "genders",
  "ages",
  "languages",
  "interests",
  "brands",
  "reachability",
] as const;
/** One of {@link audienceKinds}. */
export type AudienceKind = (typeof audienceKinds)[number];

/** Shares in [0, 1] by value, such as `{ "DE": 0.41 }`; values that are missing are not known. */
export type Shares = Readonly<Record<string, number>>;

/** Who follows an account, as a source states it: shares by kind, and two shares of all followers. */
export type Audience = { readonly [K in AudienceKind]?: Shares | undefined } & {
  /** Share of followers who are real people. */
  readonly credibility?: number | undefined;
  /** Share of followers who are notable accounts. */
  readonly notable?: number | undefined;
};

/** Sponsored beside own posts; a missing figure is not known. */
export interface Sponsored {
  readonly sponsored_median_views?: number | undefined;
  readonly sponsored_median_likes?: number | undefined;
  readonly own_median_views?: number | undefined;
  readonly own_median_likes?: number | undefined;
  /** Sponsored posts' performance as a ratio to own posts', as the source states it. */
  readonly performance?: number | undefined;
}

/** Figures of an account that are counted or averaged; null: not known, which is not zero. */
export interface Figures {
  readonly followers: number | null;
  readonly following: number | null;
  readonly posts_count: number | null;
  readonly avg_likes: number | null;
  readonly avg_comments: number | null;
  readonly avg_views: number | null;
  readonly avg_shares: number | null;
  readonly stated_rates: { readonly [R in StatedRateName]?: number | undefined };
  readonly audience: Audience;
  readonly sponsored: Sponsored;
}

/** Nothing is known. */
export const noFigures: Figures = {
  followers: null,
  following: null,
  posts_count: null,
  avg_likes: null,
  avg_comments: null,
  avg_views: null,
  avg_shares: null,
  stated_rates: {},
  audience: {},
  sponsored: {},
};

/** Whether an account can be seen. */
export const accountStates = ["public", "private", "deleted", "unavailable"] as const;
/** One of {@link accountStates}. */
export type AccountState = (typeof accountStates)[number];

/** What an account says of itself; null, and no topics: this source does not say. */
export interface Profile {
  readonly state: AccountState | null;
  readonly display_name: string | null;
  readonly bio: string | null;
  readonly category: string | null;
  readonly topics: readonly string[];
  /** ISO 639, such as "de". */
  readonly language: string | null;
  /** ISO 3166, such as "DE". */
  readonly country: string | null;
  readonly city: string | null;
  readonly is_verified: boolean | null;
  readonly is_business: boolean | null;
}

/** Nothing is said. */
export const noProfile: Profile = {
  state: null,
  display_name: null,
  bio: null,
  category: null,
  topics: [],
  language: null,
  country: null,
  city: null,
  is_verified: null,
  is_business: null,
};

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "object" && Object.keys(value).length === 0);

/**
 * Whether figures or a profile tell anything at all.
 *
 * @param seen what a source gave; null, an empty list and an empty object tell nothing.
 * @example
 * import { noFigures, tellsSomething } from "./observed.ts";
 * tellsSomething(noFigures); // => false
 * tellsSomething({ ...noFigures, followers: 0 }); // => true
 */
export const tellsSomething = (seen: Figures | Profile): boolean => Object.values(seen).some((value) => !isEmpty(value));

const plainFigures = ["followers", "following", "posts_count", "avg_likes", "avg_comments", "avg_views", "avg_shares"] as const;
const thousandths = (value: number | null): number | null => (value === null ? null : Math.round(value * 1000));

function isWithin(part: unknown, whole: unknown): boolean {
  if (typeof part !== "object" || part === null) return part === undefined || part === whole;
  return Object.entries(part).every(([key, value]) => isWithin(value, (whole as Record<string, unknown> | undefined)?.[key]));
}

/**
 * Whether figures say something else than their source's last record. What is not known differs from nothing.
 *
 * @param figures what a source says now.
 * @param last what it said last; missing: it said nothing yet.
 * @example
 * import { isFigureNews, noFigures } from "./observed.ts";
 * isFigureNews({ ...noFigures, followers: 5 }, { ...noFigures, followers: 5, avg_likes: 1 }); // => false
 * isFigureNews({ ...noFigures, followers: 5 }, undefined); // => true
 */
export function isFigureNews(figures: Figures, last: Figures | undefined): boolean {
  if (last === undefined) return tellsSomething(figures);
  const isOther = plainFigures.some((name) => figures[name] !== null && thousandths(figures[name]) !== thousandths(last[name]));
  const { stated_rates: rates, audience, sponsored } = figures;
  return isOther || !isWithin(rates, last.stated_rates) || !isWithin(audience, last.audience) || !isWithin(sponsored, last.sponsored);
}

/**
 * Whether a profile says something else than its source said last, word by word.
 *
 * @param profile what a source says now.
 * @param last word by word what it said last; missing: it said nothing yet.
 * @example
 * import { isProfileNews, noProfile } from "./observed.ts";
 * isProfileNews({ ...noProfile, bio: "Tea" }, { ...noProfile, bio: "Tea", language: "de" }); // => false
 */
export function isProfileNews(profile: Profile, last: Profile | undefined): boolean {
  if (last === undefined) return tellsSomething(profile);
  const { topics, ...words } = profile;
  const isOther = Object.entries(words).some(([name, word]) => word !== null && word !== last[name as keyof Profile]);
  return isOther || (topics.length > 0 && topics.join("\n") !== last.topics.join("\n"));
}
