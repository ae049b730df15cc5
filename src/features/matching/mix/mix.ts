import { generatorOf, normalVariate } from "@vouch/stats";
import { rangeOf, type Range } from "../prediction/predicted.ts";

/** A tier that money may go to. */
export interface MixTier {
  readonly tier: string;
  /** What one creator of it is likely to cost for one piece, in whole units: the middle and how far it may lie off on the logarithm. */
  readonly price: { readonly middle: number; readonly deviation: number };
  /** What one creator of it is drawn to bring, once for each future; undefined: not known. */
  readonly results: readonly Float64Array[] | undefined;
  /** The share of the budget before own figures speak. */
  readonly share: number;
}

/** What may be risked. */
export interface MixLimits {
  /** Of the budget, at most on one creator, in (0, 1]. */
  readonly mostOnOne: number;
  /** The chance that it comes out dearer than the budget, at most. */
  readonly mostOverChance: number;
}

/** How many creators of each tier. */
export interface Mix {
  readonly tiers: readonly {
    readonly tier: string;
    readonly creators: number;
    readonly share: number;
    readonly each: number;
    readonly cost: number;
    readonly result: Range | null;
    readonly note: string | null;
  }[];
  readonly cost: Range;
  readonly planned: number;
  readonly overChance: number;
  /** Null: of some tier that gets money it is not known. */
  readonly result: Range | null;
  readonly limits: readonly string[];
}

const draws = 4_000;
const percent = (share: number): string => `${Math.round(share * 100)} %`;
const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Shares that sum to one, moved by what a unit of money brings where that is known. */
function tiltedShares(tiers: readonly MixTier[], tilt: number): number[] {
  const perMoney = tiers.map(({ results, price }) => (results === undefined ? undefined : meanOf(results[0]!) / price.middle));
  const known = perMoney.filter((value) => value !== undefined && value > 0) as number[];
  const usual = known.length === 0 ? 1 : Math.exp(known.reduce((sum, value) => sum + Math.log(value), 0) / known.length);
  const weights = tiers.map(({ share }, at) => {
    const value = perMoney[at];
    return share * (value === undefined || value <= 0 ? 1 : (value / usual) ** tilt);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total === 0 ? 0 : weight / total));
}

/**
 * Whole creators for a budget: as many of each tier as its share pays for, and what is left goes, one by one, to the tier that is furthest below
 * its share and can still be paid.
 *
 * @example
 * import { wholeCreators } from "./mix.ts";
 * wholeCreators([0.5, 0.5], [30, 40], 100); // => [2, 1]
 * wholeCreators([1], [30], 20); // => [0]
 */
export function wholeCreators(shares: readonly number[], prices: readonly number[], budget: number): number[] {
  const counts = shares.map((share, at) => Math.floor((share * budget) / prices[at]! + 1e-9));
  let left = budget - counts.reduce((sum, count, at) => sum + count * prices[at]!, 0);
  for (;;) {
    const short = shares.map((share, at) =>
      share > 0 && prices[at]! <= left + 1e-9 ? share * budget - counts[at]! * prices[at]! : -Infinity,
    );
    const best = short.indexOf(Math.max(...short));
    if (best === -1 || short[best] === -Infinity) return counts;
    counts[best]!++;
    left -= prices[best]!;
  }
}

/** What a number of creators costs, once for each future: tiers' prices are not known for sure, and differ from creator to creator. */
function drawnCosts(tiers: readonly MixTier[], counts: readonly number[]): Float64Array {
  const generator = generatorOf(20_261_127);
  return Float64Array.from({ length: draws }, () =>
    tiers.reduce((sum, { price }, at) => {
      let cost = sum;
      for (let creator = 0; creator < counts[at]!; creator++)
        cost += price.middle * Math.exp(price.deviation * normalVariate(generator) - price.deviation ** 2 / 2);
      return cost;
    }, 0),
  );
}

