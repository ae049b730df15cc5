import { isStorable } from "../../../kernel/text.ts";
import { isDay } from "../query/condition-faults.ts";
import type { Step } from "../query/card.ts";
import type { CreatorQuery, FoundPage } from "../query/creator-query.ts";
import type { SortKey } from "../query/place.ts";

/** The place of a creator in the order of a search. */
export interface Place {
  /** A number or day as text, a name in its folded form; null: not known. */
  readonly key: string | null;
  readonly creatorId: string;
}

/** Which part of what is found is wanted. */
export interface AskedPage {
  readonly limit: number;
  /** Null: from the beginning. */
  readonly after: Place | null;
  /** The workspace's ladder of sizes, by rising beginnings. */
  readonly steps: readonly Step[];
}

/** Answers searches of one workspace; lists and programs go by their plain ids, and `next` is made by {@link placeText}. */
export interface CreatorFinder<Ctx> {
  readonly find: (ctx: Ctx, query: CreatorQuery, page: AskedPage) => Promise<FoundPage>;
}

/** No {@link placeText} is longer: a name of 200 characters, each of three bytes and the longest of them folded to eighteen letters of two. */
export const longestPlaceText = 10_000;

/** A place as the opaque text that a client sends back: letters of any script take no more of it than they have bytes in UTF-8. */
export const placeText = ({ key, creatorId }: { readonly key: SortKey; readonly creatorId: string }): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify([key === null ? null : String(key), creatorId]))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isKey = {
  number: (key: string) => /^-?\d{1,30}(\.\d{1,20})?$/.test(key),
  day: isDay,
  text: isStorable,
};

/**
 * The place that a text names, for an order by keys of that kind; undefined: it names none.
 *
 * @param text what {@link placeText} gave.
 */
export function placeOf(text: string, kind: keyof typeof isKey): Place | undefined {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    const read: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (!Array.isArray(read) || read.length !== 2) return undefined;
    const [key, creatorId] = read as unknown[];
    const isOfKind = key === null || (typeof key === "string" && isKey[kind](key));
    return isOfKind && typeof creatorId === "string" && uuid.test(creatorId) ? { key, creatorId } : undefined;
  } catch {
    return undefined;
  }
}
