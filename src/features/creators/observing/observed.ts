/** How good the evidence of a figure is: A the platform for the account's owner, B the platform for anybody, C a vendor, D a person or a file of one's own, E told or guessed. */
export const grades = ["A", "B", "C", "D", "E"] as const;
/** One of {@link grades}. */
export type Grade = (typeof grades)[number];

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
