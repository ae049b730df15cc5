/** A number that Instagram tells of an account over some days, by its name in the documentation. */
export const totalNames = [
  "views",
  "reach",
  "accounts_engaged",
  "total_interactions",
  "likes",
  "comments",
  "saves",
  "shares",
  "replies",
  "reposts",
  "profile_links_taps",
] as const;
/** One of {@link totalNames}. */
export type TotalName = (typeof totalNames)[number];

/** What an account's content got over some days; null: Instagram does not say, which is not zero. */
export type AccountTotals = { readonly [N in TotalName]: number | null } & {
  /** How many began and how many ceased to follow. */
  readonly followed: number | null;
  readonly unfollowed: number | null;
};

/** By what followers are told apart. */
export const breakdownNames = ["age", "gender", "country", "city"] as const;
/** One of {@link breakdownNames}. */
export type BreakdownName = (typeof breakdownNames)[number];

/** The fewest followers of whom Instagram tells who they are. */
export const leastFollowers = 100;
/** What is asked of a post, by the surface it was published on; advertisements and what is not known are asked nothing. */
export const mediaMetrics: { readonly [product: string]: readonly string[] } = {
  FEED: ["views", "reach", "likes", "comments", "saved", "shares"],
  REELS: ["views", "reach", "likes", "comments", "saved", "shares"],
  STORY: ["views", "reach", "shares", "link_clicks"],
};
/** What is asked of a story where Instagram refuses to tell clicks. */
export const plainStoryMetrics: readonly string[] = ["views", "reach", "shares"];

interface Insight {
  readonly name?: unknown;
  readonly values?: unknown;
  readonly total_value?: { readonly value?: unknown; readonly breakdowns?: unknown };
}

interface Breakdown {
  readonly results?: unknown;
}

interface BreakdownPart {
  readonly dimension_values?: unknown;
  readonly value?: unknown;
}

const count = (value: unknown): number | null => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/**
 * The numbers of an answer of insights by name. One that Instagram leaves out, or answers with an empty set, is not there: it is not known, which
 * is not zero.
 *
 * @param rows of `data`.
 * @see https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights
 * @example
 * import { insightValues } from "./insight-facts.ts";
 * insightValues([{ name: "reach", values: [{ value: 0 }] }, { name: "saved", values: [] }]); // => new Map([["reach", 0]])
 */
export function insightValues(rows: readonly unknown[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { name, values, total_value } of rows as readonly Insight[]) {
    const [first] = listOf(values) as readonly { readonly value?: unknown }[];
    const value = count(total_value?.value) ?? count(first?.value);
    if (typeof name === "string" && value !== null) found.set(name, value);
  }
  return found;
}

/**
 * The parts of a broken-down insight, by what its last dimension says.
 *
 * @param rows of `data`.
 * @example
 * import { breakdownOf } from "./insight-facts.ts";
 * const results = [{ dimension_values: ["F"], value: 30 }];
 * breakdownOf([{ name: "follower_demographics", total_value: { breakdowns: [{ dimension_keys: ["gender"], results }] } }]); // => new Map([["F", 30]])
 */
export function breakdownOf(rows: readonly unknown[]): ReadonlyMap<string, number> {
  const breakdowns = (rows as readonly Insight[]).flatMap(({ total_value }) => listOf(total_value?.breakdowns) as readonly Breakdown[]);
  const parts = new Map<string, number>();
  for (const { dimension_values, value } of breakdowns.flatMap(({ results }) => listOf(results) as readonly BreakdownPart[])) {
    const [key, told] = [listOf(dimension_values).at(-1), count(value)];
    if (typeof key === "string" && key !== "" && told !== null) parts.set(key, (parts.get(key) ?? 0) + told);
  }
  return parts;
}

/**
 * An account's numbers from the answers to two questions: totals, and who began and ceased to follow.
 *
 * @param totals rows of the first.
 * @param follows rows of the second, broken down by `follow_type`.
 */
export function totalsOf(totals: readonly unknown[], follows: readonly unknown[]): AccountTotals {
  const values = insightValues(totals);
  const named = Object.fromEntries(totalNames.map((name) => [name, values.get(name) ?? null])) as { [N in TotalName]: number | null };
  const moved = breakdownOf(follows);
  return { ...named, followed: moved.get("FOLLOWER") ?? null, unfollowed: moved.get("NON_FOLLOWER") ?? null };
}

const few = (count: number): string => count.toLocaleString("en");

