import { checkNotNegative } from "../../input/check.ts";
import type { Generator } from "../../random/generator.ts";
import { shuffled } from "../../random/order.ts";
import { sumOf } from "../../summary/compensated-sum.ts";

/** How clusters are drawn. */
export type AssignmentDesign =
  /** Any clusters. */
  | { readonly kind: "complete"; readonly treatedShare?: number }
  /** Neighbours in size are a pair, and a coin decides which of them is treated: what `trimmedMatch` needs. */
  | { readonly kind: "pairs" }
  /** Within strata of so many neighbours in size, or of the regions' own names, such as countries. */
  | { readonly kind: "strata"; readonly strata: number | ReadonlyMap<string, string>; readonly treatedShare?: number };

/** What is drawn from. */
export interface AssignmentPlan {
  /** Regions that stay together; each region is in one cluster. */
  readonly clusters: readonly (readonly string[])[];
  /** The outcome of each region over some time before the experiment, at least zero. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly design: AssignmentDesign;
  readonly generator: Generator;
}

/** Clusters among which the draw was made: a pair, a stratum, or all. */
export interface AssignmentBlock {
  readonly treated: readonly (readonly string[])[];
  readonly control: readonly (readonly string[])[];
}

/** The draw, or that the clusters are too few for it. */
export type AssignmentOutcome =
  | {
      readonly kind: "assigned";
      /** Names of regions. */
      readonly treated: readonly string[];
      readonly control: readonly string[];
      /** Regions that take no part: the cluster that is left over when pairs are made of an odd number. */
      readonly left: readonly string[];
      readonly blocks: readonly AssignmentBlock[];
      /** The chance that each cluster had of being treated, those left over excepted. */
      readonly chance: number;
      /** The sum of the sizes in each group. */
      readonly treatedSize: number;
      readonly controlSize: number;
    }
  /** A group may come out empty: no block is large enough to hold clusters of both groups for certain. */
  | { readonly kind: "too-few-clusters"; readonly clusters: number };

interface Cluster {
  readonly regions: readonly string[];
  readonly size: number;
}

/** Clusters by size, the largest first, equal ones by name: the order in which they are told does not matter. */
function sortedClusters({ clusters, sizes }: AssignmentPlan): Cluster[] {
  const seen = new Set<string>();
  const sized = clusters.map((regions) => {
    if (regions.length === 0) throw new RangeError("clusters must not be empty");
    for (const region of regions) {
      if (seen.has(region)) throw new RangeError(`a region must be in one cluster: got ${region} in two`);
      seen.add(region);
      checkNotNegative(`the size of ${region}`, sizes.get(region) ?? Number.NaN);
    }
    const sorted = regions.toSorted();
    return { regions: sorted, size: sumOf(sorted.length, (at) => sizes.get(sorted[at] as string) as number) };
  });
  return sized.sort((a, b) => b.size - a.size || ((a.regions[0] as string) < (b.regions[0] as string) ? -1 : 1));
}

/** The cluster without which the pairs of neighbours differ least, where the number is odd. */
function oddOne(clusters: readonly Cluster[]): number {
  const apart = (from: number, to: number): number =>
    sumOf((to - from) / 2, (pair) => (clusters[from + 2 * pair] as Cluster).size - (clusters[from + 2 * pair + 1] as Cluster).size);
  let [best, least] = [0, Infinity];
  for (let at = 0; at < clusters.length; at += 2) {
    const total = apart(0, at) + apart(at + 1, clusters.length);
    if (total < least) [best, least] = [at, total];
  }
  return best;
}

function chunks(clusters: readonly Cluster[], size: number): Cluster[][] {
  return Array.from({ length: Math.ceil(clusters.length / size) }, (_, at) => clusters.slice(at * size, (at + 1) * size));
}

function namedStrata(clusters: readonly Cluster[], strata: ReadonlyMap<string, string>): Cluster[][] {
  const found = new Map<string, Cluster[]>();
  for (const cluster of clusters) {
    const [name, ...others] = new Set(cluster.regions.map((region) => strata.get(region)));
    if (name === undefined) throw new RangeError(`strata must name a stratum for each region: got none in ${cluster.regions.join(", ")}`);
    if (others.length > 0) throw new RangeError(`a cluster must lie in one stratum: got ${cluster.regions.join(", ")} in several`);
    found.set(name, [...(found.get(name) ?? []), cluster]);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, list]) => list);
}

