import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generatorOf } from "../../random/generator.ts";
import { shuffled } from "../../random/order.ts";
import { assignRegions, type AssignmentDesign, type AssignmentOutcome, type AssignmentPlan } from "./assign-regions.ts";
import { regionDataGate } from "./region-data-gate.ts";
import { linkedClusters, namedClusters } from "./region-clusters.ts";

type Assigned = Extract<AssignmentOutcome, { kind: "assigned" }>;

function assigned(plan: AssignmentPlan): Assigned {
  const found = assignRegions(plan);
  if (found.kind !== "assigned") throw new RangeError(found.kind);
  return found;
}

/** Clusters of one to four regions with unequal sizes. */
function clustersOf(seed: number, count: number): Pick<AssignmentPlan, "clusters" | "sizes"> {
  const source = generatorOf(seed);
  const clusters = Array.from({ length: count }, (_, at) => Array.from({ length: 1 + source.below(4) }, (_one, part) => `${at}.${part}`));
  return { clusters, sizes: new Map(clusters.flat().map((name) => [name, Math.floor(1_000 * source.uniform())])) };
}

const designs: readonly AssignmentDesign[] = [
  { kind: "complete" },
  { kind: "complete", treatedShare: 0.3 },
  { kind: "pairs" },
  { kind: "strata", strata: 4 },
  { kind: "strata", strata: 5, treatedShare: 0.4 },
];

