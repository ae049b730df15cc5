/** Whatever has creators. */
interface Peopled {
  readonly creatorIds: readonly string[];
}

/**
 * Campaigns that share creators, directly or through others: only such campaigns can count a touch, an order or a commission twice.
 *
 * @param spans campaigns, in the order in which what several count belongs to the first
 * @returns each of them once, in groups that keep that order; one without creators is in none
 * @example
 * import { clustersOf } from "./clusters.ts";
 * const spans = [{ creatorIds: ["a"] }, { creatorIds: ["b"] }, { creatorIds: ["b", "a"] }, { creatorIds: ["c"] }];
 * clustersOf(spans).map((cluster) => cluster.length); // => [3, 1]
 */
export function clustersOf<S extends Peopled>(spans: readonly S[]): S[][] {
  const clusters: { creators: Set<string>; at: number[] }[] = [];
  spans.forEach(({ creatorIds }, at) => {
    if (creatorIds.length === 0) return;
    const own = { creators: new Set(creatorIds), at: [at] };
    for (const other of clusters.filter(({ creators }) => creatorIds.some((id) => creators.has(id)))) {
      for (const id of other.creators) own.creators.add(id);
      own.at.push(...other.at);
      clusters.splice(clusters.indexOf(other), 1);
    }
    clusters.push(own);
  });
  return clusters
    .map(({ at }) => at.toSorted((a, b) => a - b))
    .toSorted(([a], [b]) => a! - b!)
    .map((at) => at.map((each) => spans[each]!));
}
