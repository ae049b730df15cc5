import type { Platform } from "../../../kernel/social/platform.ts";

/** What is paid for: five prices that are never added up. */
export const priceKinds = ["content", "organic_repost", "brand_ads", "creator_ads", "exclusivity"] as const;
/** One of {@link priceKinds}. */
export type PriceKind = (typeof priceKinds)[number];

/** What somebody published as usual for one piece of content. */
export interface ContentRange {
  /** Null: it does not tell platforms apart. */
  readonly platform: Platform | null;
  readonly from_followers: number;
  /** Null: no end. */
  readonly to_followers: number | null;
  /** The range in whole units of the rules' currency. */
  readonly low: number;
  readonly high: number;
  readonly source: string;
}

/** What somebody published as usual for a use of content, by month. */
export interface UseRange {
  readonly kind: Exclude<PriceKind, "content">;
  /** `share`: of the price of the content; `amount`: in whole units of the rules' currency. */
  readonly by: "share" | "amount";
  readonly low: number;
  readonly high: number;
  readonly source: string;
}

/** What is believed of prices before any deal of one's own; a workspace may set its own. */
export interface PriceRules {
  readonly currency: string;
  readonly content: readonly ContentRange[];
  readonly uses: readonly UseRange[];
}

const [k, m] = [1_000, 1_000_000];
const guide = "Understanding how influencer marketing works, table of costs per post";
const wotb = "Word on the Block (2023), price per post";
const holy = "Holy, usage rights and whitelisting: handles of the brand, 30 to 60 days";
const influize = "Influize, paid boosting";

type Step = readonly [from: number, to: number | null, low: number, high: number];
const table = (platform: Platform | null, source: string, steps: readonly Step[]): ContentRange[] =>
  steps.map(([from_followers, to_followers, low, high]) => ({ platform, from_followers, to_followers, low, high, source }));

/** Public tables, which disagree: weak, and soon outweighed by deals of one's own. */
export const defaultPriceRules: PriceRules = {
  currency: "USD",
  content: [
    ...table(null, guide, [
      [k, 10 * k, 10, 100],
      [10 * k, 100 * k, 100, 500],
      [100 * k, m, 500, 5_000],
      [m, null, 5_000, 1_000_000],
    ]),
    ...table("instagram", wotb, [
      [k, 10 * k, 10, 100],
      [10 * k, 100 * k, 100, 500],
      [100 * k, m, 500, 10_000],
    ]),
    ...table("tiktok", wotb, [
      [k, 10 * k, 5, 25],
      [10 * k, 100 * k, 25, 125],
      [100 * k, m, 125, 2_500],
    ]),
    ...table("youtube", wotb, [
      [k, 10 * k, 20, 200],
      [10 * k, 100 * k, 200, 1_000],
      [100 * k, m, 1_000, 20_000],
    ]),
    ...table(null, "BeInfluence, What is influence marketing: a post of a micro-influencer", [[10 * k, 100 * k, 100, 1_000]]),
  ],
  uses: [
    { kind: "brand_ads", by: "share", low: 0.5, high: 1, source: holy },
    { kind: "brand_ads", by: "share", low: 0.5, high: 1, source: influize },
    { kind: "creator_ads", by: "amount", low: 300, high: 1_500, source: holy },
  ],
};
