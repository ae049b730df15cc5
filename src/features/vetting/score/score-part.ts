import { onCurve, six, type Knot } from "./curve.ts";
import type { Grade } from "./score-input.ts";

/** The parts of the score, in the order in which they are told. */
export const partKeys = [
  "audience",
  "engagement",
  "likes_to_comments",
  "growth",
  "comments",
  "interest",
  "mood",
  "consistency",
  "sponsored_share",
  "sponsored_performance",
  "safety",
  "conflicts",
] as const;
/** One of {@link partKeys}. */
export type PartKey = (typeof partKeys)[number];

/** What shows it: a row that can be looked at, or words. */
export interface Evidence {
  readonly kind: "account" | "follower_sample" | "comment_sample" | "post" | "finding" | "published";
  /** As the API shows it; null for what is no row of the workspace. */
  readonly id: string | null;
  readonly text: string;
}

/** A part of which something is known: how good it is from 0 to 1, with the ends of what its evidence leaves open. */
export interface KnownPart {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly says: string;
  readonly grade: Grade;
  readonly evidence: readonly Evidence[];
}

/** A part of which nothing is known: it is neither good nor bad. */
export interface UnknownPart {
  readonly missing: string;
}

/** A part, of which something is known or not. */
export type Part = KnownPart | UnknownPart;

/** What a part weighs and how it is read. */
export interface PartRule {
  readonly key: PartKey;
  readonly name: string;
  /** Points of 100. */
  readonly weight: number;
  /** What is on the curve. */
  readonly measure: string;
  readonly knots: readonly Knot[];
  readonly ground: string;
}

const ours = "Our own rule: no public table was found";

/** The formula as data: `docs/guide/how-the-score-works.md` has the same tables, and a test holds the two together. */
export const partRules: readonly PartRule[] = [
  {
    key: "audience",
    name: "Real audience",
    weight: 25,
    measure: "share of followers that are suspicious or mass followers",
    knots: [
      [0, 1],
      [0.1, 0.8],
      [0.25, 0.5],
      [0.5, 0.15],
      [0.75, 0],
    ],
    ground: "25 % is the limit in resellers' guidance for the same share",
  },
  {
    key: "engagement",
    name: "Engagement for its size",
    weight: 18,
    measure: "engagement rate as a position in the usual band: 0 none, 1 its lower end, 2 its upper end, 6 three times its upper end",
    knots: [
      [0, 0],
      [0.5, 0.25],
      [1, 0.5],
      [1.5, 0.75],
      [2, 1],
      [4, 1],
      [6, 0.6],
      [10, 0.3],
    ],
    ground: "Published bands by platform and size; each source by itself, and the range is between them",
  },
  {
    key: "likes_to_comments",
    name: "Comments beside likes",
    weight: 5,
    measure: "comments for each like",
    knots: [
      [0, 0],
      [0.002, 0.3],
      [0.005, 0.7],
      [0.01, 1],
      [0.06, 1],
      [0.2, 0.5],
      [0.5, 0.2],
    ],
    ground: ours,
  },
  {
    key: "growth",
    name: "Growth without jumps",
    weight: 12,
    measure: "followers gained in jumps that usual growth does not explain, as a share of all followers",
    knots: [
      [0, 1],
      [0.02, 0.75],
      [0.1, 0.25],
      [0.25, 0],
    ],
    ground: ours,
  },
  {
    key: "comments",
    name: "Comments in own words",
    weight: 10,
    measure: "share of comments that are neither generic, repeated nor from one circle",
    knots: [
      [0, 0],
      [0.3, 0.35],
      [0.5, 0.65],
      [0.7, 0.9],
      [0.85, 1],
    ],
    ground: ours,
  },
  {
    key: "interest",
    name: "Questions and wishes to buy",
    weight: 6,
    measure: "share of comments that ask something, plus half of the share that shows a wish to buy",
    knots: [
      [0, 0.2],
      [0.03, 0.45],
      [0.08, 0.7],
      [0.2, 1],
    ],
    ground: ours,
  },
  {
    key: "mood",
    name: "Mood of comments",
    weight: 3,
    measure: "share of English comments that are negative",
    knots: [
      [0, 1],
      [0.1, 0.8],
      [0.3, 0.3],
      [0.6, 0],
    ],
    ground: ours,
  },
  {
    key: "consistency",
    name: "Posts week by week",
    weight: 6,
    measure: "share of the last 13 weeks with a post",
    knots: [
      [0, 0],
      [0.5, 0.4],
      [0.85, 0.9],
      [1, 1],
    ],
    ground: ours,
  },
  {
    key: "sponsored_share",
    name: "Share of sponsored posts",
    weight: 3,
    measure: "share of the last 90 days' posts that are sponsored",
    knots: [
      [0, 0.9],
      [0.1, 1],
      [0.25, 0.8],
      [0.5, 0.35],
      [0.8, 0],
    ],
    ground: ours,
  },
  {
    key: "sponsored_performance",
    name: "Sponsored beside own posts",
    weight: 4,
    measure: "median likes of sponsored posts for each like of own ones",
    knots: [
      [0, 0],
      [0.3, 0.2],
      [0.7, 0.6],
      [1, 1],
    ],
    ground: ours,
  },
  {
    key: "safety",
    name: "Brand safety",
    weight: 5,
    measure: "weight of findings in texts read: high 4, medium 2, low 1 of each category",
    knots: [
      [0, 1],
      [1, 0.8],
      [2, 0.6],
      [4, 0.2],
      [6, 0],
    ],
    ground: ours,
  },
  {
    key: "conflicts",
    name: "Competitors",
    weight: 3,
    measure: "competitors named in texts read",
    knots: [
      [0, 1],
      [1, 0.4],
      [3, 0],
    ],
    ground: ours,
  },
];

/** The rule of a part. */
export const ruleOf = (key: PartKey): PartRule => partRules.find((rule) => rule.key === key)!;

/**
 * A part from what was measured and its ends, which may come in either order once they are on the curve.
 *
 * @param of what was measured, with the ends of what is left open.
 * @example
 * import { measuredPart } from "./score-part.ts";
 * const told = { says: "1 in 10", grade: "D" as const, evidence: [] };
 * measuredPart("audience", { at: 0.1, low: 0, high: 0.25 }, told); // => { ...told, value: 0.8, low: 0.5, high: 1 }
 */
export function measuredPart(
  key: PartKey,
  of: { readonly at: number; readonly low: number; readonly high: number },
  told: Pick<KnownPart, "says" | "grade" | "evidence">,
): KnownPart {
  const { knots } = ruleOf(key);
  const value = six(onCurve(knots, of.at));
  // A curve that bends may be higher between the ends than at either.
  const between = knots.map(([x]) => x).filter((x) => x > of.low && x < of.high);
  const ends = [of.low, of.high, ...between].map((x) => six(onCurve(knots, x)));
  return { ...told, value, low: Math.min(value, ...ends), high: Math.max(value, ...ends) };
}
