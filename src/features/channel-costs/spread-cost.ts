import { daysBetween } from "../../kernel/civil.ts";
import { roundedQuotient } from "../../kernel/rounding.ts";

/** Channels whose costs are stated here; what creators cost is known from commissions and entered with programs and campaigns. */
export const costedChannels = ["paid", "organic_search", "organic_social", "email", "referral", "word_of_mouth", "offline"] as const;
/** One of {@link costedChannels}. */
export type CostedChannel = (typeof costedChannels)[number];

/** A span of days: the last one is not included. */
export interface DaySpan {
  readonly fromOn: string;
  readonly toOn: string;
}

/**
 * The part of a cost that falls into a span, the cost being spread evenly over its days and rounded once, a half away from zero.
 *
 * @param cost its days, at least one, and its minor units above zero.
 * @param span what is asked for.
 * @returns minor units; 0 where the two have no day in common.
 * @example
 * import { spreadCost } from "./spread-cost.ts";
 * const april = { fromOn: "2026-04-01", toOn: "2026-05-01", amountMinor: 3000n };
 * spreadCost(april, { fromOn: "2026-04-16", toOn: "2026-06-01" }); // => 1500n
 */
export function spreadCost(cost: DaySpan & { readonly amountMinor: bigint }, span: DaySpan): bigint {
  const from = cost.fromOn > span.fromOn ? cost.fromOn : span.fromOn;
  const to = cost.toOn < span.toOn ? cost.toOn : span.toOn;
  if (from >= to) return 0n;
  return roundedQuotient(cost.amountMinor * BigInt(daysBetween(from, to)), BigInt(daysBetween(cost.fromOn, cost.toOn)));
}
