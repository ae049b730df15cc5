import type { CommissionAdjustment, NamedOrder } from "./adjusted-order.ts";

/** An adjustment as orders keep it: it names lines by their place, from 1, or by their id in the store. */
export interface NamingAdjustment extends Omit<CommissionAdjustment, "lines"> {
  readonly lines: readonly {
    readonly externalId: string;
    readonly position: number | null;
    readonly amountMinor: bigint | null;
    readonly quantity: bigint | null;
  }[];
}

/** A named order as JSON holds it. */
export interface KeptOrder {
  readonly totalMinor: string;
  readonly lines: readonly {
    readonly lineId: string | null;
    readonly externalId: string;
    readonly chargedMinor: string;
    readonly quantity: string;
  }[];
}

/**
 * The adjustments of an order on the lines of one of its versions.
 *
 * @param adjustments all that are known, in any order.
 * @param order the version's lines; a line that it does not have is left out.
 * @returns one entry an adjustment, in their order.
 */
export function adjustmentsOn(adjustments: readonly NamingAdjustment[], order: NamedOrder): CommissionAdjustment[] {
  return adjustments.map(({ lines, ...adjustment }) => ({
    ...adjustment,
    lines: lines.flatMap(({ externalId, position, amountMinor, quantity }) => {
      const line = order.lines.find((each) => (position === null ? each.externalId === externalId : each.lineId === String(position)));
      return line === undefined || line.lineId === null ? [] : [{ lineId: line.lineId, amountMinor, quantity }];
    }),
  }));
}

/**
 * A named order from its JSON.
 *
 * @param kept as it was stored with a decision.
 * @example
 * import { namedOrder } from "./named-order.ts";
 * namedOrder({ totalMinor: "5", lines: [] }).totalMinor; // => 5n
 */
export const namedOrder = ({ totalMinor, lines }: KeptOrder): NamedOrder => ({
  totalMinor: BigInt(totalMinor),
  lines: lines.map(({ lineId, externalId, chargedMinor, quantity }) => ({
    lineId,
    externalId,
    chargedMinor: BigInt(chargedMinor),
    quantity: BigInt(quantity),
  })),
});
