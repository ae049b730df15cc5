import type { Code } from "../codes/service.ts";
import type { CodeEvidence } from "./found-touches.ts";

/** What decides whether a code was in force. */
export type DatedCode = Pick<Code, "id" | "creator_id" | "purpose" | "valid_from" | "valid_until" | "disabled_at">;

const isInForce = (code: DatedCode, atMs: number): boolean =>
  code.valid_from.getTime() <= atMs &&
  (code.valid_until === null || atMs < code.valid_until.getTime()) &&
  (code.disabled_at === null || atMs < code.disabled_at.getTime());

/**
 * The public codes among an order's that were in force at its time, one for each text and each code once.
 *
 * @param order its time, milliseconds since 1970, and the texts on it in their order
 * @param known by text every code that it may mean, of any time; a text that is missing means none
 * @example
 * import { codesInForce } from "./codes-in-force.ts";
 * codesInForce({ atMs: 5, codes: ["NOBODYS"] }, new Map()).length // => 0
 */
export function codesInForce(
  order: { readonly atMs: number; readonly codes: readonly string[] },
  known: ReadonlyMap<string, readonly DatedCode[]>,
): CodeEvidence[] {
  const found = order.codes.flatMap((text) => {
    const code = known.get(text)?.find((each) => each.purpose === "public" && isInForce(each, order.atMs));
    return code === undefined ? [] : [code];
  });
  return [...new Map(found.map((code) => [code.id, { id: code.id, creatorId: code.creator_id }])).values()];
}
