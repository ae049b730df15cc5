/** An order of which a campaign's creators have a share. */
export interface CampaignOrder {
  readonly id: string;
  readonly atMs: number;
  /** Whether it is an order, and not a lead or another conversion. */
  readonly isOrder: boolean;
  readonly currency: string;
  /** Total with tax and shipping, after refunds, in minor units. */
  readonly keptMinor: bigint;
  /** The same before refunds. */
  readonly totalMinor: bigint;
  /** Before refunds, without tax, shipping and tip. */
  readonly netMinor: bigint;
  /** What the goods cost the brand; null where a line does not say. */
  readonly goodsMinor: bigint | null;
  /** Whether it was the customer's first; null where nobody knows. */
  readonly isFirst: boolean | null;
  /** Parts per billion by creator; in all at most a whole. */
  readonly sharesPpb: ReadonlyMap<string, bigint>;
  /** It has no touch of the campaign itself: its customer came by an earlier order that has. */
  readonly isCarried: boolean;
}

/** An order with who placed it. */
export type PersonOrder = Omit<CampaignOrder, "sharesPpb" | "isCarried"> & { readonly personId: string | null };

/** An order that touches of the campaign had a part in. */
export interface TouchedOrder extends PersonOrder {
  readonly sharesPpb: ReadonlyMap<string, bigint>;
}

/** For each customer whom the campaign brought the order by which it did: their first one, with a share of it above zero. */
export function bringingOrders(touched: readonly TouchedOrder[]): Map<string, TouchedOrder> {
  const brought = new Map<string, TouchedOrder>();
  for (const order of touched) {
    const hasShare = [...order.sharesPpb.values()].some((share) => share > 0n);
    if (order.personId !== null && order.isFirst === true && hasShare && !brought.has(order.personId)) brought.set(order.personId, order);
  }
  return brought;
}

/**
 * All orders that count for a campaign, each with the creators' shares.
 *
 * An order with touches of the campaign counts by the credit of those touches. A later order of a customer whom the campaign brought, and
 * that has no such touch, counts by the shares of the order by which they came: the campaign won the customer, and with them what they buy
 * later. A customer who bought before is nobody's gain: their later orders count only by touches of their own. In all no order counts more
 * than once within a campaign; two campaigns may both count one, so their lifetimes are not added up.
 *
 * @param touched orders with touches of the campaign, in the order of their time.
 * @param later orders of the customers of {@link bringingOrders}, in any order; those known already and earlier ones are left out.
 * @returns in the order of their time.
 */
export function campaignOrders(touched: readonly TouchedOrder[], later: readonly PersonOrder[]): CampaignOrder[] {
  const brought = bringingOrders(touched);
  const known = new Set(touched.map((order) => order.id));
  const carried = later.flatMap((order): CampaignOrder[] => {
    const first = order.personId === null ? undefined : brought.get(order.personId);
    if (first === undefined || known.has(order.id) || order.atMs < first.atMs) return [];
    return [{ ...order, sharesPpb: first.sharesPpb, isCarried: true }];
  });
  return [...touched.map((order) => ({ ...order, isCarried: false })), ...carried].toSorted((a, b) => a.atMs - b.atMs);
}
