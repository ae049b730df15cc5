import { describe, expect, test } from "vitest";
import type { KnownCounts, PostMetric } from "../post-metric.ts";
import { benchmarks, benchmarksFor } from "./benchmark.ts";
import { engagementRates } from "./engagement.ts";
import { sizeLabel, sizeOf, tierLadders, tierOf } from "./tier-ladder.ts";

const seen = (counts: Partial<Record<PostMetric, number>>): KnownCounts =>
  new Map(
    Object.entries(counts).map(([metric, count]) => [
      metric as PostMetric,
      { count: BigInt(count), observedAt: new Date(0), source: "manual", grade: "D" },
    ]),
  );
const whole = { likes: 300, comments: 60, saves: 30, shares: 10, views: 12_000, reach: 8_000, impressions: 10_000, followers: 20_000 };

describe("engagement", () => {
  test("by followers, reach, views and impressions is four different numbers", () => {
    const values = engagementRates("instagram", [seen(whole)]).map(({ name, value }) => [name, value]);
    expect(values).toEqual([
      ["er_followers", 360 / 20_000],
      ["er_reach", 400 / 8_000],
      ["er_views", 370 / 12_000],
      ["er_impressions", 400 / 10_000],
    ]);
  });

  test("of which an input is not known is not known, and says which; zero likes are known", () => {
    const [followers, reach, views] = engagementRates("instagram", [seen({ likes: 0, comments: 4, views: 0, shares: 1, followers: 100 })]);
    expect(followers).toMatchObject({ value: 0.04, reason: null });
    expect(reach).toMatchObject({ value: null, reason: "reach and saves are not known" });
    expect(views).toMatchObject({ value: null, reason: "views above zero are not known" });
  });

  test("over several posts is the ratio of sums of those that tell all of it", () => {
    const posts = [seen({ likes: 10, comments: 0, followers: 100 }), seen({ likes: 50, comments: 0, followers: 900 }), seen({ likes: 5 })];
    const [rate] = engagementRates("instagram", posts);
    expect(rate).toMatchObject({ value: 60 / 1000, postsUsed: 2, postsLeftOut: 1 });
    expect(rate!.reason).toMatch(/^1 of 3 posts left out/);
  });

  test("by views counts shares where a platform tells them and they are known, and on YouTube for nobody", () => {
    const views = (platform: "tiktok" | "youtube", counts: Partial<Record<PostMetric, number>>) =>
      engagementRates(platform, [seen(counts)])[2]!;
    const { shares: _shares, ...untold } = whole;
    expect([views("youtube", whole).value, views("youtube", untold).value]).toEqual([360 / 12_000, 360 / 12_000]);
    expect(views("youtube", whole).formula).toBe("(likes + comments) ÷ views");
    expect(views("tiktok", untold)).toMatchObject({ value: null, reason: "shares are not known" });
  });

  test("of no post is not known", () => {
    expect(engagementRates("instagram", []).map(({ value, reason }) => [value, reason])[0]).toEqual([null, "there is no post"]);
  });
});

test("what is usual is told by each source for itself, and sources disagree", () => {
  const micro = benchmarksFor("instagram", 20_000).filter(({ rate }) => rate === "er_followers");
  expect(new Set(micro.map(({ source }) => source.name)).size).toBe(4);
  expect(Math.max(...micro.map(({ low }) => low))).toBeGreaterThan(Math.min(...micro.map(({ high }) => high)));
  expect(benchmarksFor("podcast", null)).toEqual([]);
  expect(benchmarks.every(({ low, high }) => low > 0 && low <= high && high <= 0.1)).toBe(true);
});

test("a creator's tier depends on the ladder", () => {
  expect(tierLadders.map((ladder) => tierOf(ladder, 60_000))).toEqual(["micro", "mid", "mid", "mid 3"]);
  expect(tierLadders.map((ladder) => tierOf(ladder, 900))).toEqual([null, null, null, "micro 3"]);
  expect(tierLadders.map((ladder) => sizeOf(ladder, 900))).toEqual(["below", "below", "below", "micro 3"]);
  expect(sizeLabel(tierLadders[0]!, "a size of another ladder")).toBe("a size of another ladder");
});
