import { logBeta } from "../../special/log-beta.ts";

/** A draw without replacement. */
export interface Draws {
  readonly population: number;
  /** How many of the population are marked. */
  readonly marked: number;
  readonly drawn: number;
}

/** ln(n over k). */
const logChoose = (n: number, k: number): number => -Math.log1p(n) - logBeta(n - k + 1, k + 1);

/** The least and the most marked ones that can be drawn. */
const rangeOf = ({ population, marked, drawn }: Draws): [number, number] => [
  Math.max(0, drawn + marked - population),
  Math.min(drawn, marked),
];

/**
 * The chance that exactly so many of the drawn are marked, with draws without replacement.
 *
 * @example
 * import { drawChance } from "./hypergeometric-draws.ts";
 * drawChance({ population: 10, marked: 4, drawn: 3 }, 1).toFixed(6); // => "0.500000"
 */
export function drawChance(draws: Draws, hits: number): number {
  const [least, most] = rangeOf(draws);
  if (hits < least || hits > most) return 0;
  const { population, marked, drawn } = draws;
  return Math.exp(logChoose(marked, hits) + logChoose(population - marked, drawn - hits) - logChoose(population, drawn));
}

/** Chances below this, ten draws and more from the likeliest, are left out of a mean. */
const smallest = 1e-13;

/**
 * The mean of something that depends on how many marked ones are drawn, over all that can be drawn without replacement.
 *
 * Summed from the likeliest number outwards, each chance from its neighbour's; what is left out has a chance below 1e-11 together. Time:
 * some fourteen standard deviations of the number of marked ones.
 *
 * @param valueOf what it is at each number of marked ones, in [0, 1].
 * @example
 * import { meanOverDraws } from "./hypergeometric-draws.ts";
 * meanOverDraws({ population: 10, marked: 4, drawn: 3 }, (hits) => hits / 3).toFixed(6); // => "0.400000"
 */
export function meanOverDraws(draws: Draws, valueOf: (hits: number) => number): number {
  const { population, marked, drawn } = draws;
  const [least, most] = rangeOf(draws);
  const middle = Math.min(most, Math.max(least, Math.round((marked * drawn) / population)));
  const others = population - marked - drawn;
  const start = drawChance(draws, middle);
  let total = start * valueOf(middle);
  let chance = start;
  for (let k = middle; k < most && (chance > smallest || k - middle < 10); k++) {
    chance *= ((marked - k) * (drawn - k)) / ((k + 1) * (others + k + 1));
    total += chance * valueOf(k + 1);
  }
  chance = start;
  for (let k = middle; k > least && (chance > smallest || middle - k < 10); k--) {
    chance *= (k * (others + k)) / ((marked - k + 1) * (drawn - k + 1));
    total += chance * valueOf(k - 1);
  }
  return Math.min(1, total);
}

/** About how many of the drawn are marked. */
const meanOf = ({ population, marked, drawn }: Draws): number => (marked / population) * drawn;

/**
 * Adds up chances from a number outwards, by the ratio of neighbours. The number lies on that side of the mean: from a far tail inwards the first
 * chance may be too small to be held, and all that follow would be 0 with it.
 */
function tail(draws: Draws, from: number, step: 1 | -1): number {
  const { population, marked, drawn } = draws;
  const [least, most] = rangeOf(draws);
  let chance = drawChance(draws, from);
  let total = 0;
  for (let k = from; k >= least && k <= most; k += step) {
    total += chance;
    const up = (marked - k) * (drawn - k);
    const down = k * (population - marked - drawn + k);
    chance *= step > 0 ? up / ((k + 1) * (population - marked - drawn + k + 1)) : down / ((marked - k + 1) * (drawn - k + 1));
    if (chance < 1e-18 * total) break;
  }
  return Math.min(1, total);
}

/**
 * The chance of at most so many marked ones among the drawn; the other side of `drawsAtLeast`.
 *
 * @example
 * import { drawsAtMost } from "./hypergeometric-draws.ts";
 * drawsAtMost({ population: 10, marked: 4, drawn: 3 }, 1).toFixed(6); // => "0.666667"
 */
export function drawsAtMost(draws: Draws, hits: number): number {
  const [least, most] = rangeOf(draws);
  if (hits < least) return 0;
  if (hits >= most) return 1;
  return hits < meanOf(draws) ? tail(draws, hits, -1) : 1 - tail(draws, hits + 1, 1);
}

/**
 * The chance of at least so many marked ones among the drawn.
 *
 * @example
 * import { drawsAtLeast } from "./hypergeometric-draws.ts";
 * drawsAtLeast({ population: 10, marked: 4, drawn: 3 }, 2).toFixed(6); // => "0.333333"
 */
export function drawsAtLeast(draws: Draws, hits: number): number {
  const [least, most] = rangeOf(draws);
  if (hits <= least) return 1;
  if (hits > most) return 0;
  return hits > meanOf(draws) ? tail(draws, hits, 1) : 1 - tail(draws, hits - 1, -1);
}
