import { gammaVariate, generatorOf, normalVariate, quantileOfSorted, type Generator } from "@vouch/stats";
import { responseAt } from "@vouch/stats";
import type { PlanInput } from "./plan-input.ts";
import { responseOf, usualSpend } from "./response.ts";

/** A figure with the ends of its interval of 80 %. */
export interface Range {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** What spends may bring. */
export interface Simulated {
  /** Revenue of all together. */
  readonly revenue: Range;
  /** Revenue of each candidate. */
  readonly creators: readonly Range[];
  /** That less comes back than is spent, counting the plan's share of revenue. */
  readonly lossChance: number;
}

/** How often everything is drawn. */
export const draws = 2_000;

const rangeOf = (values: Float64Array): Range => {
  const sorted = values.toSorted();
  const [low, middle, high] = [0.1, 0.5, 0.9].map((p) => quantileOfSorted(sorted, p)) as [number, number, number];
  return { low, middle, high };
};

/** A factor of mean 1 that is never below zero. */
const factor = (generator: Generator, deviation: number): number =>
  deviation < 1e-9 ? 1 : gammaVariate(generator, deviation ** -2) * deviation ** 2;

/** How good the times are for all: lognormal, of mean 1. */
const times = (spread: number, normal: number): number => Math.exp(spread * normal - spread ** 2 / 2);

/**
 * What spends may bring, by drawing many times: how good each creator truly is (as far as the prior leaves open), how good the times are for
 * all of them together, and the chance of one campaign.
 *
 * @param input candidates and assumptions; its seed makes the same draws each time.
 * @param spends one a candidate.
 * @param condition how good the times are, as a standard normal value; undefined: drawn as well.
 * @returns intervals of 80 %.
 */
export function simulated(input: PlanInput, spends: readonly number[], condition?: number): Simulated {
  const generator = generatorOf(input.seed);
  const totals = new Float64Array(draws);
  const own = spends.map(() => new Float64Array(draws));
  const parts = input.candidates.map((candidate, at) => {
    const { estimate, deviation, noise } = candidate.prior;
    const spend = spends[at]!;
    const expected = responseAt(responseOf(candidate, input), spend);
    const isNone = spend <= 0 || estimate <= 0;
    const chance = isNone ? 0 : (noise / estimate) * Math.sqrt(usualSpend(candidate, input) / spend);
    return { expected, belief: isNone ? 0 : deviation / estimate, chance };
  });
  for (let draw = 0; draw < draws; draw++) {
    const shared = times(input.sharedSpread, condition ?? normalVariate(generator));
    parts.forEach(({ expected, belief, chance }, at) => {
      if (expected === 0) return;
      const revenue = expected * shared * factor(generator, belief) * factor(generator, chance);
      own[at]![draw] = revenue;
      totals[draw]! += revenue;
    });
  }
  const spent = spends.reduce((sum, spend) => sum + spend, 0);
  const losses = totals.filter((revenue) => revenue * input.worth < spent).length;
  return { revenue: rangeOf(totals), creators: own.map(rangeOf), lossChance: spent === 0 ? 0 : losses / draws };
}
