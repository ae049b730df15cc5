import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixtureText, heldOut, referenceNumber, tableRows } from "../../../../../test/reference-data.ts";
import { pathRows } from "../../../../../test/reference-journeys.ts";
import { leastSquares } from "../../linear/least-squares.ts";
import { matrixOf } from "../../linear/matrix.ts";
import { generatorOf } from "../../random/generator.ts";
import type { Journey, Journeys } from "../journeys/journeys.ts";
import { markovAttribution, type MarkovOutcome } from "./markov-attribution.ts";
import { transitionMatrix } from "./transition-matrix.ts";

type Attributed = Extract<MarkovOutcome, { kind: "attributed" }>;

function attributed(journeys: Journeys, order = 1): Attributed {
  const outcome = markovAttribution(journeys, { order });
  if (outcome.kind !== "attributed") throw new RangeError(outcome.kind);
  return outcome;
}

/** Names that hold each other, separators, and what else is a name. */
const names = ["eta", "beta", "a > b", "a", "b", " ", "(start)", "(null)"];
const customers = fc.record({
  channels: fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 6 }),
  conversions: fc.nat(3),
  nulls: fc.nat(3),
  price: fc.nat(50),
});
const journeyLists = fc
  .array(customers, { minLength: 1, maxLength: 12 })
  .map((rows) => rows.map(({ price, ...row }): Journey => ({ ...row, value: price * row.conversions })))
  .filter((rows) => rows.some(({ conversions = 0, value = 0 }) => conversions > 0 && value > 0));
const orders = fc.integer({ min: 1, max: 4 });

const byName = ({ channels, byConversions, byValue }: Attributed): Map<string, readonly number[]> => {
  const value = byValue.kind === "credited" ? byValue : byConversions;
  return new Map(
    channels.map((channel, at) => [
      channel,
      [byConversions.credit[at] ?? 9, byConversions.removalEffects[at] ?? 9, value.credit[at] ?? 9, value.removalEffects[at] ?? 9],
    ]),
  );
};

function expectSame(one: Map<string, readonly number[]>, other: Map<string, readonly number[]>, scales = [1, 1, 1, 1]): void {
  for (const [channel, numbers] of one) {
    numbers.forEach((value, at) => {
      const wanted = (other.get(channel)?.[at] ?? Number.NaN) * (scales[at] ?? 1);
      expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1e-3, Math.abs(wanted)));
    });
  }
}

/** States of a journey, told as texts, by the definition: windows, a state that follows itself counting once. */
function statesOf(channels: readonly string[], order: number): string[] {
  const windows = channels.length < order ? [channels] : channels.slice(order - 1).map((_, at) => channels.slice(at, at + order));
  const texts = windows.map((window) => JSON.stringify(window));
  return texts.filter((text, at) => text !== texts[at - 1]);
}

/** Conversions a customer with a channel removed, by the definition and a dense system. */
function convertedWithout(journeys: readonly Journey[], order: number, channel?: string): number {
  const walked = journeys
    .map((journey) => ({ ...journey, states: statesOf(journey.channels, order), count: (journey.conversions ?? 0) + (journey.nulls ?? 0) }))
    .filter(({ count }) => count > 0);
  const states = [...new Set(walked.flatMap((journey) => journey.states))];
  const rows = states.map(() => new Float64Array(states.length + 1));
  const out = new Float64Array(states.length);
  for (const journey of walked) {
    journey.states.forEach((state, at) => {
      const [from, next] = [states.indexOf(state), journey.states[at + 1]];
      const row = rows[from] ?? new Float64Array(0);
      out[from] = (out[from] ?? 0) + journey.count;
      const to = next === undefined ? states.length : states.indexOf(next);
      row[to] = (row[to] ?? 0) + (next === undefined ? (journey.conversions ?? 0) : journey.count);
    });
  }
  const isKept = states.map((state) => channel === undefined || !(JSON.parse(state) as string[]).includes(channel));
  const system = rows.map((row, from) =>
    Array.from(states, (_, to) => (from === to ? 1 : 0) - (isKept[from] && isKept[to] ? (row[to] ?? 0) / (out[from] ?? 1) : 0)),
  );
  const right = rows.map((row, from) => (isKept[from] ? (row[states.length] ?? 0) / (out[from] ?? 1) : 0));
  const { coefficients } = leastSquares(matrixOf(system), right);
  const began = walked.reduce((sum, { count }) => sum + count, 0);
  return walked.reduce((sum, { states: [first = ""], count }) => sum + (count / began) * (coefficients[states.indexOf(first)] ?? 0), 0);
}

