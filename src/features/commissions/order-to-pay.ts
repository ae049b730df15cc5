import type { PayOrder } from "../programs/service.ts";
import type { ChargedOrder, CommissionAdjustment } from "./reversal/adjusted-order.ts";

/** All that the commission engine knows of an order. */
export interface OrderToPay {
  readonly pay: Omit<PayOrder, "codes">;
  /** Keyed hashes of the buyer's e-mail addresses; empty when none is known. */
  readonly buyerEmailHashes: readonly string[];
  /** The codes on the order, as they were typed. */
  readonly codes: readonly string[];
  readonly customerId: string | null;
  readonly visitorId: string | null;
  /** The click that the order itself names. */
  readonly namedClickId: string | null;
  /** That click, and those that the customer's earlier orders named. */
  readonly clickIds: readonly string[];
  /** Every order of the customer, this one included. */
  readonly customerOrders: readonly { readonly id: string; readonly atMs: number }[];
  /** Where the order renews a subscription: the subscription's first order. */
  readonly firstOfSubscriptionId: string | null;
  readonly charged: ChargedOrder;
  readonly adjustments: readonly CommissionAdjustment[];
  /** The workspace's IANA zone. */
  readonly zone: string;
}
