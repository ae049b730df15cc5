import { generatorOf, matchedPairs, shuffled, type Matrix } from "@vouch/stats";
import { daysLater } from "../../../kernel/civil.ts";
import type { DesignPlan, MatchedPlan, StaggeredPlan } from "./design-plan.ts";

/** What chance said of a creator. */
export interface Assigned {
  readonly creator: string;
  /** The day on which it begins for them; null: not before the end. */
  readonly from_on: string | null;
  /** The number of their pair or wave, from 1. */
  readonly group: number;
}

/** What chance said of all. */
export interface Assignment {
  readonly creators: Assigned[];
  /** Who takes no part, since nobody is left to make a pair with. */
  readonly left: string[];
}

function inWaves(plan: StaggeredPlan, seed: number): Assignment {
  const order = shuffled(generatorOf(seed), plan.creators);
  const creators = order.map((creator, at) => {
    const wave = Math.floor((at * plan.waves) / order.length);
    return { creator, from_on: daysLater(plan.from_on, 7 * wave * plan.weeks_between), group: wave + 1 };
  });
  return { creators, left: [] };
}

/** Pairs by the logarithm of what each sold in a week: creators differ by factors. */
export function creatorPairs(history: Matrix) {
  const means = Array.from({ length: history.rows }, (_, row) => {
    const weeks = history.values.subarray(row * history.columns, (row + 1) * history.columns);
    return Math.log1p(Math.max(0, weeks.reduce((sum, value) => sum + value, 0) / history.columns));
  });
  return matchedPairs(means);
}

function inPairs(plan: MatchedPlan, seed: number, history: Matrix): Assignment {
  const source = generatorOf(seed);
  const { pairs, left } = creatorPairs(history);
  const name = (place: number): string => plan.creators[place] as string;
  const creators = pairs.flatMap((pair, at) => {
    const first = source.below(2);
    return pair.map((place, side) => ({ creator: name(place), from_on: side === first ? plan.from_on : null, group: at + 1 }));
  });
  return { creators, left: left === undefined ? [] : [name(left)] };
}

/**
 * What chance says of each creator: the same seed says the same, so that anybody can check it.
 *
 * @param plan whose creators are dealt out: to waves of equal size, or by a coin within pairs of creators who sold alike before.
 * @param seed a whole number of at least 0 and below 2^32.
 * @param history weeks of the creators before the first start, a row each in the plan's order.
 * @returns in the order of waves or pairs.
 */
export const assignmentOf = (plan: DesignPlan, seed: number, history: Matrix): Assignment =>
  plan.design === "staggered_creators" ? inWaves(plan, seed) : inPairs(plan, seed, history);
