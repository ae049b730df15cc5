import { checkNumber } from "../../input/check.ts";

/** Two regions between which a treatment may spill over: neighbours, or regions that people commute between. */
export interface RegionLink {
  readonly a: string;
  readonly b: string;
  /** How much passes between them, such as the share of people who commute; missing means that they belong together in any case. */
  readonly strength?: number;
}

/** A tree for each cluster: every region points towards the first one of its cluster. */
function rootOf(parents: Int32Array, at: number): number {
  let root = at;
  while (parents[root] !== root) root = parents[root] as number;
  for (let step = at; step !== root;) {
    const next = parents[step] as number;
    parents[step] = root;
    step = next;
  }
  return root;
}

function placesOf(regions: readonly string[]): Map<string, number> {
  const places = new Map(regions.map((name, at) => [name, at]));
  if (places.size < regions.length)
    throw new RangeError(`regions must be told once: got ${regions.length}, ${places.size} of them different`);
  return places;
}

/** Regions by the number of their cluster, clusters in the order of their first region. */
function grouped(regions: readonly string[], clusterOf: (at: number) => unknown): string[][] {
  const clusters = new Map<unknown, string[]>();
  regions.forEach((name, at) => {
    const key = clusterOf(at);
    const cluster = clusters.get(key);
    if (cluster === undefined) clusters.set(key, [name]);
    else cluster.push(name);
  });
  return [...clusters.values()];
}

/**
 * Clusters of regions that a treatment would spill over between: regions that are linked, or linked by others, stay together.
 *
 * Assign whole clusters: customers of a treated region who shop next door would be counted as control. A chain of weak links soon joins
 * everything; raise `least` until clusters are small, and leave the regions at their borders out. Time: nearly linear in the links.
 *
 * @param regions names, each once.
 * @param links between two of the regions, in any order and direction.
 * @param least links weaker than this do not count; missing means that all do.
 * @returns every region in one cluster, in the order of the regions.
 * @throws {RangeError} when a region is told twice, a link names a stranger, or a strength is NaN.
 * @example
 * import { linkedClusters } from "./region-clusters.ts";
 * const links = [{ a: "Bonn", b: "Köln", strength: 0.12 }, { a: "Köln", b: "Ulm", strength: 0.001 }];
 * linkedClusters(["Köln", "Ulm", "Bonn"], links, 0.05); // => [["Köln", "Bonn"], ["Ulm"]]
 */
export function linkedClusters(regions: readonly string[], links: Iterable<RegionLink>, least = -Infinity): string[][] {
  checkNumber("least", least);
  const places = placesOf(regions);
  const parents = Int32Array.from(regions.keys());
  for (const { a, b, strength = Infinity } of links) {
    const [from, to] = [places.get(a), places.get(b)];
    if (from === undefined || to === undefined) throw new RangeError(`links must be between the regions: got ${a} and ${b}`);
    checkNumber(`the strength of ${a} and ${b}`, strength);
    if (strength < least) continue;
    const [one, other] = [rootOf(parents, from), rootOf(parents, to)];
    parents[Math.max(one, other)] = Math.min(one, other);
  }
  return grouped(regions, (at) => rootOf(parents, at));
}

/**
 * Clusters that are known by name, such as media markets.
 *
 * @param regions names, each once.
 * @param clusterOf the cluster of each region; a region without one is a cluster of its own.
 * @throws {RangeError} when a region is told twice, or a cluster is given to a stranger.
 * @example
 * import { namedClusters } from "./region-clusters.ts";
 * namedClusters(["a", "b", "c"], new Map([["a", "north"], ["c", "north"]])); // => [["a", "c"], ["b"]]
 */
export function namedClusters(regions: readonly string[], clusterOf: ReadonlyMap<string, string>): string[][] {
  const places = placesOf(regions);
  for (const name of clusterOf.keys()) if (!places.has(name)) throw new RangeError(`clusterOf must name the regions: got ${name}`);
  return grouped(regions, (at) => clusterOf.get(regions[at] as string) ?? at);
}
