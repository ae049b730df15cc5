import { roiText } from "../campaign/campaign-return.ts";
import type { CountedAgain } from "../campaign/counted-again.ts";
import { quotientText } from "../decimal-text.ts";

/** What a creator, or everybody, had in one campaign; undefined is not known. */
export interface CampaignPart {
  readonly ordersPpb: bigint;
  readonly revenueMinor: bigint | undefined;
  readonly costMinor: bigint | undefined;
  readonly again: CountedAgain;
}

/** The same over several campaigns, what more than one counts only once. */
export interface CampaignSum extends CampaignPart {
  /** How many campaigns' cost is not known. */
  readonly withoutCost: number;
  readonly roi: string | undefined;
  readonly revenuePerSpent: string | undefined;
}

const plus = (amounts: readonly (bigint | undefined)[]): bigint | undefined =>
  amounts.reduce((sum, amount) => (sum === undefined || amount === undefined ? undefined : sum + amount), 0n as bigint | undefined);
const less = (amount: bigint | undefined, taken: bigint | undefined): bigint | undefined =>
  amount === undefined || taken === undefined ? undefined : amount - taken;

/**
 * What several campaigns add up to, in one currency: their figures less what another of them counts too and is first to.
 *
 * Revenue is not known where one campaign's is not. Cost is that of the campaigns whose cost is known; where one is not, there is no
 * return: revenue of all over the cost of some would flatter.
 *
 * @param parts one a campaign.
 * @returns the sums; roi is (revenue − cost) ÷ cost.
 * @example
 * import { campaignSum } from "./campaign-sum.ts";
 * const again = { ordersPpb: 0n, revenueMinor: 100n, costMinor: 0n };
 * const none = { ordersPpb: 0n, revenueMinor: 0n, costMinor: 0n };
 * const parts = [{ ordersPpb: 0n, revenueMinor: 500n, costMinor: 200n, again: none }, { ordersPpb: 0n, revenueMinor: 300n, costMinor: 150n, again }];
 * campaignSum(parts).revenueMinor; // => 700n
 */
export function campaignSum(parts: readonly CampaignPart[]): CampaignSum {
  const again = {
    ordersPpb: parts.reduce((sum, part) => sum + part.again.ordersPpb, 0n),
    revenueMinor: plus(parts.map((part) => part.again.revenueMinor)),
    costMinor: plus(parts.map((part) => part.again.costMinor)),
  };
  const costs = parts.map((part) => part.costMinor).filter((cost) => cost !== undefined);
  const revenueMinor = less(plus(parts.map((part) => part.revenueMinor)), again.revenueMinor);
  const costMinor = costs.length === 0 ? undefined : less(plus(costs), again.costMinor);
  const withoutCost = parts.length - costs.length;
  const isSpent = revenueMinor !== undefined && costMinor !== undefined && costMinor > 0n && withoutCost === 0;
  return {
    ordersPpb: parts.reduce((sum, part) => sum + part.ordersPpb, 0n) - again.ordersPpb,
    revenueMinor,
    costMinor,
    again,
    withoutCost,
    roi: isSpent ? roiText(revenueMinor, costMinor) : undefined,
    revenuePerSpent: isSpent ? quotientText(revenueMinor, costMinor, 4) : undefined,
  };
}
