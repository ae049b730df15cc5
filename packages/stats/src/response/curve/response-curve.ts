import { checkNotNegative, checkPositive } from "../../input/check.ts";

/** What comes of spend, in the unit of the outcome, with diminishing returns. Spend has any one unit. */
export type ResponseCurve =
  /** scale s^slope / (half^slope + s^slope): half of the most at `half`; S-shaped for a slope above 1. */
  | { readonly kind: "hill"; readonly scale: number; readonly half: number; readonly slope: number }
  /** scale (1 - exp(-s / at)): 63 % of the most at `at`; never S-shaped. */
  | { readonly kind: "exponential"; readonly scale: number; readonly at: number }
  /** scale (s / unit)^exponent: without an upper end; `scale` is what comes of spending `unit`. */
  | { readonly kind: "power"; readonly scale: number; readonly unit: number; readonly exponent: number };

/**
 * Refuses what is no curve.
 *
 * @throws {RangeError} when scale is negative, another number is not above zero, or an exponent is above 1.
 * @example
 * import { checkCurve } from "./response-curve.ts";
 * checkCurve("curve", { kind: "power", scale: 1, unit: 1, exponent: 2 }); // => throws RangeError
 */
export function checkCurve(name: string, curve: ResponseCurve): void {
  checkNotNegative(`${name}.scale`, curve.scale);
  if (curve.kind === "exponential") checkPositive(`${name}.at`, curve.at);
  if (curve.kind === "hill") {
    checkPositive(`${name}.half`, curve.half);
    checkPositive(`${name}.slope`, curve.slope);
  }
  if (curve.kind === "power") {
    checkPositive(`${name}.unit`, curve.unit);
    checkPositive(`${name}.exponent`, curve.exponent);
    if (curve.exponent > 1) throw new RangeError(`${name}.exponent must be at most 1, or returns would grow: got ${curve.exponent}`);
  }
}

/**
 * The curve without checks, for inner loops.
 *
 * @example
 * import { curveValue } from "./response-curve.ts";
 * curveValue({ kind: "power", scale: 10, unit: 4, exponent: 0.5 }, 16); // => 20
 */
export function curveValue(curve: ResponseCurve, spend: number): number {
  if (curve.kind === "exponential") return -curve.scale * Math.expm1(-spend / curve.at);
  if (curve.kind === "power") return curve.scale * (spend / curve.unit) ** curve.exponent;
  return spend === 0 ? 0 : curve.scale / (1 + Math.exp(curve.slope * Math.log(curve.half / spend)));
}

/**
 * The curve's slope without checks; infinite at zero for a power or a Hill curve that begins straight up.
 *
 * @example
 * import { curveSlope } from "./response-curve.ts";
 * curveSlope({ kind: "power", scale: 10, unit: 4, exponent: 0.5 }, 16); // => 0.625
 */
export function curveSlope(curve: ResponseCurve, spend: number): number {
  if (curve.scale === 0) return 0;
  if (curve.kind === "exponential") return (curve.scale / curve.at) * Math.exp(-spend / curve.at);
  if (curve.kind === "power") {
    if (curve.exponent === 1) return curve.scale / curve.unit;
    return (curve.scale / curve.unit) * curve.exponent * (spend / curve.unit) ** (curve.exponent - 1);
  }
  if (spend === 0) return curve.slope > 1 ? 0 : curve.slope === 1 ? curve.scale / curve.half : Number.POSITIVE_INFINITY;
  const share = 1 / (1 + Math.exp(curve.slope * Math.log(curve.half / spend)));
  return (curve.scale * curve.slope * share * (1 - share)) / spend;
}

/**
 * What comes of spend under a curve.
 *
 * @param curve its parameters.
 * @param spend by period, at least zero, in the curve's unit.
 * @returns in the unit of the curve's scale.
 * @throws {RangeError} when the curve is none or spend is negative.
 * @see Hill (1910), The possible effects of the aggregation of the molecules of haemoglobin on its dissociation curves
 * @example
 * import { responseAt } from "./response-curve.ts";
 * responseAt({ kind: "hill", scale: 100, half: 50, slope: 2 }, 50); // => 50
 */
export function responseAt(curve: ResponseCurve, spend: number): number {
  checkCurve("curve", curve);
  checkNotNegative("spend", spend);
  return curveValue(curve, spend);
}

/**
 * What one more unit of spend brings: the slope of a curve. At the best allocation it is the same for every channel within its bounds.
 *
 * @returns in the unit of the scale by that of spend; Infinity at zero where a curve begins straight up.
 * @throws {RangeError} when the curve is none or spend is negative.
 * @see Jin, Wang, Sun, Chan and Koehler (2017), Bayesian methods for media mix modeling with carryover and shape effects, section 2.2
 * @example
 * import { marginalResponse } from "./response-curve.ts";
 * marginalResponse({ kind: "hill", scale: 100, half: 50, slope: 2 }, 50); // => 1
 */
export function marginalResponse(curve: ResponseCurve, spend: number): number {
  checkCurve("curve", curve);
  checkNotNegative("spend", spend);
  return curveSlope(curve, spend);
}
