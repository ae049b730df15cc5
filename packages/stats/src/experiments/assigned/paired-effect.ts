import { checkCount, checkNumbers, type Numbers } from "../../input/check.ts";
import type { Generator } from "../../random/generator.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import { checkLevel } from "../level.ts";
import { againstT } from "../means/welch-test.ts";
import { sampleMoments } from "../means/sample-moments.ts";

/** How the effect is estimated. */
export interface PairedOptions {
  /** The coverage of the interval, in (0, 1); missing means 0.95. */
  readonly level?: number;
  /** The most arrangements that are tried; where there are no more, all are. Missing means 9,999. */
  readonly draws?: number;
}

/** The mean difference within pairs, or that all differences are the same. */
export type PairedOutcome =
  | {
      readonly kind: "estimated";
      readonly effect: number;
      readonly standardError: number;
      readonly degreesOfFreedom: number;
      readonly low: number;
      readonly high: number;
      /** By tossing the coins of all pairs anew. */
      readonly p: number;
      /** How many ways the coins can fall: no p can be below two in as many. */
      readonly arrangements: number;
      /** Whether all of them were tried. */
      readonly isExact: boolean;
    }
  | { readonly kind: "constant"; readonly effect: number };

/** How often the sum with other signs lies as far from zero, over every choice of signs. */
function countAll(differences: Float64Array, least: number): number {
  let count = 0;
  for (let signs = 0; signs < 2 ** differences.length; signs++) {
    let sum = 0;
    for (let at = 0; at < differences.length; at++)
      sum += (signs & (1 << at)) === 0 ? (differences[at] as number) : -(differences[at] as number);
    if (Math.abs(sum) >= least) count++;
  }
  return count;
}

function countDrawn(generator: Generator, differences: Float64Array, { least, draws }: { least: number; draws: number }): number {
  let count = 0;
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0;
    for (let at = 0; at < differences.length; at++)
      sum += generator.below(2) === 0 ? (differences[at] as number) : -(differences[at] as number);
    if (Math.abs(sum) >= least) count++;
  }
  return count;
}

/** More pairs than this have more arrangements than are ever tried one by one. */
const MOST_EXACT = 20;

/**
 * The effect of a treatment that a coin gave to one of each pair: the mean difference, treated less untreated.
 *
 * Pairs that were alike beforehand take what they share out of the noise. The interval is Student's over the differences. p is by tossing
 * the coins anew, which is exact where the treatment does nothing to anyone: all ways the coins can fall where there are at most as many
 * as draws, else random ones, the observed one counted.
 *
 * Time: draws x pairs.
 *
 * @param generator the source of the draws, which moves on; not used where all arrangements are tried.
 * @param differences treated less untreated, a number a pair, at least two.
 * @throws {RangeError} when there are fewer, one is not finite, or an option is none.
 * @see Imbens and Rubin (2015), Causal Inference, chapters 5 and 10
 * @example
 * import { generatorOf } from "../../random/generator.ts";
 * import { pairedEffect } from "./paired-effect.ts";
 * pairedEffect(generatorOf(1), [1, 2, 3, 4]).p; // => 0.125
 */
export function pairedEffect(generator: Generator, differences: Numbers, options: PairedOptions = {}): PairedOutcome {
  const { level = 0.95, draws = 9999 } = options;
  checkNumbers("differences", differences, 2);
  checkLevel(level);
  checkCount("draws", draws, 1);
  const list = Float64Array.from(differences);
  const { n, mean, variance } = sampleMoments(list);
  if (!(variance > (1e-12 * mean) ** 2)) return { kind: "constant", effect: mean };
  const found = againstT({ difference: mean, standardError: Math.sqrt(variance / n), degreesOfFreedom: n - 1 }, { level });
  const least = Math.abs(sumOf(n, (at) => list[at] as number)) * (1 - 1e-12);
  const arrangements = 2 ** n;
  const isExact = n <= MOST_EXACT && arrangements <= draws;
  const p = isExact ? countAll(list, least) / arrangements : (1 + countDrawn(generator, list, { least, draws })) / (1 + draws);
  const { standardError, degreesOfFreedom, low, high } = found;
  return { kind: "estimated", effect: mean, standardError, degreesOfFreedom, low, high, p, arrangements, isExact };
}
