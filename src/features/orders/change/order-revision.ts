import { documentText, orderSources, type OrderDocument, type OrderSource } from "../order-document.ts";
import { joinedOrder, type JoinedOrder, type Statement } from "../record/joined-order.ts";
import { orderChange } from "../record/order-change.ts";

/** An order's row, as far as a revision rests on it. */
export interface RevisedRow {
  readonly externalId: string;
  readonly status: string;
}

/** What a new word does to an order that is known. */
export interface OrderRevision {
  /** `none` for a revision without a new word, `stale` for a word that is older than what its channel said last. */
  readonly word: "first" | "next" | "stale" | "none";
  readonly joined: JoinedOrder;
  /** What is kept of the new word; undefined when nothing is. */
  readonly kept: OrderDocument | undefined;
  /** By how much the total fell after payment. */
  readonly reductionMinor: bigint;
  readonly isCurrencyChanged: boolean;
  /** Whether the order as a whole is another one now. */
  readonly isNews: boolean;
}

const standings: readonly string[] = ["pending", "paid", "cancelled"];

/** Older than the channel's last word; of two from the same instant the one further along holds. */
function isStale(before: OrderDocument, now: OrderDocument): boolean {
  if (before.statedAtMs === null || now.statedAtMs === null) return false;
  if (before.statedAtMs !== now.statedAtMs) return now.statedAtMs < before.statedAtMs;
  return standings.indexOf(now.status) < standings.indexOf(before.status);
}

/** The order's row keeps the id under which it was first recorded; the one it is called now becomes one of its names. */
function named(joined: JoinedOrder, row: RevisedRow, now: OrderDocument | undefined): JoinedOrder {
  const also = now !== undefined && now.externalId !== row.externalId ? [{ kind: "order" as const, value: now.externalId }] : [];
  const names = [
    ...joined.document.names,
    ...also.filter((name) => !joined.document.names.some((each) => each.kind === "order" && each.value === name.value)),
  ];
  return { ...joined, document: { ...joined.document, externalId: row.externalId, names } };
}

const said = (joined: JoinedOrder): string =>
  `${joined.status} ${joined.statusAtMs} ${joined.source} ${joined.flags.join()} ${documentText({ ...joined.document, statedAtMs: null })}`;

/**
 * What a channel's new word makes of an order, beside what every channel said before.
 *
 * A first word joins. A next word of the same channel replaces its last one; where the order was paid on that channel's amounts and they
 * fell, the difference is given back instead ({@link orderChange}). Without a word the order is only joined again, for cancellations that
 * came meanwhile.
 *
 * @param row the order's row.
 * @param statements the newest of each channel so far.
 * @param word the new word; undefined for none.
 * @param cancelledAtMs when cancellations of the whole order took effect, epoch milliseconds.
 * @returns the revision; `isNews` is false when the joined order is the same as before.
 */
export function orderRevision(
  row: RevisedRow,
  statements: readonly Statement[],
  word: Statement | undefined,
  cancelledAtMs: readonly number[],
): OrderRevision {
  const before = named(joinedOrder(statements, cancelledAtMs), row, undefined);
  const last = statements.find((each) => each.source === word?.source);
  if (word === undefined || (last !== undefined && isStale(last.document, word.document))) {
    const isNews = before.status !== row.status;
    return {
      word: word === undefined ? "none" : "stale",
      joined: before,
      kept: undefined,
      reductionMinor: 0n,
      isCurrencyChanged: false,
      isNews,
    };
  }
  const wasPaidOnThese = row.status !== "pending" && before.source === word.source;
  const change =
    last === undefined
      ? { document: word.document, reductionMinor: 0n, isCurrencyChanged: false }
      : orderChange(last.document, word.document, wasPaidOnThese);
  const others = statements.filter((each) => each.source !== word.source);
  const joined = named(joinedOrder([...others, { source: word.source, document: change.document }], cancelledAtMs), row, word.document);
  return {
    word: last === undefined ? "first" : "next",
    joined,
    kept: change.document,
    reductionMinor: change.reductionMinor,
    isCurrencyChanged: change.isCurrencyChanged,
    isNews: said(before) !== said(joined),
  };
}

type Metadata = Readonly<Record<string, string | number | boolean | null>>;

/** What is kept apart from an order's versions, as one channel brought it. */
export interface BroughtAlong {
  readonly source: OrderSource;
  readonly visitorId: string | null;
  readonly metadata: Metadata;
}

/**
 * The visitor and the metadata of an order after a new word: what either knows is kept, and where both do, the higher channel's holds.
 *
 * @param before what the order has, and the channel whose amounts it has.
 * @param now what the new word brings, and its channel.
 * @example
 * import { broughtAlong } from "./order-revision.ts";
 * const before = { source: "shopify", visitorId: null, metadata: { a: 1 } } as const;
 * broughtAlong(before, { source: "browser", visitorId: "v", metadata: { a: 2, b: 3 } }); // => { visitorId: "v", metadata: { a: 1, b: 3 } }
 */
export function broughtAlong(before: BroughtAlong, now: BroughtAlong): Pick<BroughtAlong, "visitorId" | "metadata"> {
  const isHigher = orderSources.indexOf(now.source) <= orderSources.indexOf(before.source);
  const [high, low] = isHigher ? [now, before] : [before, now];
  return { visitorId: high.visitorId ?? low.visitorId, metadata: { ...low.metadata, ...high.metadata } };
}
