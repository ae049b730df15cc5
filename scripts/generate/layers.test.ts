import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Arrows } from "../directions/knots.ts";
import { knots } from "../directions/knots.ts";
import { heights, layered, withoutShortcuts } from "./layers.ts";

const names = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Graphs of up to eight nodes in which a node points at later ones only. */
const acyclic = fc.uniqueArray(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20, selector: String }).map((pairs): Arrows => {
  const down = pairs.filter(([from, to]) => from < to).map(([from, to]) => [names[from] ?? "", names[to] ?? ""] as const);
  return new Map(names.map((name) => [name, down.filter(([from]) => from === name).map(([, to]) => to)]));
});

/** Every pair of nodes of which the first leads to the second. */
function reachable(arrows: Arrows): Set<string> {
  const pairs = new Set<string>();
  for (const start of arrows.keys()) {
    const queue = [...(arrows.get(start) ?? [])];
    for (const at of queue) {
      if (pairs.has(`${start}${at}`)) continue;
      pairs.add(`${start}${at}`);
      queue.push(...(arrows.get(at) ?? []));
    }
  }
  return pairs;
}

describe("a graph without shortcuts", () => {
  it("drops the arrow that a longer way says", () => {
    const arrows = new Map([
      ["app", ["ledger", "orders"]],
      ["orders", ["ledger"]],
    ]);
    expect(withoutShortcuts(arrows)).toEqual(
      new Map([
        ["app", ["orders"]],
        ["orders", ["ledger"]],
      ]),
    );
  });

  it("leads wherever the graph did", () => {
    fc.assert(
      fc.property(acyclic, (arrows) => {
        expect(reachable(withoutShortcuts(arrows))).toEqual(reachable(arrows));
      }),
    );
  });
});

describe("the layers", () => {
  it("stand as high as the longest way down", () => {
    expect(
      heights(
        new Map([
          ["a", ["b", "c"]],
          ["b", ["c"]],
        ]),
      ),
    ).toEqual(
      new Map([
        ["c", 0],
        ["b", 1],
        ["a", 2],
      ]),
    );
  });

  it("hold every node once, and every arrow goes down one layer at a time", () => {
    fc.assert(
      fc.property(acyclic, (arrows) => {
        const { layers, paths } = layered(arrows);
        const level = new Map(layers.flatMap((layer, at) => layer.map((node) => [node, at] as const)));
        expect([...level.keys()].filter((node) => !node.startsWith("~")).toSorted()).toEqual(names);
        for (const path of paths)
          for (const [at, node] of path.entries()) expect(level.get(node)).toBe((level.get(path[0] ?? "") ?? 0) - at);
      }),
    );
  });

  it("still give a picture when the graph has a cycle", () => {
    expect(
      layered(
        new Map([
          ["a", ["b"]],
          ["b", ["a"]],
        ]),
      )
        .layers.flat()
        .filter((node) => !node.startsWith("~")),
    ).toHaveLength(2);
  });
});

describe("the search for cycles", () => {
  it("finds none where there is none", () => {
    fc.assert(
      fc.property(acyclic, (arrows) => {
        expect(knots(arrows)).toEqual([]);
      }),
    );
  });

  it("finds one in every graph in which a node leads back to itself", () => {
    fc.assert(
      fc.property(acyclic, fc.constantFrom(...names), fc.constantFrom(...names), (arrows, from, to) => {
        const more = new Map(arrows).set(from, [...(arrows.get(from) ?? []), to]);
        const isCyclic = [...more.keys()].some((node) => reachable(more).has(`${node}${node}`));
        expect(knots(more).length > 0).toBe(isCyclic);
      }),
    );
  });

  it("gives the shortest way back for each node that stands on no cycle found before", () => {
    expect(
      knots(
        new Map([
          ["a", ["b"]],
          ["b", ["c", "a"]],
          ["c", ["a"]],
        ]),
      ),
    ).toEqual([
      ["a", "b"],
      ["c", "a", "b"],
    ]);
    expect(knots(new Map([["a", ["a"]]]))).toEqual([["a"]]);
  });
});
