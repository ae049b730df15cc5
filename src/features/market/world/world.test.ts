import { bgNbdExpected, generatorOf, mean, standardDeviation } from "@vouch/stats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { smallBusinesses, smallDials, turned, type Turned } from "../../../../test/small-business.ts";
import { DAY_MS } from "../../../kernel/civil.ts";
import type { Dials } from "../dials/dials.ts";
import { presetNames, presets } from "../dials/presets.ts";
import { castOf } from "./cast.ts";
import { seenAfterDays, seenShare } from "./exposure.ts";
import { repeatDays } from "./habit.ts";
import { exposures } from "./path.ts";
import { dayFactor, epochDayIn } from "./season.ts";
import { truthOf } from "./truth.ts";
import { marketWorld, type World } from "./world.ts";

const bytes = (world: World): string =>
  JSON.stringify(world, (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value instanceof Map ? [...value] : value));
const causedIn = (world: World): number => world.orders.filter(({ cause }) => cause !== undefined).length;
const postedAt = ({ posts }: World["cast"], post: number | undefined): number => (post === undefined ? 0 : posts[post]!.atMs);
const causedOver = (dials: Dials, seeds = 12): number =>
  Array.from({ length: seeds }, (_, seed) => causedIn(marketWorld(dials, seed))).reduce((sum, one) => sum + one, 0);
const sampled = fc
  .sample(fc.tuple(smallBusinesses, fc.nat(1e9)), { seed: 4, numRuns: 40 })
  .map(([dials, seed]) => marketWorld(dials, seed));
const worlds = (check: (world: World) => void): void => sampled.forEach(check);

describe("a world", () => {
  test("is the same, byte for byte, for the same dials and seed, and another for another seed", () => {
    expect(bytes(marketWorld(smallDials, 1))).toBe(bytes(marketWorld(smallDials, 1)));
    expect(bytes(marketWorld(smallDials, 1))).not.toBe(bytes(marketWorld(smallDials, 2)));
  });

  test("is of a useful size for every ready-made business: orders by the hundred, a twentieth or more of them caused", () => {
    for (const name of presetNames) {
      const world = marketWorld(presets[name], 1);
      expect(world.orders.length, name).toBeGreaterThan(300);
      expect(causedIn(world) / world.orders.length, name).toBeGreaterThan(0.05);
    }
  });

  test("has orders from its first day to its last only, oldest first and numbered from 1", () => {
    worlds(({ orders, fromMs, toMs }) => {
      for (const [index, { atMs, number }] of orders.entries()) {
        expect(number).toBe(index + 1);
        expect(atMs).toBeGreaterThanOrEqual(Math.max(fromMs, orders[index - 1]?.atMs ?? 0));
        expect(atMs).toBeLessThan(toMs);
      }
    });
  });

  test("shows nothing that happened after an order before it, and no order before the post that caused it", () => {
    worlds(({ orders, cast }) => {
      for (const { touches, atMs, cause } of orders) {
        expect(postedAt(cast, cause)).toBeLessThan(atMs);
        for (const [index, touch] of touches.entries()) {
          expect(touch.atMs).toBeLessThanOrEqual(touches[index + 1]?.atMs ?? atMs);
          expect(postedAt(cast, touch.post)).toBeLessThanOrEqual(touch.atMs);
        }
      }
    });
  });

  test("lets customers come back after their first order, for the cause that won them", () => {
    worlds(({ orders }) => {
      const first = new Map<number, World["orders"][number]>();
      for (const order of orders) {
        const before = first.get(order.customer) ?? order;
        first.set(order.customer, before);
        expect([order.isRepeat, order.cause, order.region, order.age]).toEqual([before !== order, before.cause, before.region, before.age]);
      }
    });
  });

  test("has no contact on record with somebody who buys in a store", () => {
    const { orders } = marketWorld(turned(smallDials, { inStore: 1, codes: { use: 1 } }), 3);
    expect(orders.every(({ touches, isInStore }) => isInStore && touches.length === 0)).toBe(true);
    expect(orders.some(({ code }) => code?.way === "own")).toBe(true);
  });
});

