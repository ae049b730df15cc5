import { findRoot } from "../../optimize/brent.ts";
import { curveSlope, curveValue, type ResponseCurve } from "../curve/response-curve.ts";

/** A channel's curve between a least and a most of spend. */
export interface Span {
  readonly curve: ResponseCurve;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Where returns begin to diminish: the turn of an S-shaped curve, else 0.
 *
 * @example
 * import { turnOf } from "./envelope.ts";
 * turnOf({ kind: "hill", scale: 1, half: 30, slope: 2 }).toFixed(6); // => "17.320508"
 * turnOf({ kind: "exponential", scale: 1, at: 30 }); // => 0
 */
export function turnOf(curve: ResponseCurve): number {
  if (curve.kind !== "hill" || curve.slope <= 1) return 0;
  return curve.half * ((curve.slope - 1) / (curve.slope + 1)) ** (1 / curve.slope);
}

/**
 * The least concave curve above a channel's curve on its span: a line from the lower end up to `knee`, the curve itself from there on.
 *
 * @returns `knee`, which is the lower end where the curve is concave throughout, and the line's slope, 0 without a line.
 * @see Udell and Boyd (2013), Maximizing a sum of sigmoids, section 3
 * @example
 * import { envelopeOf } from "./envelope.ts";
 * const { knee, chord } = envelopeOf({ curve: { kind: "hill", scale: 100, half: 50, slope: 2 }, lower: 0, upper: 200 });
 * [knee.toFixed(6), chord.toFixed(6)]; // => ["50.000000", "1.000000"]
 */
export function envelopeOf({ curve, lower, upper }: Span): { knee: number; chord: number } {
  const turn = turnOf(curve);
  if (lower >= turn || upper <= lower) return { knee: lower, chord: 0 };
  const chordTo = (x: number): number => (curveValue(curve, x) - curveValue(curve, lower)) / (x - lower);
  if (upper <= turn) return { knee: upper, chord: chordTo(upper) };
  const above = (x: number): number => curveSlope(curve, x) - chordTo(x);
  if (above(upper) >= 0) return { knee: upper, chord: chordTo(upper) };
  const root = findRoot(above, [turn, upper]);
  const knee = root.kind === "not-bracketed" ? upper : root.at;
  return { knee, chord: chordTo(knee) };
}

/**
 * The spend between two points of diminishing returns at which one more unit brings so much.
 *
 * @param from not below the turn.
 * @param to above it.
 * @param slope above zero.
 * @example
 * import { spendAtSlope } from "./envelope.ts";
 * spendAtSlope({ kind: "power", scale: 10, unit: 1, exponent: 0.5 }, 0, 100, 1).toFixed(6); // => "25.000000"
 */
export function spendAtSlope(curve: ResponseCurve, from: number, to: number, slope: number): number {
  if (curveSlope(curve, to) >= slope) return to;
  if (curveSlope(curve, from) <= slope) return from;
  let low = from;
  if (!Number.isFinite(curveSlope(curve, from))) for (low = to / 2; curveSlope(curve, low) < slope && low > 1e-300;) low /= 2;
  const root = findRoot((x) => curveSlope(curve, x) - slope, [low, to]);
  return root.kind === "not-bracketed" ? from : root.at;
}
