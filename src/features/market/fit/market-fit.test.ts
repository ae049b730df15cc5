import { expect, test } from "vitest";
import { turned } from "../../../../test/small-business.ts";
import { worldFacts } from "../../../../test/world-facts.ts";
import { createMarketStudy } from "../contract.ts";
import { presets } from "../dials/presets.ts";
import { expectedSize, turnedDials } from "../dials/turning.ts";
import { marketWorld } from "../world/world.ts";
import { marketFit } from "./market-fit.ts";
import type { MarketFacts } from "./market-facts.ts";

const facts = worldFacts(marketWorld(turned(presets["dtc-drop"], { days: 60, creators: { count: 4 } }), 1));
const fitOf = (changes: Partial<MarketFacts>) => marketFit({ preset: "dtc-drop", zone: "UTC", facts: { ...facts, ...changes } });
const isPlayed = ({ preset, dials }: ReturnType<typeof fitOf>): boolean => createMarketStudy.body.safeParse({ preset, dials }).success;
const textOf = ({ fitted }: ReturnType<typeof fitOf>, dial: string): string => fitted.find((one) => one.dial === dial)!.text;

const manyPosts = { creators: 20, posts: Array.from({ length: 20 }, () => 15), followers: [25_000, 37_000, 55_000] };

test("a business with more posts than can be played is fitted with fewer visitors a post, and says what was lowered", () => {
  const fit = fitOf(manyPosts);
  expect(fit.dials).toMatchObject({ creators: 20, posts: 15 });
  expect(Number(fit.dials.interest)).toBeLessThan(Number(presets["dtc-drop"].response.interest));
  const { visitors } = expectedSize(turnedDials(presets["dtc-drop"], fit.dials));
  expect(visitors).toBeLessThanOrEqual(50_000);
  expect(visitors).toBeGreaterThan(49_900);
  expect(textOf(fit, "interest")).toContain("Lowered from the ready-made 1.2 %");
  expect(fit.fitted.find(({ dial }) => dial === "interest")!.value).toBe(fit.dials.interest);
  expect(isPlayed(fit)).toBe(true);
});

test("a business with more orders than can be played is fitted to fewer days, as many as go", () => {
  const quiet = Array.from({ length: 30 }, (_, at) => ({ epochDay: 20_500 + at, firstOrders: 50, unknownOrders: 0 }));
  const fit = fitOf({ days: 365, quiet });
  expect(fit.dials.days).toBeGreaterThan(100);
  expect(fit.dials.days).toBeLessThan(365);
  expect(textOf(fit, "days")).toContain("Shortened from 365");
  expect(isPlayed(fit)).toBe(true);
  expect(isPlayed({ ...fit, dials: { ...fit.dials, days: fit.dials.days + 1 } })).toBe(false);
});

test("a business that can be played as it is stays as its rows tell it", () => {
  const fit = fitOf({});
  expect(fit.dials.interest).toBe(String(presets["dtc-drop"].response.interest));
  expect(fit.dials.days).toBe(60);
  expect(isPlayed(fit)).toBe(true);
});
