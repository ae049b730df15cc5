import { campaignReturn, type CampaignReturn, type Measured, type Scope } from "../campaign/campaign-return.ts";
import type { CommissionCell, OrderCell } from "../campaign/order-cell.ts";
import { ppbText, quotientText } from "../decimal-text.ts";

/** What results are taken apart by. */
export type PartKind = "creator" | "platform" | "tier" | "offer" | "way";

/** What one creator, platform, tier, offer or way of touching had in a campaign. */
export interface Part {
  readonly kind: PartKind;
  readonly key: string;
  readonly name: string;
  readonly orders: string;
  /** Minor units of the campaign's currency; null: not known. */
  readonly revenueMinor: string | null;
  /** Of the whole revenue; null where there is none. */
  readonly share: string | null;
  readonly costMinor: string | null;
  /** Revenue ÷ own cost with the ends of its interval of 95 %; null: no own cost is known. An end that is null has no bound. */
  readonly perSpent: { readonly estimate: string; readonly low: string; readonly high: string | null } | null;
}

const short = (decimal: string): string => decimal.replace(/\.?0+$/, "");

/** The return of a scope as a part of the whole. */
function partOf(own: CampaignReturn, head: Pick<Part, "kind" | "key" | "name">, wholeMinor: bigint | undefined): Part {
  const { revenueMinor, costMinor, interval, revenuePerSpent } = own;
  const isShare = revenueMinor !== undefined && wholeMinor !== undefined && wholeMinor > 0n;
  return {
    ...head,
    orders: ppbText(own.ordersPpb),
    revenueMinor: revenueMinor?.toString() ?? null,
    share: isShare ? quotientText(revenueMinor, wholeMinor, 4) : null,
    costMinor: costMinor !== undefined && costMinor > 0n ? costMinor.toString() : null,
    perSpent:
      interval === undefined || revenuePerSpent === undefined
        ? null
        : {
            estimate: revenuePerSpent,
            low: short(interval.perSpent.low),
            high: interval.perSpent.high === undefined ? null : short(interval.perSpent.high),
          },
  };
}

/**
 * Commissions and costs told by another key than the creator: their platform, their tier.
 *
 * @param data commissions and costs by creator.
 * @param orders cells by key.
 * @param keyOf the key of a creator; creators of one key are added up.
 */
export function rekeyed(data: Measured, orders: Measured["orders"], keyOf: (creatorId: string) => string): Measured {
  const commissions = new Map<Scope, CommissionCell[]>();
  for (const [creatorId, cells] of data.commissions)
    if (creatorId !== undefined) commissions.set(keyOf(creatorId), [...(commissions.get(keyOf(creatorId)) ?? []), ...cells]);
  const costs = data.costs.map((cost) => ({ ...cost, creatorId: cost.creatorId === null ? null : keyOf(cost.creatorId) }));
  // The interval of a part takes the size of one order from all of them.
  const whole: readonly [Scope, readonly OrderCell[]] = [undefined, data.orders.get(undefined) ?? []];
  return { ...data, orders: new Map([...orders, whole]), commissions, costs };
}

/**
 * Results by key, the largest revenue first.
 *
 * @param data told by these keys.
 * @param asked the kind, each key with its name, and before which day orders count.
 * @param wholeMinor the whole revenue, for shares; undefined: not known.
 */
export function partsOf(
  data: Measured,
  asked: { readonly kind: PartKind; readonly names: ReadonlyMap<string, string>; readonly beforeOn: string },
  wholeMinor: bigint | undefined,
): Part[] {
  const { kind, names, beforeOn } = asked;
  return [...names]
    .map(([key, name]) => partOf(campaignReturn(data, { beforeOn, scope: key }), { kind, key, name }, wholeMinor))
    .toSorted((a, b) => Number(b.revenueMinor ?? 0) - Number(a.revenueMinor ?? 0));
}
