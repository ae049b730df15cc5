import { documentText, type OrderDocument } from "../order-document.ts";
import type { Arrival } from "./arrival.ts";

/** An arrival with what identifies its body and its customer, without anything that names a person. */
export interface PreparedArrival<Claim> {
  readonly arrival: Arrival;
  readonly document: OrderDocument;
  /** The text of the document, as a version keeps it. */
  readonly text: string;
  /** Hash of everything the channel said, as `\x...`. */
  readonly bodyHash: string;
  readonly claim: Claim;
}

/**
 * The text whose hash says whether two bodies are the same: the document, and what is kept apart from it.
 *
 * @param arrival as it came.
 * @param customerKeys hashes that stand for the customer, in a fixed order.
 * @returns equal texts for equal bodies.
 */
export function bodyText(arrival: Arrival, customerKeys: readonly string[]): string {
  const { metadata } = arrival.order;
  const pairs = Object.keys(metadata)
    .toSorted()
    .map((name) => [name, metadata[name]]);
  return JSON.stringify([documentText(arrival.order), customerKeys, pairs]);
}
