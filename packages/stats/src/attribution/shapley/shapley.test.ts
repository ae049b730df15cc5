import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heldOut, referenceNumber } from "../../../../../test/reference-data.ts";
import { pathRows } from "../../../../../test/reference-journeys.ts";
import { generatorOf } from "../../random/generator.ts";
import { packedJourneys, type Journey, type Journeys } from "../journeys/journeys.ts";
import { channelSets } from "./channel-sets.ts";
import { rateCredit } from "./rate-game.ts";
import { rateCreditBySet } from "./rate-game-by-set.ts";
import { shapleyAttribution, type ShapleyOptions, type ShapleyOutcome } from "./shapley-attribution.ts";
import { shapleyValues } from "./shapley-values.ts";

type Attributed = Extract<ShapleyOutcome, { kind: "attributed" }>;

function attributed(journeys: Journeys, options: ShapleyOptions): Attributed {
  const outcome = shapleyAttribution(journeys, options);
  if (outcome.kind !== "attributed") throw new RangeError(outcome.kind);
  return outcome;
}

const byName = ({ channels, byConversions }: Attributed): Map<string, number> =>
  new Map(channels.map((channel, at) => [channel, byConversions.credit[at] ?? Number.NaN]));
const total = (list: ArrayLike<number>): number => Array.from(list).reduce((sum, one) => sum + one, 0);
const farthest = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Array.from(one).reduce((most, value, at) => Math.max(most, Math.abs(value - (other[at] ?? Number.NaN))), 0);

/** People who touch some of many channels, with rates that depend on which. */
function madeUp(seed: number, people: number, channels: number, most: number): Journey[] {
  const source = generatorOf(seed);
  return Array.from({ length: people }, () => {
    const touched = Array.from({ length: 1 + source.below(most) }, () => source.below(channels));
    const converts = source.uniform() < 0.1 + (0.6 * (touched[0] ?? 0)) / channels;
    return {
      channels: touched.map((channel) => `c${channel}`),
      ...(converts ? { conversions: 1, value: source.below(90) } : { nulls: 1 }),
    };
  });
}

