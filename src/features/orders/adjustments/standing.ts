import type { AdjustmentKind, StatedAdjustment } from "./refund-total.ts";

/** An adjustment's row, as far as an order's standing rests on it. */
export interface AdjustmentRecord {
  readonly kind: string;
  readonly source: string;
  readonly amount_minor: bigint | null;
  readonly currency: string | null;
  readonly is_cumulative: boolean;
  readonly occurred_at: Date;
}

/**
 * An adjustment as the refund rule reads it.
 *
 * @param record its row.
 */
export const asStated = (record: AdjustmentRecord): StatedAdjustment => ({
  kind: record.kind as AdjustmentKind,
  source: record.source,
  amountMinor: record.amount_minor,
  currency: record.currency,
  isCumulative: record.is_cumulative,
});

/**
 * When an order was cancelled as a whole.
 *
 * @param records its adjustments.
 * @param orderedAtMs when it was placed, epoch milliseconds: a cancellation counts from then on even where its sender's clock is behind.
 * @returns epoch milliseconds, one a cancellation; none when it was not cancelled.
 */
export const cancellationTimes = (records: readonly AdjustmentRecord[], orderedAtMs: number): number[] =>
  records
    .filter((record) => record.kind === "cancellation" && record.amount_minor === null)
    .map((record) => Math.max(record.occurred_at.getTime(), orderedAtMs));
