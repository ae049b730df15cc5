import { checkNumbers, checkSameLength, type Numbers } from "../../input/check.ts";
import { zeroMatrix } from "../../linear/matrix.ts";
import { climb } from "../logistic/climb.ts";
import { standardDesign } from "../logistic/design.ts";
import { logistic, logisticLikelihood } from "../logistic/logistic-likelihood.ts";

/** BinaryOutcomes of two kinds, as numbers or truth. */
export type BinaryOutcomes = ArrayLike<boolean | number>;

/**
 * How many outcomes are ones, after a check of each.
 *
 * @throws {RangeError} when lengths differ, a score is not finite or an outcome is neither true, false, 1 nor 0.
 * @example
 * import { countOnes } from "./platt.ts";
 * countOnes([0.1, 0.9], [false, true]); // => 1
 */
export function countOnes(scores: Numbers, outcomes: BinaryOutcomes): number {
  checkSameLength("scores", scores, "outcomes", outcomes);
  checkNumbers("scores", scores);
  let ones = 0;
  for (let at = 0; at < outcomes.length; at++) {
    const outcome = outcomes[at];
    if (outcome !== true && outcome !== false && outcome !== 0 && outcome !== 1)
      throw new RangeError(`outcomes[${at}] must be true, false, 1 or 0: got ${String(outcome)}`);
    ones += Number(outcome);
  }
  return ones;
}

/** A curve from scores to chances, or why there is none. */
export type PlattOutcome =
  | {
      readonly kind: "calibrated";
      readonly intercept: number;
      readonly slope: number;
      /** The chance of a one at a score, in [0, 1]. */
      readonly chanceOf: (score: number) => number;
    }
  | { readonly kind: "one-class" | "constant" | "not-converged" };

/**
 * Chances from the scores of any model, by an S-curve: Platt's scaling.
 *
 * A logistic curve in one score, whose ones count as (ones + 1) / (ones + 2) and whose zeros as 1 / (zeros + 2), so that it stays finite where
 * scores part the classes. Right where the miscalibration is S-shaped, as of margins and of Firth's chances; from some fifty outcomes of each
 * kind. Use outcomes that the model was not fitted to, or the chances will be too sure.
 *
 * @param scores any finite numbers; the higher, the more likely a one, else the slope is negative.
 * @param outcomes as many.
 * @throws {RangeError} when lengths differ, a score is not finite or an outcome is none.
 * @see Platt (1999), Probabilistic outputs for support vector machines; Lin, Lin and Weng (2007), Machine Learning 68
 * @example
 * import { plattCalibration } from "./platt.ts";
 * const found = plattCalibration([-2, -1, 0, 1, 2, 3], [0, 0, 1, 0, 1, 1]);
 * found.kind === "calibrated" && found.chanceOf(3).toFixed(4); // => "0.7923"
 */
export function plattCalibration(scores: Numbers, outcomes: BinaryOutcomes): PlattOutcome {
  const ones = countOnes(scores, outcomes);
  const zeros = scores.length - ones;
  if (ones === 0 || zeros === 0) return { kind: "one-class" };
  const traits = zeroMatrix(scores.length, 1);
  traits.values.set(Array.from(scores));
  const { x, centers, scales } = standardDesign(traits);
  if (Array.from(scores).every((_, row) => x.values[2 * row + 1] === 0)) return { kind: "constant" };
  const y = Float64Array.from(outcomes, (outcome) => (Number(outcome) === 1 ? (ones + 1) / (ones + 2) : 1 / (zeros + 2)));
  const at = (b: Float64Array) => logisticLikelihood({ x, y }, b, "none");
  const end = climb({ at, start: new Float64Array(2), free: [0, 1], most: 100 });
  if (end.kind !== "maximum") return { kind: "not-converged" };
  const slope = (end.coefficients[1] as number) / (scales[0] as number);
  const intercept = (end.coefficients[0] as number) - slope * (centers[0] as number);
  return { kind: "calibrated", intercept, slope, chanceOf: (score) => logistic(intercept + slope * score) };
}