describe("money", () => {
  test("of every order adds up: what is listed less the discount is paid, and no more than that goes back, later", () => {
    worlds(({ orders, dials }) => {
      for (const { lines, listMinor, discountMinor, totalMinor, refund, atMs, code } of orders) {
        expect(lines.reduce((sum, one) => sum + BigInt(one.quantity * dials.products[one.product]!.priceMinor), 0n)).toBe(listMinor);
        expect(listMinor - discountMinor).toBe(totalMinor);
        expect(totalMinor > 0n && (code === undefined ? discountMinor === 0n : discountMinor >= 0n)).toBe(true);
        const back = refund ?? { atMs: atMs + 1, amountMinor: 1n };
        expect(back.atMs > atMs && back.amountMinor > 0n && back.amountMinor <= totalMinor).toBe(true);
      }
    });
  });

  test("and orders that were caused and that were not are all there are, to the minor unit", () => {
    worlds((world) => {
      const { byCreator, byPost, anyway, all } = truthOf(world);
      for (const parts of [byCreator, byPost]) {
        expect(parts.reduce((sum, { orders }) => sum + orders, anyway.orders)).toBe(world.orders.length);
        expect(parts.reduce((sum, { revenueMinor }) => sum + revenueMinor, anyway.revenueMinor)).toBe(all.revenueMinor);
      }
      const kept = world.orders.reduce((sum, { totalMinor, refund }) => sum + totalMinor - (refund?.amountMinor ?? 0n), 0n);
      expect(all).toEqual({ orders: world.orders.length, revenueMinor: kept });
    });
  });

  test("goes back as often as the dial says, and to a third where it says so", () => {
    const { orders } = marketWorld(turned(smallDials, { refunds: { chance: 1, partial: 1, delayDays: 0.001 } }), 1);
    const given = orders.filter(({ refund }) => refund !== undefined);
    expect(given.length).toBeGreaterThan(orders.length - 3);
    expect(given.every(({ refund, totalMinor }) => refund!.amountMinor === totalMinor / 3n)).toBe(true);
  });

  test("of the six kinds is spent on every post, on every creator and on each 30 days", () => {
    const { costs } = marketWorld(smallDials, 1);
    const count = (kind: string): number => costs.filter((cost) => cost.kind === kind).length;
    expect(["fee", "product", "shipping", "staff", "tools", "amplification"].map(count)).toEqual([10, 5, 5, 10, 2, 10]);
  });
});

describe("what is caused", () => {
  test("is nothing where there are no creators", () => {
    const world = marketWorld(turned(smallDials, { creators: { count: 0 }, codes: { leak: 1, extension: 1 } }), 1);
    expect(world.orders.length).toBeGreaterThan(50);
    expect(world.orders.every(({ cause, code }) => cause === undefined && code === undefined)).toBe(true);
    expect(world.orders.flatMap(({ touches }) => touches).every(({ post }) => post === undefined)).toBe(true);
    expect([world.idleClicks, truthOf(world).byCreator]).toEqual([[], []]);
  });

  test.each<[string, Turned]>([
    ["people who see a post come twice as readily", { response: { interest: smallDials.response.interest * 2 } }],
    ["those who come buy twice as readily", { response: { buys: smallDials.response.buys * 2 } }],
    ["creators have twice the followers", { creators: { followers: smallDials.creators.followers * 2 } }],
    ["creators post twice as often", { creators: { posts: smallDials.creators.posts * 2 } }],
  ])("about doubles when %s", (_, by) => {
    const [before, after] = [causedOver(smallDials), causedOver(turned(smallDials, by))];
    const error = 4 * 1.6 * Math.sqrt(after + 4 * before); // orders come in customers, which spreads them a little more than a count
    expect(Math.abs(after - 2 * before)).toBeLessThan(error + 0.25 * before); // amplified reach does not double with followers
    expect(after).toBeGreaterThan(1.4 * before);
  });

  test("leaves what comes anyway as it is, to the last minor unit", () => {
    const more = turned(smallDials, { response: { interest: 0.1 }, creators: { followers: 90_000 } });
    const without = turned(smallDials, { codes: { leak: 0, extension: 0 } });
    const both = [without, turned(more, { codes: { leak: 0, extension: 0 } })].map((dials) => truthOf(marketWorld(dials, 9)).anyway);
    expect(both[0]).toEqual(both[1]);
    expect(both[0]!.orders).toBeGreaterThan(50);
  });

  test.each<[string, Turned]>([
    ["codes leak", { codes: { leak: 1 } }],
    ["an extension overwrites", { codes: { extension: 1 } }],
    ["fewer clicks tell of it", { response: { dark: 1 } }],
    ["more people answer", { survey: { answers: 1 } }],
    ["the shop advertises more", { channels: smallDials.channels.map((each) => ({ ...each, onTheWay: 1 })) }],
  ])("stays the same, person by person, when %s", (_, by) => {
    const caused = (dials: Dials) => marketWorld(dials, 5).orders.map(({ atMs, cause, lines }) => ({ atMs, cause, lines }));
    expect(caused(turned(smallDials, by))).toEqual(caused(smallDials));
  });

  test("spreads over regions and ages as the creators' audiences do", () => {
    const dials = turned(smallDials, { creators: { count: 1, followers: 2_000_000, mixing: 1 } });
    const { cast, idleClicks } = marketWorld(dials, 1);
    const [creator] = cast.creators;
    creator!.byRegion.forEach((share, region) => {
      const seen = idleClicks.filter((click) => click.region === region).length / idleClicks.length;
      expect(Math.abs(seen - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / idleClicks.length) + 1e-9);
    });
  });
});

