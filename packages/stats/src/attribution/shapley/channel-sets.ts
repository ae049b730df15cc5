import { KeyTable } from "../journeys/key-table.ts";
import type { PackedJourneys } from "../journeys/journeys.ts";

/** Customers by the set of channels that they touched. Sets are the nodes of a tree: the way to a set are its channels by ascending rank. */
export interface ChannelSets {
  /** The places of the channels by rank, that is, sorted by name. */
  readonly byRank: Int32Array;
  /** Of each node, the root being 0: who touched exactly these channels, and what they brought. */
  readonly customers: Float64Array;
  readonly conversions: Float64Array;
  readonly values: Float64Array;
  /** The nodes at which there are customers. */
  readonly nodes: readonly number[];
  /** The node that a channel leads to from another node, -1 where there is none. */
  child(node: number, rank: number): number;
  /** The ranks of a node, ascending. */
  ranksOf(node: number): number[];
}

/** The distinct channels of one journey by ascending rank, kept in one buffer for all journeys. */
class DistinctRanks {
  readonly ranks: Int32Array;
  length = 0;
  readonly #seen: Int32Array;
  readonly #rankOf: Int32Array;

  constructor(rankOf: Int32Array) {
    this.#rankOf = rankOf;
    this.ranks = new Int32Array(rankOf.length);
    this.#seen = new Int32Array(rankOf.length).fill(-1);
  }

  read({ starts, touches }: PackedJourneys, journey: number): void {
    this.length = 0;
    const to = starts[journey + 1] as number;
    for (let at = starts[journey] as number; at < to; at++) {
      const rank = this.#rankOf[touches[at] as number] as number;
      if (this.#seen[rank] === journey) continue;
      this.#seen[rank] = journey;
      this.#insert(rank);
    }
  }

  #insert(rank: number): void {
    let at = this.length++;
    for (; at > 0 && (this.ranks[at - 1] as number) > rank; at--) this.ranks[at] = this.ranks[at - 1] as number;
    this.ranks[at] = rank;
  }
}

function byNode(table: KeyTable, nodes: number): Float64Array {
  const out = new Float64Array(nodes);
  const sums = table.sums();
  table.keys().forEach((node, at) => (out[node] = sums[at] as number));
  return out;
}

/**
 * Gathers customers by the set of channels that they touched.
 *
 * Repeats and order of touches do not matter. Journeys of nobody and journeys without touches are left out. Time: one look-up a touch.
 *
 * @param journeys packed and checked.
 * @param largest keep so many channels of a customer, the last by name in code units; Infinity for all.
 * @example
 * import { packedJourneys } from "../journeys/journeys.ts";
 * import { channelSets } from "./channel-sets.ts";
 * const sets = channelSets(packedJourneys([{ channels: ["b", "a", "b"], nulls: 1 }, { channels: ["a", "b"], nulls: 2 }]), Infinity);
 * sets.nodes.map((node) => [sets.ranksOf(node), sets.customers[node]]); // => [[[0, 1], 3]]
 */
export function channelSets(journeys: PackedJourneys, largest: number): ChannelSets {
  const { channels, conversions, nulls, values } = journeys;
  const byRank = Int32Array.from(channels.keys()).sort((a, b) => ((channels[a] as string) < (channels[b] as string) ? -1 : 1));
  const rankOf = new Int32Array(channels.length);
  byRank.forEach((place, rank) => (rankOf[place] = rank));
  const [tree, people, converted, earned] = [new KeyTable(), new KeyTable(), new KeyTable(), new KeyTable()];
  const distinct = new DistinctRanks(rankOf);
  const stride = channels.length;
  for (let journey = 0; journey < conversions.length; journey++) {
    const customers = (conversions[journey] as number) + (nulls[journey] as number);
    distinct.read(journeys, journey);
    if (customers === 0 || distinct.length === 0) continue;
    let node = 0;
    for (let at = Math.max(0, distinct.length - largest); at < distinct.length; at++)
      node = tree.place(node * stride + (distinct.ranks[at] as number)) + 1;
    people.add(node, customers);
    converted.add(node, conversions[journey] as number);
    earned.add(node, values[journey] as number);
  }
  const keys = tree.keys();
  return {
    byRank,
    customers: byNode(people, tree.size + 1),
    conversions: byNode(converted, tree.size + 1),
    values: byNode(earned, tree.size + 1),
    nodes: Array.from(people.keys()),
    child: (node, rank) => {
      const place = tree.find(node * stride + rank);
      return place < 0 ? -1 : place + 1;
    },
    ranksOf: (node) => {
      const ranks: number[] = [];
      for (let rest = node; rest > 0; rest = Math.floor((keys[rest - 1] as number) / stride))
        ranks.unshift((keys[rest - 1] as number) % stride);
      return ranks;
    },
  };
}
