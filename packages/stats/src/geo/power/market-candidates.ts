import { checkCount } from "../../input/check.ts";
import { correlation } from "../../summary/moments.ts";
import { meanRow } from "../../synthetic/panel/cohort.ts";
import type { RegionHistory } from "./history.ts";

/** Which sets of regions are looked at. */
export interface MarketCandidateOptions {
  /** Regions that are treated together or not at all; each region of the history in at most one. Missing means that each stands alone. */
  readonly clusters?: readonly (readonly string[])[];
  /** How many clusters are treated; missing means 2, 3 and 4. */
  readonly sizes?: readonly number[];
  /** Regions that are treated in any case. */
  readonly include?: readonly string[];
  /** Regions that are not treated in any case; they may be donors. */
  readonly exclude?: readonly string[];
}

/** Clusters of all regions: those that are told, and each other region alone. */
function allClusters({ units }: RegionHistory, clusters: readonly (readonly string[])[]): (readonly string[])[] {
  const told = clusters.flat();
  const [known, seen] = [new Set(units), new Set(told)];
  for (const name of told) if (!known.has(name)) throw new RangeError(`clusters must be of regions of the history: got ${name}`);
  if (seen.size < told.length) throw new RangeError("clusters must name each region once");
  return [...clusters.filter(({ length }) => length > 0), ...units.filter((unit) => !seen.has(unit)).map((unit) => [unit])];
}

const keyOf = (regions: readonly string[]): string => JSON.stringify(regions);

/**
 * Sets of clusters that would be treated: each cluster with those whose outcomes go along with its own most closely.
 *
 * Regions that move together are a less noisy mean, and one set a cluster keeps the search short; what is best among them is for the fit and
 * the power to say. Time: clusters^2 periods.
 *
 * @returns sets of regions in the order of the history, each once.
 * @throws {RangeError} when a name is no region, a region is in two clusters, or a size is no count of at least 1.
 * @example
 * import { candidateMarkets } from "./market-candidates.ts";
 * const outcomes = { rows: 3, columns: 3, values: Float64Array.of(1, 2, 3, 2, 4, 7, 9, 2, 1) };
 * candidateMarkets({ units: ["a", "b", "c"], periods: [1, 2, 3], outcomes }, { sizes: [2] }); // => [["a", "b"], ["b", "c"]]
 */
export function candidateMarkets(history: RegionHistory, options: MarketCandidateOptions): string[][] {
  const { units, outcomes } = history;
  const { clusters = [], sizes = [2, 3, 4], include = [], exclude = [] } = options;
  sizes.forEach((size, at) => checkCount(`sizes[${at}]`, size, 1));
  const place = new Map(units.map((unit, at) => [unit, at]));
  for (const name of [...include, ...exclude])
    if (!place.has(name)) throw new RangeError(`include and exclude must be regions: got ${name}`);
  const all = allClusters(history, clusters);
  const holds = (cluster: readonly string[], names: readonly string[]): boolean => cluster.some((region) => names.includes(region));
  const forced = all.filter((cluster) => holds(cluster, include));
  const free = all.filter((cluster) => !holds(cluster, include) && !holds(cluster, exclude));
  const series = new Map(
    free.map((cluster) => [
      cluster,
      meanRow(
        outcomes,
        cluster.map((name) => place.get(name) as number),
      ),
    ]),
  );
  const likeness = (one: readonly string[], other: readonly string[]): number => {
    const found = correlation(series.get(one) as Float64Array, series.get(other) as Float64Array);
    return found.kind === "constant" ? -1 : found.r;
  };
  const sets = new Map<string, string[]>();
  for (const seed of free) {
    const r = new Map(free.map((other) => [other, other === seed ? Infinity : likeness(seed, other)]));
    const nearest = free.toSorted((a, b) => (r.get(b) as number) - (r.get(a) as number));
    for (const size of sizes) {
      if (size < forced.length + 1 || size > forced.length + free.length) continue;
      const chosen = new Set([...forced, ...nearest.slice(0, size - forced.length)].flat());
      const regions = units.filter((unit) => chosen.has(unit));
      sets.set(keyOf(regions), regions);
    }
  }
  return [...sets.values()];
}
