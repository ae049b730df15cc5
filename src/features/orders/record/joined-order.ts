import { hasTotalMismatch } from "../order-amounts.ts";
import { orderSources, parseDocument, type OrderDocument, type OrderName, type OrderSource, type OrderStatus } from "../order-document.ts";

/** The newest version of an order that one channel has sent. */
export interface ChannelVersion {
  readonly source: OrderSource;
  readonly document: OrderDocument;
}

/**
 * A channel's version of an order, from the row in which it is kept.
 *
 * @param row the channel, and the document as JSON.
 * @example
 * import { channelVersion } from "./joined-order.ts";
 * channelVersion({ source: "api", document: { storeId: "s", externalId: "1", kind: "lead", status: "paid" } }).document.externalId; // => "1"
 */
export const channelVersion = (row: { readonly source: string; readonly document: unknown }): ChannelVersion => ({
  source: row.source as OrderSource,
  document: parseDocument(row.document as Readonly<Record<string, unknown>>),
});

/** One order, put together from the versions of all its channels. */
export interface JoinedOrder {
  readonly document: OrderDocument;
  readonly status: OrderStatus;
  readonly statusAtMs: number;
  /** The channel whose amounts count. */
  readonly source: OrderSource;
  /** What a reader should know of the amounts. */
  readonly flags: readonly string[];
}

const rank = (source: OrderSource): number => orderSources.indexOf(source);

function latest(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.max(...times);
}

/** The later of paid and cancelled counts, at the same instant cancelled; either counts before pending, whenever that was stated. */
function statedStatus(versions: readonly ChannelVersion[], cancelledAtMs: readonly number[]): { status: OrderStatus; statusAtMs: number } {
  const times = (status: OrderDocument["status"]) =>
    versions.filter(({ document }) => document.status === status).map(({ document }) => document.statusAtMs);
  const [paidAt, cancelledAt] = [latest(times("paid")), latest([...times("cancelled"), ...cancelledAtMs])];
  if (cancelledAt !== null && (paidAt === null || cancelledAt >= paidAt)) return { status: "cancelled", statusAtMs: cancelledAt };
  if (paidAt !== null) return { status: "paid", statusAtMs: paidAt };
  return { status: "pending", statusAtMs: latest(times("pending")) ?? 0 };
}

const uniqueNames = (names: readonly OrderName[]): OrderName[] => [
  ...new Map(names.map((name) => [`${name.kind} ${name.value}`, name])).values(),
];

function firstOf<T>(versions: readonly ChannelVersion[], pick: (document: OrderDocument) => T | null): T | null {
  for (const { document } of versions) {
    const found = pick(document);
    if (found !== null) return found;
  }
  return null;
}

/** A test order stays one whatever its status; an order without amounts is pending at most. */
function standing(document: OrderDocument, heard: readonly ChannelVersion[], cancelledAtMs: readonly number[]) {
  const { status, statusAtMs } = statedStatus(heard, cancelledAtMs);
  if (document.isTest) return { status: "test" as const, statusAtMs };
  return { status: document.amounts === null && status === "paid" ? ("pending" as const) : status, statusAtMs };
}

function amountFlags(amounts: OrderDocument["amounts"]): string[] {
  if (amounts === null) return ["amount_unknown"];
  return hasTotalMismatch(amounts) ? ["total_mismatch"] : [];
}

/** The click and how it was found stay together. */
const clickOf = (versions: readonly ChannelVersion[]) =>
  versions.find(({ document }) => document.clickId !== null)?.document ?? { clickId: null, clickWay: null };

/**
 * One order from the versions of its channels; their order of arrival makes no difference.
 *
 * The channels are ranked ({@link orderSources}). Time and kind are those of the highest channel, amounts those of the highest that states
 * any; what only a lower one knows (a click, a country) is kept. Status and codes from a browser count only while no server has sent the
 * order. An order without amounts cannot be paid. It is a test when any channel that counts says so.
 *
 * @param versions the newest of each channel, at least one, in any order.
 * @param cancelledAtMs when cancellations of the whole order took effect, epoch milliseconds; none: not cancelled.
 * @returns the joined order; equal sets of versions give equal orders.
 * @throws {RangeError} without a version.
 * @example
 * import { parseDocument } from "../order-document.ts";
 * import { joinedOrder } from "./joined-order.ts";
 * const document = parseDocument('{"storeId":"s","externalId":"1","kind":"lead","status":"paid","statusAtMs":5,"precision":"s"}');
 * joinedOrder([{ source: "browser", document }], [9]).status; // => "cancelled"
 */
export function joinedOrder(versions: readonly ChannelVersion[], cancelledAtMs: readonly number[] = []): JoinedOrder {
  const ranked = versions.toSorted((a, b) => rank(a.source) - rank(b.source));
  const [first] = ranked;
  if (first === undefined) throw new RangeError("an order is made of at least one version");
  const servers = ranked.filter(({ source }) => source !== "browser");
  const heard = servers.length > 0 ? servers : ranked;
  const priced = ranked.find(({ document }) => document.amounts !== null);
  const amounts = priced?.document.amounts ?? null;
  const { clickId, clickWay } = clickOf(ranked);
  const document: OrderDocument = {
    ...first.document,
    amounts,
    clickId,
    clickWay,
    isTest: heard.some((each) => each.document.isTest),
    codes: [...new Set(heard.flatMap((each) => each.document.codes))],
    subscriptionId: firstOf(ranked, (each) => each.subscriptionId),
    renewalNumber: firstOf(ranked, (each) => each.renewalNumber),
    country: firstOf(ranked, (each) => each.country),
    isNewCustomer: firstOf(ranked, (each) => each.isNewCustomer),
    names: uniqueNames(ranked.flatMap((each) => each.document.names)),
  };
  const { status, statusAtMs } = standing(document, heard, cancelledAtMs);
  return { document, status, statusAtMs, source: (priced ?? first).source, flags: amountFlags(amounts) };
}
