import { roundedQuotient } from "../../../kernel/rounding.ts";
import { lineChargedMinor, type OrderAmounts } from "../order-amounts.ts";
import { parseLines, type AdjustedLine } from "./adjustment.ts";
import type { AdjustmentKind, StatedAdjustment } from "./refund-total.ts";

/** The part of an adjustment's row that decides what was taken back of its order. */
export interface AdjustmentRecord {
  readonly kind: string;
  readonly external_id: string;
  readonly source: string;
  readonly amount_minor: bigint | null;
  readonly currency: string | null;
  readonly is_cumulative: boolean;
  readonly lines: unknown;
  readonly occurred_at: Date;
}

/** The lines that an adjustment of an order may name. */
export type NamedLines = Pick<OrderAmounts, "lines" | "taxIncluded">;

function lineMinor(named: AdjustedLine, { lines, taxIncluded }: NamedLines): bigint {
  if (named.amountMinor !== null) return named.amountMinor;
  const line = lines.find((each, index) => (named.position === null ? each.externalId === named.externalId : index + 1 === named.position));
  if (line === undefined) return 0n;
  const charged = lineChargedMinor(line, taxIncluded);
  if (named.quantity === null || named.quantity >= line.quantity) return charged;
  return roundedQuotient(charged * named.quantity, line.quantity);
}

/**
 * An adjustment as the refund rule reads it: one that names lines and no amount takes back what they came to, not the whole order.
 *
 * @param record its row.
 * @param order the lines of its order; null while its amounts are unknown: then only what the adjustment states of them counts.
 */
export function asStated(record: AdjustmentRecord, order: NamedLines | null): StatedAdjustment {
  const lines = parseLines(record.lines);
  const named = order ?? { lines: [], taxIncluded: false };
  const byLines = lines.length === 0 ? null : lines.reduce((sum, line) => sum + lineMinor(line, named), 0n);
  return {
    kind: record.kind as AdjustmentKind,
    externalId: record.external_id,
    atMs: record.occurred_at.getTime(),
    source: record.source,
    amountMinor: record.amount_minor ?? byLines,
    currency: record.currency,
    isCumulative: record.is_cumulative,
  };
}

/**
 * When an order was cancelled as a whole.
 *
 * @param records its adjustments; a cancellation that names an amount or lines is one of a part.
 * @param orderedAtMs when it was placed, epoch milliseconds: a cancellation counts from then on even where its sender's clock is behind.
 * @returns epoch milliseconds, one a cancellation; none when it was not cancelled.
 */
export const cancellationTimes = (records: readonly AdjustmentRecord[], orderedAtMs: number): number[] =>
  records
    .filter((record) => record.kind === "cancellation" && record.amount_minor === null && parseLines(record.lines).length === 0)
    .map((record) => Math.max(record.occurred_at.getTime(), orderedAtMs));
