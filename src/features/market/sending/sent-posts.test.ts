import { expect, test } from "vitest";
import { presets } from "../dials/presets.ts";
import { marketWorld } from "../world/world.ts";
import { brandSearches, sentPosts } from "./sent-posts.ts";

const world = marketWorld({ ...presets["dtc-drop"], days: 49 }, 3);

test("posts are seen by more people as days go by, and platforms tell only what they show", () => {
  const posts = sentPosts(world);
  expect(posts).toHaveLength(world.cast.posts.length);
  const twice = posts.filter(({ looks }) => looks.length === 2).map(({ looks }) => looks.map(({ counts }) => counts.views ?? 0));
  expect(twice.length).toBeGreaterThan(5);
  expect(twice.filter(([first, second]) => second! <= first!)).toEqual([]);
  const stories = posts.filter(({ format }) => format === "story").flatMap(({ looks }) => looks);
  expect(stories.every(({ counts }) => !("likes" in counts))).toBe(true);
  expect(sentPosts(world)).toEqual(posts);
});

test("searches for the brand rise after posts and are told from before the first of them", () => {
  const days = brandSearches(world, 60);
  expect(days).toHaveLength(109);
  const mean = (from: number, to: number) => days.slice(from, to).reduce((sum, { searches }) => sum + searches, 0) / (to - from);
  const first = Math.floor((world.cast.posts[0]!.atMs - days[0]!.atMs) / 86_400_000);
  expect(mean(first, first + 7)).toBeGreaterThan(mean(first - 28, first));
});
