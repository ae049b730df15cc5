import type { CampaignOrder } from "../campaign/campaign-orders.ts";
import { campaignReturn, type CampaignReturn, type Measured } from "../campaign/campaign-return.ts";
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

const plusOne = (roi: string): string => (Number(roi) + 1).toFixed(4).replace(/\.?0+$/, "");

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
            low: plusOne(interval.low),
            high: interval.high === undefined ? null : plusOne(interval.high),
          },
  };
}

/**
 * The same data told by another key than the creator: their platform, their tier.
 *
 * @param data shares, costs and commissions by creator.
 * @param keyOf the key of a creator; creators of one key are added up.
 */
export function rekeyed(data: Measured, keyOf: (creatorId: string) => string): Measured {
  const shares = ({ sharesPpb }: CampaignOrder): ReadonlyMap<string, bigint> => {
    const sums = new Map<string, bigint>();
    for (const [creatorId, share] of sharesPpb) sums.set(keyOf(creatorId), (sums.get(keyOf(creatorId)) ?? 0n) + share);
    return sums;
  };
  return {
    ...data,
    orders: data.orders.map((order) => ({ ...order, sharesPpb: shares(order) })),
    commissions: data.commissions.map((each) => ({ ...each, creatorId: keyOf(each.creatorId) })),
    costs: data.costs.map((cost) => ({ ...cost, creatorId: cost.creatorId === null ? null : keyOf(cost.creatorId) })),
  };
}

/** A share of an order that has a key of its own: the offer of a touch, or its kind. */
export interface KeyedShare {
  readonly orderId: string;
  readonly key: string;
  readonly sharePpb: bigint;
}

/**
 * The orders with touches of the campaign, told by the offer or the kind of those touches. Costs and commissions have no such key and are
 * left out, and so are later orders without a touch.
 *
 * @param data orders by creator.
 * @param shares all touches' shares by their key.
 */
export function retouched(data: Measured, shares: readonly KeyedShare[]): Measured {
  const byOrder = new Map<string, Map<string, bigint>>();
  for (const { orderId, key, sharePpb } of shares) {
    const own = byOrder.get(orderId) ?? new Map<string, bigint>();
    byOrder.set(orderId, own.set(key, (own.get(key) ?? 0n) + sharePpb));
  }
  const orders = data.orders.flatMap((order) => {
    const own = byOrder.get(order.id);
    return own === undefined ? [] : [{ ...order, sharesPpb: own }];
  });
  return { ...data, orders, commissions: [], costs: [] };
}

/**
 * Results by key, the largest revenue first.
 *
 * @param data told by these keys.
 * @param asked the kind, each key with its name, and before which instant orders count.
 * @param wholeMinor the whole revenue, for shares; undefined: not known.
 */
export function partsOf(
  data: Measured,
  asked: { readonly kind: PartKind; readonly names: ReadonlyMap<string, string>; readonly beforeMs: number },
  wholeMinor: bigint | undefined,
): Part[] {
  const { kind, names, beforeMs } = asked;
  return [...names]
    .map(([key, name]) => partOf(campaignReturn(data, { beforeMs, scope: key }), { kind, key, name }, wholeMinor))
    .toSorted((a, b) => Number(b.revenueMinor ?? 0) - Number(a.revenueMinor ?? 0));
}
