/** What the customer was charged for one line, and for how many pieces. `lineId` is null where the order has no lines. */
export interface ChargedLine {
  readonly lineId: string | null;
  /** Minor units >= 0, after discounts and with tax: what a full refund of the line gives back, unless the order's total is lower. */
  readonly chargedMinor: bigint;
  readonly quantity: bigint;
}

/** What the customer was charged in all; the part that no line holds is shipping, tip and the like. */
export interface ChargedOrder {
  readonly totalMinor: bigint;
  readonly lines: readonly ChargedLine[];
}

/** A charged line with its id in the store, by which adjustments may name it; empty when it has none. */
export interface NamedLine extends ChargedLine {
  readonly externalId: string;
}

/** What the customer was charged, with the names of its lines. */
export interface NamedOrder extends ChargedOrder {
  readonly lines: readonly NamedLine[];
}

/** A line named by a refund, by amount or, where the source gives none, by pieces; neither means the whole line. */
export interface RefundedLine {
  readonly lineId: string;
  readonly amountMinor: bigint | null;
  readonly quantity: bigint | null;
}

/** Something that takes back an order or a part of it, or gives it back again. It may have arrived before its order. */
export interface CommissionAdjustment {
  readonly kind: "refund" | "cancellation" | "dispute_opened" | "dispute_won" | "dispute_lost";
  /** The channel that reported it; one refund reported by two channels counts once. */
  readonly source: string;
  /** By how much it raises what was taken back, doubles by other channels left out; null for the whole order. */
  readonly effectiveMinor: bigint | null;
  readonly lines: readonly RefundedLine[];
  /** Which dispute it belongs to; null for kinds that are none. */
  readonly disputeId: string | null;
  readonly atMs: number;
}
