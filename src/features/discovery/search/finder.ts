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

/** A place as the opaque text that a client sends back. */
export const placeText = ({ key, creatorId }: { readonly key: SortKey; readonly creatorId: string }): string =>
  btoa(encodeURIComponent(JSON.stringify([key === null ? null : String(key), creatorId])))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isKey = {
  number: (key: string) => /^-?\d{1,30}(\.\d{1,20})?$/.test(key),
  day: isDay,
  text: (key: string) => key.length <= 400 && isStorable(key),
};

/**
 * The place that a text names, for an order by keys of that kind; undefined: it names none.
 *
 * @param text what {@link placeText} gave.
 */
export function placeOf(text: string, kind: keyof typeof isKey): Place | undefined {
  try {
    const read: unknown = JSON.parse(decodeURIComponent(atob(text.replaceAll("-", "+").replaceAll("_", "/"))));
    if (!Array.isArray(read) || read.length !== 2) return undefined;
    const [key, creatorId] = read as unknown[];
    const isOfKind = key === null || (typeof key === "string" && isKey[kind](key));
    return isOfKind && typeof creatorId === "string" && uuid.test(creatorId) ? { key, creatorId } : undefined;
  } catch {
    return undefined;
  }
}
