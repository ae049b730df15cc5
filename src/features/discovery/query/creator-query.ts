/** What of an account is one of a few values, or of a list; a creator's own are the same for each of its accounts. */
export const choiceFields = [
  "platform",
  "country",
  "city",
  "language",
  "category",
  "tier",
  "account_state",
  "status",
  "source",
  "decision",
  "list",
  "program",
] as const;
/** One of {@link choiceFields}. */
export type ChoiceField = (typeof choiceFields)[number];

/** What of an account is a number; rates and shares in [0, 1], quality 0 to 100, price in minor units of the currency that its condition names. */
export const numberFields = [
  "followers",
  "following",
  "posts_count",
  "avg_views",
  "er_followers",
  "er_views",
  "er_reach",
  "er_impressions",
  "growth_30d",
  "quality",
  "price",
] as const;
/** One of {@link numberFields}. */
export type NumberField = (typeof numberFields)[number];

/** What of an account is a calendar day. */
export const dayFields = ["last_post_on", "added_on"] as const;
/** One of {@link dayFields}. */
export type DayField = (typeof dayFields)[number];

/** What of an account is true, false, or not known. */
export const flagFields = ["is_verified", "has_email", "has_worked"] as const;
/** One of {@link flagFields}. */
export type FlagField = (typeof flagFields)[number];

/** Ways in which an audience is divided, each into shares in [0, 1] by value. */
export const audienceKinds = ["countries", "cities", "genders", "ages", "languages", "interests", "types"] as const;
/** One of {@link audienceKinds}. */
export type AudienceKind = (typeof audienceKinds)[number];

/**
 * A condition on one account of a creator.
 *
 * It is true, false, or not known where it asks for what is not known of the account (Kleene's three values: `not` of not known is not
 * known, `and` with a false is false, `or` with a true is true). Bounds are included. A creator is found when it is true of one of its
 * accounts, so that conditions on a platform and on followers speak of the same account.
 */
export type Condition =
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly field: ChoiceField; readonly in: readonly string[] }
  | {
      readonly field: NumberField;
      readonly from?: number;
      readonly to?: number;
      readonly currency?: string;
    }
  | { readonly field: DayField; readonly from?: string; readonly to?: string }
  | { readonly field: FlagField; readonly is: boolean }
  | {
      readonly audience: AudienceKind;
      readonly value: string;
      readonly from?: number;
      readonly to?: number;
    }
  /** Whether something is known at all: never itself not known. */
  | {
      readonly known: ChoiceField | NumberField | DayField | FlagField | AudienceKind;
      readonly is: boolean;
    };

/** What a page of found creators is ordered by. Ties by creator id; what is not known comes last in both directions. */
export const sortFields = ["relevance", "name", ...numberFields, ...dayFields] as const;
/** One of {@link sortFields}. */
export type SortField = (typeof sortFields)[number];

/** An order. By price it is within one currency, ISO 4217: a price in another one, or in none that is named, is not known. */
export interface Sort {
  readonly by: SortField;
  readonly direction: "asc" | "desc";
  readonly currency?: string | undefined;
}

/**
 * Which creators are looked for.
 *
 * `text` is words in any script, all of which have to be found in the name, handle, bio, captions, hashtags or category of one account: a
 * word is found as it is, as the beginning of a longer one, or, from four letters on and not in the category, with one letter wrong (two from
 * eight on). Without
 * text the order "relevance" is the number of followers. A creator found by several accounts stands at the best of them.
 */
export interface CreatorQuery {
  readonly text?: string;
  readonly where?: Condition;
  readonly sort: Sort;
}

/** A choice's value and the number of creators found that have it on a found account. */
export interface FacetCount {
  readonly value: string;
  readonly creators: number;
}

/** The order of a facet's counts: the most frequent first, of as many by value. */
export const byFrequency = (one: FacetCount, other: FacetCount): number =>
  other.creators - one.creators || (one.value < other.value ? -1 : 1);

/** What is counted of all creators found. */
export const facetFields = ["platform", "country", "language", "category", "tier", "status", "decision", "list", "program"] as const;
/** One of {@link facetFields}. */
export type FacetField = (typeof facetFields)[number];

/** An account that was found, by its creator. */
export interface FoundAccount {
  readonly creatorId: string;
  readonly accountId: string;
}

/** A page of what was found; every engine gives the same for the same cards. */
export interface FoundPage {
  readonly found: readonly FoundAccount[];
  /** Creators found in all. */
  readonly total: number;
  readonly facets: Readonly<Record<FacetField, readonly FacetCount[]>>;
  /** The place after the last one, to go on from; null at the end. */
  readonly next: string | null;
}