describe("exposure", () => {
  test("decays: in each half-life half as many see a post as in the one before", () => {
    const within = [0, 1, 2, 3].map((at) => seenShare((at + 1) * 1.5, 1.5) - seenShare(at * 1.5, 1.5));
    expect(within).toEqual([0.5, 0.25, 0.125, 0.0625]);
    expect(seenShare(-1, 1.5)).toBe(0);
    fc.assert(fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (u) => Math.abs(seenShare(seenAfterDays(u, 2), 2) - u) < 1e-12));
  });

  test("is what brings clicks: half of a post's come within its half-life", () => {
    const dials = turned(smallDials, {
      days: 200,
      creators: { count: 1, posts: 1, followers: 900_000, fromDay: 0, overDays: 1 },
      response: { interest: 0.05, dark: 0 },
    });
    const { cast, idleClicks } = marketWorld(dials, 2);
    const [post] = cast.posts;
    const early = idleClicks.filter(({ atMs }) => atMs - post!.atMs < post!.halfLifeDays * DAY_MS).length;
    expect(idleClicks.length).toBeGreaterThan(400);
    expect(Math.abs(early - idleClicks.length / 2)).toBeLessThan(2 * Math.sqrt(idleClicks.length));
  });

  test("of buyers is forgotten a month after the post, and is larger in smaller regions", () => {
    const cast = castOf(smallDials);
    const after = (days: number, region = 0) =>
      exposures(cast, smallDials, { region, atMs: Math.max(...cast.posts.map(({ atMs }) => atMs)) + days * DAY_MS }).reduce(
        (a, b) => a + b,
        0,
      );
    expect(after(1)).toBeGreaterThan(after(25));
    expect(after(120)).toBeLessThan(after(1) / 1000);
  });
});

describe("the calendar", () => {
  test("has the weekday and the day of the year that are highest, and a mean of one", () => {
    const season = { week: [1, 1, 1, 1, 1, 1, 8], swing: 0.5, peakDay: 0 };
    expect(dayFactor(season, epochDayIn("2026-03-01"))).toBeGreaterThan(4 * dayFactor(season, epochDayIn("2026-03-02")));
    const year = Array.from({ length: 364 }, (_, day) => dayFactor(season, epochDayIn("2026-01-01") + day));
    expect(mean(year)).toBeCloseTo(1, 2);
    expect(dayFactor({ ...season, week: [1, 1, 1, 1, 1, 1, 1] }, epochDayIn("2026-01-01"))).toBeCloseTo(1.5, 12);
    expect(() => epochDayIn("2026-02-30")).toThrow('"2026-02-30" is no day such as 2026-03-02');
  });

  test("brings as many first orders as the dial says, within 4 standard errors", () => {
    const dials = turned(smallDials, { creators: { count: 0 }, season: { swing: 0 } });
    const people = dials.regions.reduce((sum, region) => sum + region.people, 0);
    const counts = Array.from({ length: 100 }, (_, seed) => marketWorld(dials, seed).orders.filter(({ isRepeat }) => !isRepeat).length);
    const expected = (people / 1000) * dials.customers.firstOrders * dials.days;
    const weeks = Array.from({ length: dials.days }, (_, day) => dayFactor(dials.season, epochDayIn(dials.startsOn) + day));
    expect(Math.abs(mean(counts) - expected * mean(weeks))).toBeLessThan((4 * standardDeviation(counts)) / 10);
  });
});

describe("customers", () => {
  const errorIn = (repeats: readonly number[], expected: number): number =>
    Math.abs(mean(repeats) - expected) / (standardDeviation(repeats) / Math.sqrt(repeats.length));

  test.each(presetNames)("of %s come back as often as BG/NBD's formula says, within 4 standard errors", (name) => {
    const { habit } = presets[name].customers;
    for (const days of [30, 180]) {
      const generator = generatorOf(days);
      const repeats = Array.from({ length: 20_000 }, () => repeatDays(generator, habit, days).length);
      expect(errorIn(repeats, bgNbdExpected(habit, days)), `${days} days`).toBeLessThan(4);
    }
  });

  test("of a whole world come back as often as the formula says for the time that each had, within 4 standard errors", () => {
    const { habit } = smallDials.customers;
    const surplus = Array.from({ length: 20 }, (_, seed) => marketWorld(smallDials, seed)).flatMap(({ orders, toMs }) => {
      const repeats = new Map<number, number>();
      for (const { customer, isRepeat } of orders) repeats.set(customer, (repeats.get(customer) ?? 0) + (isRepeat ? 1 : 0));
      const firsts = orders.filter(({ isRepeat }) => !isRepeat);
      return firsts.map(({ customer, atMs }) => repeats.get(customer)! - bgNbdExpected(habit, (toMs - atMs) / DAY_MS));
    });
    expect(surplus.length).toBeGreaterThan(2000);
    expect(errorIn(surplus, 0)).toBeLessThan(4);
  });
});
