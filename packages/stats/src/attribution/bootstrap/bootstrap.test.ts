import { describe, expect, test } from "vitest";
import { binomialVariate, multinomialVariate } from "../../random/count-variate.ts";
import { generatorOf } from "../../random/generator.ts";
import type { Journey, PackedJourneys } from "../journeys/journeys.ts";
import { markovAttribution } from "../markov/markov-attribution.ts";
import { bootstrapAttribution, type AttributionEstimate, type AttributionBootstrapOutcome } from "./bootstrap-attribution.ts";

type Bootstrapped = Extract<AttributionBootstrapOutcome, { kind: "bootstrapped" }>;

function bootstrapped(outcome: AttributionBootstrapOutcome): Bootstrapped {
  if (outcome.kind !== "bootstrapped") throw new RangeError(outcome.kind);
  return outcome;
}

/** Each channel's share of the conversions. */
const shares: AttributionEstimate = (journeys) => {
  const outcome = markovAttribution(journeys);
  return outcome.kind === "attributed" ? outcome.byConversions.credit.map((credit) => credit / outcome.byConversions.total) : undefined;
};

/** Conversions by the first touch: its variance is known. */
const firstTouches = ({ channels, starts, touches, conversions }: PackedJourneys): Float64Array => {
  const out = new Float64Array(channels.length);
  for (let at = 0; at < conversions.length; at++) {
    const first = touches[starts[at] ?? 0] ?? 0;
    out[first] = (out[first] ?? 0) + (conversions[at] ?? 0);
  }
  return out;
};

/** A world of eight journeys, unequally frequent, with the rate at which each converts. */
const world = [
  { channels: ["search"], share: 0.3, rate: 0.2 },
  { channels: ["creator"], share: 0.22, rate: 0.15 },
  { channels: ["creator", "search"], share: 0.15, rate: 0.45 },
  { channels: ["mail", "search"], share: 0.1, rate: 0.3 },
  { channels: ["creator", "mail", "creator"], share: 0.08, rate: 0.5 },
  { channels: ["mail"], share: 0.07, rate: 0.1 },
  { channels: ["search", "mail", "search", "creator"], share: 0.05, rate: 0.6 },
  { channels: ["search", "creator"], share: 0.03, rate: 0.25 },
];
const expected = world.map(({ channels, share, rate }): Journey => ({ channels, conversions: share * rate, nulls: share * (1 - rate) }));
const journeys = [
  { channels: ["a"], conversions: 30, value: 300, nulls: 170 },
  { channels: ["b", "a"], conversions: 10, value: 900, nulls: 190 },
];

