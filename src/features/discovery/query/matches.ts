import { belowTiers, type Card, type Step } from "./card.ts";
import type { AudienceKind, ChoiceField, Condition, CreatorQuery, DayField, FlagField, NumberField } from "./creator-query.ts";
import { cardWords, soughtWords, wordMatch } from "./words.ts";

/** True, false, or null: not known. */
export type Truth = boolean | null;

/**
 * The tier of a number of followers.
 *
 * @param steps by rising beginnings.
 * @returns {@link belowTiers} below the first; null: the number is not known.
 */
export const tierName = (followers: number | null, steps: readonly Step[]): string | null =>
  followers === null ? null : (steps.findLast(({ from }) => followers >= from)?.name ?? belowTiers);

const choices: { readonly [F in Exclude<ChoiceField, "tier">]: (card: Card) => readonly string[] | string | null } = {
  platform: (card) => card.platform,
  country: (card) => card.country,
  city: (card) => card.city,
  language: (card) => card.language,
  category: (card) => card.category,
  account_state: (card) => card.accountState,
  status: (card) => card.status,
  source: (card) => card.source,
  decision: (card) => card.decision,
  list: (card) => card.listIds,
  program: (card) => card.programIds,
};
const numbers: { readonly [F in NumberField]: (card: Card) => number | null } = {
  followers: (card) => card.followers,
  following: (card) => card.following,
  posts_count: (card) => card.postsCount,
  avg_views: (card) => card.avgViews,
  er_followers: (card) => card.erFollowers,
  er_views: (card) => card.erViews,
  er_reach: (card) => card.erReach,
  er_impressions: (card) => card.erImpressions,
  growth_30d: (card) => card.growth30d,
  quality: (card) => card.quality,
  price: (card) => card.priceMinor,
};
const days: { readonly [F in DayField]: (card: Card) => string | null } = {
  last_post_on: (card) => card.lastPostOn,
  added_on: (card) => card.addedOn,
};
const flags: { readonly [F in FlagField]: (card: Card) => boolean | null } = {
  is_verified: (card) => card.isVerified,
  has_email: (card) => card.hasEmail,
  has_worked: (card) => card.hasWorked,
};

/** The number of a field on a card; null: not known. */
export const numberOf = (card: Card, field: NumberField): number | null => numbers[field](card);

/** The day of a field on a card; null: not known. */
export const dayOf = (card: Card, field: DayField): string | null => days[field](card);

/** The value or values of a choice on a card; null: not known. */
export const choiceOf = (card: Card, field: ChoiceField, steps: readonly Step[]): readonly string[] | string | null =>
  field === "tier" ? tierName(card.followers, steps) : choices[field](card);

function within<T extends number | string>(value: T | null, from: T | undefined, to: T | undefined): Truth {
  return value === null ? null : (from === undefined || value >= from) && (to === undefined || value <= to);
}

function isChoice(value: readonly string[] | string | null, wanted: readonly string[]): Truth {
  if (value === null) return null;
  return typeof value === "string" ? wanted.includes(value) : value.some((each) => wanted.includes(each));
}

const has = <F extends string>(record: Readonly<Record<F, unknown>>, field: string): field is F => Object.hasOwn(record, field);

function isKnown(card: Card, what: string, steps: readonly Step[]): boolean {
  if (has(numbers, what)) return numbers[what](card) !== null;
  if (has(days, what)) return days[what](card) !== null;
  if (has(flags, what)) return flags[what](card) !== null;
  if (what === "tier" || has(choices, what)) return choiceOf(card, what, steps) !== null;
  return card.audience[what as AudienceKind] !== undefined;
}

type FieldCondition = Extract<Condition, { field: string }>;

function fieldTruth(card: Card, condition: FieldCondition, steps: readonly Step[]): Truth {
  if ("in" in condition) return isChoice(choiceOf(card, condition.field, steps), condition.in);
  if ("is" in condition) {
    const value = flags[condition.field](card);
    return value === null ? null : value === condition.is;
  }
  if (has(days, condition.field)) {
    const { field, from, to } = condition as Extract<Condition, { field: DayField }>;
    return within(days[field](card), from, to);
  }
  const { field, from, to, currency } = condition as Extract<Condition, { field: NumberField }>;
  const isOther = field === "price" && card.currency !== currency;
  return isOther ? null : within(numbers[field](card), from, to);
}

/**
 * Whether a condition is true of a card: true, false, or null where it asks for what is not known. Prices in another currency, and shares of
 * the audience that its source does not list, are not known.
 *
 * @param steps the workspace's ladder, by rising beginnings.
 */
export function truthOf(card: Card, condition: Condition, steps: readonly Step[]): Truth {
  if ("not" in condition) {
    const truth = truthOf(card, condition.not, steps);
    return truth === null ? null : !truth;
  }
  if ("and" in condition || "or" in condition) {
    const [parts, decisive] = "and" in condition ? [condition.and, false] : [condition.or, true];
    const truths = parts.map((part) => truthOf(card, part, steps));
    return truths.includes(decisive) ? decisive : truths.includes(null) ? null : !decisive;
  }
  if ("known" in condition) return isKnown(card, condition.known, steps) === condition.is;
  if ("audience" in condition) return within(card.audience[condition.audience]?.[condition.value] ?? null, condition.from, condition.to);
  return fieldTruth(card, condition, steps);
}

/** How well a text is found on a card: the sum over its words of the best {@link wordMatch}; 0 when one of them is missing. */
export function textMatch(card: Card, text: string): number {
  const words = cardWords(card);
  const best = soughtWords(text).map((sought) => Math.max(0, ...words.map((word) => wordMatch(sought, word))));
  return best.includes(0) ? 0 : best.reduce((sum, each) => sum + each, 0);
}

/** Whether a card is found: every word of the text on it, and the condition true of it. This is what every engine must give. */
export function matches(card: Card, query: Pick<CreatorQuery, "text" | "where">, steps: readonly Step[]): boolean {
  const isFound = query.text === undefined || soughtWords(query.text).length === 0 || textMatch(card, query.text) > 0;
  return isFound && (query.where === undefined || truthOf(card, query.where, steps) === true);
}
