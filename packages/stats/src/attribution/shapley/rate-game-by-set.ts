import type { Generator } from "../../random/generator.ts";
import { permutation } from "../../random/order.ts";
import type { ChannelSets } from "./channel-sets.ts";
import { shapleyValues } from "./shapley-values.ts";

/** Credit, and the variance that drawing orders adds to it; a number a rank. */
export interface DrawnCredit {
  readonly credit: Float64Array;
  readonly variances: Float64Array;
}

/** How large sets are drawn from. */
export interface Drawing {
  /** Sets of at most so many channels are looked at in every order. */
  readonly exactUpTo: number;
  /** Needed where there is a larger one. */
  readonly generator?: Generator;
  /** Orders drawn for each larger set. */
  readonly permutations: number;
}

type Worth = (node: number) => number;

/** The worths of all coalitions within a set. */
function worthsWithin(sets: ChannelSets, ranks: readonly number[], worth: Worth): Float64Array {
  const nodes = new Float64Array(2 ** ranks.length);
  for (let mask = 1; mask < nodes.length; mask++) {
    const highest = 31 - Math.clz32(mask);
    const before = nodes[mask ^ (1 << highest)] as number;
    nodes[mask] = before < 0 ? -1 : sets.child(before, ranks[highest] as number);
  }
  return nodes.map(worth);
}

/** What each member of a set adds when they join in an order. */
function joiningInOrder(sets: ChannelSets, ranks: readonly number[], order: Uint32Array, worth: Worth): Float64Array {
  const added = new Float64Array(ranks.length);
  const present = new Uint8Array(ranks.length);
  let before = 0;
  for (const member of order) {
    present[member] = 1;
    let node = 0;
    for (let at = 0; at < ranks.length && node >= 0; at++) if (present[at]) node = sets.child(node, ranks[at] as number);
    const now = worth(node);
    added[member] = now - before;
    before = now;
  }
  return added;
}

/** The mean over drawn orders, each with its reverse, and the variance of that mean. */
function drawn(sets: ChannelSets, ranks: readonly number[], worth: Worth, drawing: Drawing): DrawnCredit {
  const [credit, squares] = [new Float64Array(ranks.length), new Float64Array(ranks.length)];
  const { permutations, generator } = drawing;
  if (generator === undefined) throw new RangeError("generator must be given where orders are drawn");
  for (let draw = 1; draw <= permutations; draw++) {
    const order = permutation(generator, ranks.length);
    const [one, other] = [joiningInOrder(sets, ranks, order, worth), joiningInOrder(sets, ranks, order.toReversed(), worth)];
    one.forEach((added, at) => {
      const pair = (added + (other[at] as number)) / 2;
      const away = pair - (credit[at] as number);
      credit[at] = (credit[at] as number) + away / draw;
      squares[at] = (squares[at] as number) + away * (pair - (credit[at] as number));
    });
  }
  return { credit, variances: squares.map((square) => square / (permutations - 1) / permutations) };
}

/**
 * Credit by the game of rates, set by set, for any number of channels.
 *
 * Small sets are looked at exactly, from larger ones orders are drawn, each with its reverse, which takes away the part of the error that
 * comes from joining early or late. Every order shares out all that the set brings, so nothing is lost by drawing. Time: 2^channels
 * look-ups for a set that is looked at exactly, 2 permutations channels^2 for one that is drawn from.
 *
 * @param sets customers by set.
 * @param brings conversions or value of each node.
 * @throws {RangeError} when orders must be drawn and there is no generator.
 * @example
 * import { packedJourneys } from "../journeys/journeys.ts";
 * import { channelSets } from "./channel-sets.ts";
 * import { rateCreditBySet } from "./rate-game-by-set.ts";
 * const sets = channelSets(packedJourneys([{ channels: ["a"], nulls: 1 }, { channels: ["a", "b"], conversions: 2 }]), Infinity);
 * rateCreditBySet(sets, sets.conversions, { exactUpTo: 12, permutations: 200 }).credit; // => Float64Array.of(1, 1)
 */
export function rateCreditBySet(sets: ChannelSets, brings: Float64Array, drawing: Drawing): DrawnCredit {
  const worth: Worth = (node) => (node > 0 && sets.customers[node] ? (brings[node] as number) / sets.customers[node] : 0);
  const [credit, variances] = [new Float64Array(sets.byRank.length), new Float64Array(sets.byRank.length)];
  for (const node of sets.nodes) {
    if (!((brings[node] as number) > 0)) continue;
    const [ranks, customers] = [sets.ranksOf(node), sets.customers[node] as number];
    const isSmall = ranks.length <= drawing.exactUpTo;
    const exact = isSmall ? shapleyValues(worthsWithin(sets, ranks, worth)) : undefined;
    const found = exact === undefined ? drawn(sets, ranks, worth, drawing) : { credit: exact, variances: undefined };
    ranks.forEach((rank, at) => {
      credit[rank] = (credit[rank] as number) + customers * (found.credit[at] as number);
      variances[rank] = (variances[rank] as number) + customers ** 2 * (found.variances?.[at] ?? 0);
    });
  }
  return { credit, variances };
}
