import type { ArrivingOrder, OrderDocument } from "../order-document.ts";
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
 * @param text the document's text.
 * @param metadata free fields, which are kept apart from it.
 * @param customerKeys hashes that stand for the customer, in a fixed order.
 * @returns equal texts for equal bodies.
 */
export function bodyText(text: string, metadata: ArrivingOrder["metadata"], customerKeys: readonly string[]): string {
  const pairs = Object.keys(metadata)
    .toSorted()
    .map((name) => [name, metadata[name]]);
  return JSON.stringify([text, customerKeys, pairs]);
}
