import { roundedSums, sumOfPpb, type CampaignCostSum, type Measured, type Scope } from "./campaign-return.ts";
import { moneySums } from "../money-sums.ts";
import type { CommissionCell, OrderCell } from "./order-cell.ts";

/** What orders add up to, with what another campaign of the same reading counts too and is first to. */
export interface CountedCell extends OrderCell {
  readonly ordersAgainPpb: bigint;
  readonly keptAgainPpb: bigint;
}

/** What was earned, with what another campaign of the same reading counts too and is first to. */
export interface CountedCommission extends CommissionCell {
  readonly againMinor: bigint;
}

/** A cost, and whether a campaign before has it too, as one that was entered at a program of both. */
export interface CountedCost extends CampaignCostSum {
  readonly isAgain: boolean;
}

/** A campaign's data beside that of others. */
export interface Counted extends Measured {
  readonly orders: ReadonlyMap<Scope, readonly CountedCell[]>;
  readonly commissions: ReadonlyMap<Scope, readonly CountedCommission[]>;
  readonly costs: readonly CountedCost[];
}

/** What of a campaign's figures another campaign counts too; undefined is not known. */
export interface CountedAgain {
  readonly ordersPpb: bigint;
  readonly revenueMinor: bigint | undefined;
  readonly costMinor: bigint | undefined;
}

/**
 * What of a campaign's return belongs to another campaign first: taken off, the returns of several campaigns add up to each order,
 * commission and cost once.
 *
 * @param data what is known of the campaign, read together with the others.
 * @param span orders and commissions before this day, undefined: of all days; and of whom.
 * @returns amounts in the currency that `converted` gives.
 */
export function countedAgain(data: Counted, span: { readonly beforeOn: string | undefined; readonly scope: Scope }): CountedAgain {
  const { scope, beforeOn } = span;
  const isIn = ({ day }: { readonly day: string }): boolean => beforeOn === undefined || day < beforeOn;
  const cells = (data.orders.get(scope) ?? []).filter(isIn);
  const earned = (data.commissions.get(scope) ?? []).filter(isIn);
  const costs = data.costs.filter((cost) => cost.isAgain && (scope === undefined || cost.creatorId === scope));
  return {
    ordersPpb: sumOfPpb(cells, (cell) => cell.ordersAgainPpb),
    revenueMinor: data.converted(roundedSums(cells, (cell) => cell.keptAgainPpb)),
    costMinor: data.converted(
      moneySums([
        ...earned.map((cell) => [cell.currency, cell.againMinor] as const),
        ...costs.map((cost) => [cost.currency, cost.amountMinor] as const),
      ]),
    ),
  };
}
