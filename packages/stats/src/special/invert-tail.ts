/** A tail at u with what Newton's step needs. */
export interface TailPoint {
  /** The chance beyond, or up to, u. */
  readonly tail: number;
  /** The density with respect to u. */
  readonly density: number;
}

/** Which tail is meant, and how much of it. */
export interface Target {
  readonly p: number;
  readonly tail: "lower" | "upper";
}

/**
 * The same target told by the tail that holds at most half, which is the one that can be met to full accuracy.
 *
 * @example
 * import { smallerTail } from "./invert-tail.ts";
 * smallerTail({ p: 0.75, tail: "lower" }); // => { p: 0.25, tail: "upper" }
 */
export function smallerTail({ p, tail }: Target): Target {
  return p <= 0.5 ? { p, tail } : { p: 1 - p, tail: tail === "lower" ? "upper" : "lower" };
}

const NEAR = 4 * Number.EPSILON;

/**
 * Where a tail has a given size: Newton's method on the logarithm of the tail, kept within a bracket that only shrinks.
 *
 * On the logarithm a far tail is nearly straight, so a handful of steps suffice wherever one starts; a step that leaves the bracket is
 * replaced by halving it, or by going on twice as far while it is open.
 *
 * @param target a chance in (0, 1) and its tail.
 * @param start where to begin, best within a few widths of the answer.
 * @param at the tail and its density at u, in a coordinate that runs over all numbers (a logarithm, a log-odds).
 * @returns u; where the tail vanishes before it is as small as the target, the last u at which it does not.
 * @throws {RangeError} when the tail does not meet the target within 500 steps: it is not monotone.
 * @example
 * import { invertTail } from "./invert-tail.ts";
 * const exponential = (u: number) => ({ tail: Math.exp(-Math.exp(u)), density: Math.exp(u - Math.exp(u)) });
 * Math.exp(invertTail({ p: Math.exp(-5), tail: "upper" }, 0, exponential)).toFixed(12); // => "5.000000000000"
 */
export function invertTail(target: Target, start: number, at: (u: number) => TailPoint): number {
  const sign = target.tail === "lower" ? 1 : -1;
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let u = start;
  let reach = 1;
  for (let step = 0; step < 500; step++) {
    const { tail, density } = at(u);
    const excess = Math.log(tail / target.p);
    if (excess === 0) return u;
    if (excess * sign > 0) high = u;
    else low = u;
    const newton = u - (sign * excess * tail) / density;
    const near = NEAR * Math.max(1, Math.abs(u));
    if (Math.abs(newton - u) <= near) return newton;
    if (high - low <= near) return u;
    u = newton > low && newton < high ? newton : within(low, high, (reach *= 2));
  }
  throw new RangeError("the tail must be monotone: no point was found where it has the size asked for");
}

/** A point inside a bracket; beyond its closed end where the other is open. */
function within(low: number, high: number, reach: number): number {
  if (low === Number.NEGATIVE_INFINITY) return high - reach;
  if (high === Number.POSITIVE_INFINITY) return low + reach;
  return low + (high - low) / 2;
}
