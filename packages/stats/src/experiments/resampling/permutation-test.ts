import { checkCount, checkNumbers, checkOneOf, type Numbers } from "../../input/check.ts";
import type { Generator } from "../../random/generator.ts";
import { logChoose } from "../../special/log-beta.ts";
import { mean, standardDeviation } from "../../summary/moments.ts";
import { joined } from "../joined.ts";
import { checkAlternative, type Alternative } from "../level.ts";

/** What is compared, and how often units are dealt out anew. */
export interface PermutationOptions {
  /**
   * `studentized` divides the difference of means by Welch's standard error and keeps its level, for large groups, also where the two
   * groups vary differently; `difference` needs that they do not. Missing means `studentized`.
   */
  readonly statistic?: "studentized" | "difference";
  /** Missing means `two-sided`. */
  readonly alternative?: Alternative;
  /** Missing means 9,999: a p-value of 0.05 is then known to 0.002. */
  readonly draws?: number;
}

/** A p-value, by all arrangements or by some drawn at random. */
export interface PermutationTest {
  readonly kind: "exact" | "sampled";
  readonly p: number;
  /** Of p, from drawing; 0 where all arrangements were looked at. */
  readonly standardError: number;
  readonly difference: number;
  readonly arrangements: number;
}

/** All values on one scale, and what every arrangement shares. */
interface Pool {
  readonly values: Float64Array;
  readonly sizeB: number;
  readonly total: number;
  readonly squares: number;
  readonly isStudentized: boolean;
}

/** The statistic where the second group has this sum and this sum of squares. */
function statisticOf({ values, sizeB, total, squares, isStudentized }: Pool, sumB: number, squaresB: number): number {
  const sizeA = values.length - sizeB;
  const difference = sumB / sizeB - (total - sumB) / sizeA;
  if (!isStudentized) return difference;
  const spread = (sum: number, square: number, size: number): number => Math.max(0, square - (sum * sum) / size) / (size - 1) / size;
  const error = Math.sqrt(spread(sumB, squaresB, sizeB) + spread(total - sumB, squares - squaresB, sizeA));
  if (error < 1e-9) return Math.abs(difference) < 1e-9 ? 0 : Math.sign(difference) * Number.POSITIVE_INFINITY;
  return difference / error;
}

function poolOf(a: Numbers, b: Numbers, isStudentized: boolean): Pool {
  const all = joined(a, b);
  const [middle, spread] = [mean(all), standardDeviation(all)];
  const values = all.map((value) => (value - middle) / (spread > 0 ? spread : 1));
  const total = values.reduce((sum, value) => sum + value, 0);
  return { values, sizeB: b.length, total, squares: values.reduce((sum, value) => sum + value * value, 0), isStudentized };
}

/** Sums up a second group after the other and tells how many are at least as far out as the one observed. */
class Tally {
  readonly #pool: Pool;
  readonly #alternative: Alternative;
  readonly #observed: number;
  count = 0;

  constructor(pool: Pool, alternative: Alternative) {
    this.#pool = pool;
    this.#alternative = alternative;
    this.#observed = this.#distance(Uint32Array.from({ length: pool.sizeB }, (_, at) => pool.values.length - pool.sizeB + at));
  }

  #distance(group: Uint32Array): number {
    let [sum, squares] = [0, 0];
    for (let at = 0; at < this.#pool.sizeB; at++) {
      const value = this.#pool.values[group[at] as number] as number;
      sum += value;
      squares += value * value;
    }
    const statistic = statisticOf(this.#pool, sum, squares);
    if (this.#alternative === "two-sided") return Math.abs(statistic);
    return this.#alternative === "greater" ? statistic : -statistic;
  }

  /** Equal arrangements sum up in another order and differ by rounding: they count as equal, also around zero, where no rounding is small. */
  take(group: Uint32Array): void {
    const distance = this.#distance(group);
    if (distance >= this.#observed || distance >= this.#observed - 1e-9 * Math.max(1, Math.abs(this.#observed))) this.count++;
  }
}

/** The next set of indices in order, in place; false after the last. */
function advance(group: Uint32Array, n: number): boolean {
  const size = group.length;
  let at = size - 1;
  while (at >= 0 && group[at] === n - size + at) at--;
  if (at < 0) return false;
  const start = (group[at] as number) + 1;
  for (let next = at; next < size; next++) group[next] = start + next - at;
  return true;
}

/** Deals a new second group into the first places of an order. */
function deal(generator: Generator, order: Uint32Array, size: number): void {
  for (let at = 0; at < size; at++) {
    const from = at + generator.below(order.length - at);
    [order[at], order[from]] = [order[from] as number, order[at] as number];
  }
}

/**
 * Whether two groups differ in their means, by dealing the same units out anew into groups of the same sizes.
 *
 * No shape of distribution is assumed: right for skewed revenue and for groups of four and thirty-six. Where there are no more
 * arrangements than `draws` all are looked at and the p-value is exact; else the arrangement observed counts as one of those drawn, so that
 * the test never passes its level. Where the groups may differ in spread the default statistic is the one to take. Time: draws x size of
 * the second group.
 *
 * @param generator the source for drawing, which moves on; an exact answer draws nothing.
 * @param a the first group, a finite number a unit, at least two.
 * @param b the second group, at least two.
 * @returns p above 0; 1 where nothing varies.
 * @throws {RangeError} when a group has fewer than two units, a number is not finite, or an option is none.
 * @see Chung and Romano (2013), Exact and asymptotically robust permutation tests, Annals of Statistics 41
 * @example
 * import { generatorOf } from "../../random/generator.ts";
 * import { permutationTest } from "./permutation-test.ts";
 * permutationTest(generatorOf(1), [1, 2, 3], [7, 8, 9]).p; // => 0.1
 */
export function permutationTest(generator: Generator, a: Numbers, b: Numbers, options: PermutationOptions = {}): PermutationTest {
  const { statistic = "studentized", alternative = "two-sided", draws = 9999 } = options;
  checkOneOf("statistic", statistic, ["studentized", "difference"]);
  checkAlternative(alternative);
  checkNumbers("a", a, 2);
  checkNumbers("b", b, 2);
  checkCount("draws", draws, 1);
  const pool = poolOf(a, b, statistic === "studentized");
  const [n, tally] = [pool.values.length, new Tally(pool, alternative)];
  const difference = mean(b) - mean(a);
  if (logChoose(n, b.length) <= Math.log(draws + 0.5)) {
    const group = Uint32Array.from({ length: b.length }, (_, at) => at);
    let arrangements = 0;
    do {
      tally.take(group);
      arrangements++;
    } while (advance(group, n));
    return { kind: "exact", p: tally.count / arrangements, standardError: 0, difference, arrangements };
  }
  const order = Uint32Array.from({ length: n }, (_, at) => at);
  for (let draw = 0; draw < draws; draw++) {
    deal(generator, order, b.length);
    tally.take(order);
  }
  const p = (1 + tally.count) / (1 + draws);
  return { kind: "sampled", p, standardError: Math.sqrt((p * (1 - p)) / draws), difference, arrangements: draws };
}
