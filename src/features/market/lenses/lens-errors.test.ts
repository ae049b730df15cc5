import { describe, expect, test } from "vitest";
import { smallDials, turned, type Turned } from "../../../../test/small-business.ts";
import type { Dials } from "../dials/dials.ts";
import { truthOf } from "../world/truth.ts";
import { marketWorld } from "../world/world.ts";
import { countedBy } from "./counted.ts";
import { lensErrors, type LensErrors } from "./lens-errors.ts";
import { lenses, type LensId } from "./lens.ts";

const seedsUpTo = (count: number): number[] => Array.from({ length: count }, (_, seed) => seed);
const idsOf = (kind: "path" | "code" | "survey"): LensId[] => lenses.filter((lens) => lens.kind === kind).map(({ id }) => id);
const of = (errors: LensErrors, id: LensId) => errors.lenses.find(({ lens }) => lens === id)!;
const paths = idsOf("path");

/** Everybody comes by a click, uses the code and remembers the creator; nobody comes back, nothing else is on the way, nothing leaks. */
const clear: Dials = turned(smallDials, {
  customers: { habit: { r: 1, alpha: 1e12, a: 1, b: 1 } },
  response: { dark: 0, clicksAnyway: 0, delayDays: 0.5 },
  codes: { use: 1, leak: 0, extension: 0 },
  channels: smallDials.channels.map((channel) => ({ ...channel, onTheWay: 0 })),
  survey: { answers: 1, recall: 1, guess: 0 },
});

/** The same business in as many towns with as many casts as there are worlds to try. */
const casts = (dials: Dials, by: Turned, count: number): LensErrors[] =>
  seedsUpTo(count).map((cast) => lensErrors(turned(dials, { ...by, creators: { ...dials.creators, ...by.creators, cast } }), [cast]));
const meanOf = (worlds: readonly LensErrors[], id: LensId, figure: (error: LensErrors["lenses"][number]) => number): number =>
  worlds.reduce((sum, world) => sum + figure(of(world, id)), 0) / worlds.length;
const surplus = (error: LensErrors["lenses"][number]): number => error.errorOrders.mean;
const absolute = (error: LensErrors["lenses"][number]): number => error.absoluteError.mean;

