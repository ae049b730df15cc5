import type { AudienceKind } from "../query/creator-query.ts";

/** What of an account is compared; null: not known. */
export interface Alike {
  readonly followers: number | null;
  readonly erFollowers: number | null;
  readonly category: string | null;
  readonly topics: readonly string[];
  readonly country: string | null;
  readonly language: string | null;
  readonly audience: { readonly [K in AudienceKind]?: Readonly<Record<string, number>> };
}

/** What two accounts are compared by. */
export const alikeFeatures = [
  "followers",
  "er_followers",
  "category",
  "topics",
  "country",
  "language",
  "audience_countries",
  "audience_ages",
  "audience_genders",
  "audience_interests",
] as const;
/** One of {@link alikeFeatures}. */
export type AlikeFeature = (typeof alikeFeatures)[number];

/** How alike two accounts are in one feature, from 0 to 1. */
export interface FeatureLikeness {
  readonly feature: AlikeFeature;
  readonly likeness: number;
}

/** How alike two accounts are. */
export interface Likeness {
  /** The mean over the features that are known of both, from 0 to 1. */
  readonly likeness: number;
  /** Those features, the most alike first. */
  readonly features: readonly FeatureLikeness[];
}

/** With fewer features that are known of both nothing is said of likeness. */
export const fewestFeatures = 3;

const ratio = (a: number | null, b: number | null, factor: number): number | null =>
  a === null || b === null || a <= 0 || b <= 0 ? null : Math.max(0, 1 - Math.abs(Math.log(a / b)) / Math.log(factor));

const same = (a: string | null, b: string | null): number | null => (a === null || b === null ? null : Number(a === b));

function topicsAlike(a: readonly string[], b: readonly string[]): number | null {
  if (a.length === 0 || b.length === 0) return null;
  const other = new Set(b);
  const shared = new Set(a.filter((topic) => other.has(topic))).size;
  return shared / new Set([...a, ...b]).size;
}

const sumOf = (shares: Readonly<Record<string, number>>): number => Object.values(shares).reduce((sum, share) => sum + share, 0);

/**
 * What two divided audiences have in common in their make-up: the sum over the values of the lesser share, of all that the fuller of the two
 * lists, from 0 to 1. It does not say that anybody is in both. Null: one of them is not known.
 *
 * @example
 * import { sharedMakeUp } from "./likeness.ts";
 * sharedMakeUp({ DE: 0.5, FR: 0.25 }, { DE: 0.25, FR: 0.75 }); // => 0.5
 */
export function sharedMakeUp(
  a: Readonly<Record<string, number>> | undefined,
  b: Readonly<Record<string, number>> | undefined,
): number | null {
  if (a === undefined || b === undefined) return null;
  const listed = Math.max(sumOf(a), sumOf(b));
  const shared = Object.entries(a).reduce((sum, [value, share]) => sum + Math.min(share, b[value] ?? 0), 0);
  return listed === 0 ? null : Math.min(1, shared / listed);
}

const features: { readonly [F in AlikeFeature]: (a: Alike, b: Alike) => number | null } = {
  followers: (a, b) => ratio(a.followers, b.followers, 10),
  er_followers: (a, b) => ratio(a.erFollowers, b.erFollowers, 4),
  category: (a, b) => same(a.category, b.category),
  topics: (a, b) => topicsAlike(a.topics, b.topics),
  country: (a, b) => same(a.country, b.country),
  language: (a, b) => same(a.language, b.language),
  audience_countries: (a, b) => sharedMakeUp(a.audience.countries, b.audience.countries),
  audience_ages: (a, b) => sharedMakeUp(a.audience.ages, b.audience.ages),
  audience_genders: (a, b) => sharedMakeUp(a.audience.genders, b.audience.genders),
  audience_interests: (a, b) => sharedMakeUp(a.audience.interests, b.audience.interests),
};

/**
 * How alike two accounts are: Gower's similarity, the plain mean of how alike they are in each feature that is known of both. It is stated and
 * not learned, so that everybody can say why two are alike: sizes by their ratio (a factor of ten is nothing alike), rates by theirs (a factor
 * of four), category, country and language by being the same, topics by the share they have in common, audiences by their common make-up.
 *
 * @returns null with fewer than {@link fewestFeatures} features known of both.
 * @see Gower (1971), A general coefficient of similarity and some of its properties, Biometrics 27
 */
export function likenessOf(a: Alike, b: Alike): Likeness | null {
  const known = alikeFeatures.flatMap((feature): FeatureLikeness[] => {
    const likeness = features[feature](a, b);
    return likeness === null ? [] : [{ feature, likeness }];
  });
  if (known.length < fewestFeatures) return null;
  const sum = known.reduce((total, { likeness }) => total + likeness, 0);
  return { likeness: sum / known.length, features: known.toSorted((x, y) => y.likeness - x.likeness) };
}

/**
 * The most people that can be in both of two audiences, by what is known of their sizes and make-up: nobody of one country, age or gender
 * is of another, so of each value no more are shared than the lesser number; what is not listed may be shared in full. The least is always
 * none: shares cannot say who follows both.
 *
 * @param kinds ways of division whose values exclude each other.
 * @returns people, at most the smaller audience; null: a size is not known.
 */
export function mostShared(a: Alike, b: Alike, kinds: readonly AudienceKind[] = ["countries", "cities", "genders", "ages"]): number | null {
  const { followers: sizeA } = a;
  const { followers: sizeB } = b;
  if (sizeA === null || sizeB === null) return null;
  const bounds = kinds.flatMap((kind) => {
    const [one, other] = [a.audience[kind], b.audience[kind]];
    if (one === undefined || other === undefined) return [];
    const restOf = (shares: Readonly<Record<string, number>>): number => Math.max(0, 1 - sumOf(shares));
    const [restA, restB] = [sizeA * restOf(one), sizeB * restOf(other)];
    const listed = Object.entries(one).reduce(
      (sum, [value, share]) => sum + Math.min(sizeA * share, other[value] === undefined ? restB : sizeB * other[value]),
      0,
    );
    const onlyB = Object.entries(other).reduce((sum, [value, share]) => sum + (one[value] === undefined ? sizeB * share : 0), 0);
    return [listed + Math.min(restA, onlyB + restB)];
  });
  return Math.round(Math.min(sizeA, sizeB, ...bounds));
}
