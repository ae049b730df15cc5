import { linearPosterior, sampleMoments, studentTDistribution } from "@vouch/stats";
import type { Platform } from "../../../kernel/social/platform.ts";
import type { ContentRange, PriceKind, PriceRules, UseRange } from "./price-rules.ts";

/** The middle and the ends of an interval of 80 %, in whole units. */
export interface PriceRange {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** What a price depends on. */
export interface Scope {
  readonly creatorId: string;
  readonly platform: Platform;
  readonly format: string | undefined;
  readonly followers: number | undefined;
  /** Likes and comments by followers, by the middle of the platform and tier; undefined: not known. */
  readonly engagement: number | undefined;
}

/** What was asked or paid for one piece of content, in whole units of the currency that is asked for. */
export interface Deal extends Scope {
  readonly price: number;
  readonly isAsked: boolean;
}

/** Public ranges that fit, with the range that they come to together. */
export interface Prior extends PriceRange {
  readonly ranges: readonly (PriceRange & { readonly source: string })[];
}

const z80 = 1.2815515655446004;
const middleOf = ({ low, high }: { readonly low: number; readonly high: number }): number => Math.sqrt(low * high);

const fits = ({ platform, from_followers: from, to_followers: to }: ContentRange, of: Pick<Scope, "platform" | "followers">): boolean =>
  (platform === null || platform === of.platform) &&
  of.followers !== undefined &&
  of.followers >= from &&
  (to === null || of.followers < to);

/** Several ranges as one: the mean of their middles on the logarithm, with their widths and how far they disagree. */
function pooled(ranges: readonly { readonly low: number; readonly high: number; readonly source: string }[]): Prior | undefined {
  if (ranges.length === 0) return undefined;
  const middles = ranges.map((range) => Math.log(middleOf(range)));
  const mean = middles.reduce((sum, middle) => sum + middle, 0) / ranges.length;
  const widths = ranges.map(({ low, high }) => (Math.log(high / low) / (2 * z80)) ** 2);
  const variance =
    widths.reduce((sum, width) => sum + width, 0) / ranges.length +
    middles.reduce((sum, middle) => sum + (middle - mean) ** 2, 0) / ranges.length;
  const half = z80 * Math.sqrt(variance);
  const shown = ranges.map(({ low, high, source }) => ({ low, middle: middleOf({ low, high }), high, source }));
  return { low: Math.exp(mean - half), middle: Math.exp(mean), high: Math.exp(mean + half), ranges: shown };
}

/** What public tables say of a piece of content; undefined: nothing, or how many follow is not known. */
export const contentPrior = (of: Pick<Scope, "platform" | "followers">, { content }: PriceRules): Prior | undefined =>
  pooled(content.filter((range) => fits(range, of)));

/** The middle of sizes of the ranges that fit, on the logarithm: where their prices are taken to stand. */
function middleSize(of: Pick<Scope, "platform" | "followers">, { content }: PriceRules): number {
  const sizes = content
    .filter((range) => fits(range, of))
    .map(({ from_followers: from, to_followers: to }) => Math.log(Math.max(1, from)) / 2 + Math.log(to ?? from * 4) / 2);
  return sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
}

const video = new Set(["reel", "short", "video", "live"]);

/** What goes into the relation: level, size within the tier, video, story, engagement, asked and not paid, and the creator's own level. */
function rowOf(scope: Scope, isAsked: boolean, of: { readonly rules: PriceRules; readonly creatorId: string }): number[] {
  const { followers, format, engagement } = scope;
  return [
    1,
    Math.log(followers!) - middleSize(scope, of.rules),
    format !== undefined && video.has(format) ? 1 : 0,
    format === "story" ? 1 : 0,
    engagement === undefined || engagement <= 0 ? 0 : Math.log(engagement),
    isAsked ? 1 : 0,
    scope.creatorId === of.creatorId ? 1 : 0,
  ];
}

/** What is believed of the relation before any deal; prices are logarithms by the public middle of their platform and size. */
const relationPrior = {
  means: [0, 0.8, 0, 0, 0.3, 0, 0],
  deviations: [0.5, 0.2, 0.4, 0.5, 0.3, 0.2, 0.5],
  noise: { deviation: 0.6, freedom: 6 },
} as const;
const levelOff = 0.25;

/** A range of prices of one piece of content, with what it rests on. */
export type ContentPrice =
  | { readonly kind: "known"; readonly range: PriceRange; readonly prior: Prior; readonly deals: number; readonly ownDeals: number }
  | { readonly kind: "unknown"; readonly why: string };

/**
 * What one piece of content of a creator is likely to cost: public tables as a wide prior, moved by the workspace's own deals (Bayesian linear
 * regression on logarithms), the creator's own most of all.
 *
 * @param scope what is asked for; a price that is paid, not one that is asked.
 * @param deals own ones, of any creator; those whose size or prior is not known do not count.
 * @param isAtPar the tables' currency was taken at par, which widens their level.
 */
export function contentPrice(scope: Scope, deals: readonly Deal[], rules: PriceRules, isAtPar: boolean): ContentPrice {
  if (scope.followers === undefined) return { kind: "unknown", why: "How many follow the account is not known." };
  const prior = contentPrior(scope, rules);
  if (prior === undefined) return { kind: "unknown", why: `No table here speaks of ${scope.platform} with ${scope.followers} followers.` };
  const known = deals.filter((deal) => contentPrior(deal, rules) !== undefined);
  const of = { rules, creatorId: scope.creatorId };
  const deviations = relationPrior.deviations.map((deviation, at) => (at === 0 && isAtPar ? Math.hypot(deviation, levelOff) : deviation));
  const posterior = linearPosterior(
    known.map((deal) => rowOf(deal, deal.isAsked, of)),
    known.map((deal) => Math.log(deal.price / contentPrior(deal, rules)!.middle)),
    { ...relationPrior, deviations },
  );
  const { estimate, low, high } = posterior.predict(rowOf(scope, false, of), { level: 0.8 });
  const price = (log: number): number => prior.middle * Math.exp(log);
  return {
    kind: "known",
    range: { low: price(low), middle: price(estimate), high: price(high) },
    prior,
    deals: known.length,
    ownDeals: known.filter(({ creatorId }) => creatorId === scope.creatorId).length,
  };
}

/** What was asked or paid for a use, by piece and month. */
export interface UseDeal {
  readonly creatorId: string;
  readonly perMonth: number;
  /** What a piece of the creator's content is likely to cost; undefined: not known. */
  readonly content: number | undefined;
}

/** A range of prices of a use by piece and month, with what it rests on. */
export type UsePrice =
  | {
      readonly kind: "known";
      readonly range: PriceRange;
      readonly prior: Prior | undefined;
      readonly deals: number;
      readonly ownDeals: number;
    }
  | { readonly kind: "unknown"; readonly why: string };

/** Prior of a use in whole units: shares are of the content's price. */
function usePrior(uses: readonly UseRange[], content: number | undefined): Prior | undefined {
  const ranges = uses.flatMap(({ by, low, high, source }) => {
    if (by === "amount") return [{ low, high, source }];
    return content === undefined ? [] : [{ low: low * content, high: high * content, source }];
  });
  return pooled(ranges);
}

/**
 * What a use of a creator's content is likely to cost by piece and month: public ranges moved by own deals, each by the price of its content; or,
 * where no table speaks of it, two own deals or more by themselves (Student's t on logarithms).
 */
export function usePrice(
  kind: Exclude<PriceKind, "content">,
  of: { creatorId: string; content: number | undefined },
  deals: readonly UseDeal[],
  rules: PriceRules,
): UsePrice {
  const prior = usePrior(
    rules.uses.filter((use) => use.kind === kind),
    of.content,
  );
  const isByShare = of.content !== undefined && rules.uses.some((use) => use.kind === kind && use.by === "share");
  const known = isByShare ? deals.filter(({ content }) => content !== undefined) : deals;
  const scaled = known.map((deal) => Math.log(isByShare ? (deal.perMonth / deal.content!) * of.content! : deal.perMonth));
  const counts = { deals: known.length, ownDeals: known.filter(({ creatorId }) => creatorId === of.creatorId).length };
  if (prior !== undefined) {
    const deviation = Math.log(prior.high / prior.low) / (2 * z80);
    const posterior = linearPosterior(
      known.map((deal) => [1, deal.creatorId === of.creatorId ? 1 : 0]),
      scaled.map((log) => log - Math.log(prior.middle)),
      { means: [0, 0], deviations: [Math.max(deviation, 0.2), 0.4], noise: { deviation: 0.4, freedom: 6 } },
    );
    const { estimate, low, high } = posterior.predict([1, 1], { level: 0.8 });
    return {
      kind: "known",
      range: { low: prior.middle * Math.exp(low), middle: prior.middle * Math.exp(estimate), high: prior.middle * Math.exp(high) },
      prior,
      ...counts,
    };
  }
  if (known.length < 2)
    return {
      kind: "unknown",
      why: `No source here names a range, and ${known.length === 1 ? "one own deal is too few" : "no own deals are known"}: it takes two.`,
    };
  const { mean, variance, n } = sampleMoments(scaled);
  const half = studentTDistribution(n - 1).upperQuantile(0.1) * Math.sqrt(variance * (1 + 1 / n));
  return {
    kind: "known",
    range: { low: Math.exp(mean - half), middle: Math.exp(mean), high: Math.exp(mean + half) },
    prior: undefined,
    ...counts,
  };
}

/** How prices come about. */
export const priceFormulas = {
  content:
    "ln(price ÷ public middle of platform and size) = level + 0.8 × ln(followers ÷ middle of the tier) + video + story + 0.3 × ln(engagement ÷ middle of platform and tier) + asked + the creator's own level. Normal-inverse-gamma: prior deviations 0.5, 0.2, 0.4, 0.5, 0.3, 0.2, 0.5; noise 0.6 worth 6 deals. Interval of 80 %.",
  prior:
    "Public ranges that fit, each as 80 % of a lognormal; together the mean of their middles, with their mean variance and how far they disagree.",
  use: "By piece and month: public ranges as a prior (of the content's price where they are a share), moved by own deals; where there are none, own deals alone by Student's t on logarithms. Interval of 80 %.",
  deals:
    "Own deals: quotes by piece, and fees of campaigns ÷ the creator's posts there; of a creator in a campaign a paid quote counts instead of its fees.",
  separate: "The five prices are never added up: which of them one needs is the contract's matter.",
} as const;