describe("over 200 small businesses", () => {
  test("each lens is right to the last order and minor unit where every order has one touch, one code and one answer, all true", () => {
    for (const cast of seedsUpTo(200)) {
      const world = marketWorld(turned(clear, { creators: { cast } }), cast);
      const { byCreator } = truthOf(world);
      const counted = countedBy(world);
      for (const { id } of lenses) {
        const credited = counted.get(id)!;
        byCreator.forEach(({ orders, revenueMinor }, creator) => {
          expect(Math.abs(credited.orders[creator]! - orders), `${id}, business ${cast}`).toBeLessThan(1e-6);
          expect(Math.abs(credited.revenueMinor[creator]! - Number(revenueMinor)), `${id}, business ${cast}`).toBeLessThan(0.01);
        });
      }
    }
  });

  test("codes that leak make the code lens over-credit and last, and leave every other as right as it was", () => {
    const worlds = casts(clear, { codes: { ...clear.codes, leak: 0.2 } }, 200);
    expect(meanOf(worlds, "code", surplus)).toBeGreaterThan(5);
    for (const { lenses: found, caused, orders } of worlds.filter((world) => of(world, "code").errorOrders.mean > 0)) {
      expect(found.at(-1)!.lens).toBe("code");
      expect(found.slice(0, -1).every(({ absoluteError }) => absoluteError.mean < 1e-6)).toBe(true);
      expect(of({ lenses: found } as LensErrors, "code").errorOrders.mean).toBeLessThan(orders.mean - caused.mean + 1);
    }
  });

  test("people who come without a click make every path lens under-credit by their share, and leave codes and answers right", () => {
    const worlds = casts(clear, { response: { ...clear.response, dark: 0.5 } }, 200);
    const caused = worlds.reduce((sum, world) => sum + world.caused.mean, 0) / worlds.length;
    for (const id of paths) expect(Math.abs(meanOf(worlds, id, surplus) / caused + 0.5), id).toBeLessThan(0.04);
    for (const id of ["code", "survey"] as const) expect(meanOf(worlds, id, absolute), id).toBeLessThan(1e-6);
    expect(worlds.every((world) => world.lenses.slice(0, 2).every(({ lens }) => !paths.includes(lens)))).toBe(true);
  });

  test("clicks by people who would have bought anyway make every path lens over-credit, and leave codes and answers right", () => {
    const worlds = casts(clear, { response: { ...clear.response, clicksAnyway: 1, affinity: 10 } }, 200);
    for (const id of paths) expect(meanOf(worlds, id, surplus), id).toBeGreaterThan(2);
    for (const id of ["code", "survey"] as const) expect(meanOf(worlds, id, surplus), id).toBeCloseTo(0, 6);
  });

  test("orders in a store are no path's, unless an address was left before: then every path lens is right again", () => {
    const inStore = turned(clear, { inStore: 1 });
    for (const id of paths)
      expect(
        meanOf(casts(inStore, {}, 20), id, ({ creators }) => creators.reduce((sum, one) => sum + one.creditedOrders.mean, 0)),
        id,
      ).toBe(0);
    const known = casts(inStore, { leads: { kind: "rsvp", leave: 1 } }, 20);
    for (const id of paths) expect(meanOf(known, id, absolute), id).toBeLessThan(1e-6);
  });

  test("the less people remember the less the survey credits, in proportion, and it comes last", () => {
    const worlds = casts(clear, { survey: { answers: 1, recall: 0.3, guess: 0 } }, 200);
    const caused = worlds.reduce((sum, world) => sum + world.caused.mean, 0) / worlds.length;
    expect(Math.abs(meanOf(worlds, "survey", surplus) / caused + 0.7)).toBeLessThan(0.04);
    expect(worlds.filter(({ caused: one }) => one.mean > 5).every((world) => world.lenses.at(-1)!.lens === "survey")).toBe(true);
  });

  test("answers of a third of the customers stand for all of them: unbiased within 4 standard errors, only less certain", () => {
    const errors = lensErrors(turned(clear, { survey: { answers: 1 / 3 } }), seedsUpTo(200));
    const { errorOrders } = of(errors, "survey");
    expect(Math.abs(errorOrders.mean)).toBeLessThan(4 * errorOrders.standardError);
    expect(errorOrders.high - errorOrders.low).toBeGreaterThan(1);
  });

  test("a visit by another way after the click takes the last touch and leaves the first", () => {
    const worlds = casts(clear, { channels: [{ channel: "paid", onTheWay: 1, idleVisits: 5 }] }, 200);
    expect(meanOf(worlds, "first", absolute)).toBeLessThan(1e-6);
    const caused = worlds.reduce((sum, world) => sum + world.caused.mean, 0) / worlds.length;
    expect(meanOf(worlds, "last", surplus)).toBeCloseTo(-caused, 6);
    expect(meanOf(worlds, "linear", surplus)).toBeCloseTo(-caused / 2, 6);
  });
});

describe("errors of lenses", () => {
  test("are those of each run, with the mean's standard error, and tell how far the work is", () => {
    const shares: number[] = [];
    const errors = lensErrors(smallDials, [1, 2, 3, 4], (share) => shares.push(share));
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
    const single = seedsUpTo(4).map((at) => of(lensErrors(smallDials, [at + 1]), "linear").errorOrders.mean);
    const { mean, standardError } = of(errors, "linear").errorOrders;
    const average = single.reduce((sum, one) => sum + one, 0) / 4;
    expect(mean).toBeCloseTo(average, 9);
    const squares = single.reduce((sum, one) => sum + (one - average) ** 2, 0);
    expect(standardError).toBeCloseTo(Math.sqrt(squares / 3 / 4), 9);
  });

  test("of creators add up to the total, and lenses stand in the order of their absolute error", () => {
    const errors = lensErrors(smallDials, seedsUpTo(5));
    for (const { creators, errorOrders, errorMinor } of errors.lenses) {
      expect(creators.reduce((sum, one) => sum + one.errorOrders.mean, 0)).toBeCloseTo(errorOrders.mean, 9);
      expect(creators.reduce((sum, one) => sum + one.errorMinor.mean, 0)).toBeCloseTo(errorMinor.mean, 3);
    }
    const order = errors.lenses.map(({ absoluteError }) => absoluteError.mean);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(errors.lenses.map(({ lens }) => lens)).size).toBe(10);
  });

  test("know no share of nothing: without creators there is no bias and no rank, and no lens credits anybody", () => {
    const errors = lensErrors(turned(smallDials, { creators: { count: 0 } }), [1, 2]);
    expect(
      errors.lenses.every(
        ({ bias, rankCorrelation, creators }) => bias === undefined && rankCorrelation === undefined && creators.length === 0,
      ),
    ).toBe(true);
    expect(errors.lenses.every(({ errorOrders }) => errorOrders.mean === 0)).toBe(true);
    expect(() => lensErrors(smallDials, [])).toThrow("at least one seed is needed");
  });
});
