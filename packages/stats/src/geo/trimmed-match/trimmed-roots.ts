import type { Range } from "../return-set.ts";
import { forEachOrder, residualOrder, type PairDifferences } from "./residual-orders.ts";

/** A return at which the trimmed residuals sum to zero. */
export interface TrimmedRoot {
  /** How many pairs are trimmed at each end. */
  readonly trim: number;
  readonly estimate: number;
  /** The standard error, by the winsorized squares of the residuals. */
  readonly standardError: number;
}

/** Sums over pairs that are kept, and of their absolute values: what rounding is measured by. */
interface Kept {
  response: number;
  spend: number;
  responseSize: number;
  spendSize: number;
}

const residualAt = ({ response, spend }: PairDifferences, r: number, place: number): number =>
  (response[place] as number) - r * (spend[place] as number);

/** How far the kept residuals are from lying evenly around zero. */
function asymmetry(pairs: PairDifferences, trim: number, r: number): number {
  const order = residualOrder(pairs, r);
  const last = order.length - 1;
  let total = 0;
  for (let at = trim; at <= last - trim; at++)
    total += Math.abs(residualAt(pairs, r, order[at] as number) + residualAt(pairs, r, order[last - at] as number));
  return total;
}

/** Whether the kept sum is zero at an end of a range, up to rounding: a root there is missed from both sides else. */
function isRootAt(end: number, { response, spend, responseSize, spendSize }: Kept): boolean {
  return spend !== 0 && Math.abs(response - end * spend) <= 1e-13 * (responseSize + Math.abs(end) * spendSize) && Number.isFinite(end);
}

/** The root of the kept sum, where it lies in a range. */
function rootIn([from, to]: Range, kept: Kept): number | undefined {
  const root = kept.response / kept.spend;
  if (root >= from && root <= to && Number.isFinite(root)) return root;
  if (isRootAt(from, kept)) return from;
  return isRootAt(to, kept) ? to : undefined;
}

function standardErrorAt(pairs: PairDifferences, trim: number, r: number): number {
  const order = residualOrder(pairs, r);
  const last = order.length - 1;
  const square = (at: number): number => residualAt(pairs, r, order[at] as number) ** 2;
  let [squares, spend] = [trim * (square(trim) + square(last - trim)), 0];
  for (let at = trim; at <= last - trim; at++) {
    squares += square(at);
    spend += pairs.spend[order[at] as number] as number;
  }
  return Math.sqrt(squares) / Math.abs(spend);
}

/** All roots for each number of trimmed pairs, of which the one with the most even residuals is kept. */
function rootsByTrim(pairs: PairDifferences, most: number): Map<number, number> {
  const found = new Map<number, { root: number; uneven: number }>();
  forEachOrder(pairs, (range, order) => {
    const kept: Kept = { response: 0, spend: 0, responseSize: 0, spendSize: 0 };
    const add = (at: number): void => {
      const place = order[at] as number;
      const [response, spend] = [pairs.response[place] as number, pairs.spend[place] as number];
      kept.response += response;
      kept.spend += spend;
      kept.responseSize += Math.abs(response);
      kept.spendSize += Math.abs(spend);
    };
    // From the middle outwards: what is trimmed may be so large that taking it off a sum again would leave nothing but rounding.
    for (let at = most; at < order.length - most; at++) add(at);
    for (let trim = most; trim >= 0; trim--) {
      if (trim < most) [trim, order.length - 1 - trim].forEach(add);
      const root = rootIn(range, kept);
      if (root === undefined) continue;
      const uneven = asymmetry(pairs, trim, root);
      if (uneven < (found.get(trim)?.uneven ?? Infinity)) found.set(trim, { root, uneven });
    }
  });
  return new Map([...found].map(([trim, { root }]) => [trim, root]));
}

/**
 * For each number of pairs trimmed at both ends the return at which the residuals of the others sum to zero.
 *
 * Which pairs are trimmed depends on the return, so that there may be several; then the one is taken whose residuals lie most evenly around
 * zero. A number of pairs for which there is none is left out.
 *
 * @param pairs at least two, of which at least two are kept.
 * @param most how many pairs may be trimmed at each end.
 * @example
 * import { trimmedRoots } from "./trimmed-roots.ts";
 * trimmedRoots({ response: [2, 4, 5, 100], spend: [1, 2, 3, 4] }, 1).map(({ estimate }) => estimate); // => [11.1, 2]
 */
export function trimmedRoots(pairs: PairDifferences, most: number): TrimmedRoot[] {
  return [...rootsByTrim(pairs, most)]
    .map(([trim, estimate]) => ({ trim, estimate, standardError: standardErrorAt(pairs, trim, estimate) }))
    .filter(({ standardError }) => Number.isFinite(standardError))
    .sort((a, b) => a.trim - b.trim);
}