describe.skipIf(heldOut.isMissing)(`10,000 aggregated journeys of 12 channels${heldOut.note}`, () => {
  const rows = heldOut.isMissing ? [] : pathRows(readFileSync(heldOut.path("mta/channelattribution_pathdata.csv"), "utf8"));

  test.each([1, 2, 3])("order %i gives every channel the removal effects, conversions and value of the exact solution", (order) => {
    const outcome = attributed(rows, order);
    for (const [channel, [conversions = 0, effect = 0, value = 0, valueEffect = 0]] of byName(outcome)) {
      const wanted = (name: string): number => referenceNumber(`mta.pathdata.markov_order${order}.${channel}.${name}`);
      for (const [found, name] of [
        [conversions, "conversions"],
        [effect, "removal_effect"],
        [value, "value"],
        [valueEffect, "removal_effect_value"],
      ] as const)
        expect(Math.abs(found / wanted(name) - 1)).toBeLessThan(1e-10);
    }
    expect(outcome.states + 1).toBe(referenceNumber(`mta.pathdata.summary.n_states_o${order}`));
    expect(outcome.byConversions.perCustomer).toBeCloseTo(referenceNumber(`mta.pathdata.summary.p_conv_o${order}`), 12);
    const perCustomer = outcome.byValue.kind === "credited" ? outcome.byValue.perCustomer : 0;
    expect(perCustomer).toBeCloseTo(referenceNumber(`mta.pathdata.summary.exp_value_o${order}`), 12);
  });

  test("the transition matrix has the cells of the reference, and the published share of alpha that follows itself", () => {
    const cells = transitionMatrix(rows);
    expect(cells).toHaveLength(138);
    const shown = (place: readonly string[] | string): string => (typeof place === "string" ? `(${place})` : (place[0] ?? ""));
    const found = new Map(cells.map(({ from, to, probability }) => [`${shown(from)} ${shown(to)}`, probability] as const));
    for (const [from, to, p] of tableRows(fixtureText("mta/pathdata-exact-tm-o1.csv")))
      expect(found.get(`${from} ${to}`)).toBeCloseTo(Number(p), 14);
    const loops = transitionMatrix(rows, { selfLoops: true }).filter(({ from, to }) => shown(from) === "alpha" && shown(to) === "alpha");
    expect(loops.map(({ probability }) => probability.toFixed(6))).toEqual(["0.645053"]);
  });
});

