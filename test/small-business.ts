import fc from "fast-check";
import type { Dials } from "../src/features/market/dials/dials.ts";
import { presets } from "../src/features/market/dials/presets.ts";

/** A group of dials with some of them turned. */
export type Turned = {
  readonly [Group in keyof Dials]?: Dials[Group] extends readonly unknown[] ? Dials[Group] : Partial<Dials[Group]> | Dials[Group];
};

/** The dials with some of them turned, group by group. */
export function turned(dials: Dials, by: Turned): Dials {
  const groups = Object.entries(by).map(([group, value]) => {
    const before = dials[group as keyof Dials];
    return [group, typeof value === "object" && !Array.isArray(value) ? Object.assign({}, before, value) : value];
  });
  return { ...dials, ...Object.fromEntries(groups) } as Dials;
}

/** A business of some hundred orders. */
export const smallDials: Dials = turned(presets["dtc-drop"], {
  days: 60,
  regions: presets["dtc-drop"].regions.slice(0, 3),
  customers: { firstOrders: 0.006 },
  creators: { count: 5, followers: 25_000, posts: 2, fromDay: 5, overDays: 20 },
});

const chance = (max: number) => fc.double({ min: 0, max, noNaN: true });

/** Small businesses of any kind. */
export const smallBusinesses: fc.Arbitrary<Dials> = fc
  .record({
    creators: fc.record({
      count: fc.integer({ min: 1, max: 7 }),
      cast: fc.integer({ min: 0, max: 1e6 }),
      posts: fc.integer({ min: 1, max: 3 }),
      spread: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    response: fc.record({
      dark: chance(1),
      clicksAnyway: chance(1),
      affinity: chance(5),
      delayDays: fc.double({ min: 0.1, max: 20, noNaN: true }),
    }),
    codes: fc.record({ use: chance(1), leak: chance(0.3), extension: chance(0.3), discount: chance(0.5) }),
    refunds: fc.record({ chance: chance(1), partial: chance(1) }),
    inStore: chance(1),
    leads: fc.record({ leave: chance(1) }),
    currency: fc.constantFrom("EUR", "JPY", "KWD"),
  })
  .map((by) => turned(smallDials, by));
