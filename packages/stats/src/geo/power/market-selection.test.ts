import { describe, expect, test } from "vitest";
import { generatorOf } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import type { RegionHistory } from "./history.ts";
import { candidateMarkets } from "./market-candidates.ts";
import { marketSelection, type MarketSelectionOptions, type MarketSelectionOutcome } from "./market-selection.ts";
import { powerStudy } from "./power-study.ts";

type Ranked = Extract<MarketSelectionOutcome, { kind: "ranked" }>;

function selected(history: RegionHistory, options: MarketSelectionOptions): Ranked {
  const found = marketSelection(history, options);
  if (found.kind !== "ranked") throw new RangeError(found.kind);
  return found;
}

/** Two groups of regions, each around a walk of its own; every region has a noise of its own, growing with its number. */
function world(seed: number, units = 8, periods = 40): RegionHistory {
  const source = generatorOf(seed);
  const walks = [0, 1].map(() => {
    let level = 0;
    return Array.from({ length: periods }, () => (level += 0.03 * normalVariate(source)));
  });
  const rows = Array.from({ length: units }, (_, unit) => {
    const size = 50 + 300 * source.uniform();
    return Array.from(
      { length: periods },
      (_one, at) => size * (2 + (walks[unit % 2]?.[at] ?? 0) + 0.004 * (1 + unit) * normalVariate(source)),
    );
  });
  return {
    units: rows.map((_, at) => `region ${at}`),
    periods: Array.from({ length: periods }, (_, at) => at),
    outcomes: { rows: units, columns: periods, values: Float64Array.from(rows.flat()) },
  };
}

const options = { duration: 3, sizes: [1], effects: [0.01, 0.02, 0.05, 0.1], history: 28 } as const;

describe("choosing markets", () => {
  test("regions that the others follow come first, and those with much noise last", () => {
    const places = new Map<string, number>();
    for (let seed = 0; seed < 10; seed++)
      selected(world(seed), options).candidates.forEach(({ regions: [name = ""] }, at) => places.set(name, (places.get(name) ?? 0) + at));
    const order = [...places].sort(([, a], [, b]) => a - b).map(([name]) => name);
    expect(order.slice(0, 3)).toContain("region 0");
    expect(order.slice(-3)).toContain("region 7");
  });

  test("the power of each set is that of a power study of its own", () => {
    const history = world(1);
    const { candidates } = selected(history, { ...options, sizes: [2] });
    for (const { regions, power } of candidates.slice(0, 3)) {
      const study = powerStudy(history, { treated: regions, durations: [3], effects: options.effects, history: 28 });
      expect(study.kind === "simulated" && study.durations).toEqual([power]);
    }
  });

  test("ranks are means of three ranks, so that they sum to as much as places do", () => {
    const { candidates, fitted, failed } = selected(world(2), { ...options, sizes: [1, 2] });
    expect(candidates.reduce((total, { rank }) => total + rank, 0)).toBeCloseTo((candidates.length * (candidates.length + 1)) / 2, 9);
    expect(candidates.map(({ rank }) => rank)).toEqual(candidates.map(({ rank }) => rank).toSorted((a, b) => a - b));
    expect([fitted, failed]).toEqual([candidates.length, 0]);
  });

  test("of the sets that fit best only the shortlist has its power worked out", () => {
    const all = selected(world(3), options).candidates;
    const few = selected(world(3), { ...options, shortlist: 2 });
    expect(few.fitted).toBe(all.length);
    const fits = all.map(({ scaledL2 }) => scaledL2).toSorted((a, b) => a - b);
    expect(few.candidates.map(({ scaledL2 }) => scaledL2).toSorted((a, b) => a - b)).toEqual(fits.slice(0, 2));
  });

  test("clusters are treated as a whole, and a set that is given may not split one", () => {
    const clusters = [
      ["region 0", "region 3", "region 4"],
      ["region 1", "region 2"],
    ];
    const { candidates } = selected(world(4), { ...options, sizes: [1, 2], clusters });
    for (const { regions } of candidates)
      for (const cluster of clusters) expect([0, cluster.length]).toContain(cluster.filter((name) => regions.includes(name)).length);
    expect(candidates.some(({ regions }) => regions.includes("region 3"))).toBe(true);
    expect(() => marketSelection(world(4), { ...options, clusters, candidates: [["region 1"]] })).toThrow(
      "candidates must not split a cluster",
    );
  });

  test("what is included is in every set, what is excluded in none, and donors it may be", () => {
    const found = selected(world(5), { ...options, sizes: [2], include: ["region 6"], exclude: ["region 1"] });
    expect(found.candidates).toHaveLength(6);
    expect(found.candidates.every(({ regions }) => regions.includes("region 6") && !regions.includes("region 1"))).toBe(true);
  });

  test("sets with more than the largest share of the outcome are left out", () => {
    const shares = selected(world(6), options).candidates.map(({ share }) => share);
    expect(shares.reduce((total, share) => total + share, 0)).toBeCloseTo(1, 12);
    const least = Math.min(...shares);
    expect(selected(world(6), { ...options, maxShare: least }).candidates.map(({ share }) => share)).toEqual([least]);
  });

  test("no set that can be, too short a history and a level out of reach are outcomes", () => {
    expect(marketSelection(world(7), { ...options, sizes: [8] })).toEqual({ kind: "no-candidates" });
    expect(marketSelection(world(7), { ...options, duration: 13 })).toEqual({ kind: "too-short", duration: 13, periods: 40, needed: 41 });
    expect(marketSelection(world(7), { ...options, alpha: 0.01 })).toMatchObject({ kind: "level-out-of-reach" });
  });

  test("regions that never change are like nothing, and what cannot be is refused by name", () => {
    const history = world(8, 4);
    const flat = {
      ...history,
      outcomes: { ...history.outcomes, values: history.outcomes.values.map((value, at) => (at < 40 ? 7 : value)) },
    };
    expect(candidateMarkets(flat, { sizes: [2] })).toContainEqual(["region 0", "region 1"]);
    for (const [wrong, message] of [
      [{ include: ["nowhere"] }, "include and exclude must be regions: got nowhere"],
      [{ clusters: [["nowhere"]] }, "clusters must be of regions of the history: got nowhere"],
      [{ clusters: [["region 0"], ["region 0"]] }, "clusters must name each region once"],
      [{ sizes: [0] }, "sizes[0] must be a whole number of at least 1"],
      [{ maxShare: 2 }, "maxShare must be in (0, 1]"],
      [{ shortlist: 0 }, "shortlist must be a whole number of at least 1"],
      [{ duration: 0 }, "durations[0] must be a whole number of at least 1"],
    ] as const)
      expect(() => marketSelection(history, { ...options, ...(wrong as Partial<MarketSelectionOptions>) })).toThrow(message);
  });
});
