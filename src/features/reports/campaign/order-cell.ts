/**
 * What the orders of one day of which a campaign's creators have a share add up to, for one creator, one part or all of them, by currency and
 * channel. Shares are parts per billion, so a sum of amounts times shares is in billionths of a minor unit.
 */
export interface OrderCell {
  /** The day of the orders in the brand's zone, YYYY-MM-DD. */
  readonly day: string;
  /** Whose share: a creator's id or the key of a part; null: all creators together. */
  readonly scope: string | null;
  readonly currency: string;
  /** They have no touch of the campaign itself: their customers came by an earlier order that has. */
  readonly isCarried: boolean;
  /** The sum of the shares of orders, without leads and other conversions. */
  readonly ordersPpb: bigint;
  /** The same of customers' first orders. */
  readonly firstsPpb: bigint;
  /** Orders that have a share and of which nobody knows whether they were first ones. */
  readonly unknownNovelty: number;
  /** Totals with tax and shipping, before refunds, times their shares. */
  readonly totalPpb: bigint;
  /** The same after refunds. */
  readonly keptPpb: bigint;
  /** What is left after the goods, times shares, of orders of which all unit costs are known. */
  readonly costedMarginPpb: bigint;
  readonly costedOrders: number;
  /** `keptPpb` of the others: their margin is known by the brand's rate alone. */
  readonly uncostedKeptPpb: bigint;
  readonly uncostedOrders: number;
  /** The sum of the squares of kept × share, in minor units squared. */
  readonly squares: number;
  /** The largest kept total of one of the orders, its share aside. */
  readonly largestMinor: bigint;
}

/** What creators earned with orders of a day, after reversals. */
export interface CommissionCell {
  readonly day: string;
  readonly creatorId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
}
