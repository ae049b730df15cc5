import { emptyLine, type OrderAmounts } from "../order-amounts.ts";
import type { OrderDocument } from "../order-document.ts";

/** What comes of a channel's new version of an order that it had sent before. */
export interface OrderChange {
  /** What is kept as the channel's newest version. */
  readonly document: OrderDocument;
  /** How much the total fell after payment, to be recorded as a refund; zero when it did not. */
  readonly reductionMinor: bigint;
  /** The sender changed the currency of a paid order: its amounts were not taken. */
  readonly isCurrencyChanged: boolean;
}

/** Amounts that rose again after a part was given back: that part stays an adjustment, so it is added on top once more. */
function risen(before: OrderAmounts, now: OrderAmounts): OrderAmounts {
  const givenBack = before.totalMinor - (before.reducedToMinor ?? before.totalMinor);
  if (givenBack === 0n) return now;
  const restored = { ...emptyLine, title: "earlier reductions", listPriceMinor: givenBack };
  const totalMinor = now.totalMinor + givenBack;
  return { ...now, lines: [...now.lines, restored], totalMinor, statedTotalMinor: totalMinor, reducedToMinor: now.totalMinor };
}

/**
 * What a changed body of one channel does to an order.
 *
 * Until the order is paid, the new amounts simply hold. Once it is paid, a total that falls leaves the amounts as they were paid and the
 * difference becomes a refund, so that what was earned on them is taken back in proportion and nothing is counted twice; a total that
 * rises again replaces them. A body without amounts keeps the ones stated before.
 *
 * @param before the channel's version so far.
 * @param now what it says now.
 * @param wasPaid whether the order is or was paid.
 * @returns the version to keep, and the reduction in minor units >= 0.
 * @example
 * import { parseDocument } from "../order-document.ts";
 * import { orderChange } from "./order-change.ts";
 * const order = (total: number) => parseDocument(`{"amounts":{"currency":"EUR","lines":[],"totalMinor":"${total}"}}`);
 * orderChange(order(100), order(80), true).reductionMinor; // => 20n
 */
export function orderChange(before: OrderDocument, now: OrderDocument, wasPaid: boolean): OrderChange {
  const unchanged = { reductionMinor: 0n, isCurrencyChanged: false };
  if (before.amounts === null || now.amounts === null)
    return { document: { ...now, amounts: now.amounts ?? before.amounts }, ...unchanged };
  if (!wasPaid) return { document: now, ...unchanged };
  if (before.amounts.currency !== now.amounts.currency)
    return { document: { ...now, amounts: before.amounts }, reductionMinor: 0n, isCurrencyChanged: true };
  const last = before.amounts.reducedToMinor ?? before.amounts.totalMinor;
  const reductionMinor = last - now.amounts.totalMinor;
  if (reductionMinor > 0n)
    return {
      document: { ...now, amounts: { ...before.amounts, reducedToMinor: now.amounts.totalMinor } },
      reductionMinor,
      isCurrencyChanged: false,
    };
  if (reductionMinor === 0n && before.amounts.reducedToMinor !== null)
    return { document: { ...now, amounts: before.amounts }, ...unchanged };
  return { document: { ...now, amounts: risen(before.amounts, now.amounts) }, ...unchanged };
}

/** A place where two bodies of one order differ. */
export interface BodyDifference {
  /** RFC 6901 pointer into the stored order. */
  readonly pointer: string;
  readonly was: unknown;
  readonly now: unknown;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

/**
 * The places where two plain values differ, deepest first found, at most twenty.
 *
 * @param was a plain value.
 * @param now another one.
 * @param pointer where both stand; empty at the root.
 * @returns one entry a differing leaf, or a leaf that only one of them has (the other side is null).
 * @example
 * import { bodyDifferences } from "./order-change.ts";
 * bodyDifferences({ a: 1, b: [2] }, { a: 1, b: [3] }); // => [{ pointer: "/b/0", was: 2, now: 3 }]
 */
export function bodyDifferences(was: unknown, now: unknown, pointer = ""): BodyDifference[] {
  if (!isRecord(was) || !isRecord(now)) return was === now ? [] : [{ pointer, was: was ?? null, now: now ?? null }];
  const fields = [...new Set([...Object.keys(was), ...Object.keys(now)])].toSorted();
  return fields
    .flatMap((field) => bodyDifferences(was[field], now[field], `${pointer}/${field.replaceAll("~", "~0").replaceAll("/", "~1")}`))
    .slice(0, 20);
}
