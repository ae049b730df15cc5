import { checkCount } from "../../input/check.ts";
import { KeyTable } from "../journeys/key-table.ts";
import type { PackedJourneys } from "../journeys/journeys.ts";

/** How often customers moved between states. A state is one to `order` channels in a row; states are numbered as they are first met. */
export interface ChainCounts {
  readonly channels: readonly string[];
  readonly order: number;
  /** The channels of each state, as places in `channels`. */
  readonly states: readonly Int32Array[];
  /** Customers who began in each state, converted out of it, or left from it, and the value of those conversions. */
  readonly starts: Float64Array;
  readonly conversions: Float64Array;
  readonly values: Float64Array;
  readonly nulls: Float64Array;
  /** Moves of a state to itself: not part of the chain, kept for those who want to see them. */
  readonly loops: Float64Array;
  /** Moves between different states, one after the other: from, to, how many customers. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly moves: Float64Array;
}

/** Two states in one key: at most 2^26 of them. */
const STRIDE = 67_108_864;

/** What is counted while journeys are walked through. */
interface Counting {
  readonly states: KeyTable;
  readonly pairs: KeyTable;
  readonly starts: KeyTable;
  readonly conversions: KeyTable;
  readonly values: KeyTable;
  readonly nulls: KeyTable;
  readonly loops: KeyTable;
}

/** One journey: a window of `order` touches slides over it; one that is shorter is a single state. Gives its last state. */
function walkJourney(counting: Counting, { touches }: PackedJourneys, order: number, step: Step): number {
  const { from, to, customers, base, top } = step;
  let key = 0;
  const first = Math.min(from + order, to);
  for (let at = from; at < first; at++) key = key * base + (touches[at] as number) + 1;
  let state = counting.states.place(key);
  counting.starts.add(state, customers);
  for (let at = first; at < to; at++) {
    key = (key - ((touches[at - order] as number) + 1) * top) * base + (touches[at] as number) + 1;
    const next = counting.states.place(key);
    if (next === state) counting.loops.add(state, customers);
    else counting.pairs.add(state * STRIDE + next, customers);
    state = next;
  }
  return state;
}

interface Step {
  readonly from: number;
  readonly to: number;
  readonly customers: number;
  /** One more than there are channels, so that shorter states differ from longer ones, and its power for the oldest channel. */
  readonly base: number;
  readonly top: number;
}

function channelsOf(key: number, base: number): Int32Array {
  const channels: number[] = [];
  for (let rest = key; rest > 0; rest = Math.floor(rest / base)) channels.unshift((rest % base) - 1);
  return Int32Array.from(channels);
}

function countsByState(table: KeyTable, states: number): Float64Array {
  const out = new Float64Array(states);
  const sums = table.sums();
  table.keys().forEach((state, at) => (out[state] = sums[at] as number));
  return out;
}

function count(journeys: PackedJourneys, order: number): Counting {
  const tables = (): KeyTable => new KeyTable();
  const counting = {
    states: tables(),
    pairs: tables(),
    starts: tables(),
    conversions: tables(),
    values: tables(),
    nulls: tables(),
    loops: tables(),
  };
  const base = journeys.channels.length + 1;
  const top = base ** (order - 1);
  for (let at = 0; at < journeys.conversions.length; at++) {
    const [from, to] = [journeys.starts[at] as number, journeys.starts[at + 1] as number];
    const [converted, left] = [journeys.conversions[at] as number, journeys.nulls[at] as number];
    if (from === to || converted + left === 0) continue;
    const last = walkJourney(counting, journeys, order, { from, to, customers: converted + left, base, top });
    if (left > 0) counting.nulls.add(last, left);
    if (converted === 0) continue;
    counting.conversions.add(last, converted);
    counting.values.add(last, journeys.values[at] as number);
  }
  return counting;
}

/**
 * Counts the moves of a Markov chain of an order: between windows of so many touches in a row.
 *
 * A journey shorter than the order is one state. Journeys of nobody and journeys without touches are left out. Linear time; memory grows
 * with the states and moves that are seen, not with those that there could be.
 *
 * @param journeys packed and checked.
 * @param order at least 1.
 * @throws {RangeError} when the order is no count, or so high for so many channels that states have no number below 2^53.
 * @example
 * import { packedJourneys } from "../journeys/journeys.ts";
 * import { countChain } from "./count-chain.ts";
 * const counts = countChain(packedJourneys([{ channels: ["a", "b", "b"], conversions: 2, nulls: 1 }]), 1);
 * [counts.states.length, counts.moves, counts.loops]; // => [2, Float64Array.of(3), Float64Array.of(0, 3)]
 */
export function countChain(journeys: PackedJourneys, order: number): ChainCounts {
  checkCount("order", order, 1);
  const base = journeys.channels.length + 1;
  if (!(base ** order < Number.MAX_SAFE_INTEGER))
    throw new RangeError(`order must be less for ${base - 1} channels: got ${order}, whose states have no number below 2^53`);
  const counting = count(journeys, order);
  const { size } = counting.states;
  if (size >= STRIDE) throw new RangeError(`order must be less: got ${order}, which makes ${size} states`);
  const pairs = counting.pairs.keys();
  return {
    channels: journeys.channels,
    order,
    states: Array.from(counting.states.keys(), (key) => channelsOf(key, base)),
    starts: countsByState(counting.starts, size),
    conversions: countsByState(counting.conversions, size),
    values: countsByState(counting.values, size),
    nulls: countsByState(counting.nulls, size),
    loops: countsByState(counting.loops, size),
    from: Int32Array.from(pairs, (pair) => Math.floor(pair / STRIDE)),
    to: Int32Array.from(pairs, (pair) => pair % STRIDE),
    moves: counting.pairs.sums().slice(),
  };
}