describe("Markov attribution", () => {
  test("removal effects are what a dense system with the channel's states taken out gives", () => {
    const property = fc.property(journeyLists, orders, (journeys, order) => {
      const whole = convertedWithout(journeys, order);
      const { channels, byConversions } = attributed(journeys, order);
      expect(byConversions.perCustomer).toBeCloseTo(whole, 10);
      channels.forEach((channel, at) => {
        expect(byConversions.removalEffects[at]).toBeCloseTo(1 - convertedWithout(journeys, order, channel) / whole, 9);
      });
    });
    fc.assert(property, { numRuns: 60, seed: 1 });
  });

  test("credit sums to what there was, effects stay in [0, 1], and the chain converts whom the journeys did", () => {
    const property = fc.property(journeyLists, orders, (journeys, order) => {
      const { byConversions, byValue } = attributed(journeys, order);
      const sum = (of: (journey: Journey) => number): number => journeys.reduce((total, journey) => total + of(journey), 0);
      const conversions = sum((journey) => journey.conversions ?? 0);
      const people = sum((journey) => (journey.conversions ?? 0) + (journey.nulls ?? 0));
      expect(byConversions.credit.reduce((total, one) => total + one, 0)).toBeCloseTo(conversions, 9);
      expect(byConversions.perCustomer).toBeCloseTo(conversions / people, 10);
      const value = sum((journey) => journey.value ?? 0);
      const credit = byValue.kind === "credited" ? byValue.credit : new Float64Array(0);
      expect(credit.reduce((total, one) => total + one, 0)).toBeCloseTo(value, 8);
      expect([...byConversions.removalEffects].every((effect) => effect >= 0 && effect <= 1)).toBe(true);
    });
    fc.assert(property, { seed: 2 });
  });

  test("the order of journeys, the names of channels, and whether alike ones are told together make no difference", () => {
    const property = fc.property(journeyLists, orders, fc.nat(), (journeys, order, seed) => {
      const source = generatorOf(seed);
      const renamed = new Map(names.map((name) => [name, `#${source.below(1e9)} ${name}`] as const));
      const apart = journeys.flatMap(({ channels, conversions = 0, value = 0, nulls = 0 }): Journey[] => [
        ...Array.from({ length: nulls }, () => ({ channels, nulls: 1 })),
        ...Array.from({ length: conversions }, () => ({ channels, conversions: 1, value: value / conversions })),
      ]);
      const changed = apart
        .map(({ channels, ...rest }) => ({ channels: channels.map((name) => renamed.get(name) ?? ""), ...rest }))
        .toReversed();
      const [one, other] = [byName(attributed(apart, order)), byName(attributed(changed, order))];
      expectSame(one, new Map([...renamed].flatMap(([name, now]) => (other.has(now) ? [[name, other.get(now) ?? []]] : []))));
      expectSame(one, byName(attributed(journeys, order)));
    });
    fc.assert(property, { numRuns: 60, seed: 3 });
  });

  test("twice the customers convert twice as often with the same effects; cents instead of euros scale the value alone", () => {
    const property = fc.property(journeyLists, orders, (journeys, order) => {
      const more = journeys.map(({ channels, conversions = 0, value = 0, nulls = 0 }) => ({
        channels,
        conversions: 2 * conversions,
        nulls: 2 * nulls,
        value: 1e10 * value,
      }));
      expectSame(byName(attributed(more, order)), byName(attributed(journeys, order)), [2, 1, 1e10, 1]);
    });
    fc.assert(property, { seed: 4 });
  });

  test("thousands of states are solved, and the answer still conserves", () => {
    const source = generatorOf(11);
    const journeys = Array.from({ length: 4_000 }, (): Journey => {
      const channels = Array.from({ length: 1 + source.below(6) }, () => `c${source.below(12)}`);
      return source.uniform() < 0.3 ? { channels, conversions: 1, value: source.below(100) } : { channels, nulls: 1 };
    });
    const { states, byConversions } = attributed(journeys, 3);
    expect(states).toBeGreaterThan(1_500);
    const converted = journeys.reduce((sum, { conversions = 0 }) => sum + conversions, 0);
    expect(byConversions.perCustomer).toBeCloseTo(converted / journeys.length, 11);
  });

  test("journeys without touches are reported apart and change no credit", () => {
    const journeys = [
      { channels: ["a"], conversions: 1, value: 4, nulls: 1 },
      { channels: ["b"], nulls: 2 },
    ];
    const bare = { channels: [], conversions: 3, value: 7, nulls: 9 };
    expect(attributed([...journeys, bare])).toEqual({ ...attributed(journeys), unattributed: { conversions: 3, value: 7 } });
  });

  test("a channel of null journeys alone gets nothing unless others go on from there and convert", () => {
    const journeys = [
      { channels: ["a", "b"], conversions: 1 },
      { channels: ["lost"], nulls: 5 },
      { channels: ["c", "b"], nulls: 5 },
    ];
    const { channels, byConversions, byValue } = attributed(journeys);
    const effects = new Map(channels.map((channel, at) => [channel, byConversions.removalEffects[at] ?? 9] as const));
    expect(effects.get("lost")).toBe(0);
    expect(effects.get("c")).toBeGreaterThan(0.5);
    expect(byValue).toEqual({ kind: "no-value" });
  });

  test("nobody who touched a channel converted: the outcome says so", () => {
    expect(markovAttribution([])).toMatchObject({ kind: "no-conversions", channels: [] });
    expect(markovAttribution([{ channels: ["a"], nulls: 3 }])).toMatchObject({ kind: "no-conversions", channels: ["a"] });
    expect(markovAttribution([{ channels: [], conversions: 3 }])).toMatchObject({ unattributed: { conversions: 3 } });
  });

  test.each([0, 1.5, Number.NaN, 40])("order %d is refused", (order) => {
    expect(() => markovAttribution([{ channels: names, conversions: 1 }], { order })).toThrow(RangeError);
  });
});

test("the chances out of each place sum to one, with moves of a state to itself or without", () => {
  const property = fc.property(journeyLists, orders, fc.boolean(), (journeys, order, selfLoops) => {
    const sums = new Map<string, number>();
    for (const { from, probability } of transitionMatrix(journeys, { order, selfLoops })) {
      expect(probability).toBeGreaterThan(0);
      sums.set(JSON.stringify(from), (sums.get(JSON.stringify(from)) ?? 0) + probability);
    }
    for (const total of sums.values()) expect(total).toBeCloseTo(1, 12);
  });
  fc.assert(property, { seed: 5 });
});
