import type { Platform } from "../../../kernel/social/platform.ts";
import { viewReactions } from "../../../kernel/social/view-reactions.ts";
import type { KnownCounts, PostMetric } from "../post-metric.ts";

/** The four rates that are all called engagement rate elsewhere. They are four different numbers. */
export const engagementNames = ["er_followers", "er_reach", "er_views", "er_impressions"] as const;
/** One of {@link engagementNames}. */
export type EngagementName = (typeof engagementNames)[number];

interface Definition {
  readonly formula: string;
  readonly top: readonly PostMetric[];
  readonly bottom: PostMetric;
}

/** How each is counted. Reactions differ by what the platforms that show the base tell: TikTok and YouTube show no saves. */
const definitions: { readonly [N in Exclude<EngagementName, "er_views">]: Definition } = {
  er_followers: { formula: "(likes + comments) ÷ followers at the time", top: ["likes", "comments"], bottom: "followers" },
  er_reach: { formula: "(likes + comments + saves + shares) ÷ reach", top: ["likes", "comments", "saves", "shares"], bottom: "reach" },
  er_impressions: {
    formula: "(likes + comments + saves + shares) ÷ impressions",
    top: ["likes", "comments", "saves", "shares"],
    bottom: "impressions",
  },
};

function definitionOf(name: EngagementName, platform: Platform): Definition {
  if (name !== "er_views") return definitions[name];
  const top = viewReactions(platform);
  return { formula: `(${top.join(" + ")}) ÷ views`, top, bottom: "views" };
}

/** A rate over some posts. */
export interface EngagementRate {
  readonly name: EngagementName;
  readonly formula: string;
  /** The sum of what is above the line over the sum of what is below it, of the posts used; null: not known. */
  readonly value: number | null;
  /** Why it is not known, or which posts are left out; null: every post is used. */
  readonly reason: string | null;
  readonly postsUsed: number;
  readonly postsLeftOut: number;
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** What a post lacks for a rate; empty: nothing. */
function lacks({ top, bottom }: Definition, counts: KnownCounts): string[] {
  const missing = [...top, bottom].filter((metric) => !counts.has(metric)).map((metric): string => metric);
  return missing.length > 0 || counts.get(bottom)!.count > 0n ? missing : [`${bottom} above zero`];
}

function reasonOf(missing: readonly string[], used: number, leftOut: number): string | null {
  if (leftOut === 0) return used === 0 ? "there is no post" : null;
  const what = listed([...new Set(missing)].toSorted());
  if (used === 0) return `${what} ${what === "reach" ? "is" : "are"} not known`;
  return `${leftOut} of ${used + leftOut} posts left out: of them not all of ${what} is known`;
}

function rateOver(name: EngagementName, platform: Platform, posts: readonly KnownCounts[]): EngagementRate {
  const definition = definitionOf(name, platform);
  const lacking = posts.map((counts) => lacks(definition, counts));
  const used = posts.filter((_, at) => lacking[at]!.length === 0);
  const sum = (metrics: readonly PostMetric[]): number =>
    used.reduce((total, counts) => total + metrics.reduce((part, metric) => part + Number(counts.get(metric)!.count), 0), 0);
  const leftOut = posts.length - used.length;
  return {
    name,
    formula: definition.formula,
    value: used.length === 0 ? null : sum(definition.top) / sum([definition.bottom]),
    reason: reasonOf(lacking.flat(), used.length, leftOut),
    postsUsed: used.length,
    postsLeftOut: leftOut,
  };
}

/**
 * The four engagement rates of some posts.
 *
 * Over several posts a rate is the ratio of sums, so that a post that nobody saw weighs little; with steady followers the one by followers is
 * (average likes + average comments) ÷ followers. A post of which an input is not known is left out of that rate and counted as left out.
 *
 * @param platform where all of them are: it decides which reactions the rate by views counts.
 * @param posts of each post the newest number known of each metric.
 * @returns the four, in one order; a rate without a usable post is null and says what is lacking.
 * @example
 * import { engagementRates } from "./engagement.ts";
 * const known = (count) => ({ count, observedAt: new Date(0), source: "manual" });
 * const post = new Map([["likes", known(90n)], ["comments", known(10n)], ["followers", known(2000n)]]);
 * engagementRates("instagram", [post]).map(({ value }) => value); // => [0.05, null, null, null]
 */
export const engagementRates = (platform: Platform, posts: readonly KnownCounts[]): EngagementRate[] =>
  engagementNames.map((name) => rateOver(name, platform, posts));
