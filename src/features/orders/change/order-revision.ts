import { documentText, orderSources, type OrderDocument, type OrderSource } from "../order-document.ts";
import { joinedOrder, type JoinedOrder, type ChannelVersion } from "../record/joined-order.ts";
import { orderChange } from "../record/order-change.ts";

/** The part of an order's row that a revision depends on. */
export interface RevisedRow {
  readonly externalId: string;
  readonly status: string;
}

/** What a new version from a channel does to a known order. */
export interface OrderRevision {
  /** `first` or `next` version of its channel; `stale` when it is older than the channel's last one; `none` when there is no new version. */
  readonly kind: "first" | "next" | "stale" | "none";
  readonly joined: JoinedOrder;
  /** What is kept of the new version; undefined when nothing is. */
  readonly kept: OrderDocument | undefined;
  /** By how much the total fell after payment. */
  readonly reductionMinor: bigint;
  readonly isCurrencyChanged: boolean;
  /** Whether the joined order differs from before. */
  readonly isNews: boolean;
}

const standings: readonly string[] = ["pending", "paid", "cancelled"];

/** Whether a version is older than its channel's last one; of two from the same instant the one whose status is further along is newer. */
function isStale(before: OrderDocument, now: OrderDocument): boolean {
  if (before.statedAtMs === null || now.statedAtMs === null) return false;
  if (before.statedAtMs !== now.statedAtMs) return now.statedAtMs < before.statedAtMs;
  return standings.indexOf(now.status) < standings.indexOf(before.status);
}

/** The order keeps the id under which it was first recorded; another id in the new version becomes one of its names. */
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
 * What a new version from a channel makes of a known order.
 *
 * The first version of a channel is joined with those of the others. A later one replaces the channel's last one, except where the order was
 * paid on that channel's amounts and they fell: then the amounts stay and the difference counts as a refund ({@link orderChange}). Without
 * a new version the order is only joined again, because it may have been cancelled meanwhile.
 *
 * @param row the order's row.
 * @param versions the newest of each channel so far.
 * @param version the new version; undefined for none.
 * @param cancelledAtMs when cancellations of the whole order took effect, epoch milliseconds.
 * @returns the revision; `isNews` is false when the joined order is the same as before.
 */
export function orderRevision(
  row: RevisedRow,
  versions: readonly ChannelVersion[],
  version: ChannelVersion | undefined,
  cancelledAtMs: readonly number[],
): OrderRevision {
  const before = named(joinedOrder(versions, cancelledAtMs), row, undefined);
  const last = versions.find((each) => each.source === version?.source);
  if (version === undefined || (last !== undefined && isStale(last.document, version.document))) {
    const isNews = before.status !== row.status;
    return {
      kind: version === undefined ? "none" : "stale",
      joined: before,
      kept: undefined,
      reductionMinor: 0n,
      isCurrencyChanged: false,
      isNews,
    };
  }
  const wasPaidOnThese = row.status !== "pending" && before.source === version.source;
  const change =
    last === undefined
      ? { document: version.document, reductionMinor: 0n, isCurrencyChanged: false }
      : orderChange(last.document, version.document, wasPaidOnThese);
  const others = versions.filter((each) => each.source !== version.source);
  const joined = named(
    joinedOrder([...others, { source: version.source, document: change.document }], cancelledAtMs),
    row,
    version.document,
  );
  return {
    kind: last === undefined ? "first" : "next",
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
 * The visitor and the metadata of an order after a new version: what either states is kept; where both state it, the higher channel's counts.
 *
 * @param before what the order has, and the channel whose amounts it has.
 * @param now what the new version brings, and its channel.
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