const worths = ["conversion-rate", "subset-conversions"] as const;
const names = ["eta", "beta", "a > b", "a", "b"];
const journeyLists = fc
  .array(
    fc.record({ channels: fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 5 }), conversions: fc.nat(3), nulls: fc.nat(3) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .filter((rows) => rows.some(({ conversions }) => conversions > 0));

/** Every converter's set shares its conversions by the Shapley value of the rates within it, by the definition: all orders of joining. */
function byOrders(journeys: readonly Journey[]): Map<string, number> {
  const keyOf = (channels: readonly string[]): string => JSON.stringify([...new Set(channels)].sort());
  const counts = new Map<string, { conversions: number; people: number }>();
  for (const { channels, conversions = 0, nulls = 0 } of journeys) {
    const { conversions: before = 0, people = 0 } = counts.get(keyOf(channels)) ?? {};
    counts.set(keyOf(channels), { conversions: before + conversions, people: people + conversions + nulls });
  }
  const rate = (channels: readonly string[]): number => {
    const { conversions = 0, people = 0 } = counts.get(keyOf(channels)) ?? {};
    return people > 0 ? conversions / people : 0;
  };
  const orders = (list: readonly string[]): string[][] =>
    list.length === 0 ? [[]] : list.flatMap((one) => orders(list.filter((other) => other !== one)).map((rest) => [one, ...rest]));
  const credit = new Map<string, number>();
  for (const [key, { conversions, people }] of counts) {
    const all = conversions > 0 ? orders(JSON.parse(key) as string[]) : [];
    for (const order of all) {
      order.forEach((channel, at) => {
        const added = rate(order.slice(0, at + 1)) - rate(order.slice(0, at));
        credit.set(channel, (credit.get(channel) ?? 0) + (people * added) / all.length);
      });
    }
  }
  return credit;
}

describe.skipIf(heldOut.isMissing)(`10,000 aggregated journeys of 12 channels${heldOut.note}`, () => {
  const rows = heldOut.isMissing ? [] : pathRows(readFileSync(heldOut.path("mta/channelattribution_pathdata.csv"), "utf8"));

  test.each<[string, ShapleyOptions]>([
    ["shapley_mam_size2", { worth: "conversion-rate", largestSet: 2 }],
    ["shapley_mam_size4", { worth: "conversion-rate", largestSet: 4 }],
    ["shapley_mam_size12", { worth: "conversion-rate", largestSet: 12 }],
    ["shapley_zhao", { worth: "subset-conversions" }],
  ])("%s is met by every channel, delta's negative credit included", (name, options) => {
    for (const [channel, credit] of byName(attributed(rows, options))) {
      const wanted = referenceNumber(`mta.pathdata.shapley.${channel}.${name}`);
      expect(Math.abs(credit / wanted - 1)).toBeLessThan(1e-9);
    }
  });

  test("value of subsets is the linear rule over distinct channels", () => {
    const { channels, byValue } = attributed(rows, { worth: "subset-conversions" });
    channels.forEach((channel, at) => {
      const wanted = referenceNumber(`mta.pathdata.heuristics.${channel}.linear_unique_value`);
      expect(Math.abs(((byValue.kind === "credited" && byValue.credit[at]) || 0) / wanted - 1)).toBeLessThan(1e-10);
    });
  });
});

describe("Shapley attribution", () => {
  test("rates are shared out as averaging over every order of joining does", () => {
    const property = fc.property(journeyLists, (journeys) => {
      const wanted = byOrders(journeys);
      for (const [channel, credit] of byName(attributed(journeys, { worth: "conversion-rate" })))
        expect(credit).toBeCloseTo(wanted.get(channel) ?? 0, 10);
    });
    fc.assert(property, { numRuns: 60, seed: 1 });
  });

  test.each(worths)("credit sums to the conversions, and to the value: %s", (worth) => {
    for (const [seed, channels] of [
      [1, 4],
      [2, 15],
      [3, 40],
    ] as const) {
      const journeys = madeUp(seed, 600, channels, 8);
      const { byConversions, byValue } = attributed(journeys, { worth });
      expect(total(byConversions.credit)).toBeCloseTo(total(journeys.map(({ conversions = 0 }) => conversions)), 8);
      expect(byValue.kind === "credited" && total(byValue.credit)).toBeCloseTo(total(journeys.map(({ value = 0 }) => value)), 6);
    }
  });

  test.each(worths)("order, repeats and names make no difference, and value scales with its unit: %s", (worth) => {
    const journeys = madeUp(4, 300, 6, 5);
    const changed = journeys
      .map(({ channels, value = 0, ...rest }) => ({
        channels: [...channels, ...channels].toReversed().map((name) => `${name.slice(1)} > ${name}`),
        value: value * 1e10,
        ...rest,
      }))
      .toReversed();
    const [one, other] = [attributed(journeys, { worth }), attributed(changed, { worth })];
    const found = byName(other);
    for (const [name, credit] of byName(one)) expect(found.get(`${name.slice(1)} > ${name}`)).toBeCloseTo(credit, 9);
    const [value, scaled] = [one, other].map(({ byValue }) => (byValue.kind === "credited" ? byValue.credit : new Float64Array(0)));
    expect(farthest(Float64Array.from(value ?? []).sort(), Float64Array.from(scaled ?? [], (one) => one / 1e10).sort())).toBeLessThan(1e-9);
  });

  test("one pass over all coalitions and a look at every set by itself agree", () => {
    const sets = channelSets(packedJourneys(madeUp(5, 3_000, 11, 9)), Infinity);
    for (const brings of [sets.conversions, sets.values]) {
      const { credit, variances } = rateCreditBySet(sets, brings, { exactUpTo: 20, permutations: 2 });
      expect(farthest(rateCredit(sets, brings), credit)).toBeLessThan(1e-9);
      expect(total(variances)).toBe(0);
    }
  });

  test("drawn orders conserve what there is, and miss the exact credit by what their standard error says", () => {
    const journeys = madeUp(6, 2_000, 25, 7);
    const exact = attributed(journeys, { worth: "conversion-rate" });
    expect(exact.method).toBe("exact");
    let [square, within, all] = [0, 0, 0];
    for (let seed = 0; seed < 40; seed++) {
      const drawn = attributed(journeys, { worth: "conversion-rate", exactUpTo: 2, permutations: 30, generator: generatorOf(seed) });
      expect(drawn.method).toBe("sampled");
      expect(total(drawn.byConversions.credit)).toBeCloseTo(drawn.byConversions.total, 8);
      drawn.byConversions.credit.forEach((credit, at) => {
        const away = (credit - (exact.byConversions.credit[at] ?? 0)) / (drawn.byConversions.standardErrors[at] ?? 0);
        square += away ** 2;
        within += Math.abs(away) < 1.96 ? 1 : 0;
        all++;
      });
    }
    // 1,000 standardized errors, those of one draw dependent on each other: their mean square is 1 within 5 of its deviations of 0.06
    expect(Math.abs(square / all - 1)).toBeLessThan(0.3);
    expect(Math.abs(within / all - 0.95)).toBeLessThan(0.03);
  });

  test("many channels in one journey need a generator, and only where somebody converted", () => {
    const wide = Array.from({ length: 30 }, (_, at) => `c${at}`);
    expect(shapleyAttribution([{ channels: wide, conversions: 1 }], { worth: "conversion-rate" })).toEqual({
      kind: "needs-generator",
      touched: 30,
    });
    const lost = [
      { channels: wide, nulls: 1 },
      { channels: ["c1"], conversions: 2 },
    ];
    expect(byName(attributed(lost, { worth: "conversion-rate" })).get("c1")).toBe(2);
    expect(attributed([{ channels: wide, conversions: 3 }], { worth: "subset-conversions" }).byConversions.credit[7]).toBeCloseTo(0.1, 15);
    const sets = channelSets(packedJourneys([{ channels: wide, conversions: 1 }]), Infinity);
    expect(() => rateCreditBySet(sets, sets.conversions, { exactUpTo: 12, permutations: 2 })).toThrow(RangeError);
  });

  test("a channel that goes with lower rates has negative credit, which is not clipped", () => {
    const journeys = [
      { channels: ["good"], conversions: 9, nulls: 1 },
      { channels: ["good", "bad"], conversions: 1, nulls: 9 },
      { channels: ["bad"], nulls: 10 },
    ];
    expect([...byName(attributed(journeys, { worth: "conversion-rate" }))]).toEqual([
      ["good", 9 + 5],
      ["bad", -4],
    ]);
  });

  test("nobody who touched a channel converted, or nothing was paid: the outcome says so", () => {
    const bare = [
      { channels: [], conversions: 2, value: 3 },
      { channels: ["a"], nulls: 1 },
    ];
    expect(shapleyAttribution(bare, { worth: "conversion-rate" })).toEqual({
      kind: "no-conversions",
      channels: ["a"],
      unattributed: { conversions: 2, value: 3 },
    });
    expect(attributed([...bare, { channels: ["b"], conversions: 1 }], { worth: "conversion-rate" }).byValue).toEqual({ kind: "no-value" });
  });

  test.each([{ largestSet: 0 }, { exactUpTo: 21 }, { exactUpTo: 0 }, { permutations: 1 }])("options of %j are refused", (options) => {
    expect(() => shapleyAttribution([], { worth: "conversion-rate", ...options })).toThrow(RangeError);
  });
});

describe("Shapley values", () => {
  test("sum to the worth of all, add up over games, and are nothing for who adds nothing", () => {
    const games = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 16, maxLength: 16 });
    const property = fc.property(games, games, (one, other) => {
      const [a, b, both] = [one, other, one.map((worth, mask) => worth + (other[mask] ?? 0))].map(shapleyValues);
      expect(total(a ?? [])).toBeCloseTo((one[15] ?? 0) - (one[0] ?? 0), 9);
      expect(
        farthest(
          both ?? [],
          (a ?? new Float64Array(4)).map((value, at) => value + (b?.[at] ?? 0)),
        ),
      ).toBeLessThan(1e-9);
      const withIdler = Float64Array.from({ length: 32 }, (_, mask) => one[mask & 15] ?? 0);
      expect(farthest(shapleyValues(withIdler), [...(a ?? []), 0])).toBeLessThan(1e-9);
    });
    fc.assert(property, { seed: 7 });
  });

  test.each([[[]], [[0, 1, 2]], [[0, Number.NaN]], [new Float64Array(2 ** 21)]])("worths of no game are refused", (worths) => {
    expect(() => shapleyValues(worths)).toThrow(RangeError);
  });
});
