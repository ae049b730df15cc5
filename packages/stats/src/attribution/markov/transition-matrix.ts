import { packedJourneys, type Journeys } from "../journeys/journeys.ts";
import { countChain, type ChainCounts } from "./count-chain.ts";

/** The chances to go from one place of the chain to another. */
export interface Transition {
  /** The channels of a state, the oldest touch first; `start` before the first touch. */
  readonly from: readonly string[] | "start";
  readonly to: readonly string[] | "conversion" | "null";
  /** In (0, 1]; those of one `from` sum to 1. */
  readonly probability: number;
}

/** Which chain is shown. */
export interface TransitionOptions {
  /** How many touches in a row a state holds; missing means 1. */
  readonly order?: number;
  /**
   * Whether a state that follows itself is shown as a move to itself. Missing means no: then a run of one state counts as one visit, which
   * is what removal effects are computed from. They are the same either way; the other probabilities shown are not.
   */
  readonly selfLoops?: boolean;
}

function movesOut({ conversions, nulls, loops, from, moves }: ChainCounts, selfLoops: boolean): Float64Array {
  const out = conversions.map((count, at) => count + (nulls[at] as number) + (selfLoops ? (loops[at] as number) : 0));
  from.forEach((state, at) => (out[state] = (out[state] as number) + (moves[at] as number)));
  return out;
}

/**
 * The transition matrix of the journeys, as the list of its cells that are not zero.
 *
 * States are told by the names of their channels, kept apart from each other and from the start and the ends, so that a channel may be
 * called "start" or hold any separator. Journeys of nobody and without touches are left out. Linear time.
 *
 * @param journeys readable or packed.
 * @returns rows from the start first, then by state as it is first met, each state's ends last.
 * @throws {RangeError} when the journeys do not fit together or the order is no count or too high.
 * @see Anderl, Becker, von Wangenheim, Schumann (2016), Mapping the customer journey, International Journal of Research in Marketing 33
 * @example
 * import { transitionMatrix } from "./transition-matrix.ts";
 * const [first, , third] = transitionMatrix([{ channels: ["a"], conversions: 1, nulls: 3 }]);
 * first; // => { from: "start", to: ["a"], probability: 1 }
 * third; // => { from: ["a"], to: "null", probability: 0.75 }
 */
export function transitionMatrix(journeys: Journeys, { order = 1, selfLoops = false }: TransitionOptions = {}): Transition[] {
  const counts = countChain(packedJourneys(journeys), order);
  const names = counts.states.map((state) => Array.from(state, (place) => counts.channels[place] as string));
  const out = movesOut(counts, selfLoops);
  const began = counts.starts.reduce((total, customers) => total + customers, 0);
  const rows: [number, Transition][] = [];
  const add = (state: number, to: Transition["to"], customers: number): void => {
    const isStart = state < 0;
    if (customers === 0) return;
    const total = isStart ? began : (out[state] as number);
    rows.push([state, { from: isStart ? "start" : (names[state] as string[]), to, probability: customers / total }]);
  };
  names.forEach((name, state) => add(-1, name, counts.starts[state] as number));
  counts.from.forEach((state, at) => add(state, names[counts.to[at] as number] as string[], counts.moves[at] as number));
  if (selfLoops) names.forEach((name, state) => add(state, name, counts.loops[state] as number));
  names.forEach((_, state) => {
    add(state, "conversion", counts.conversions[state] as number);
    add(state, "null", counts.nulls[state] as number);
  });
  return rows.sort(([one], [other]) => one - other).map(([, row]) => row);
}