/**
 * What an account's totals say besides views, reach and reactions, in sentences; what is not known is left out.
 *
 * @param totals of the account.
 * @example
 * import { totalsOf, totalsTold } from "./insight-facts.ts";
 * totalsTold(totalsOf([{ name: "accounts_engaged", total_value: { value: 1200 } }], [])); // => ["1,200 accounts engaged."]
 */
export function totalsTold({ accounts_engaged: engaged, profile_links_taps: taps, followed, unfollowed }: AccountTotals): string[] {
  return [
    ...(engaged === null ? [] : [`${few(engaged)} accounts engaged.`]),
    ...(followed === null || unfollowed === null ? [] : [`${few(followed)} began to follow, ${few(unfollowed)} ceased.`]),
    ...(taps === null ? [] : [`${few(taps)} taps on links of the profile.`]),
  ];
}

/** Followers by each breakdown; an empty one was not told. */
export type Followers = { readonly [B in BreakdownName]: ReadonlyMap<string, number> };

/** Shares of an audience as they are kept. */
export interface OwnAudience {
  readonly countries?: Readonly<Record<string, number>>;
  readonly cities?: Readonly<Record<string, number>>;
  readonly genders?: Readonly<Record<string, number>>;
  readonly ages?: Readonly<Record<string, number>>;
}

const kinds = { age: "ages", gender: "genders", country: "countries", city: "cities" } as const;
const genders: Readonly<Record<string, string>> = { F: "female", M: "male" };
const sumOf = (parts: ReadonlyMap<string, number>): number => [...parts.values()].reduce((sum, each) => sum + each, 0);

/**
 * Who follows an account, as shares of the followers of whom Instagram knows something: the largest of the sums by age, gender and country. Cities
 * are at most 45 and so add up to less than one; whoever's gender is not known counts below the line only.
 *
 * @param followers by breakdown.
 * @returns nothing where Instagram tells nothing, as below a hundred followers.
 * @example
 * import { audienceOf } from "./insight-facts.ts";
 * const none = new Map();
 * audienceOf({ age: none, gender: new Map([["F", 60], ["M", 30], ["U", 10]]), country: none, city: none }); // => { genders: { female: 0.6, male: 0.3 } }
 */
export function audienceOf(followers: Followers): OwnAudience {
  const known = Math.max(sumOf(followers.age), sumOf(followers.gender), sumOf(followers.country));
  if (known === 0) return {};
  const shares = (parts: ReadonlyMap<string, number>, named: (key: string) => string | undefined) => {
    const told = [...parts].flatMap(([key, value]) => {
      const name = named(key);
      return name === undefined ? [] : [[name, Math.round((Math.min(value, known) / known) * 1e6) / 1e6] as const];
    });
    return told.length === 0 ? undefined : Object.fromEntries(told);
  };
  const nameOf: { readonly [B in BreakdownName]: (key: string) => string | undefined } = {
    age: (key) => (/^\d{2}(-\d{2}|\+)$/.test(key) ? key : undefined),
    gender: (key) => genders[key],
    country: (key) => (/^[A-Z]{2}$/.test(key) ? key : undefined),
    city: (key) => key.slice(0, 100),
  };
  const parts = breakdownNames.flatMap((name) => {
    const told = shares(followers[name], nameOf[name]);
    return told === undefined ? [] : [[kinds[name], told] as const];
  });
  return Object.fromEntries(parts);
}

/** Numbers of a post that a rate by reach is made of; null: not known. */
export interface ReachedPost {
  readonly postedAtMs: number;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly saves: number | null;
  readonly shares: number | null;
  readonly reach: number | null;
}

/**
 * (likes + comments + saves + shares) ÷ reach over some posts, as a ratio of sums. Posts of which a part is not known are left out.
 *
 * @param posts in any order.
 * @param fromMs posts before it are left out; epoch milliseconds.
 * @returns undefined where there is no such post, or nobody was reached.
 * @example
 * import { reachRateOf } from "./insight-facts.ts";
 * reachRateOf([{ postedAtMs: 1, likes: 8, comments: 1, saves: 1, shares: 0, reach: 100 }], 0); // => 0.1
 */
export function reachRateOf(posts: readonly ReachedPost[], fromMs: number): number | undefined {
  let [top, bottom] = [0, 0];
  for (const { postedAtMs, likes, comments, saves, shares, reach } of posts) {
    if (postedAtMs < fromMs || likes === null || comments === null || saves === null || shares === null || reach === null) continue;
    top += likes + comments + saves + shares;
    bottom += reach;
  }
  return bottom === 0 ? undefined : Math.round((top / bottom) * 1e6) / 1e6;
}
