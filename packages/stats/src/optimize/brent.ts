import { checkFinite } from "../input/check.ts";
import { checkedOptions, type MinimizeOptions } from "./problem.ts";

/** A function of one number. */
export type Curve = (x: number) => number;

/** A root, or that the ends do not lie on both sides of zero, or what was reached. */
export type RootOutcome =
  | { readonly kind: "converged" | "not-converged"; readonly at: number; readonly value: number; readonly iterations: number }
  | { readonly kind: "not-bracketed"; readonly atLow: number; readonly atHigh: number };

interface Bracket {
  /** The best point, the one before it, and the one on the other side of zero. */
  a: number;
  b: number;
  c: number;
  fa: number;
  fb: number;
  fc: number;
  step: number;
  stepBefore: number;
}

/** A step by a parabola through three points, or by a line through two; undefined where it would leave the bracket or not shrink. */
function interpolated({ a, b, c, fa, fb, fc, stepBefore }: Bracket, least: number): number | undefined {
  if (Math.abs(stepBefore) < least || Math.abs(fa) <= Math.abs(fb)) return undefined;
  const half = (c - b) / 2;
  const s = fb / fa;
  let [p, q] = [2 * half * s, 1 - s];
  if (a !== c) {
    const [r, t] = [fb / fc, fa / fc];
    p = s * (2 * half * t * (t - r) - (b - a) * (r - 1));
    q = (t - 1) * (r - 1) * (s - 1);
  }
  if (p > 0) q = -q;
  else p = -p;
  return 2 * p < Math.min(3 * half * q - Math.abs(least * q), Math.abs(stepBefore * q)) ? p / q : undefined;
}

/** Puts the better of the two ends in front, and the other side of zero at the end. */
function arrange(at: Bracket): void {
  if (at.fb > 0 === at.fc > 0) Object.assign(at, { c: at.a, fc: at.fa, step: at.b - at.a, stepBefore: at.b - at.a });
  if (Math.abs(at.fc) < Math.abs(at.fb)) Object.assign(at, { a: at.b, b: at.c, c: at.b, fa: at.fb, fb: at.fc, fc: at.fb });
}

/**
 * Where a continuous function crosses zero between two ends, by Brent's method.
 *
 * Parabolas while they help and halving while they do not: never slower than some three halvings a digit, usually ten calls in all.
 *
 * @param f finite between the ends.
 * @param low one end.
 * @param high the other end; f must have opposite signs at the two.
 * @param options `tolerance`: the width at which it ends, by the size of the root, missing means 1e-15; `most`: missing means 200.
 * @returns `not-bracketed` with both values where the signs agree.
 * @throws {RangeError} when an end is not finite.
 * @see Brent (1973), Algorithms for Minimization without Derivatives, chapter 4
 * @example
 * import { findRoot } from "./brent.ts";
 * const outcome = findRoot((x) => x * x - 2, [0, 2]);
 * outcome.kind === "converged" && outcome.at.toFixed(12); // => "1.414213562373"
 * findRoot((x) => x * x + 1, [0, 2]); // => { kind: "not-bracketed", atLow: 1, atHigh: 5 }
 */
export function findRoot(f: Curve, [low, high]: readonly [number, number], options: MinimizeOptions = {}): RootOutcome {
  checkFinite("low", low);
  checkFinite("high", high);
  const { tolerance, most } = checkedOptions(options, { tolerance: 1e-15, most: 200 });
  const [atLow, atHigh] = [f(low), f(high)];
  if (!(Math.sign(atLow) * Math.sign(atHigh) <= 0)) return { kind: "not-bracketed", atLow, atHigh };
  const at: Bracket = { a: low, b: high, c: high, fa: atLow, fb: atHigh, fc: atHigh, step: high - low, stepBefore: high - low };
  for (let iterations = 0; iterations < most; iterations++) {
    arrange(at);
    const least = 2 * Number.EPSILON * Math.abs(at.b) + 0.5 * tolerance * Math.max(Math.abs(at.b), 1e-300);
    const half = (at.c - at.b) / 2;
    if (Math.abs(half) <= least || at.fb === 0) return { kind: "converged", at: at.b, value: at.fb, iterations };
    const by = interpolated(at, least);
    [at.stepBefore, at.step] = by === undefined ? [half, half] : [at.step, by];
    [at.a, at.fa] = [at.b, at.fb];
    at.b += Math.abs(at.step) > least ? at.step : Math.sign(half) * least;
    at.fb = f(at.b);
  }
  return { kind: "not-converged", at: at.b, value: at.fb, iterations: most };
}

