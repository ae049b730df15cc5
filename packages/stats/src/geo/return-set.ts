/** The returns that a test does not refuse. */
export type ReturnSet =
  | {
      readonly kind: "interval";
      readonly lower: number;
      readonly upper: number;
      /** Whether a value between the ends is refused: the set then has gaps, and the interval holds it. */
      readonly hasGaps: boolean;
    }
  /** Returns however large or small are not refused, since spend may have differed by nothing: there is no interval to show. */
  | { readonly kind: "unbounded" };

/** The curve a x^2 - 2 b x + c. */
export interface Parabola {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Two ends, the lower first; an infinity where there is none. */
export type Range = readonly [number, number];

/** Both roots, the smaller first; a is not zero and the discriminant not negative. */
function roots({ a, b, c }: Parabola, discriminant: number): Range {
  const far = b + (b < 0 ? -1 : 1) * Math.sqrt(discriminant);
  const [one, other] = [far / a, far === 0 ? 0 : c / far];
  return one < other ? [one, other] : [other, one];
}

function everywhere({ a, b, c }: Parabola): Range[] {
  const all: Range = [-Infinity, Infinity];
  const discriminant = b * b - a * c;
  if (a === 0 && b === 0) return c <= 0 ? [all] : [];
  if (a === 0) return b > 0 ? [[c / (2 * b), Infinity]] : [[-Infinity, c / (2 * b)]];
  if (discriminant < 0) return a > 0 ? [] : [all];
  const [low, high] = roots({ a, b, c }, discriminant);
  if (a > 0) return [[low, high]];
  return [
    [-Infinity, low],
    [high, Infinity],
  ];
}

/**
 * Where a x^2 - 2 b x + c is at most zero between two ends.
 *
 * @example
 * import { notAbove } from "./return-set.ts";
 * notAbove({ a: 1, b: 0, c: -4 }, [0, 10]); // => [[0, 2]]
 */
export function notAbove(curve: Parabola, [from, to]: Range): Range[] {
  return everywhere(curve)
    .map(([low, high]) => [Math.max(low, from), Math.min(high, to)] as const)
    .filter(([low, high]) => low <= high);
}

/**
 * The set around an estimate, from the ranges of distances from it that are not refused.
 *
 * Ranges are told as distances, so that intervals far narrower than the estimate keep their digits.
 *
 * @param ranges those that touch are one; the estimate itself is never refused.
 * @example
 * import { returnSet } from "./return-set.ts";
 * returnSet(10, [[0, 1], [-2, 0]]); // => { kind: "interval", lower: 8, upper: 11, hasGaps: false }
 */
export function returnSet(estimate: number, ranges: readonly Range[]): ReturnSet {
  const sorted = [...ranges, [0, 0] as const].sort(([a], [b]) => a - b);
  const lower = sorted[0]?.[0] ?? 0;
  const least = 1e-9 * (ranges.reduce((most, [, high]) => Math.max(most, high), lower) - lower);
  let [upper, hasGaps] = [lower, false];
  for (const [low, high] of sorted) {
    if (low - upper > least) hasGaps = true;
    upper = Math.max(upper, high);
  }
  if (lower === -Infinity || upper === Infinity) return { kind: "unbounded" };
  return { kind: "interval", lower: estimate + lower, upper: estimate + upper, hasGaps };
}
