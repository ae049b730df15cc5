import type { PayOrder } from "../programs/service.ts";
import type { NamedOrder } from "./reversal/adjusted-order.ts";
import type { NamingAdjustment } from "./reversal/named-order.ts";

/** All that the commission engine knows of an order. */
export interface OrderToPay {
  readonly pay: Omit<PayOrder, "codes">;
  readonly storeId: string;
  /** The newest version of it, which all this is taken from. */
  readonly version: number;
  /** Keyed hashes of the buyer's e-mail addresses; empty when none is known. */
  readonly buyerEmailHashes: readonly string[];
  /** The codes on the order, as they were typed. */
  readonly codes: readonly string[];
  readonly customerId: string | null;
  /** The person behind the customer, after merges. */
  readonly personId: string | null;
  /** Every browser of that person, and the one that the order came from. */
  readonly visitorIds: readonly string[];
  /** The click that the order itself names. */
  readonly namedClickId: string | null;
  /** That click, and those that the customer's earlier orders named. */
  readonly clickIds: readonly string[];
  /** Every order of the customer, this one included. */
  readonly customerOrders: readonly { readonly id: string; readonly atMs: number }[];
  readonly subscriptionId: string | null;
  /** The first order of the subscription that this one belongs to, perhaps this one. */
  readonly firstOfSubscriptionId: string | null;
  readonly charged: NamedOrder;
  /** What was taken back of it; an order that is not paid (any more) has a cancellation among them. */
  readonly adjustments: readonly NamingAdjustment[];
  /** The workspace's IANA zone. */
  readonly zone: string;
}