/** What a number of creators of a tier brings: each is another draw of the same newcomer. */
function drawnResults(results: readonly Float64Array[], creators: number): Float64Array {
  const total = new Float64Array(results[0]!.length);
  for (let creator = 0; creator < creators; creator++) {
    const own = results[creator % results.length]!;
    // The same draws come round again after as many creators as there are: turned, so that their luck is not the same luck.
    const turn = Math.floor(creator / results.length) * 997;
    for (let at = 0; at < total.length; at++) total[at] = total[at]! + own[(at + turn) % own.length]!;
  }
  return total;
}

const overShare = (costs: Float64Array, budget: number): number => costs.filter((cost) => cost > budget).length / costs.length;
const stepDown = 0.95;

/**
 * How many creators of each tier a budget is for: whole ones, within its limits, with what they may bring.
 *
 * Shares are the rules', moved by what money brings where that is known. A tier whose one creator would take more than the limit gets nothing. The
 * target is lowered, 5 % at a time, until the chance of coming out dearer than the budget is as small as asked.
 *
 * @param tiers prices above zero; shares at least zero.
 * @param budget in whole units.
 */
export function creatorMix(tiers: readonly MixTier[], budget: number, limits: MixLimits, tilt: number): Mix {
  const isAllowed = tiers.map(({ price }) => price.middle <= limits.mostOnOne * budget);
  const open = tiers.map((tier, at) => (isAllowed[at]! ? tier : { ...tier, share: 0 }));
  const shares = tiltedShares(open, tilt);
  const prices = tiers.map(({ price }) => price.middle);
  let target = budget;
  let counts = wholeCreators(shares, prices, target);
  let costs = drawnCosts(tiers, counts);
  while (overShare(costs, budget) > limits.mostOverChance && counts.some((count) => count > 0)) {
    target *= stepDown;
    counts = wholeCreators(shares, prices, target);
    costs = drawnCosts(tiers, counts);
  }
  return described({ tiers, counts, shares, isAllowed, costs, budget, limits });
}

interface Solved {
  readonly tiers: readonly MixTier[];
  readonly counts: readonly number[];
  readonly shares: readonly number[];
  readonly isAllowed: readonly boolean[];
  readonly costs: Float64Array;
  readonly budget: number;
  readonly limits: MixLimits;
}

function noteOf({ tier, share }: MixTier, isAllowed: boolean, creators: number, mostOnOne: number): string | null {
  if (share > 0 && !isAllowed) return `One ${tier} creator would take more than ${percent(mostOnOne)} of the budget.`;
  if (share > 0 && creators === 0) return "Its share does not pay for one.";
  return share === 0 ? "The rules give it nothing for this goal." : null;
}

function described({ tiers, counts, shares, isAllowed, costs, budget, limits }: Solved): Mix {
  const drawn = tiers.map(({ results }, at) => (results === undefined ? undefined : drawnResults(results, counts[at]!)));
  const used = drawn.filter((_, at) => counts[at]! > 0);
  const isKnown = used.length > 0 && used.every((each) => each !== undefined);
  const total = isKnown ? Float64Array.from({ length: draws }, (_, at) => used.reduce((sum, each) => sum + each![at]!, 0)) : undefined;
  const planned = counts.reduce((sum, count, at) => sum + count * tiers[at]!.price.middle, 0);
  const overChance = overShare(costs, budget);
  return {
    tiers: tiers.map((tier, at) => ({
      ...{ tier: tier.tier, creators: counts[at]!, share: shares[at]!, each: tier.price.middle, cost: counts[at]! * tier.price.middle },
      result: drawn[at] === undefined || counts[at] === 0 ? null : rangeOf(drawn[at]),
      note: noteOf(tier, isAllowed[at]!, counts[at]!, limits.mostOnOne),
    })),
    ...{ cost: rangeOf(costs), planned, overChance, result: total === undefined ? null : rangeOf(total) },
    limits: planned === 0 ? ["Nobody can be paid within these limits: raise the budget, or let one creator take more of it."] : [],
  };
}
