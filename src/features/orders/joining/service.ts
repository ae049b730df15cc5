import type { Selectable } from "kysely";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { bytesText } from "../../../platform/db/recordset.ts";
import { resolveCustomers } from "../../customers/service.ts";
import { broughtAlong, type BroughtAlong } from "../change/order-revision.ts";
import { orderSources, type OrderSource } from "../order-document.ts";
import { channelVersion, joinedOrder, type JoinedOrder } from "../record/joined-order.ts";
import * as queries from "../record/queries.ts";
import type { OrderTables } from "../tables.ts";
import type { OrderDraft } from "../writing/order-rows.ts";
import { joinOrders, updateOrders, type OrderWrite } from "../writing/service.ts";

type Row = Selectable<OrderTables["conversions"]>;

const rank = (row: Row): number => orderSources.indexOf(row.source as OrderSource);

/** Sorts the order that stays to the front: the one whose channel counts most, of several the one recorded first. */
const byStanding = (a: Row, b: Row): number => rank(a) - rank(b) || (a.id < b.id ? -1 : 1);

const joinedOf = (row: Row, versions: readonly queries.ChannelVersionRow[]): JoinedOrder => {
  const joined = joinedOrder(versions.map(channelVersion));
  return { ...joined, document: { ...joined.document, externalId: row.external_id } };
};

const broughtBy = (row: Row): BroughtAlong => ({
  source: row.source as OrderSource,
  visitorId: row.visitor_id,
  metadata: row.metadata as BroughtAlong["metadata"],
});

const draftOf = (row: Row, joined: JoinedOrder, customerId: string | null): OrderDraft => ({
  id: row.id,
  version: row.version,
  joined,
  bodyHash: bytesText(row.body_hash),
  customerId,
  visitorId: row.visitor_id,
  novelty: { isNewCustomer: row.is_new_customer, reason: row.novelty_reason as OrderDraft["novelty"]["reason"] },
  renewalNumber: row.renewal_number,
  refundedMinor: row.refunded_minor,
  flags: [...new Set([...row.flags.filter((flag) => flag !== "amount_unknown"), ...joined.flags])],
  fallbackCurrency: row.currency,
  metadata: row.metadata as OrderDraft["metadata"],
});

/** The visitor and the metadata of the order that stays, completed from the others. */
const allBrought = (survivor: Row, losers: readonly Row[]): BroughtAlong =>
  losers.map(broughtBy).reduce((kept, brought) => ({ source: kept.source, ...broughtAlong(kept, brought) }), broughtBy(survivor));

function survivorWrite(
  row: Row,
  own: readonly queries.ChannelVersionRow[],
  others: readonly queries.ChannelVersionRow[],
  of: { customerId: string | null; along: BroughtAlong },
): OrderWrite {
  const known = new Set(own.map((each) => each.source));
  const brought = [...new Map(others.filter((each) => !known.has(each.source)).map((each) => [each.source, each])).values()];
  const { visitorId, metadata } = of.along;
  const draft = { ...draftOf(row, joinedOf(row, [...own, ...brought]), of.customerId), visitorId, metadata };
  const versions = brought.map((each, index) => ({
    conversionId: row.id,
    version: row.version + index + 1,
    source: each.source,
    body_hash: bytesText(each.body_hash),
    raw_payload_id: each.raw_payload_id,
    document: JSON.stringify(each.document),
  }));
  return {
    draft: { ...draft, version: row.version + versions.length },
    versions,
    previousStatus: row.status as OrderWrite["previousStatus"],
    previousAt: row.occurred_at,
    isNews: true,
  };
}

function loserWrite(ctx: WorkspaceContext, row: Row, versions: readonly queries.ChannelVersionRow[]): OrderWrite {
  const joined = { ...joinedOf(row, versions), status: "cancelled" as const, statusAtMs: ctx.now() };
  return {
    draft: draftOf(row, joined, row.customer_id),
    versions: [],
    previousStatus: row.status as OrderWrite["previousStatus"],
    previousAt: row.occurred_at,
    isNews: true,
  };
}

/**
 * Makes one order of several that turned out to be the same: the one whose channel counts most takes over what the others know and all
 * their names; the others are cancelled and point at it, so that what was earned on them is taken back. Returns the one that stays.
 */
export async function joinIntoOne(ctx: WorkspaceContext, conversionIds: readonly string[]): Promise<string> {
  const rows = (await queries.lockConversions(ctx.db, ctx.workspaceId, conversionIds)).toSorted(byStanding);
  const versions = await queries.listChannelVersions(ctx.db, ctx.workspaceId, conversionIds);
  const of = (row: Row) => versions.filter((each) => each.conversion_id === row.id);
  const [survivor, ...losers] = rows;
  if (survivor === undefined) throw new RangeError("orders to join must be there");
  const claim = {
    strong: [],
    weak: null,
    customerIds: rows.map((row) => row.customer_id).filter((id) => id !== null),
    seenAt: survivor.occurred_at,
    source: survivor.source,
  };
  const { customers } = await resolveCustomers(ctx, [claim]);
  const customerId = survivor.customer_id ?? customers[0]!.customerId;
  const along = allBrought(survivor, losers);
  const kept = survivorWrite(survivor, of(survivor), losers.flatMap(of), { customerId, along });
  const cancelled = losers.map((row) => loserWrite(ctx, row, of(row)));
  await updateOrders(ctx, [kept, ...cancelled]);
  for (const loser of losers)
    await joinOrders(ctx, {
      id: loser.id,
      intoId: survivor.id,
      storeId: survivor.store_id,
      from: loser.external_id,
      to: survivor.external_id,
    });
  return survivor.id;
}
