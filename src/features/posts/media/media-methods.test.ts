import { describe, expect, test } from "vitest";
import type { KnownCounts, PostMetric } from "../post-metric.ts";
import { mediaMethods, type ValuedPost } from "./media-methods.ts";
import { rateBook } from "./media-rates.ts";
import { joinedMediaValue, mediaValue, mediaValueRange, mediaValueText } from "./media-value.ts";

const seen = (counts: Partial<Record<PostMetric, number>>): KnownCounts =>
  new Map(
    Object.entries(counts).map(([metric, count]) => [
      metric as PostMetric,
      { count: BigInt(count), observedAt: new Date(0), source: "manual", grade: "D" },
    ]),
  );

const says = (id: string, post: ValuedPost, own: Record<string, number | null> = {}): string => {
  const found = mediaMethods.find((method) => method.id === id)!.valuation(post, rateBook(own));
  return found.kind === "valued" ? mediaValueText(found.value) : found.reason;
};
const instagram = { platform: "instagram", format: "image" } as const;

describe("the methods as they are published", () => {
  test("Later: 5,000 likes, 500 comments and 50,000 impressions are 1,752.50, as in its example", () => {
    const counts = seen({ likes: 5000, comments: 500, impressions: 50_000 });
    expect(says("later", { ...instagram, counts })).toBe("1752.50");
    expect(says("later", { ...instagram, format: "story", counts: seen({ impressions: 50_000 }) })).toBe("2.50");
  });

  test("Later on TikTok asks for an index of shares, which is not published", () => {
    const counts = seen({ likes: 1, comments: 1, impressions: 1000, shares: 10 });
    expect(says("later", { platform: "tiktok", format: "video", counts })).toMatch(/no rate is published for “Later: a share”/);
    expect(says("later", { platform: "tiktok", format: "video", counts }, { later_share: 1 })).toBe("10.85");
  });

  test("MightyScout: videos by views, pictures by engagement, stories by followers, with its floor and cap", () => {
    expect(says("mightyscout", { platform: "youtube", format: "video", counts: seen({ views: 100_000 }) })).toBe("2000.00");
    expect(says("mightyscout", { ...instagram, counts: seen({ likes: 900, comments: 80, shares: 20 }) })).toBe("87.00");
    expect(says("mightyscout", { ...instagram, format: "story", counts: seen({ followers: 1000 }) })).toBe("25.00");
    expect(says("mightyscout", { platform: "tiktok", format: "video", counts: seen({ views: 9_000_000_000 }) })).toBe("10000000.00");
    expect(says("mightyscout", { platform: "blog", format: "text", counts: seen({}) })).toBe("the method has no rate for this platform");
  });

  test("Duel, Fair Influence and IgnyteIQ", () => {
    const counts = seen({ views: 10_000, likes: 400, comments: 100, shares: 50, saves: 50, reach: 8000 });
    expect(says("duel", { ...instagram, counts })).toMatch(/Duel: a reaction or comment/);
    expect(says("duel", { ...instagram, counts }, { duel_engagement: 0.1 })).toBe("158.00");
    expect(says("fair_influence", { ...instagram, counts })).toBe("214.00");
    expect(says("ignyteiq", { platform: "tiktok", format: "video", counts: seen({ views: 500_000 }) })).toBe("5000.00");
  });

  test("two keep their weights to themselves, and say so", () => {
    for (const id of ["creatoriq", "hypeauditor"]) expect(says(id, { ...instagram, counts: seen({}) })).toMatch(/not the weights/);
  });

  test("an input that nobody saw gives no value instead of zero", () => {
    expect(says("fair_influence", { ...instagram, counts: seen({ likes: 1 }) })).toBe("reach is not known");
  });
});

test("a media value is no number and no text: whatever adds it to money gets nothing that looks like an amount", () => {
  const value = mediaValue(12);
  expect(typeof value).toBe("object");
  expect(() => BigInt(String(value))).toThrow(SyntaxError);
  expect(mediaValueText(joinedMediaValue([value, mediaValue(0.5)]))).toBe("12.50");
  expect(mediaValueRange([])).toBeUndefined();
  expect(() => mediaValue(Number.NaN)).toThrow(RangeError);
});
