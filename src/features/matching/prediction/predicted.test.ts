import { generatorOf, normalVariate } from "@vouch/stats";
import { describe, expect, test } from "vitest";
import { meantPosts, relative, totalOf, typicalMiss } from "../calibration/outcomes.ts";
import { predicted, type PlannedLine, type PostHistory } from "./predicted.ts";

const none: PostHistory = { logs: { reach: [], views: [], engagements: [] }, told: {}, clicks: undefined, orders: undefined };
const history = (logs: readonly number[], more: Partial<PostHistory> = {}): PostHistory => ({
  ...none,
  logs: { ...none.logs, reach: logs },
  ...more,
});
const line = (more: Partial<PlannedLine> = {}): PlannedLine => ({
  ...{ label: "2 on instagram", posts: 2, followers: 10_000, own: none, cohort: [], published: undefined },
  ...more,
});
const source = generatorOf(9);
const cohort = Array.from({ length: 10 }, () => {
  const level = -1 + 0.5 * normalVariate(source);
  return history(
    Array.from({ length: 6 }, () => level + 0.3 * normalVariate(source)),
    { clicks: [10, 14, 8], orders: [1, 0, 2] },
  );
});
const rangeOf = (lines: readonly PlannedLine[], metric: Parameters<typeof predicted>[1]) => {
  const outcome = predicted(lines, metric);
  if (outcome.kind === "unknown") throw new RangeError(outcome.why);
  return outcome;
};

describe("a prediction", () => {
  test("is the same each time, lies around what posts of the cohort reach, and two plans bring more than one", () => {
    const one = rangeOf([line({ cohort })], "reach");
    expect(rangeOf([line({ cohort })], "reach")).toEqual(one);
    // Two posts of about e^-1 of 10,000 followers.
    expect(one.range.middle).toBeGreaterThan(5_000);
    expect(one.range.middle).toBeLessThan(11_000);
    expect(rangeOf([line({ cohort }), line({ cohort })], "reach").range.middle).toBeGreaterThan(1.7 * one.range.middle);
  });

  test("follows the creator's own posts away from the cohort, and is narrower with them", () => {
    const own = rangeOf([line({ cohort, own: history([0.1, 0.3, 0.2, 0.2, 0.15]) })], "reach");
    const newcomer = rangeOf([line({ cohort })], "reach");
    expect(own.range.low).toBeGreaterThan(newcomer.range.middle);
    expect(own.range.high / own.range.low).toBeLessThan(newcomer.range.high / newcomer.range.low);
    expect(own.lines[0]).toMatchObject({ own_posts: 5, cohort_creators: 10 });
    expect(own.lines[0]!.cohort_weight).toBeLessThan(0.3);
  });

  test("of clicks and orders is counted by post, and is not known where nothing of them is", () => {
    const clicks = rangeOf([line({ cohort })], "clicks").range;
    expect([clicks.low > 8, clicks.high < 45]).toEqual([true, true]);
    expect(rangeOf([line({ cohort })], "orders").range.low).toBeLessThan(2);
    expect(predicted([line()], "orders")).toMatchObject({ kind: "unknown" });
  });

  test("is not known without the number of followers, of one line or of all", () => {
    expect(predicted([line({ cohort }), line({ cohort, followers: undefined })], "reach")).toMatchObject({
      kind: "unknown",
      why: "2 on instagram: how many follow the account is not known",
    });
  });

  test("of engagements rests on published ranges where neither the creator nor a cohort is known, and says whose", () => {
    const published = { low: Math.log(0.02), high: Math.log(0.06), sources: ["A", "B"] };
    const { range, lines } = rangeOf([line({ published })], "engagements");
    expect([range.low > 200, range.middle < 1_000, range.high < 2_500]).toEqual([true, true, true]);
    expect(lines[0]).toEqual({ own_posts: 0, cohort_creators: 0, cohort_weight: null, published: ["A", "B"] });
    expect(predicted([line({ published })], "reach").kind).toBe("unknown");
  });

  test("takes a stated average for a creator's own posts", () => {
    const told = { ...none, told: { engagements: Math.log(0.2) } };
    const members = cohort.map((each) => ({ ...each, logs: { ...each.logs, engagements: each.logs.reach.map((log) => log - 2) } }));
    const stated = rangeOf([line({ cohort: members, own: told })], "engagements");
    expect(stated.range.middle).toBeGreaterThan(rangeOf([line({ cohort: members })], "engagements").range.middle);
  });
});

describe("what came", () => {
  const post = (platform: string, format: string, clicks?: number) => ({ platform, format, numbers: { clicks } });

  test("is of the first posts as many as were planned, those of a named format first, and of none where fewer went up", () => {
    const posts = [post("x", "text", 1), post("x", "video", 2), post("x", "text", 4), post("y", "reel", 8)];
    const planned = [
      { platform: "x", posts: 1 },
      { platform: "x", format: "text", posts: 1 },
    ];
    expect(totalOf(meantPosts(planned, posts)!, "clicks")).toBe(3);
    expect(meantPosts([{ platform: "y", posts: 2 }], posts)).toBeUndefined();
  });

  test("is not known as soon as it is not of one post, which is not zero", () => {
    expect(totalOf([post("x", "text", 1), post("x", "text")], "clicks")).toBeUndefined();
    expect(totalOf([post("x", "text", 0)], "clicks")).toBe(0);
  });

  test("is held against the prediction in times its middle", () => {
    expect(relative({ low: 5, middle: 10, high: 30 }, 15)).toEqual({ low: 0.5, middle: 1, high: 3, outcome: 1.5 });
    expect(relative({ low: 0, middle: 0, high: 1 }, 1)).toBeUndefined();
  });
});

test("what predictions are typically off by cannot be a loss of more than everything, and one prediction says nothing of it", () => {
  const points = [
    { middle: 10, outcome: 0 },
    { middle: 10, outcome: 60 },
    { middle: 10, outcome: 1 },
  ];
  const { estimate, low, high } = typicalMiss(points)!;
  expect(estimate).toBeCloseTo(((0.5 * 60.5 * 1.5) / 10.5 ** 3) ** (1 / 3) - 1, 9);
  expect(low).toBeGreaterThan(-1);
  expect(high).toBeGreaterThan(estimate);
  expect(typicalMiss(points.slice(1, 2))).toBeNull();
});
