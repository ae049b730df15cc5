import { normaliseKey } from "@vouch/redirect";

const keyFaults: Readonly<Record<string, string>> = {
  empty: "key is empty",
  too_long: "key is longer than 128 characters",
  bad_percent_encoding: "key holds a percent sign that begins no character",
  unsupported_character: "key may hold letters, digits, - _ . ~ and /",
  empty_segment: "key must not begin or end with a slash, nor hold two in a row",
  dot_at_segment_edge: "no part of the key may begin or end with a dot",
  reserved: "key is reserved for the edge's own addresses; choose another",
};

/**
 * A link's key in the form that it is looked up by, or a sentence that says why it can be none.
 *
 * @param text what somebody wrote.
 * @example
 * import { linkKey } from "./link-key.ts";
 * linkKey("Anna"); // => { key: "anna" }
 * linkKey(""); // => { fault: "key is empty" }
 */
export function linkKey(text: string): { readonly key: string } | { readonly fault: string } {
  const normalised = normaliseKey(text);
  if (normalised.ok) return { key: normalised.key };
  return { fault: keyFaults[normalised.problem] ?? `key is refused: ${normalised.problem}` };
}
