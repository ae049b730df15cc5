import { expect, test } from "vitest";
import { audienceLines, figureWords, inOrder } from "./figure-words.ts";

test("of an audience the five largest shares of each kind are read, and how many more there are", () => {
  const ages = { "13-17": 0.05, "18-24": 0.3, "25-34": 0.333, "35-44": 0.2, "45-64": 0.1, "65-": 0.017 };
  expect(audienceLines({ ages, countries: {}, credibility: 0.8 })).toEqual([
    { label: "Ages", text: "25-34 33.3 %, 18-24 30 %, 35-44 20 %, 45-64 10 %, 13-17 5 % and 1 more" },
  ]);
});

test("figures are read in one order, and one without words goes by its own name", () => {
  expect(inOrder([{ name: "er_views" }, { name: "followers" }, { name: "avg_likes" }]).map(({ name }) => name)).toEqual([
    "followers",
    "avg_likes",
    "er_views",
  ]);
  expect(figureWords("er_stories")).toMatchObject({ label: "er stories" });
});
