import { normalDistribution } from "../../distributions/normal.ts";
import { gaussLegendre } from "../../quadrature/gauss-legendre.ts";

const { survival } = normalDistribution();
const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Beyond so many standard deviations a normal density is nothing in doubles. */
const REACH = 10;

/** A look at the data: how much of the information is in, and the mean of z there by the root of that share. */
export interface Look {
  readonly fraction: number;
  readonly drift: number;
}

/**
 * The density of z over the range in which the experiment went on, at points with weights.
 *
 * `fraction` is 0 before the first look, where z has no density and stands at zero.
 */
export interface Continuing {
  readonly fraction: number;
  readonly points: Float64Array;
  readonly masses: Float64Array;
}

/** The state before any look. */
export const NOTHING_SEEN: Continuing = { fraction: 0, points: Float64Array.of(0), masses: Float64Array.of(1) };

/** How z at a look is spread around what z at the look before says: z = (u sqrt(t0) + drift (t - t0) + sqrt(t - t0) normal) / sqrt(t). */
function step(before: Continuing, { fraction, drift }: Look): { mean: (u: number) => number; sd: number } {
  const gained = fraction - before.fraction;
  const [rootBefore, root] = [Math.sqrt(before.fraction), Math.sqrt(fraction)];
  return { mean: (u) => (u * rootBefore + drift * gained) / root, sd: Math.sqrt(gained) / root };
}

/**
 * The chance of crossing a bound at a look, above and below, of those who came so far.
 *
 * @param lower missing means that nothing is crossed below.
 * @example
 * import { crossingAt, NOTHING_SEEN } from "./stopping-region.ts";
 * crossingAt(NOTHING_SEEN, { fraction: 0.5, drift: 0 }, 1.959963984540054).upper.toFixed(12); // => "0.025000000000"
 */
export function crossingAt(before: Continuing, look: Look, upper: number, lower = -Infinity): { upper: number; lower: number } {
  const { mean, sd } = step(before, look);
  const crossed = { upper: 0, lower: 0 };
  before.points.forEach((u, at) => {
    const mass = before.masses[at] as number;
    crossed.upper += mass * survival((upper - mean(u)) / sd);
    crossed.lower += mass * survival((mean(u) - lower) / sd);
  });
  return crossed;
}

/** Points between the bounds, as many as the spread of one step needs. */
function pointsBetween(low: number, high: number, sd: number): { points: Float64Array; weights: Float64Array } {
  const count = Math.min(600, 24 + Math.ceil((5 * (high - low)) / sd));
  const { points, weights } = gaussLegendre(count);
  const [middle, half] = [(low + high) / 2, (high - low) / 2];
  return { points: points.map((x) => middle + half * x), weights: weights.map((w) => w * half) };
}

/**
 * The density of z among those who go on after a look, by one numerical integration.
 *
 * @param nextFraction the share of information at the next look, which says how fine the points must be.
 * @example
 * import { continuingAfter, NOTHING_SEEN } from "./stopping-region.ts";
 * const { masses } = continuingAfter(NOTHING_SEEN, { fraction: 0.5, drift: 0 }, [-1.96, 1.96], 1);
 * masses.reduce((all, mass) => all + mass).toFixed(6); // => "0.950004"
 */
export function continuingAfter(
  before: Continuing,
  look: Look,
  [lower, upper]: readonly [number, number],
  nextFraction: number,
): Continuing {
  const { mean, sd } = step(before, look);
  const centre = look.drift * Math.sqrt(look.fraction);
  const [low, high] = [Math.max(lower, centre - REACH), Math.min(upper, centre + REACH)];
  const { points, weights } = pointsBetween(
    low,
    Math.max(low, high),
    Math.min(sd, Math.sqrt((nextFraction - look.fraction) / nextFraction)),
  );
  const masses = points.map((z, to) => {
    let density = 0;
    for (let at = 0; at < before.points.length; at++) {
      const distance = (z - mean(before.points[at] as number)) / sd;
      density += (before.masses[at] as number) * Math.exp(-0.5 * distance * distance);
    }
    return ((weights[to] as number) * density) / (sd * ROOT_TWO_PI);
  });
  return { fraction: look.fraction, points, masses };
}
