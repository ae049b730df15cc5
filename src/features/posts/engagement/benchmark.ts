import type { Platform } from "../../../kernel/social/platform.ts";
import type { EngagementName } from "./engagement.ts";

/** What somebody published as usual: never one number for all, always with who says so. */
export interface Benchmark {
  /** Null: the source does not tell platforms apart. */
  readonly platform: Platform | null;
  /** Null: the source does not say by what it divides. */
  readonly rate: EngagementName | null;
  /** From so many followers, to below so many; null: no end. */
  readonly fromFollowers: number;
  readonly toFollowers: number | null;
  /** The range, as shares. */
  readonly low: number;
  readonly high: number;
  readonly source: { readonly name: string; readonly url: string };
}

const sources = {
  untapper: { name: "Untapper, influencer marketing benchmarks", url: "https://untapper.com/influencer-marketing-benchmarks" },
  passo: { name: "Passo, benchmarks 2026", url: "https://www.passo.co/blog/posts/influencer-marketing-benchmarks-2026" },
  unscripted: {
    name: "Unscripted Creative, engagement rates in 2025",
    url: "https://unscriptedcreative.com/blog/social-media-engagement-rates-in-2025",
  },
  iqfluence: { name: "IQFluence", url: "https://iqfluence.io/public/blog/influencer-marketing-engagement-rate" },
  qoruz: { name: "Qoruz, benchmarks for 2025", url: "https://qoruz.com/blog/engagement-rate-benchmarks-to-aim-for-in-2025" },
  hypeauditor: {
    name: "HypeAuditor, 36,000 accounts",
    url: "https://hypeauditor.com/blog/how-do-micro-influencers-and-mega-influencers-compare-in-instagram-engagement-rates",
  },
} as const;

type Row = readonly [from: number, to: number | null, lowPercent: number, highPercent: number];

const table = (source: keyof typeof sources, platform: Platform | null, rate: EngagementName | null, rows: readonly Row[]): Benchmark[] =>
  rows.map(([fromFollowers, toFollowers, low, high]) => ({
    ...{ platform, rate, fromFollowers, toFollowers, source: sources[source] },
    low: low / 100,
    high: high / 100,
  }));

const [k, m] = [1_000, 1_000_000];

/** Public tables of what is usual. They disagree by up to two times; none of them is right for everybody. */
export const benchmarks: readonly Benchmark[] = [
  ...table("untapper", "instagram", "er_followers", [
    [k, 10 * k, 3, 5],
    [10 * k, 50 * k, 2, 3.5],
    [50 * k, 500 * k, 1.5, 2.5],
    [500 * k, m, 1, 1.8],
    [m, null, 0.7, 1.2],
  ]),
  ...table("passo", "instagram", "er_followers", [
    [k, 10 * k, 5, 8],
    [10 * k, 100 * k, 3, 5.5],
    [100 * k, 500 * k, 1.8, 3],
    [500 * k, m, 1.2, 2],
    [m, null, 0.8, 1.5],
  ]),
  ...table("unscripted", null, "er_followers", [
    [k, 10 * k, 5, 10],
    [10 * k, 50 * k, 3, 6],
    [50 * k, 500 * k, 2, 4],
    [500 * k, m, 1.5, 3],
    [m, null, 1, 2],
  ]),
  ...table("untapper", "tiktok", "er_views", [
    [k, 10 * k, 6, 10],
    [10 * k, 50 * k, 4, 7],
    [50 * k, 500 * k, 3, 5],
    [500 * k, m, 2, 3.5],
    [m, null, 1, 2],
  ]),
  ...table("hypeauditor", "instagram", "er_followers", [[20 * k, null, 1.54, 1.62]]),
  ...table("iqfluence", "instagram", null, [
    [0, 100 * k, 3.65, 3.65],
    [10 * m, null, 1.77, 1.77],
  ]),
  ...table("iqfluence", "tiktok", null, [
    [0, 100 * k, 7.5, 7.5],
    [10 * m, null, 2.88, 2.88],
  ]),
  ...table("qoruz", "tiktok", null, [[0, null, 7, 10]]),
  ...table("qoruz", "youtube", null, [[0, null, 3, 5]]),
  ...table("qoruz", "x", null, [[0, null, 0.5, 1]]),
];

/**
 * What others publish as usual for an account of this size on this platform, each source by itself.
 *
 * @param platform where it is.
 * @param followers how many; null: not known, then only what holds for every size.
 * @returns in the order of the sources; those that do not say by what they divide come last.
 * @example
 * import { benchmarksFor } from "./benchmark.ts";
 * benchmarksFor("instagram", 20_000).filter(({ rate }) => rate === "er_followers").length; // => 4
 */
export function benchmarksFor(platform: Platform, followers: number | null): Benchmark[] {
  const fits = (one: Benchmark): boolean => {
    if (one.platform !== null && one.platform !== platform) return false;
    if (followers === null) return one.fromFollowers === 0 && one.toFollowers === null;
    return followers >= one.fromFollowers && (one.toFollowers === null || followers < one.toFollowers);
  };
  const found = benchmarks.filter(fits);
  return [...found.filter(({ rate }) => rate !== null), ...found.filter(({ rate }) => rate === null)];
}
