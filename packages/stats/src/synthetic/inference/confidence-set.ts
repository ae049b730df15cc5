/** The values that a test does not refuse. */
export type ConfidenceSet =
  | {
      readonly kind: "interval";
      readonly lower: number;
      readonly upper: number;
      /** Whether a value between the ends is refused: the set then has gaps, and the interval holds it. */
      readonly hasGaps: boolean;
    }
  /** Every value is refused: no constant effect explains the data. The largest p that was found, and where. */
  | { readonly kind: "empty"; readonly largestP: number; readonly at: number }
  /** Values as far as was searched are not refused: too few ways to arrange the data, or an effect that any fit absorbs. */
  | { readonly kind: "unbounded"; readonly searched: readonly [number, number] };

/** A p-value for each value, and where to look. */
export interface SetSearch {
  readonly pValue: (value: number) => number;
  /** A value is refused when its p is not above this. */
  readonly alpha: number;
  /** The likeliest value, and a step within which p hardly changes. */
  readonly centre: number;
  readonly step: number;
  /** A value that is asked for in any case, so that an empty set cannot contradict what is known of it. */
  readonly also: number;
}

/** How far a search goes: 2^20 steps; how many values are looked at between the ends; halvings of a step at each end. */
const DOUBLINGS = 20;
const GRID = 64;
const HALVINGS = 14;

type Accepts = (value: number) => boolean;

/** The first refused value in steps that double, or nothing when none is found. Two in a row must be refused, since p may dip. */
function outermost(accepts: Accepts, centre: number, step: number): number | undefined {
  for (let doubling = 2; doubling <= DOUBLINGS; doubling++) {
    const value = centre + step * 2 ** doubling;
    if (!accepts(value) && !accepts(centre + step * 2 ** (doubling + 1))) return value;
  }
  return undefined;
}

/** Where acceptance ends between an accepted and a refused value. */
function edge(accepts: Accepts, accepted: number, refused: number): number {
  let [inside, outside] = [accepted, refused];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (inside + outside) / 2;
    if (accepts(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

/**
 * The set of values that a test does not refuse, found by asking it.
 *
 * Outwards from the likeliest value until it refuses on both sides, then over an even grid between those ends, a finer one around the best
 * of it where nothing was accepted, then by halving at the first and last accepted value. The ends are accepted values, exact to a
 * 16,000th of a grid step. A p-value may rise again beyond what
 * it refuses: gaps narrower than a grid step are not seen.
 *
 * @param search the test.
 * @example
 * import { confidenceSet } from "./confidence-set.ts";
 * const found = confidenceSet({ pValue: (value) => (Math.abs(value - 3) <= 1 ? 1 : 0), alpha: 0.1, centre: 3.2, step: 0.1, also: 0 });
 * found.kind === "interval" && [found.lower.toFixed(3), found.upper.toFixed(3), found.hasGaps]; // => ["2.000", "4.000", false]
 */
export function confidenceSet({ pValue, alpha, centre, step, also }: SetSearch): ConfidenceSet {
  const [asked, best] = [new Map<number, boolean>(), { p: -1, at: centre }];
  const accepts: Accepts = (value) => {
    const known = asked.get(value);
    if (known !== undefined) return known;
    const p = pValue(value);
    if (p > best.p) Object.assign(best, { p, at: value });
    const isAccepted = p > alpha * (1 + 1e-9);
    asked.set(value, isAccepted);
    return isAccepted;
  };
  accepts(centre);
  const centres = accepts(also) ? [centre, also] : [centre];
  const far = step * 2 ** DOUBLINGS;
  const low = Math.min(...centres.map((from) => outermost(accepts, from, -step) ?? -Infinity));
  const high = Math.max(...centres.map((from) => outermost(accepts, from, step) ?? Infinity));
  if (high - low === Infinity) return { kind: "unbounded", searched: [Math.max(low, centre - far), Math.min(high, centre + far)] };
  const addGrid = (from: number, to: number): void => {
    for (let at = 0; at <= GRID; at++) accepts(from + ((to - from) * at) / GRID);
  };
  addGrid(low, high);
  if (best.p <= alpha * (1 + 1e-9)) addGrid(best.at - (high - low) / GRID, best.at + (high - low) / GRID);
  const grid = [...asked.keys()].sort((a, b) => a - b);
  const inside = grid.map(accepts);
  const [first, last] = [inside.indexOf(true), inside.lastIndexOf(true)];
  if (first < 0) return { kind: "empty", largestP: best.p, at: best.at };
  const hasGaps = inside.slice(first, last + 1).includes(false);
  const lower = edge(accepts, grid[first] as number, grid[first - 1] as number);
  return { kind: "interval", lower, upper: edge(accepts, grid[last] as number, grid[last + 1] as number), hasGaps };
}
