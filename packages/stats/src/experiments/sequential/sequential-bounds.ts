import { normalDistribution } from "../../distributions/normal.ts";
import { checkCount, checkOneOf, type Numbers } from "../../input/check.ts";
import { findRoot } from "../../optimize/brent.ts";
import { checkAlpha } from "../level.ts";
import { boundaryCrossing, checkFractions } from "./boundary-crossing.ts";
import { continuingAfter, crossingAt, NOTHING_SEEN, type Continuing } from "./stopping-region.ts";

const boundKinds = ["obrien-fleming", "pocock", "lan-demets-obrien-fleming", "lan-demets-pocock"] as const;

/**
 * Which bounds: `obrien-fleming` and `pocock` need all looks planned; the two spending functions of Lan and DeMets need only the looks that
 * were taken so far.
 */
export type BoundKind = (typeof boundKinds)[number];

/** A plan of looks. */
export interface SequentialPlan {
  /** A number of looks at equal distances, or the share of the planned information at each, ascending in (0, 1]. */
  readonly looks: number | Numbers;
  /** Missing means `lan-demets-obrien-fleming`: hard to stop early, close to a plain test at the end, and looks may move. */
  readonly kind?: BoundKind;
  /** The chance of stopping where there is no effect, over all looks and sides; missing means 0.05. */
  readonly alpha?: number;
  /** Missing means 2: harm stops too. */
  readonly sides?: 1 | 2;
}

/** When to stop. */
export interface SequentialBounds {
  readonly fractions: Float64Array;
  /** Stop at a look where z is at least this, or, with two sides, at most minus this. */
  readonly bounds: Float64Array;
  /** The same as p-values of a plain test, of as many sides. */
  readonly nominal: Float64Array;
  /** The level used up so far, over both sides. */
  readonly spent: Float64Array;
}

const { survival, upperQuantile } = normalDistribution();

function fractionsOf(looks: number | Numbers): Float64Array {
  if (typeof looks !== "number") {
    checkFractions(looks);
    return Float64Array.from(looks);
  }
  checkCount("looks", looks, 1);
  return Float64Array.from({ length: looks }, (_, at) => (at + 1) / looks);
}

/** What may be spent of one side's level up to a share of the information. */
function spending(kind: "lan-demets-obrien-fleming" | "lan-demets-pocock", alpha: number): (fraction: number) => number {
  if (kind === "lan-demets-pocock") return (fraction) => alpha * Math.log1p((Math.E - 1) * fraction);
  return (fraction) => 2 * survival(upperQuantile(alpha / 2) / Math.sqrt(fraction));
}

/** The bound at a look above which lies what may be spent there, found on the logarithm, since early looks spend next to nothing. */
function boundSpending(state: Continuing, fraction: number, spend: number, sides: 1 | 2): number {
  const excess = (bound: number): number => {
    const crossed = crossingAt(state, { fraction, drift: 0 }, bound, sides === 2 ? -bound : -Infinity);
    return Math.log(Math.max(crossed.upper + crossed.lower, Number.MIN_VALUE)) - Math.log(spend);
  };
  const outcome = findRoot(excess, [0, 38]);
  return outcome.kind === "not-bracketed" ? 38 : outcome.at;
}

function spendingBounds(fractions: Float64Array, spentUpTo: (fraction: number) => number, sides: 1 | 2): Float64Array {
  const bounds = new Float64Array(fractions.length);
  let [state, before] = [NOTHING_SEEN, 0];
  fractions.forEach((fraction, at) => {
    const spent = sides * spentUpTo(fraction);
    const bound = boundSpending(state, fraction, spent - before, sides);
    [bounds[at], before] = [bound, spent];
    const next = fractions[at + 1];
    if (next !== undefined) state = continuingAfter(state, { fraction, drift: 0 }, [sides === 2 ? -bound : -Infinity, bound], next);
  });
  return bounds;
}

/** Bounds of one shape, as high as uses up the whole level. */
function shapedBounds(fractions: Float64Array, shape: (fraction: number) => number, { alpha, sides }: Level): Float64Array {
  const boundsAt = (height: number): Float64Array => fractions.map((fraction) => height * shape(fraction));
  const excess = (height: number): number => boundaryCrossing({ fractions, bounds: boundsAt(height), sides }).total - alpha;
  const outcome = findRoot(excess, [upperQuantile(alpha / sides) * 0.999 + 1e-9, upperQuantile(alpha / sides / fractions.length) + 1e-9], {
    tolerance: 1e-12,
  });
  return outcome.kind === "not-bracketed" ? boundsAt(upperQuantile(alpha / sides)) : boundsAt(outcome.at);
}

interface Level {
  readonly alpha: number;
  readonly sides: 1 | 2;
}

/**
 * When to stop an experiment that is looked at several times, so that over all looks a true null is refused no oftener than alpha.
 *
 * O'Brien and Fleming's bounds fall with the root of the information, Pocock's are the same at each look: easier to stop early, at the
 * price of a harder last look. Lan and DeMets's spending functions come close to either and need no plan of looks: hand in the shares of
 * information at the looks so far, and the bounds of earlier looks stay what they were. What was looked at must not decide when to look.
 * Time: some milliseconds a look; the two planned kinds some ten times that.
 *
 * @param plan the looks; with the planned kinds the last share must be 1.
 * @throws {RangeError} when looks, alpha or the shares are none.
 * @see Jennison and Turnbull (2000), Group Sequential Methods, chapters 2 and 7; Lan and DeMets (1983), Biometrika 70
 * @example
 * import { sequentialBounds } from "./sequential-bounds.ts";
 * const { bounds } = sequentialBounds({ looks: 5, kind: "obrien-fleming" });
 * Array.from(bounds, (bound) => bound.toFixed(4)); // => ["4.5617", "3.2256", "2.6337", "2.2809", "2.0401"]
 */
export function sequentialBounds({ looks, kind = "lan-demets-obrien-fleming", alpha = 0.05, sides = 2 }: SequentialPlan): SequentialBounds {
  const fractions = fractionsOf(looks);
  checkOneOf("kind", kind, boundKinds);
  checkOneOf("sides", sides, [1, 2]);
  checkAlpha("alpha", alpha);
  if (alpha >= sides / 2) throw new RangeError(`alpha must be below ${sides / 2} for ${sides} sides: got ${alpha}`);
  const isPlanned = kind === "obrien-fleming" || kind === "pocock";
  if (isPlanned && fractions.at(-1) !== 1) throw new RangeError(`looks must end at a share of 1 for ${kind}: got ${fractions.at(-1)}`);
  const bounds = isPlanned
    ? shapedBounds(fractions, kind === "pocock" ? () => 1 : (fraction) => 1 / Math.sqrt(fraction), { alpha, sides })
    : spendingBounds(fractions, spending(kind, alpha / sides), sides);
  const { upper, lower } = boundaryCrossing({ fractions, bounds, sides });
  let total = 0;
  const spent = upper.map((chance, at) => (total += chance + (lower[at] as number)));
  return { fractions, bounds, nominal: bounds.map((bound) => sides * survival(bound)), spent };
}
