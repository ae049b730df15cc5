import type { Sort } from "../query/creator-query.ts";
import { matchWeight } from "../query/place.ts";
import type { Place } from "../search/finder.ts";

/** A part of the cards in the order that is asked for, to be walked through: those with one key, those beyond a key, those whose key is not known. */
export type Stretch =
  | { readonly kind: "tied"; readonly key: string; readonly afterId: string }
  | { readonly kind: "beyond"; readonly key: string | null }
  | { readonly kind: "unknown"; readonly afterId: string | null };

/** What cards are walked by: a column, and what it holds. */
export interface WalkedColumn {
  readonly name: string;
  readonly holds: "whole" | "number" | "day" | "text";
  /** Of prices: the currency in which alone they are known. */
  readonly currency?: string;
}

const wholes: readonly string[] = ["followers", "following", "posts_count", "quality"];

/**
 * The column of an order.
 *
 * @param sort relevance stands for followers: by them it is ordered where words tell nothing apart.
 */
export function walkedColumn({ by, currency = "" }: Pick<Sort, "by" | "currency">): WalkedColumn {
  if (by === "relevance") return { name: "followers", holds: "whole" };
  if (by === "name") return { name: "name_key", holds: "text" };
  if (by === "last_post_on" || by === "added_on") return { name: by, holds: "day" };
  if (by === "price") return { name: "price_minor", holds: "whole", currency };
  return { name: by, holds: wholes.includes(by) ? "whole" : "number" };
}

const [leastWhole, mostWhole] = [-(2n ** 63n), 2n ** 63n - 1n];

/**
 * Where a key lies among whole numbers.
 *
 * @param key a decimal number as text.
 * @param direction the order: beyond is below for `desc`, above for `asc`.
 * @returns the whole number beyond which lies what lies beyond the key, within 64 bits; whether it is the key itself.
 */
function wholeKey(key: string, direction: "asc" | "desc"): { readonly key: string; readonly isSame: boolean } {
  const [digits = "0", fraction = ""] = key.split(".");
  const cut = BigInt(digits);
  const isWhole = !/[1-9]/.test(fraction);
  const floor = isWhole || !key.startsWith("-") ? cut : cut - 1n;
  const near = isWhole || direction === "asc" ? floor : floor + 1n;
  const held = near < leastWhole ? leastWhole : near > mostWhole ? mostWhole : near;
  return { key: held.toString(), isSame: isWhole && held === near };
}

/**
 * What follows a place, stretch by stretch in the order: those with the same key, those beyond, and at last those whose key is not known.
 *
 * @param after null: everything.
 */
export function stretchesAfter(after: Place | null, { holds }: WalkedColumn, direction: "asc" | "desc"): Stretch[] {
  if (after === null)
    return [
      { kind: "beyond", key: null },
      { kind: "unknown", afterId: null },
    ];
  if (after.key === null) return [{ kind: "unknown", afterId: after.creatorId }];
  const { key, isSame } = holds === "whole" ? wholeKey(after.key, direction) : { key: after.key, isSame: true };
  return [
    ...(isSame ? [{ kind: "tied", key, afterId: after.creatorId } as const] : []),
    { kind: "beyond", key },
    { kind: "unknown", afterId: null },
  ];
}

const weight = BigInt(matchWeight);

/**
 * The place by followers, among those who have every word as it is, that a place by relevance is: null from the beginning; undefined where it
 * is not among them.
 *
 * @param words how many words are looked for.
 */
export function placeByFollowers(after: Place | null, words: number): Place | null | undefined {
  if (after === null) return null;
  if (after.key === null || !/^\d+$/.test(after.key)) return undefined;
  const key = BigInt(after.key);
  if (key / weight !== 3n * BigInt(words)) return undefined;
  const followers = (key % weight) - 1n;
  return { key: followers < 0n ? null : followers.toString(), creatorId: after.creatorId };
}
