import { sparseLu, type SparseLu } from "../../sparse/sparse-lu.ts";
import { sparseMatrixOf, type Entry } from "../../sparse/sparse-matrix.ts";
import type { ChainCounts } from "./count-chain.ts";

/** The chain in probabilities. */
interface Chain {
  readonly counts: ChainCounts;
  readonly start: Float64Array;
  /** Of each move in the order of the counts. */
  readonly chances: Float64Array;
  /** What a visit to each state brings at once: the chance to convert from it, and its mean value. */
  readonly converts: Float64Array;
  readonly earns: Float64Array;
}

function chainOf(counts: ChainCounts): Chain {
  const out = counts.conversions.map((converted, at) => converted + (counts.nulls[at] as number));
  counts.from.forEach((state, at) => (out[state] = (out[state] as number) + (counts.moves[at] as number)));
  const began = counts.starts.reduce((total, customers) => total + customers, 0);
  const perVisit = (list: Float64Array): Float64Array => list.map((count, at) => count / (out[at] as number));
  return {
    counts,
    start: counts.starts.map((customers) => customers / began),
    chances: counts.moves.map((customers, at) => customers / (out[counts.from[at] as number] as number)),
    converts: perVisit(counts.conversions),
    earns: perVisit(counts.values),
  };
}

/** I - P over the states whose place is not negative, factored. It has an inverse: every state was left for good by somebody. */
function factored({ counts, chances }: Chain, places: Int32Array, size: number): SparseLu {
  const entries = Array.from({ length: size }, (_, at): Entry => [at, at, 1]);
  counts.from.forEach((from, at) => {
    const [row, column] = [places[from] as number, places[counts.to[at] as number] as number];
    if (row >= 0 && column >= 0) entries.push([row, column, -(chances[at] as number)]);
  });
  const lu = sparseLu(sparseMatrixOf(size, size, entries));
  if (lu.kind === "singular") throw new RangeError("journeys must leave every state for good in some other way than by rounding");
  return lu;
}

/** The chance that the walk enters each of some states before any other of them. */
function firstEntries(chain: Chain, removed: readonly number[]): Map<number, number> {
  const { counts, start, chances } = chain;
  const places = new Int32Array(start.length);
  for (const state of removed) places[state] = -1;
  let size = 0;
  for (let state = 0; state < start.length; state++) if (places[state] !== -1) places[state] = size++;
  const kept = new Float64Array(size);
  places.forEach((place, state) => {
    if (place >= 0) kept[place] = start[state] as number;
  });
  const visits = factored(chain, places, size).solveTransposed(kept);
  const entries = new Map(removed.map((state) => [state, start[state] as number] as const));
  counts.from.forEach((from, at) => {
    const to = counts.to[at] as number;
    if ((places[from] as number) < 0 || (places[to] as number) >= 0) return;
    entries.set(to, (entries.get(to) as number) + (visits[places[from] as number] as number) * (chances[at] as number));
  });
  return entries;
}

/** The same from the factors of the whole chain: visits to these states are entries times the visits that follow an entry. */
function entriesByColumns(whole: SparseLu, visits: Float64Array, removed: readonly number[]): Map<number, number> {
  const count = removed.length;
  const entries = removed.flatMap((state, row) => {
    const unit = new Float64Array(visits.length);
    unit[state] = 1;
    const column = whole.solve(unit);
    return removed.map((from, at): Entry => [row, at, column[from] as number]);
  });
  const following = sparseLu(sparseMatrixOf(count, count, entries));
  if (following.kind === "singular") throw new RangeError("journeys must leave every state for good in some other way than by rounding");
  const chances = following.solve(Float64Array.from(removed, (state) => visits[state] as number));
  return new Map(removed.map((state, at) => [state, chances[at] as number] as const));
}

/** Removal effects of each channel, and what the whole chain brings a customer. */
export interface RemovalEffects {
  readonly perCustomer: number;
  /** In [0, 1], a number a channel: the share that is lost when everybody who would meet the channel leaves instead. */
  readonly effects: Float64Array;
}

const product = (a: Float64Array, b: Float64Array): number => a.reduce((total, one, at) => total + one * (b[at] as number), 0);

/** The states that hold each channel. */
function statesByChannel({ channels, states }: ChainCounts): number[][] {
  const out = channels.map((): number[] => []);
  states.forEach((state, at) => new Set(state).forEach((channel) => out[channel]?.push(at)));
  return out;
}

/**
 * The removal effects of all channels, exactly, on conversions and on value.
 *
 * What is lost without a channel is what those bring who enter one of its states: the chance to enter each of them first, times what the
 * whole chain brings from there. So nothing is subtracted, and an effect of 1e-9 has as many digits as one of 0.9. A channel of few
 * states (of a single one at order 1) takes a solution a state with the factors of the whole chain, one of many a factorization without
 * them, whichever is less work.
 *
 * @param counts of a chain with at least one state.
 * @returns conversions and value.
 * @example
 * import { packedJourneys } from "../journeys/journeys.ts";
 * import { countChain } from "./count-chain.ts";
 * import { removalEffects } from "./removal-effects.ts";
 * const journeys = packedJourneys([{ channels: ["a", "b"], conversions: 1, value: 5 }, { channels: ["b"], conversions: 1, value: 5 }]);
 * removalEffects(countChain(journeys, 1)).conversions; // => { perCustomer: 1, effects: Float64Array.of(0.5, 1) }
 */
export function removalEffects(counts: ChainCounts): { conversions: RemovalEffects; value: RemovalEffects } {
  const chain = chainOf(counts);
  const size = chain.start.length;
  const whole = factored(
    chain,
    Int32Array.from({ length: size }, (_, at) => at),
    size,
  );
  const visits = whole.solveTransposed(chain.start);
  const [converting, earning] = [whole.solve(chain.converts), whole.solve(chain.earns)];
  const isFewer = (count: number): boolean => count <= Math.max(1, Math.sqrt(whole.elements) / 3);
  const entries = statesByChannel(counts).map((states) =>
    isFewer(states.length) ? entriesByColumns(whole, visits, states) : firstEntries(chain, states),
  );
  const effectsOf = (brings: Float64Array): RemovalEffects => {
    const perCustomer = product(chain.start, brings);
    const lost = (first: Map<number, number>): number => {
      let total = 0;
      for (const [state, chance] of first) total += chance * (brings[state] as number);
      return Math.min(1, total / perCustomer);
    };
    return { perCustomer, effects: Float64Array.from(entries, (first) => (perCustomer > 0 ? lost(first) : 0)) };
  };
  return { conversions: effectsOf(converting), value: effectsOf(earning) };
}
