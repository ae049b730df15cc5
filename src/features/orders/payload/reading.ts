import type { ArrivingAdjustment } from "../adjustments/adjustment.ts";
import type { Arrival } from "../record/arrival.ts";

/** What a payload was found to say. */
export type PayloadReading =
  | { readonly kind: "arrivals"; readonly orders: readonly Arrival[]; readonly adjustments: readonly ArrivingAdjustment[] }
  /** Understood, and nothing to record. */
  | { readonly kind: "ignored"; readonly reason: string }
  /** Not what its sender says it is: kept, and to be looked at. */
  | { readonly kind: "unreadable"; readonly reason: string };

/** Whose payload it is. */
export interface PayloadStore {
  readonly id: string;
  /** ISO 4217 code. */
  readonly currency: string;
  /** The names under which this store passes a click id on, besides the usual ones. */
  readonly clickFields: readonly string[];
}

/** Raised inside a reader where a payload lacks what an order cannot do without. */
export class UnreadablePayload extends Error {}

/**
 * Runs a reader and turns what it cannot read into a reason.
 *
 * @param read the reader.
 * @returns its reading, or why there is none.
 * @throws whatever else the reader throws.
 */
export function readingOf(read: () => PayloadReading): PayloadReading {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadablePayload) return { kind: "unreadable", reason: error.message };
    throw error;
  }
}

/**
 * A value that must be there.
 *
 * @param value what was read.
 * @param what how to name it in the reason.
 * @throws {UnreadablePayload} when it is null.
 */
export function needed<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new UnreadablePayload(`${what} is missing or unreadable`);
  return value;
}
