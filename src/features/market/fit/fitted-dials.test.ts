import { binomialDistribution } from "@vouch/stats";
import { describe, expect, test, vi } from "vitest";
import { turned } from "../../../../test/small-business.ts";
import { worldFacts } from "../../../../test/world-facts.ts";
import type { Dials } from "../dials/dials.ts";
import { presets } from "../dials/presets.ts";
import { turningOf, type Turning } from "../dials/turning.ts";
import { castOf } from "../world/cast.ts";
import { marketWorld } from "../world/world.ts";
import { fittedDials, type FittedDial } from "./fitted-dials.ts";
import type { MarketFacts } from "./market-facts.ts";

const dtc = presets["dtc-drop"];
// The nightly run plays 200 businesses.
vi.setConfig({ testTimeout: 300_000 });

/** A business of some hundred orders whose every dial but the causal ones is told by them. */
const business: Dials = turned(dtc, {
  days: 75,
  regions: dtc.regions.slice(0, 3),
  customers: { firstOrders: 0.006 },
  creators: { count: 6, followers: 50_000, spread: 0.5, fromDay: 20 },
  response: { interest: 0.004, buys: 0.25, dark: 0.4, delayDays: 3 },
  codes: { use: 0.6, leak: 0.08, extension: 0.05 },
  survey: { answers: 0.6, recall: 0.75, guess: 0.1 },
});
const businesses = Number(process.env["VOUCH_NIGHTLY_ROUNDS"] ?? 80);
const seeds = Array.from({ length: businesses }, (_, at) => at + 1);
const fitOf = (seed: number): FittedDial[] => {
  const dials = turned(business, { creators: { ...business.creators, cast: seed } });
  return fittedDials(worldFacts(marketWorld(dials, seed, castOf(dials))), dials);
};
const ordersAMonth = ({ customers, regions }: Dials): number =>
  (customers.firstOrders * regions.reduce((sum, { people }) => sum + people, 0) * 30) / 1000;
const truth = { ...turningOf(business), orders_a_month: ordersAMonth(business) };
const holds = ({ dial, interval }: FittedDial): boolean => interval!.low <= Number(truth[dial]) && Number(truth[dial]) <= interval!.high;

const facts: MarketFacts = worldFacts(marketWorld(business, 1));
const fitted = (changes: Partial<MarketFacts>, dial: keyof Turning): FittedDial =>
  fittedDials({ ...facts, ...changes }, business).find((one) => one.dial === dial)!;

describe("dials told from what a shop can see", () => {
  test(`are within intervals of 90 % that hold the truth as often as they say, over ${businesses} businesses with other creators and other luck`, () => {
    const all = seeds.flatMap(fitOf).filter(({ interval }) => interval !== null);
    const told = [...new Set(all.map(({ dial }) => dial))];
    expect(told).toEqual([
      ...["orders_a_month", "followers", "delay_days", "dark", "code_use", "code_leak", "extension", "survey_answers"],
      ...["survey_recall", "survey_guess"],
    ]);
    const shares = told.map((dial) => {
      const of = all.filter((one) => one.dial === dial);
      const covered = of.filter(holds).length;
      return { dial, share: covered / of.length, chance: binomialDistribution(of.length, 0.9).cdf(covered), fits: of.length };
    });
    // Ten dials are looked at: one chance in a thousand each that a true 90 % is refused. Half of the businesses have twenty rows of guesses.
    expect(shares.filter(({ chance, fits }) => chance < 0.001 || fits < 0.4 * businesses)).toEqual([]);
  });

  test("leave those of the ready-made business that no row can tell, and say why", () => {
    for (const dial of ["interest", "buys", "clicks_anyway", "in_store", "leave_address"] as const)
      expect(fitted({}, dial)).toEqual({
        ...{ dial, value: truth[dial], source: "preset", rows: null, interval: null },
        text: expect.stringMatching(/\w{4}/) as string,
      });
  });

  test("are not made of fewer rows than twenty: the share of nothing is unknown and not zero", () => {
    expect(fitted({ coded: { of: 19, are: 0 } }, "code_use")).toMatchObject({
      ...{ source: "preset", value: truth.code_use, rows: null },
      text: "There are 19 first orders with a click of the creator whom the customer named; 20 are the least that tell it.",
    });
    expect(fitted({ coded: { of: 20, are: 0 } }, "code_use")).toMatchObject({ source: "data", value: "0", rows: { count: 20 } });
    expect(fitted({ followers: [10, 20] }, "followers")).toMatchObject({ source: "preset", value: truth.followers });
    expect(fitted({ posts: [], creators: 0 }, "posts").source).toBe("preset");
    expect(fitted({ creators: 0 }, "creators").source).toBe("preset");
    expect(fitted({ days: 13 }, "days").source).toBe("preset");
  });

  test("do not take what comes anyway from days on which creators were at work, and say what is the most of it", () => {
    const one = fitted({ quiet: facts.quiet.slice(0, 13), firstOrders: 500, days: 75 }, "orders_a_month");
    expect(one).toMatchObject({ source: "preset", value: turningOf(business).orders_a_month });
    expect(one.text).toContain("there are 13, and 14 are the least. All first orders together are 200 in 30 days");
    const unknown = facts.quiet.map((day) => ({ ...day, unknownOrders: 1 }));
    expect(fitted({ quiet: unknown }, "orders_a_month").text).toContain("it is not known whether they were somebody's first");
  });

  test("do not take a mean of times that are cut off, nor call an order without an old click one without the link", () => {
    const delays = { count: 50, meanDays: 5.1, mostDays: 30 };
    expect(fitted({ delays }, "delay_days")).toMatchObject({ source: "preset", text: expect.stringContaining("5.1 days") as string });
    expect(fitted({ delays }, "dark").source).toBe("data");
    expect(fitted({ delays: { ...delays, meanDays: 16 } }, "dark").source).toBe("preset");
    expect(fitted({ delays: { ...delays, count: 0, meanDays: null } }, "delay_days").source).toBe("preset");
    expect(fitted({ hasVisits: false }, "extension").text).toContain("report no visits");
  });

  test("stay within what can be played", () => {
    expect(fitted({ creators: 150 }, "creators")).toMatchObject({ value: 20, rows: { count: 150 } });
    expect(fitted({ posts: [40, 20] }, "posts")).toMatchObject({ value: 20, rows: { count: 60 } });
    expect(fitted({ delays: { count: 50, meanDays: 0.1, mostDays: 30 } }, "delay_days").value).toBe(1);
  });
});
