import { hasTotalMismatch } from "../order-amounts.ts";
import { orderSources, type OrderDocument, type OrderName, type OrderSource, type OrderStatus } from "../order-document.ts";

/** What one channel says of an order: the newest it has said. */
export interface Statement {
  readonly source: OrderSource;
  readonly document: OrderDocument;
}

/** An order as all its channels together say it is. */
export interface JoinedOrder {
  readonly document: OrderDocument;
  readonly status: OrderStatus;
  readonly statusAtMs: number;
  /** The channel whose amounts hold. */
  readonly source: OrderSource;
  /** What a reader should know of the amounts. */
  readonly flags: readonly string[];
}

const rank = (source: OrderSource): number => orderSources.indexOf(source);

function latest(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.max(...times);
}

/** A cancellation holds unless somebody said later that the order is paid; paid holds against pending whenever it was said. */
function statedStatus(statements: readonly Statement[], cancelledAtMs: readonly number[]): { status: OrderStatus; statusAtMs: number } {
  const times = (status: OrderDocument["status"]) =>
    statements.filter(({ document }) => document.status === status).map(({ document }) => document.statusAtMs);
  const [paidAt, cancelledAt] = [latest(times("paid")), latest([...times("cancelled"), ...cancelledAtMs])];
  if (cancelledAt !== null && (paidAt === null || cancelledAt >= paidAt)) return { status: "cancelled", statusAtMs: cancelledAt };
  if (paidAt !== null) return { status: "paid", statusAtMs: paidAt };
  return { status: "pending", statusAtMs: latest(times("pending")) ?? 0 };
}

const uniqueNames = (names: readonly OrderName[]): OrderName[] => [
  ...new Map(names.map((name) => [`${name.kind} ${name.value}`, name])).values(),
];

function firstOf<T>(statements: readonly Statement[], pick: (document: OrderDocument) => T | null): T | null {
  for (const { document } of statements) {
    const found = pick(document);
    if (found !== null) return found;
  }
  return null;
}

/** A test is a test; without amounts an order cannot be paid. */
function standing(document: OrderDocument, heard: readonly Statement[], cancelledAtMs: readonly number[]) {
  const { status, statusAtMs } = statedStatus(heard, cancelledAtMs);
  if (document.isTest) return { status: "test" as const, statusAtMs };
  return { status: document.amounts === null && status === "paid" ? ("pending" as const) : status, statusAtMs };
}

function amountFlags(amounts: OrderDocument["amounts"]): string[] {
  if (amounts === null) return ["amount_unknown"];
  return hasTotalMismatch(amounts) ? ["total_mismatch"] : [];
}

/** The click and how it was found stay together. */
const clickOf = (statements: readonly Statement[]) =>
  statements.find(({ document }) => document.clickId !== null)?.document ?? { clickId: null, clickWay: null };

/**
 * One order from what its channels say, whatever the order in which they said it.
 *
 * The channels are ranked ({@link orderSources}): amounts, time and kind are those of the highest that states them; what only a lower one
 * knows (a click, a country) is kept. A browser's word about status and codes counts only where no server has spoken. An order
 * without amounts cannot be paid. It is a test when any channel that counts says so.
 *
 * @param statements the newest of each channel, at least one, in any order.
 * @param cancelledAtMs when cancellations of the whole order took effect, epoch milliseconds; none: not cancelled.
 * @returns the joined order; equal sets of statements give equal orders.
 * @throws {RangeError} without a statement.
 * @example
 * import { parseDocument } from "../order-document.ts";
 * import { joinedOrder } from "./joined-order.ts";
 * const document = parseDocument('{"storeId":"s","externalId":"1","kind":"lead","status":"paid","statusAtMs":5,"precision":"s"}');
 * joinedOrder([{ source: "browser", document }], [9]).status; // => "cancelled"
 */
export function joinedOrder(statements: readonly Statement[], cancelledAtMs: readonly number[] = []): JoinedOrder {
  const ranked = statements.toSorted((a, b) => rank(a.source) - rank(b.source));
  const [first] = ranked;
  if (first === undefined) throw new RangeError("an order is made of at least one statement");
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
