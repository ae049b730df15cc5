import type { ChannelSets } from "./channel-sets.ts";
import { coalitionSizes, joiningWeight, weightedJoining } from "./shapley-values.ts";

/** Adds to each set what its supersets have. */
function sumOverSupersets(list: Float64Array): void {
  for (let bit = 1; bit < list.length; bit <<= 1) {
    for (let mask = 0; mask < list.length; mask++) if (!(mask & bit)) list[mask] = (list[mask] as number) + (list[mask | bit] as number);
  }
}

/** The weight of each coalition: over the sets that hold it, customers times the weight of joining as its last member. */
function coalitionWeights(
  masks: ReadonlyMap<number, number>,
  sizes: Uint8Array,
  paying: readonly number[],
  sets: ChannelSets,
): Float64Array {
  const weights = new Float64Array(sizes.length);
  const sizeOf = (node: number): number => sizes[masks.get(node) as number] as number;
  for (const players of new Set(paying.map(sizeOf))) {
    const customers = new Float64Array(sizes.length);
    for (const node of paying) if (sizeOf(node) === players) customers[masks.get(node) as number] = sets.customers[node] as number;
    sumOverSupersets(customers);
    const joining = Float64Array.from({ length: players + 1 }, (_, size) => (size === 0 ? 0 : joiningWeight(size - 1, players)));
    weights.forEach((weight, mask) => {
      if (customers[mask] !== 0) weights[mask] = weight + (customers[mask] as number) * (joining[sizes[mask] as number] as number);
    });
  }
  return weights;
}

/**
 * Credit by the game of rates, for at most 20 channels, over all coalitions at once.
 *
 * The sum over sets of customers times Shapley values turns into one pass over coalitions, whose weights are sums over supersets: the time
 * is sizes channels 2^channels, whatever sets there are, and nothing cancels.
 *
 * @param sets customers by set.
 * @param brings conversions or value of each node.
 * @returns a number a rank.
 * @example
 * import { packedJourneys } from "../journeys/journeys.ts";
 * import { channelSets } from "./channel-sets.ts";
 * import { rateCredit } from "./rate-game.ts";
 * const sets = channelSets(packedJourneys([{ channels: ["a"], nulls: 1 }, { channels: ["a", "b"], conversions: 2 }]), Infinity);
 * rateCredit(sets, sets.conversions); // => Float64Array.of(1, 1)
 */
export function rateCredit(sets: ChannelSets, brings: Float64Array): Float64Array {
  const players = sets.byRank.length;
  const masks = new Map(sets.nodes.map((node) => [node, sets.ranksOf(node).reduce((mask, rank) => mask | (1 << rank), 0)] as const));
  const worths = new Float64Array(2 ** players);
  for (const [node, mask] of masks) worths[mask] = (brings[node] as number) / (sets.customers[node] as number);
  const paying = sets.nodes.filter((node) => (brings[node] as number) > 0);
  const weights = coalitionWeights(masks, coalitionSizes(players), paying, sets);
  return weightedJoining(worths, (mask) => weights[mask] as number);
}
