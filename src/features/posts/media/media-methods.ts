import type { Platform } from "../../../kernel/social/platform.ts";
import type { PostFormat } from "../post-format.ts";
import type { KnownCounts, PostMetric } from "../post-metric.ts";
import { mediaValue, type MediaValue } from "./media-value.ts";
import { mediaRates, type RateBook } from "./media-rates.ts";

/** A post as a method sees it. */
export interface ValuedPost {
  readonly platform: Platform;
  readonly format: PostFormat;
  readonly counts: KnownCounts;
}

/** What a method says of a post: a value, or why there is none. */
export type Valuation = { readonly kind: "valued"; readonly value: MediaValue } | { readonly kind: "unknown"; readonly reason: string };

/** One published way of working out a media value. */
export interface MediaMethod {
  readonly id: string;
  readonly name: string;
  /** Changes with the formula. */
  readonly version: number;
  readonly formula: string;
  readonly source: string;
  valuation(post: ValuedPost, rates: RateBook): Valuation;
}

/** Thrown inside of a formula where an input is missing. */
class Lacking extends Error {}

interface Inputs {
  count(metric: PostMetric): number;
  rate(key: string): number;
}

function inputsOf({ counts }: ValuedPost, rates: RateBook): Inputs {
  return {
    count(metric) {
      const known = counts.get(metric);
      if (known === undefined) throw new Lacking(`${metric} ${metric === "reach" ? "is" : "are"} not known`);
      return Number(known.count);
    },
    rate(key) {
      const value = rates.get(key);
      if (value !== undefined) return value;
      const label = mediaRates.find((one) => one.key === key)?.label;
      throw new Lacking(
        label === undefined ? "the method has no rate for this platform" : `no rate is published for “${label}”; say your own`,
      );
    },
  };
}

function method(plain: Omit<MediaMethod, "valuation">, formula: (post: ValuedPost, inputs: Inputs) => number): MediaMethod {
  return {
    ...plain,
    valuation(post, rates) {
      try {
        return { kind: "valued", value: mediaValue(formula(post, inputsOf(post, rates))) };
      } catch (error) {
        if (error instanceof Lacking) return { kind: "unknown", reason: error.message };
        throw error;
      }
    },
  };
}

const secret = (id: string, name: string, formula: string, source: string): MediaMethod =>
  method({ id, name, version: 1, formula, source }, () => {
    throw new Lacking("its makers publish what goes into it, not the weights: it cannot be worked out by anybody else");
  });

const moving: ReadonlySet<PostFormat> = new Set(["reel", "short", "video", "live"]);

const isVideo = ({ format, platform }: ValuedPost): boolean =>
  moving.has(format) || (format === "unknown" && (platform === "tiktok" || platform === "youtube"));

function later({ platform, format }: ValuedPost, { count, rate }: Inputs): number {
  const impressions = (count("impressions") / 1000) * rate("later_impressions");
  if (format === "story" || platform === "pinterest") return impressions;
  const base = count("likes") * rate("later_like") + count("comments") * rate("later_comment") + impressions;
  const withShares = platform === "tiktok" || platform === "facebook";
  return withShares ? base + count("shares") * rate("later_share") : base;
}

const [scoutFloor, scoutCap] = [25, 10_000_000];

function mightyScout(post: ValuedPost, { count, rate }: Inputs): number {
  const perThousand = rate(`mightyscout_${post.platform}`) / 1000;
  const shown = (): number => {
    if (post.format === "story") return count("followers") * 0.03;
    return isVideo(post) ? count("views") : (count("likes") + count("comments") + count("shares")) * 8.7;
  };
  return Math.min(scoutCap, Math.max(scoutFloor, shown() * perThousand));
}

function duel({ platform }: ValuedPost, { count, rate }: Inputs): number {
  const engaged = count("likes") + count("comments");
  // Followers times the engagement rate by followers are the likes and comments: the followers cancel out.
  const shown = platform === "instagram" ? count("views") : engaged;
  return (shown / 1000) * rate("duel_views") + engaged * rate("duel_engagement");
}

const fair = ({ platform }: ValuedPost, { count, rate }: Inputs): number =>
  (count("reach") / 1000) * rate(`fair_reach_${platform}`) +
  (count("likes") + count("comments") + count("shares") + count("saves")) * rate(`fair_engagement_${platform}`);

function ignyte(post: ValuedPost, { count, rate }: Inputs): number {
  const perThousand = rate(`ignyte_${post.platform}`) / 1000;
  return (post.counts.has("impressions") || !isVideo(post) ? count("impressions") : count("views")) * perThousand;
}

/** The seven methods that are published, as far as they are published. They are shown side by side: none of them is right. */
export const mediaMethods: readonly MediaMethod[] = [
  method(
    {
      ...{ id: "later", name: "Later (Ayzenberg index)", version: 1 },
      formula:
        "likes × rate + comments × rate + impressions ÷ 1,000 × rate; TikTok and Facebook with shares; stories and Pinterest impressions only",
      source: "Later, help centre: earned media value",
    },
    later,
  ),
  method(
    {
      ...{ id: "mightyscout", name: "MightyScout", version: 1 },
      formula:
        "video: views × rate ÷ 1,000; picture: (likes + comments + shares) × 8.7 × rate ÷ 1,000; story: followers × 3 % × rate ÷ 1,000; at least 25, at most 10,000,000 a post",
      source: "MightyScout, earned media value; that both 10s are Instagram’s and Facebook’s is inferred",
    },
    mightyScout,
  ),
  method(
    {
      ...{ id: "duel", name: "Duel", version: 1 },
      formula:
        "Instagram: views ÷ 1,000 × rate; elsewhere: followers × engagement rate by followers ÷ 1,000 × rate; and (reactions + comments) × rate",
      source: "Duel, https://info.duel.tech/help/earned-media-value-emv",
    },
    duel,
  ),
  method(
    {
      ...{ id: "fair_influence", name: "Fair Influence", version: 1 },
      formula: "reach ÷ 1,000 × rate + (likes + comments + shares + saves) × rate",
      source: "Fair Influence, https://fair-influence.com/tools/earned-media-value-calculator",
    },
    fair,
  ),
  method(
    {
      ...{ id: "ignyteiq", name: "IgnyteIQ", version: 1 },
      formula: "impressions ÷ 1,000 × rate; of a video without impressions its views, as in its example",
      source: "IgnyteIQ, https://ignyteiq.com/glossary/earned-media-value/",
    },
    ignyte,
  ),
  secret(
    "creatoriq",
    "CreatorIQ (Tribe)",
    "a base by platform and effort, and a part by engagement; stories are predicted by a model",
    "Tribe Dynamics, http://support.tribedynamics.com/en/articles/2786628-what-is-emv-earned-media-value",
  ),
  secret(
    "hypeauditor",
    "HypeAuditor",
    "reach without inauthentic accounts, engagements, followers, quality, and the audience’s age, gender and place",
    "HypeAuditor, https://help.hypeauditor.com/en/articles/6061833-what-is-emv-and-how-is-it-calculated-in-media-plans",
  ),
];