describe("the bootstrap over customers", () => {
  test("an interval of 90 % covers the true share of a channel nine times in ten", () => {
    const source = generatorOf(20_261_127);
    const truth = markovAttribution(expected);
    const { credit, total } = truth.kind === "attributed" ? truth.byConversions : { credit: new Float64Array(0), total: 1 };
    const worlds = 400;
    const covered = new Float64Array(credit.length);
    for (let run = 0; run < worlds; run++) {
      const people = multinomialVariate(
        source,
        600,
        world.map(({ share }) => share),
      );
      const sample = world.map(({ channels, rate }, at): Journey => {
        const conversions = binomialVariate(source, people[at] ?? 0, rate);
        return { channels, conversions, nulls: (people[at] ?? 0) - conversions };
      });
      const { lower, upper } = bootstrapped(bootstrapAttribution(sample, shares, source, { replicates: 150 }));
      credit.forEach((one, at) => {
        if ((lower[at] ?? 1) <= one / total && one / total <= (upper[at] ?? 0)) covered[at] = (covered[at] ?? 0) + 1;
      });
    }
    // four deviations of a binomial share, sqrt(0.9 * 0.1 / 400)
    for (const count of covered) expect(Math.abs(count / worlds - 0.9)).toBeLessThan(4 * 0.015);
  });

  test("the standard error of a count is that of a binomial", () => {
    const { estimate, standardErrors } = bootstrapped(bootstrapAttribution(journeys, firstTouches, generatorOf(1), { replicates: 2_000 }));
    expect([...estimate]).toEqual([30, 10]);
    expect(Math.abs((standardErrors[0] ?? 0) / Math.sqrt((30 * 370) / 400) - 1)).toBeLessThan(0.06);
    expect(Math.abs((standardErrors[1] ?? 0) / Math.sqrt((10 * 390) / 400) - 1)).toBeLessThan(0.06);
  });

  test("samples keep the number of customers and the mean value of each journey's converters", () => {
    bootstrapAttribution(
      journeys,
      ({ channels, conversions, values, nulls }) => {
        expect([0, 1].reduce((sum, at) => sum + (conversions[at] ?? 0) + (nulls[at] ?? 0), 0)).toBe(400);
        expect(values[0]).toBeCloseTo(10 * (conversions[0] ?? 0), 9);
        expect(values[1]).toBeCloseTo(90 * (conversions[1] ?? 0), 9);
        return channels.map(() => 0);
      },
      generatorOf(2),
      { replicates: 20 },
    );
  });

  test("the same seed gives the same intervals; a higher level gives wider ones", () => {
    const run = (level: number): Bootstrapped =>
      bootstrapped(bootstrapAttribution(journeys, shares, generatorOf(3), { level, replicates: 100 }));
    expect(run(0.9)).toEqual(run(0.9));
    const [narrow, wide] = [run(0.5), run(0.95)];
    narrow.lower.forEach((lower, at) => expect(wide.lower[at]).toBeLessThanOrEqual(lower));
    narrow.upper.forEach((upper, at) => expect(wide.upper[at]).toBeGreaterThanOrEqual(upper));
  });

  test("samples without an answer are counted, and with hardly any that has one there is no interval", () => {
    const rare = [{ channels: ["a"], conversions: 1, nulls: 300 }];
    const { failed, replicates } = bootstrapped(bootstrapAttribution(rare, shares, generatorOf(4)));
    expect(failed + replicates).toBe(1_000);
    expect(Math.abs(failed / 1_000 - Math.exp(-1))).toBeLessThan(0.06);
    expect(bootstrapAttribution([{ channels: ["a"], nulls: 3 }], shares, generatorOf(5))).toEqual({ kind: "no-estimate", failed: 0 });
    let calls = 0;
    const once: AttributionEstimate = ({ channels }) => (calls++ === 0 ? channels.map(() => 0) : undefined);
    expect(bootstrapAttribution(journeys, once, generatorOf(6), { replicates: 9 })).toEqual({ kind: "no-estimate", failed: 9 });
  });

  test("several measures rest on the same samples: each has the interval that it has alone", () => {
    const twice: AttributionEstimate = (sample) => {
      const one = shares(sample);
      return one === undefined ? undefined : [...firstTouches(sample), ...Array.from(one)];
    };
    const run = (estimate: AttributionEstimate): Bootstrapped =>
      bootstrapped(bootstrapAttribution(journeys, estimate, generatorOf(7), { replicates: 60 }));
    const [both, first, second] = [run(twice), run(firstTouches), run(shares)];
    for (const list of ["estimate", "lower", "upper", "standardErrors"] as const)
      expect([...both[list]]).toEqual([...first[list], ...second[list]]);
  });

  test("an estimate that changes how many measures it gives is refused", () => {
    let calls = 0;
    const growing: AttributionEstimate = ({ channels }) => Array.from({ length: channels.length * ++calls }, () => 0);
    expect(() => bootstrapAttribution(journeys, growing, generatorOf(1))).toThrow(RangeError);
  });

  test.each<[string, () => unknown]>([
    ["half a customer", () => bootstrapAttribution([{ channels: ["a"], conversions: 0.5 }], shares, generatorOf(1))],
    ["half a customer who left", () => bootstrapAttribution([{ channels: ["a"], nulls: 0.5 }], shares, generatorOf(1))],
    ["one replicate", () => bootstrapAttribution(journeys, shares, generatorOf(1), { replicates: 1 })],
    ["a level above one", () => bootstrapAttribution(journeys, shares, generatorOf(1), { level: 90 })],
    ["an estimate for other channels", () => bootstrapAttribution(journeys, () => [1], generatorOf(1))],
    ["an estimate of NaN", () => bootstrapAttribution(journeys, () => [1, Number.NaN], generatorOf(1))],
  ])("%s is refused", (_, call) => {
    expect(call).toThrow(RangeError);
  });
});