describe("assigning regions", () => {
  test("no cluster is ever split, every region is in one group, and blocks say the same", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000 }),
        fc.integer({ min: 6, max: 25 }),
        fc.constantFrom(...designs),
        (seed, count, design) => {
          const { clusters, sizes } = clustersOf(seed, count);
          const drawn = assigned({ clusters, sizes, design, generator: generatorOf(seed) });
          const groups = [drawn.treated, drawn.control, drawn.left];
          expect(groups.flat().toSorted()).toEqual(clusters.flat().toSorted());
          for (const cluster of clusters)
            expect(groups.filter((group) => cluster.some((region) => group.includes(region)))).toHaveLength(1);
          expect(drawn.blocks.flatMap(({ treated }) => treated.flat())).toEqual(drawn.treated);
          expect(drawn.blocks.flatMap(({ control }) => control.flat())).toEqual(drawn.control);
          expect(drawn.treatedSize).toBe(drawn.treated.reduce((total, region) => total + (sizes.get(region) ?? 0), 0));
          expect(Math.min(drawn.treated.length, drawn.control.length)).toBeGreaterThan(0);
        },
      ),
    );
  });

  test("each cluster has the chance that is told, small ones and large ones, in full strata and in the rest of them", () => {
    for (const design of designs) {
      const { clusters, sizes } = clustersOf(3, 11);
      const source = generatorOf(17);
      const times = new Map<string, number>();
      for (let run = 0; run < 2_000; run++)
        for (const region of assigned({ clusters, sizes, design, generator: source }).treated)
          times.set(region, (times.get(region) ?? 0) + 1);
      const { left, chance } = assigned({ clusters, sizes, design, generator: source });
      for (const [region = ""] of clusters) {
        const share = (times.get(region) ?? 0) / 2_000;
        expect(Math.abs(share - (left.includes(region) ? 0 : chance))).toBeLessThan(4.5 * Math.sqrt((chance * (1 - chance)) / 2_000));
      }
    }
  });

  test("the same seed draws the same regions, in whatever order they are told", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.constantFrom(...designs), (seed, design) => {
        const { clusters, sizes } = clustersOf(seed, 9);
        const mixed = shuffled(generatorOf(seed), clusters).map((cluster) => shuffled(generatorOf(seed + 1), cluster));
        const draw = (list: readonly (readonly string[])[]): Assigned =>
          assigned({ clusters: list, sizes, design, generator: generatorOf(7) });
        expect(draw(mixed)).toEqual(draw(clusters));
      }),
    );
  });

  test("pairs are neighbours in size, and the odd cluster left over is the one without which they differ least", () => {
    const sizes = new Map([
      ["a", 100],
      ["b", 98],
      ["c", 50],
      ["d", 30],
      ["e", 29],
    ]);
    const clusters = [...sizes.keys()].map((name) => [name]);
    const { blocks, left } = assigned({ clusters, sizes, design: { kind: "pairs" }, generator: generatorOf(1) });
    expect(left).toEqual(["c"]);
    expect(blocks.map(({ treated, control }) => [...treated, ...control].flat().toSorted())).toEqual([
      ["a", "b"],
      ["d", "e"],
    ]);
  });

  test("pairs balance the sizes of the groups better than a complete draw", () => {
    const { clusters, sizes } = clustersOf(5, 30);
    const source = generatorOf(6);
    const apart = (design: AssignmentDesign): number => {
      let total = 0;
      for (let run = 0; run < 200; run++) {
        const { treatedSize, controlSize } = assigned({ clusters, sizes, design, generator: source });
        total += Math.abs(treatedSize - controlSize);
      }
      return total;
    };
    expect(apart({ kind: "pairs" })).toBeLessThan(0.5 * apart({ kind: "complete" }));
  });

  test("strata by name are kept to, each with the share of its own", () => {
    const { clusters, sizes } = clustersOf(8, 12);
    const strata = new Map(clusters.flatMap((cluster, at) => cluster.map((region) => [region, at < 8 ? "north" : "south"] as const)));
    const { blocks } = assigned({ clusters, sizes, design: { kind: "strata", strata, treatedShare: 0.25 }, generator: generatorOf(2) });
    expect(blocks.map(({ treated, control }) => [treated.length, control.length])).toEqual([
      [2, 6],
      [1, 3],
    ]);
  });

  test("too few clusters for two groups are an outcome and not a matter of luck", () => {
    const sizes = new Map([
      ["a", 1],
      ["b", 1],
    ]);
    const plan = { sizes, generator: generatorOf(1) };
    expect(assignRegions({ ...plan, clusters: [["a", "b"]], design: { kind: "pairs" } })).toEqual({
      kind: "too-few-clusters",
      clusters: 1,
    });
    const design = { kind: "complete", treatedShare: 0.1 } as const;
    expect(assignRegions({ ...plan, clusters: [["a"], ["b"]], design })).toEqual({ kind: "too-few-clusters", clusters: 2 });
  });

  test("what cannot be is refused by name", () => {
    const { clusters, sizes } = clustersOf(9, 6);
    const good = { clusters, sizes, design: { kind: "pairs" }, generator: generatorOf(1) } as const;
    const strata = new Map(clusters.flat().map((region, at) => [region, `${at}`]));
    for (const [wrong, message] of [
      [{ clusters: [[]] }, "clusters must not be empty"],
      [{ clusters: [["0.0"], ["0.0"]] }, "a region must be in one cluster: got 0.0 in two"],
      [{ clusters: [["new"]] }, "the size of new must be a finite number"],
      [{ design: { kind: "complete", treatedShare: 1 } }, "treatedShare must be in (0, 1)"],
      [{ design: { kind: "strata", strata: 1 } }, "strata must be of at least two clusters"],
      [{ design: { kind: "strata", strata: new Map() } }, "strata must name a stratum for each region"],
      [{ design: { kind: "strata", strata } }, "a cluster must lie in one stratum"],
    ] as const)
      expect(() => assignRegions({ ...good, ...(wrong as Partial<AssignmentPlan>) })).toThrow(message);
  });
});

describe("spillover clusters", () => {
  test("regions are together exactly when links lead from one to the other, whatever order links come in", () => {
    const names = Array.from("abcdefghij");
    const link = fc.record({
      a: fc.constantFrom(...names),
      b: fc.constantFrom(...names),
      strength: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(link, { maxLength: 12 }), fc.double({ min: 0, max: 1, noNaN: true }), (links, least) => {
        const clusters = linkedClusters(names, links, least);
        expect(clusters.flat().toSorted()).toEqual(names);
        const of = (name: string): number => clusters.findIndex((cluster) => cluster.includes(name));
        const counted = links.filter(({ strength }) => strength >= least);
        for (const { a, b } of counted) expect(of(a)).toBe(of(b));
        expect(clusters.length).toBeGreaterThanOrEqual(names.length - counted.length);
        expect(linkedClusters(names, links.toReversed(), least)).toEqual(clusters);
        expect(linkedClusters(names, links, 1.1)).toEqual(names.map((name) => [name]));
      }),
    );
  });

  test("clusters by name hold each region once, and a region without a name is alone", () => {
    expect(
      namedClusters(
        ["x", "y", "z"],
        new Map([
          ["z", "1"],
          ["x", "1"],
        ]),
      ),
    ).toEqual([["x", "z"], ["y"]]);
  });

  test("strangers, doubles and strengths that are no numbers are refused", () => {
    expect(() => linkedClusters(["a", "a"], [])).toThrow("regions must be told once: got 2, 1 of them different");
    expect(() => linkedClusters(["a"], [{ a: "a", b: "q" }])).toThrow("links must be between the regions: got a and q");
    expect(() => linkedClusters(["a", "b"], [{ a: "a", b: "b", strength: Number.NaN }])).toThrow(
      "the strength of a and b must be a number",
    );
    expect(() => namedClusters(["a"], new Map([["q", "1"]]))).toThrow("clusterOf must name the regions: got q");
  });
});

