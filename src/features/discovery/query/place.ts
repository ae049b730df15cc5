import type { Card, Step } from "./card.ts";
import type { CreatorQuery, DayField, FoundAccount, NumberField, SortField } from "./creator-query.ts";
import { dayOf, matches, numberOf, textMatch } from "./matches.ts";
import { foldedText, soughtWords } from "./words.ts";

/** What a card is ordered by; null: not known, which comes last in both directions. */
export type SortKey = number | string | null;

/** More followers than these make no difference to relevance. */
export const mostFollowers = 1e12;
/** What a step of {@link textMatch} weighs beside followers in relevance. */
export const matchWeight = 1e13;

/**
 * The key by which a card is ordered. Relevance is, with a text, how well it is found and then the followers in one number: ten million
 * million for each step of the match, and one more than the followers (0: not known); without a text the followers. A name is compared in
 * its folded form, letter by letter. A price is known in the order's currency alone.
 */
export function sortKey(card: Card, query: CreatorQuery): SortKey {
  const { by, currency } = query.sort;
  if (by === "price" && card.currency !== currency) return null;
  if (by === "name") return foldedText(card.name);
  if (by === "last_post_on" || by === "added_on") return dayOf(card, by satisfies DayField);
  if (by !== "relevance") return numberOf(card, by satisfies NumberField & SortField);
  if (query.text === undefined || soughtWords(query.text).length === 0) return card.followers;
  const size = card.followers === null ? 0 : Math.min(card.followers, mostFollowers) + 1;
  return textMatch(card, query.text) * matchWeight + size;
}

function codePointOrder(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const at = left.findIndex((letter, index) => letter !== right[index]);
  if (at === -1) return left.length - right.length;
  return at >= right.length ? 1 : left[at]!.codePointAt(0)! - right[at]!.codePointAt(0)!;
}

/** The order of two keys of one query: what is not known stands last in both directions. */
export function keyOrder(a: SortKey, b: SortKey, direction: "asc" | "desc"): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = typeof a === "number" && typeof b === "number" ? a - b : codePointOrder(String(a), String(b));
  return direction === "asc" ? order : -order;
}

/** The order of two ids. */
export const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The accounts that a query finds, one a creator, in order: the plain way, card by card, that every engine is held to. A creator stands at
 * the best of its found accounts, ties by creator id; of equally good accounts the one with the lower id is shown.
 *
 * @param cards every card of the workspace that is not gone.
 * @param steps the workspace's ladder, by rising beginnings.
 */
export function plainScan(cards: readonly Card[], query: CreatorQuery, steps: readonly Step[]): FoundAccount[] {
  const { direction } = query.sort;
  const found = cards.filter((card) => matches(card, query, steps)).map((card) => ({ card, key: sortKey(card, query) }));
  const sorted = found.toSorted(
    (a, b) =>
      keyOrder(a.key, b.key, direction) || textOrder(a.card.creatorId, b.card.creatorId) || textOrder(a.card.accountId, b.card.accountId),
  );
  const seen = new Set<string>();
  return sorted.flatMap(({ card: { creatorId, accountId } }) => {
    if (seen.has(creatorId)) return [];
    seen.add(creatorId);
    return [{ creatorId, accountId }];
  });
}
