/** What a word of a shop system says of an order. */
export type StatusWord = "pending" | "paid" | "cancelled" | "refunded" | "test";

const words: Readonly<Record<StatusWord, string>> = {
  paid: "paid complete completed processing fulfilled shipped delivered succeeded success successful captured approved settled partially_refunded bezahlt closed done",
  pending:
    "pending open on_hold onhold unpaid authorized authorised awaiting_payment partially_paid draft new created offen processing_payment requires_capture",
  cancelled: "cancelled canceled void voided failed declined rejected expired denied error storniert abandoned payment_failed",
  refunded: "refunded fully_refunded returned erstattet",
  test: "test",
};

const byWord = new Map(
  (Object.entries(words) as [StatusWord, string][]).flatMap(([status, list]) => list.split(" ").map((word) => [word, status])),
);

/**
 * The status that a file's word means, in the words of common shop systems.
 *
 * @param text the cell, in any case.
 * @param own words of this file, lower case, that mean something else or are not known.
 * @returns undefined for a word nobody knows: to guess would pay for an order that was never paid.
 * @example
 * import { statusWord } from "./order-status.ts";
 * statusWord("On hold", new Map()); // => "pending"
 * statusWord("lila", new Map()); // => undefined
 */
export function statusWord(text: string, own: ReadonlyMap<string, StatusWord>): StatusWord | undefined {
  const word = text.trim().toLowerCase();
  return own.get(word) ?? byWord.get(word.replaceAll(/[\s-]+/g, "_"));
}

/**
 * A file's own words for statuses, as an option states them.
 *
 * @param text such as "versandt=paid; zurück=cancelled".
 * @returns the words by what they mean, and the parts that could not be read.
 * @example
 * import { ownWords } from "./order-status.ts";
 * ownWords("Versandt=paid").words.get("versandt"); // => "paid"
 */
export function ownWords(text: string): { readonly words: ReadonlyMap<string, StatusWord>; readonly faults: readonly string[] } {
  const parts = text
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const read = parts.map((part) => ({ part, pair: /^(.+)=\s*(pending|paid|cancelled|refunded|test)$/.exec(part) }));
  return {
    words: new Map(read.flatMap(({ pair }) => (pair === null ? [] : [[pair[1]!.trim().toLowerCase(), pair[2] as StatusWord]]))),
    faults: read.filter(({ pair }) => pair === null).map(({ part }) => part),
  };
}