describe("the data gate", () => {
  const calendar = new Intl.DateTimeFormat("sv-SE", { timeZone: "UTC" });
  const day = (at: number): string => calendar.format(at * 86_400_000);
  const history = (days: readonly number[], units = 20): { unit: string; period: string; value: number }[] =>
    Array.from({ length: units }, (_, unit) =>
      days.map((at) => ({ unit: `${unit}`, period: day(at), value: 10 + (at % 7) + unit })),
    ).flat();
  const days = Array.from({ length: 25 }, (_, at) => at + 11_000);

  test("25 days of 20 regions are enough, one fewer of either is not", () => {
    expect(regionDataGate(history(days))).toMatchObject({
      isOpen: true,
      flags: [],
      periods: 25,
      regions: 20,
      missingCells: [],
      breaks: [],
    });
    expect(regionDataGate(history(days.slice(1))).flags).toEqual(["few-periods"]);
    expect(regionDataGate(history(days, 19)).flags).toEqual(["few-regions"]);
    expect(regionDataGate(history(days), { from: day(11_024) })).toMatchObject({ flags: ["few-periods"], periods: 24 });
  });

  test("a day that is missing everywhere is a break, over leap days and turns of the year too; months and weeks have none of their own", () => {
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 40_000 }), fc.integer({ min: 1, max: 23 }), (start, gap) => {
        const list = Array.from({ length: 26 }, (_, at) => start + at);
        expect(regionDataGate(history(list, 1)).breaks).toEqual([]);
        const broken = regionDataGate(
          history(
            list.filter((_, at) => at !== gap),
            1,
          ),
        );
        expect(broken.breaks).toEqual([{ after: day(start + gap - 1), before: day(start + gap + 1) }]);
      }),
    );
    const months = Array.from({ length: 30 }, (_, at) => ({
      unit: "a",
      period: `${2020 + Math.floor(at / 12)}-${`${(at % 12) + 1}`.padStart(2, "0")}-01`,
      value: at,
    }));
    expect(regionDataGate(months).breaks).toEqual([]);
    expect(regionDataGate([1, 2, 3, 5].map((period) => ({ unit: "a", period, value: period }))).breaks).toEqual([{ after: 3, before: 5 }]);
    expect("breaks" in regionDataGate([{ unit: "a", period: "week one", value: 1 }])).toBe(false);
  });

  test("missing cells, regions that do not change and one that has half of everything are told by name", () => {
    const cells = history(days).map((cell) =>
      cell.unit === "3" && cell.period === days.map(day)[4] ? { ...cell, value: Number.NaN } : cell,
    );
    expect(regionDataGate(cells)).toMatchObject({ flags: ["missing-cells"], missingCells: [{ unit: "3", period: day(11_004) }] });
    const flat = history(days).map((cell) => (cell.unit === "5" ? { ...cell, value: 4 } : cell));
    expect(regionDataGate(flat)).toMatchObject({ flags: ["constant-regions"], constantRegions: ["5"] });
    const large = history(days).map((cell) => (cell.unit === "0" ? { ...cell, value: cell.value * 100 } : cell));
    expect(regionDataGate(large)).toMatchObject({ flags: ["dominant-region"], largest: { unit: "0" } });
  });

  test("no cells at all is no history, and what is told twice or infinite is refused", () => {
    expect(regionDataGate([])).toMatchObject({ isOpen: false, flags: ["few-periods", "few-regions"], periods: 0, regions: 0 });
    const cell = { unit: "a", period: 1, value: 2 };
    expect(() => regionDataGate([cell, cell])).toThrow("cells must be told once: got a in 1 again");
    expect(() => regionDataGate([{ ...cell, value: -Infinity }])).toThrow("an outcome must be finite");
    expect(() => regionDataGate([cell], { leastPeriods: -1 })).toThrow("leastPeriods must be a whole number");
  });
});
