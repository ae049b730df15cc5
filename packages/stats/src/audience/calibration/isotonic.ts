import type { Numbers } from "../../input/check.ts";
import { countOnes, type BinaryOutcomes } from "./platt.ts";

/** A rising curve from scores to chances. */
export interface IsotonicCalibration {
  /** The distinct scores, rising. */
  readonly scores: Float64Array;
  /** The chance at each, never falling. */
  readonly chances: Float64Array;
  /** The chance at any score: on the line between its neighbours, and at the ends as at the outermost. */
  readonly chanceOf: (score: number) => number;
}

/** Scores of one block with the sum of its outcomes and their number. */
interface Block {
  ones: number;
  count: number;
  /** How many distinct scores are in it. */
  scores: number;
}

/** Pools each block with the one before it until chances rise. */
function pooled(blocks: readonly Block[]): Block[] {
  const rising: Block[] = [];
  for (const block of blocks) {
    let top = { ...block };
    for (let below = rising.at(-1); below && below.ones * top.count >= top.ones * below.count; below = rising.at(-1)) {
      top = { ones: below.ones + top.ones, count: below.count + top.count, scores: below.scores + top.scores };
      rising.pop();
    }
    rising.push(top);
  }
  return rising;
}

/** Where a score lies among rising ones: how many are below it. */
function placeOf(scores: Float64Array, score: number): number {
  let [low, high] = [0, scores.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scores[middle] as number) < score) low = middle + 1;
    else high = middle;
  }
  return low;
}

function interpolated(scores: Float64Array, chances: Float64Array, score: number): number {
  const at = placeOf(scores, score);
  if (at === 0 || at === scores.length) return chances[Math.min(at, scores.length - 1)] as number;
  const [left, right] = [scores[at - 1] as number, scores[at] as number];
  const share = (score - left) / (right - left);
  return (1 - share) * (chances[at - 1] as number) + share * (chances[at] as number);
}

/**
 * Chances from the scores of any model, by the best curve that never falls: isotonic regression.
 *
 * It needs no shape but order, and more outcomes than Platt's curve: with fewer than some thousand it follows chance, and its lowest and
 * highest chances are often exactly 0 and 1. By pooling adjacent violators, equal scores first. Use outcomes that the model was not fitted
 * to. Time: n log n.
 *
 * @param scores any finite numbers, at least one.
 * @param outcomes as many.
 * @throws {RangeError} when lengths differ, a score is not finite or an outcome is none.
 * @see Zadrozny and Elkan (2002), Transforming classifier scores into accurate multiclass probability estimates, KDD; Barlow and others (1972)
 * @example
 * import { isotonicCalibration } from "./isotonic.ts";
 * isotonicCalibration([1, 2, 3, 4], [0, 1, 0, 1]).chances; // => Float64Array.of(0, 0.5, 0.5, 1)
 */
export function isotonicCalibration(scores: Numbers, outcomes: BinaryOutcomes): IsotonicCalibration {
  countOnes(scores, outcomes);
  const order = Array.from(scores, (_, at) => at).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  const distinct: number[] = [];
  const blocks: Block[] = [];
  for (const at of order) {
    const score = scores[at] as number;
    if (distinct.at(-1) !== score) {
      distinct.push(score);
      blocks.push({ ones: 0, count: 0, scores: 1 });
    }
    const block = blocks.at(-1) as Block;
    block.ones += Number(outcomes[at]);
    block.count++;
  }
  const chances = Float64Array.from(
    pooled(blocks).flatMap((block) => Array.from({ length: block.scores }, () => block.ones / block.count)),
  );
  const rising = Float64Array.from(distinct);
  return { scores: rising, chances, chanceOf: (score) => interpolated(rising, chances, score) };
}
