import { chiSquareDistribution } from "../../distributions/gamma.ts";
import { findRoot } from "../../optimize/brent.ts";
import { climb } from "./climb.ts";
import { logisticLikelihood, type Labelled, type LogisticPenalty } from "./logistic-likelihood.ts";

/** A maximum around which the likelihood is followed. */
export interface Peak {
  readonly labelled: Labelled;
  readonly penalty: LogisticPenalty;
  readonly coefficients: Float64Array;
  readonly value: number;
  readonly level: number;
  readonly most: number;
}

/** The highest value with one coefficient held, less what an interval's end has; it is positive inside. */
function follower({ labelled, penalty, coefficients, value, level, most }: Peak, held: number): (at: number) => number {
  const drop = chiSquareDistribution(1).quantile(level) / 2;
  const free = Array.from({ length: coefficients.length }, (_, j) => j).filter((j) => j !== held);
  let last = coefficients;
  return (at) => {
    const start = last.map((one, j) => (j === held ? at : one));
    const how = { at: (b: Float64Array) => logisticLikelihood(labelled, b, penalty), start, free, most };
    const end = free.length === 0 ? { kind: "maximum" as const, coefficients: start, point: how.at(start) } : climb(how);
    last = end.kind === "separated" ? coefficients : end.coefficients;
    const found = end.kind === "maximum" ? end.point.value : how.at(last).value;
    return found - value + drop;
  };
}

/**
 * The ends of a coefficient's profile interval: where the likelihood, at its best over the others, has fallen by half a chi-square.
 *
 * @param error the coefficient's standard error, from which the search starts.
 * @returns infinite on a side where the likelihood never falls that far.
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { profileInterval } from "./profile-interval.ts";
 * const labelled = { x: matrixOf([[1], [1]]), y: Uint8Array.of(0, 1) };
 * const peak = { labelled, penalty: "none", coefficients: Float64Array.of(0), value: -2 * Math.log(2), level: 0.95, most: 50 } as const;
 * profileInterval(peak, 0, 1.4).map((end) => end.toFixed(4)); // => ["-3.2294", "3.2294"]
 */
export function profileInterval(peak: Peak, held: number, error: number): [low: number, high: number] {
  const middle = peak.coefficients[held] as number;
  const endOn = (side: number): number => {
    const above = follower(peak, held);
    let reach = 2 * error;
    while (above(middle + side * reach) > 0) {
      reach *= 1.5;
      if (reach > 1e4 * error) return side * Number.POSITIVE_INFINITY;
    }
    const root = findRoot(above, side > 0 ? [middle, middle + reach] : [middle - reach, middle], { tolerance: 1e-12 });
    return root.kind === "not-bracketed" ? side * Number.POSITIVE_INFINITY : root.at;
  };
  return [endOn(-1), endOn(1)];
}
