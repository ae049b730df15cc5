import fc from "fast-check";
import { expect, test } from "vitest";
import { clustersOf } from "./clusters.ts";

const named = (name: string, ...creatorIds: string[]) => ({ name, creatorIds });
const names = (clusters: readonly (readonly { name: string }[])[]) => clusters.map((cluster) => cluster.map(({ name }) => name).join(""));

test("campaigns that share a creator, directly or through others, are beside each other in their order", () => {
  const spans = [
    named("A", "ana"),
    named("B", "ben"),
    named("C", "cleo", "ana"),
    named("D", "dora"),
    named("E", "ben", "cleo"),
    named("F"),
  ];
  expect(names(clustersOf(spans))).toEqual(["ABCE", "D"]);
});

test("whoever shares a creator is in one cluster, and no creator is in two", () => {
  const campaign = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(campaign, { maxLength: 8 }), (all) => {
      const spans = all.map((creatorIds, at) => ({ at, creatorIds }));
      const clusters = clustersOf(spans);
      expect(clusters.flat().toSorted((a, b) => a.at - b.at)).toEqual(spans);
      const creators = clusters.map((cluster) => new Set(cluster.flatMap(({ creatorIds }) => creatorIds)));
      expect(creators.reduce((sum, own) => sum + own.size, 0)).toBe(new Set(all.flat()).size);
      for (const cluster of clusters) expect(cluster.map(({ at }) => at)).toEqual(cluster.map(({ at }) => at).toSorted((a, b) => a - b));
    }),
  );
});