/** The lowest point of a curve between two ends. */
export interface CurveMinimum {
  readonly kind: "converged" | "not-converged";
  readonly at: number;
  readonly value: number;
  readonly iterations: number;
}

const GOLDEN = (3 - Math.sqrt(5)) / 2;

/** The best three points of the search for a minimum and the last two steps. */
interface Valley {
  low: number;
  high: number;
  x: number;
  w: number;
  v: number;
  fx: number;
  fw: number;
  fv: number;
  step: number;
  stepBefore: number;
}

/** The lowest point of the parabola through the three best points, as a step; undefined where it is no use. */
function parabolic({ low, high, x, w, v, fx, fw, fv, stepBefore }: Valley, least: number): number | undefined {
  if (Math.abs(stepBefore) <= least) return undefined;
  const r = (x - w) * (fx - fv);
  const t = (x - v) * (fx - fw);
  const [above, below] = [(x - v) * t - (x - w) * r, 2 * (t - r)];
  const [p, q] = below > 0 ? [-above, below] : [above, -below];
  if (Math.abs(p) >= Math.abs(0.5 * q * stepBefore) || p <= q * (low - x) || p >= q * (high - x)) return undefined;
  const u = x + p / q;
  return u - low < 2 * least || high - u < 2 * least ? Math.sign((low + high) / 2 - x) * least || least : p / q;
}

/** Takes a new point in: it narrows the bracket, and goes where it belongs among the three best. */
function admit(at: Valley, u: number, fu: number): void {
  if (fu <= at.fx) {
    Object.assign(at, u >= at.x ? { low: at.x } : { high: at.x });
    Object.assign(at, { v: at.w, fv: at.fw, w: at.x, fw: at.fx, x: u, fx: fu });
    return;
  }
  Object.assign(at, u < at.x ? { low: u } : { high: u });
  if (fu <= at.fw || at.w === at.x) Object.assign(at, { v: at.w, fv: at.fw, w: u, fw: fu });
  else if (fu <= at.fv || at.v === at.x || at.v === at.w) Object.assign(at, { v: u, fv: fu });
}

/**
 * The lowest point of a curve between two ends, by Brent's method: parabolas while they help, golden sections else.
 *
 * @param f finite between the ends; where it has several valleys one of them is found.
 * @param low one end.
 * @param high the other end, above it.
 * @param options `tolerance`: the width at which it ends, by the size of x, missing means 1e-8, below which a minimum cannot be told in
 *   doubles; `most`: missing means 200.
 * @throws {RangeError} when an end is not finite or they are not in order.
 * @see Brent (1973), Algorithms for Minimization without Derivatives, chapter 5
 * @example
 * import { findMinimum } from "./brent.ts";
 * findMinimum((x) => (x - 2) ** 2 + 5, [0, 10]).at.toFixed(6); // => "2.000000"
 */
export function findMinimum(f: Curve, [low, high]: readonly [number, number], options: MinimizeOptions = {}): CurveMinimum {
  checkFinite("low", low);
  checkFinite("high", high);
  if (!(low < high)) throw new RangeError(`low must be below high: got ${low} and ${high}`);
  const { tolerance, most } = checkedOptions(options, { tolerance: 1e-8, most: 200 });
  const x = low + GOLDEN * (high - low);
  const fx = f(x);
  const at: Valley = { low, high, x, w: x, v: x, fx, fw: fx, fv: fx, step: 0, stepBefore: 0 };
  for (let iterations = 0; iterations < most; iterations++) {
    const middle = (at.low + at.high) / 2;
    const least = tolerance * Math.abs(at.x) + 1e-12 * (high - low);
    if (Math.abs(at.x - middle) <= 2 * least - (at.high - at.low) / 2) return { kind: "converged", at: at.x, value: at.fx, iterations };
    const by = parabolic(at, least);
    const wide = at.x >= middle ? at.low - at.x : at.high - at.x;
    [at.stepBefore, at.step] = by === undefined ? [wide, GOLDEN * wide] : [at.step, by];
    const u = at.x + (Math.abs(at.step) >= least ? at.step : Math.sign(at.step) * least);
    admit(at, u, f(u));
  }
  return { kind: "not-converged", at: at.x, value: at.fx, iterations: most };
}
