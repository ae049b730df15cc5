import type { OrderName } from "../order-document.ts";
import type { AdjustmentKind } from "./refund-total.ts";

/** Which part of an adjustment falls on which line of its order. */
export interface AdjustedLine {
  /** The line's id in the store; empty when the position says which. */
  readonly externalId: string;
  /** Counted from one; null when the id says which. */
  readonly position: number | null;
  /** How many of the line came back; null when unknown. */
  readonly quantity: bigint | null;
  /** Minor units >= 0 taken back of the line; null when unknown. */
  readonly amountMinor: bigint | null;
}

/** Something taken back of an order, or a dispute about it, as a channel brings it. */
export interface ArrivingAdjustment {
  readonly storeId: string;
  /** What the channel calls the order, the surest name first; at least one. */
  readonly names: readonly OrderName[];
  readonly kind: AdjustmentKind;
  /** Its own id in the store or at the provider, 1 to 200 characters. */
  readonly externalId: string;
  /** Epoch milliseconds. */
  readonly occurredAtMs: number;
  /** Minor units >= 0; null: the whole order. */
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  /** The amount is all that was refunded so far. */
  readonly isCumulative: boolean;
  readonly lines: readonly AdjustedLine[];
  readonly source: string;
  readonly rawPayloadId?: string | undefined;
  /** Whether a second, different body under the same id is refused. */
  readonly isStrict?: boolean;
}

/** What became of an adjustment. */
export interface RecordedAdjustment {
  /** `early`: kept, its order is not known yet; `unchanged`: known under its id with another body, the first one holds. */
  readonly outcome: "created" | "early" | "duplicate" | "unchanged" | "conflict";
  readonly id: string;
  /** The order it takes from; null while that is not known. */
  readonly conversionId: string | null;
}

const lineText = (line: AdjustedLine) => ({
  ...(line.externalId === "" ? {} : { externalId: line.externalId }),
  ...(line.position === null ? {} : { position: line.position }),
  ...(line.quantity === null ? {} : { quantity: line.quantity.toString() }),
  ...(line.amountMinor === null ? {} : { amountMinor: line.amountMinor.toString() }),
});

/**
 * The text of an adjustment's lines as it is kept.
 *
 * @param lines in their order.
 * @returns JSON that {@link parseLines} reads.
 * @example
 * import { linesText } from "./adjustment.ts";
 * linesText([{ externalId: "7", position: null, quantity: 1n, amountMinor: null }]); // => '[{"externalId":"7","quantity":"1"}]'
 */
export const linesText = (lines: readonly AdjustedLine[]): string => JSON.stringify(lines.map(lineText));

/**
 * The lines of a kept adjustment.
 *
 * @param json what {@link linesText} wrote, parsed.
 * @example
 * import { parseLines } from "./adjustment.ts";
 * parseLines([{ position: 1, amountMinor: "5" }])[0]?.amountMinor; // => 5n
 */
export function parseLines(json: unknown): AdjustedLine[] {
  const lines = json as readonly { externalId?: string; position?: number; quantity?: string; amountMinor?: string }[];
  return lines.map((line) => ({
    externalId: line.externalId ?? "",
    position: line.position ?? null,
    quantity: line.quantity === undefined ? null : BigInt(line.quantity),
    amountMinor: line.amountMinor === undefined ? null : BigInt(line.amountMinor),
  }));
}

/**
 * The text under which two adjustments of one id are compared.
 *
 * @param adjustment as it arrived.
 * @returns equal texts for equal contents, whatever payload they came in.
 */
export function adjustmentText(adjustment: ArrivingAdjustment): string {
  const { storeId, names, kind, externalId, occurredAtMs, amountMinor, currency, isCumulative, lines, source } = adjustment;
  const order = names.map((name) => [name.kind, name.value]);
  return JSON.stringify([
    storeId,
    order,
    kind,
    externalId,
    occurredAtMs,
    amountMinor?.toString() ?? null,
    currency,
    isCumulative,
    linesText(lines),
    source,
  ]);
}
