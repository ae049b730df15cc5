import type { WorkspaceContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { inTransaction, together, triedAgain } from "../../../platform/db/database.ts";
import { bytesText } from "../../../platform/db/recordset.ts";
import { customerClaim, type CustomerClaim } from "../../customers/service.ts";
import { loadStore } from "../../stores/service.ts";
import type { ArrivingAdjustment, RecordedAdjustment } from "../adjustments/adjustment.ts";
import { storeAdjustments, type MatchedAdjustment } from "../adjustments/service.ts";
import { reviseOrders, type OrderUpdate } from "../change/service.ts";
import { lookAhead, recordFresh } from "../fresh/service.ts";
import { joinIntoOne } from "../joining/service.ts";
import { documentText, type OrderName } from "../order-document.ts";
import { firstOfEach, type Arrival, type RecordedOrder } from "./arrival.ts";
import { bodyDifferences } from "./order-change.ts";
import { mayBeOnlyNew, NotOnlyNew } from "./only-new.ts";
import { bodyText, type PreparedArrival } from "./prepared.ts";
import * as queries from "./queries.ts";

type Prepared = PreparedArrival<CustomerClaim>;

/** What a channel brings at once. */
export interface Arrivals {
  readonly orders: readonly Arrival[];
  readonly adjustments: readonly ArrivingAdjustment[];
}

/** What became of it, in the same order. */
export interface Recorded {
  readonly orders: readonly RecordedOrder[];
  readonly adjustments: readonly RecordedAdjustment[];
}

function prepare(ctx: WorkspaceContext, arrival: Arrival): Prepared {
  const { order } = arrival;
  const claim = customerClaim(ctx, {
    storeId: order.storeId,
    email: order.email,
    externalId: order.customerExternalId,
    visitorId: order.visitorId,
  });
  const keys = [...claim.strong, ...(claim.weak === null ? [] : [claim.weak])].map((key) => key.text);
  const text = documentText(order);
  return { arrival, document: order, text, bodyHash: bytesText(sha256(bodyText(text, order.metadata, keys))), claim };
}

const nameKey = (storeId: string, kind: string, value: string): string => `${storeId} ${kind} ${value}`;

interface Named {
  readonly storeId: string;
  readonly externalId: string | undefined;
  readonly names: readonly OrderName[];
}

/** The orders that these names lead to; for each asked name list every version of every order found. */
async function findNamed(ctx: WorkspaceContext, asked: readonly Named[]): Promise<queries.KnownVersion[][]> {
  const names = asked.flatMap(({ storeId, names: list }) =>
    list.map((name) => ({ store_id: storeId, kind: name.kind, reference: name.value })),
  );
  const references = names.length === 0 ? [] : await queries.findReferences(ctx.db, ctx.workspaceId, names);
  const leadsTo = new Map(references.map((row) => [nameKey(row.store_id, row.kind, row.reference), row.conversion_external_id]));
  const idsOf = asked.map(({ storeId, externalId, names: list }) => {
    const own = list.filter((name) => name.kind === "order").map((name) => name.value);
    const others = list.map((name) => leadsTo.get(nameKey(storeId, name.kind, name.value))).filter((id) => id !== undefined);
    return new Set([...(externalId === undefined ? [] : [externalId]), ...own, ...others]);
  });
  const ids = asked.flatMap(({ storeId }, index) => [...idsOf[index]!].map((external_id) => ({ store_id: storeId, external_id })));
  const distinct = [...new Map(ids.map((row) => [nameKey(row.store_id, "order", row.external_id), row])).values()];
  const found = await queries.findKnown(ctx.db, ctx.workspaceId, distinct);
  const byId = new Map<string, queries.KnownVersion[]>();
  for (const row of found) {
    const key = nameKey(row.store_id, "order", row.external_id);
    byId.set(key, [...(byId.get(key) ?? []), row]);
  }
  return asked.map(({ storeId }, index) => [...idsOf[index]!].flatMap((id) => byId.get(nameKey(storeId, "order", id)) ?? []));
}

const summary = (row: queries.KnownVersion, outcome: RecordedOrder["outcome"]): RecordedOrder => ({
  outcome,
  id: row.id,
  externalId: row.root_external_id,
  status: row.status,
  version: row.version,
});

async function conflict(ctx: WorkspaceContext, prepared: Prepared, row: queries.KnownVersion): Promise<RecordedOrder> {
  const versions = await queries.listChannelVersions(ctx.db, ctx.workspaceId, [row.id]);
  const before = versions.find((each) => each.source === prepared.arrival.source)?.document;
  const found = bodyDifferences(before, JSON.parse(prepared.text));
  const differences = found.length > 0 ? found : [{ pointer: "", was: null, now: null }];
  return { ...summary(row, "conflict"), differences };
}

/** What is known already needs no lock and no write: the same body of the same channel, at any version. */
async function settled(
  ctx: WorkspaceContext,
  prepared: Prepared,
  versions: readonly queries.KnownVersion[],
): Promise<RecordedOrder | undefined> {
  const own = versions.filter((row) => row.version_source === prepared.arrival.source);
  const same = own.find((row) => bytesText(row.body_hash) === prepared.bodyHash);
  if (same !== undefined) return summary(same, "duplicate");
  const [other] = own;
  return other !== undefined && prepared.arrival.isStrict === true ? conflict(ctx, prepared, other) : undefined;
}

const rootsOf = (versions: readonly queries.KnownVersion[]): string[] => [...new Set(versions.map((row) => row.id))];

/** Which order each arrival is about; of two about one order the second must wait for the next round. */
async function updatesOf(
  ctx: WorkspaceContext,
  known: readonly { prepared: Prepared; versions: readonly queries.KnownVersion[] }[],
): Promise<OrderUpdate[]> {
  const taken = new Set<string>();
  const updates: OrderUpdate[] = [];
  for (const { prepared, versions } of known) {
    const roots = rootsOf(versions);
    if (roots.some((id) => taken.has(id))) continue;
    for (const id of roots) taken.add(id);
    updates.push({ conversionId: roots.length === 1 ? roots[0]! : await joinIntoOne(ctx, roots), prepared });
  }
  return updates;
}

interface Recording {
  /** The currency of a store some of whose orders state none. */
  readonly currencyOf: (storeId: string) => string;
  /** Other transactions may be recording too: the round ends with {@link NotOnlyNew} when an order is neither new nor recorded already. */
  readonly isOnlyNew: boolean;
}

/** One round over arrivals that differ by id and name; those without a result must be looked up again. */
async function recordRound(
  ctx: WorkspaceContext,
  arrivals: readonly Prepared[],
  recording: Recording,
): Promise<Map<Prepared, RecordedOrder>> {
  const asked = arrivals.map(({ document }) => ({ storeId: document.storeId, externalId: document.externalId, names: document.names }));
  const [found, ahead] = await together([findNamed(ctx, asked), lookAhead(ctx, arrivals)]);
  const results = new Map<Prepared, RecordedOrder>();
  const fresh: Prepared[] = [];
  const known: { prepared: Prepared; versions: readonly queries.KnownVersion[] }[] = [];
  for (const [index, prepared] of arrivals.entries()) {
    const versions = found[index]!;
    if (versions.length === 0) fresh.push(prepared);
    else {
      const result = rootsOf(versions).length === 1 ? await settled(ctx, prepared, versions) : undefined;
      if (result === undefined) known.push({ prepared, versions });
      else results.set(prepared, result);
    }
  }
  if (recording.isOnlyNew && known.length > 0) throw new NotOnlyNew();
  for (const [prepared, result] of await recordFresh(ctx, fresh, { ...recording, ahead })) results.set(prepared, result);
  const updates = await updatesOf(ctx, known);
  const revised = await reviseOrders(ctx, updates);
  for (const [index, update] of updates.entries()) results.set(update.prepared!, revised[index]!);
  return results;
}

/** The currencies of stores some of whose orders state none. */
async function loadCurrencies(ctx: WorkspaceContext, arrivals: readonly Arrival[]): Promise<Recording["currencyOf"]> {
  const ids = new Set(arrivals.filter(({ order }) => order.amounts === null).map(({ order }) => order.storeId));
  const currencies = new Map<string, string>();
  for (const id of ids) currencies.set(id, (await loadStore(ctx, id)).currency);
  return (storeId) => currencies.get(storeId) ?? "XXX";
}

const mostIdleRounds = 20;

/** Rounds until every arrival has its result: mostly one, more where several are about one order or another transaction was first. */
async function recordAll(
  ctx: WorkspaceContext,
  arrivals: readonly Prepared[],
  recording: Recording,
): Promise<Map<Prepared, RecordedOrder>> {
  const results = new Map<Prepared, RecordedOrder>();
  let open = arrivals;
  for (let idle = 0; open.length > 0; idle++) {
    if (idle > mostIdleRounds) throw new RangeError("the same orders were changed by other transactions each time they were recorded");
    const round = await recordRound(ctx, firstOfEach(open).now, recording);
    for (const [each, result] of round) results.set(each, result);
    if (round.size > 0) idle = 0;
    open = open.filter((each) => !results.has(each));
  }
  return results;
}

async function recordOrders(ctx: WorkspaceContext, orders: readonly Arrival[], isOnlyNew: boolean): Promise<RecordedOrder[]> {
  const currencyOf = await loadCurrencies(ctx, orders);
  const prepared = orders.map((arrival) => prepare(ctx, arrival));
  const firsts = new Map<string, Prepared>();
  for (const each of prepared) if (!firsts.has(sameBody(each))) firsts.set(sameBody(each), each);
  const results = await recordAll(ctx, [...firsts.values()], { currencyOf, isOnlyNew });
  return prepared.map((each) => {
    const first = firsts.get(sameBody(each))!;
    const result = results.get(first)!;
    return first === each || result.outcome === "conflict" ? result : { ...result, outcome: "duplicate" };
  });
}

/** The same body twice in one call is the same arrival. */
const sameBody = ({ arrival, bodyHash }: Prepared): string => `${arrival.source} ${bodyHash}`;

async function recordAdjustments(ctx: WorkspaceContext, adjustments: readonly ArrivingAdjustment[]): Promise<RecordedAdjustment[]> {
  if (adjustments.length === 0) return [];
  const asked = adjustments.map((each) => ({ storeId: each.storeId, externalId: undefined, names: each.names }));
  const found = await findNamed(ctx, asked);
  const matched: MatchedAdjustment[] = adjustments.map((adjustment, index) => {
    const [first] = found[index]!;
    return { adjustment, order: first === undefined ? undefined : { id: first.id, externalId: first.root_external_id } };
  });
  const stored = await storeAdjustments(ctx, matched);
  const changed = new Set(stored.filter((each) => each.outcome === "created").map((each) => each.conversionId));
  const updates = [...changed].filter((id) => id !== null).map((conversionId) => ({ conversionId }));
  await reviseOrders(ctx, updates);
  return stored;
}

/** Names and adjustments can tie orders together; one transaction at a time decides whether they do. */
const needsLock = ({ orders, adjustments }: Arrivals): boolean =>
  adjustments.length > 0 || orders.some(({ order }) => order.names.length > 0);

async function recordUnder(lock: "alone" | "shared", ctx: WorkspaceContext, arrivals: Arrivals, isOnlyNew: boolean): Promise<Recorded> {
  const record = () =>
    inTransaction(ctx, async (within) => {
      const locked = queries.lockOrders(within.db, within.workspaceId, lock);
      const [, orders] = await together([locked, recordOrders(within, arrivals.orders, isOnlyNew)]);
      const adjustments = await recordAdjustments(within, arrivals.adjustments);
      return { orders, adjustments };
    });
  return ctx.db.isTransaction ? record() : triedAgain(record);
}

/**
 * Records what a channel brings, in one transaction: orders first, then what is taken back of them. Each order becomes one row whatever
 * channels speak of it; every accepted change leaves one row in the outbox.
 *
 * What ties orders together is first recorded beside others, in the hope that all of it is new, and alone only where it is not; within a
 * transaction of the caller's, which cannot be begun anew, always alone.
 */
export async function recordArrivals(ctx: WorkspaceContext, arrivals: Arrivals): Promise<Recorded> {
  if (!needsLock(arrivals)) return recordUnder("shared", ctx, arrivals, false);
  if (!ctx.db.isTransaction && mayBeOnlyNew(arrivals.orders, arrivals.adjustments))
    try {
      return await recordUnder("shared", ctx, arrivals, true);
    } catch (error) {
      if (!(error instanceof NotOnlyNew)) throw error;
    }
  return recordUnder("alone", ctx, arrivals, false);
}

/** For each order whether the same body from the same channel is recorded already; writes nothing. */
export async function areRecorded(ctx: WorkspaceContext, orders: readonly Arrival[]): Promise<boolean[]> {
  const prepared = orders.map((arrival) => prepare(ctx, arrival));
  const found = await findNamed(
    ctx,
    prepared.map(({ document }) => ({ storeId: document.storeId, externalId: document.externalId, names: document.names })),
  );
  return prepared.map(({ arrival, bodyHash }, index) =>
    found[index]!.some((row) => row.version_source === arrival.source && bytesText(row.body_hash) === bodyHash),
  );
}