/** The clusters among which draws are made, those left over, and each one's chance. */
function blocksOf(clusters: readonly Cluster[], design: AssignmentDesign): { blocks: Cluster[][]; left: Cluster[]; chance: number } {
  if (design.kind === "pairs") {
    const odd = clusters.length % 2 === 1 ? oddOne(clusters) : -1;
    return {
      blocks: chunks(
        clusters.filter((_, at) => at !== odd),
        2,
      ),
      left: clusters.filter((_, at) => at === odd),
      chance: 0.5,
    };
  }
  const { treatedShare: chance = 0.5 } = design;
  if (!(chance > 0 && chance < 1)) throw new RangeError(`treatedShare must be in (0, 1): got ${chance}`);
  if (design.kind === "complete") return { blocks: [[...clusters]], left: [], chance };
  const { strata } = design;
  if (typeof strata !== "number") return { blocks: namedStrata(clusters, strata), left: [], chance };
  if (!Number.isSafeInteger(strata) || strata < 2) throw new RangeError(`strata must be of at least two clusters: got ${strata}`);
  return { blocks: chunks(clusters, strata), left: [], chance };
}

/** Draws the treated of a block: the chance times its clusters, rounded up or down by chance, so that each cluster's own chance is right. */
function drawBlock(block: readonly Cluster[], chance: number, generator: Generator): AssignmentBlock {
  const expected = chance * block.length;
  const whole = Math.floor(expected + 1e-9);
  const count = whole + (generator.uniform() < expected - whole ? 1 : 0);
  const chosen = new Set(shuffled(generator, block).slice(0, count));
  const regions = (isTreated: boolean): (readonly string[])[] =>
    block.filter((one) => chosen.has(one) === isTreated).map((one) => one.regions);
  return { treated: regions(true), control: regions(false) };
}

/**
 * Assigns regions to treatment and control by chance, whole clusters at a time.
 *
 * Pairs of like size compare like with like and need no model of sales; strata do so more loosely and allow shares other than a half; a
 * complete draw is right too but leaves more to luck. Each cluster has the same chance of being treated. A cluster is never split. The same
 * seed gives the same draw, in whatever order regions are told.
 *
 * @param plan clusters, sizes, how to draw, and the source of chance.
 * @returns the groups, with the blocks that inference should keep to; or that the clusters are too few for two groups.
 * @throws {RangeError} when a cluster is empty, a region is in two, has no size or no stratum, a cluster lies in two strata, or a share is
 *   out of range.
 * @see Vaver and Koehler (2011), Measuring ad effectiveness using geo experiments, Google
 * @example
 * import { generatorOf } from "../../random/generator.ts";
 * import { assignRegions } from "./assign-regions.ts";
 * const sizes = new Map([["a", 9], ["b", 5], ["c", 4], ["d", 8]]);
 * const plan = { clusters: [["a"], ["b", "c"], ["d"]], sizes, design: { kind: "pairs" }, generator: generatorOf(1) };
 * const drawn = assignRegions(plan);
 * drawn.kind === "assigned" && [drawn.blocks.length, drawn.left]; // => [1, ["d"]]
 */
export function assignRegions(plan: AssignmentPlan): AssignmentOutcome {
  const clusters = sortedClusters(plan);
  const { blocks, left, chance } = blocksOf(clusters, plan.design);
  const certain = (share: number): boolean => blocks.some((block) => Math.floor(share * block.length + 1e-9) >= 1);
  if (!certain(chance) || !certain(1 - chance)) return { kind: "too-few-clusters", clusters: clusters.length };
  const drawn = blocks.map((block) => drawBlock(block, chance, plan.generator));
  const [treated, control] = [drawn.flatMap((block) => block.treated.flat()), drawn.flatMap((block) => block.control.flat())];
  const sizeOf = (regions: readonly string[]): number => sumOf(regions.length, (at) => plan.sizes.get(regions[at] as string) as number);
  return {
    kind: "assigned",
    treated,
    control,
    left: left.flatMap(({ regions }) => regions),
    blocks: drawn,
    chance,
    treatedSize: sizeOf(treated),
    controlSize: sizeOf(control),
  };
}
