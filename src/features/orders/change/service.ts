import type { Selectable } from "kysely";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { bytesText } from "../../../platform/db/recordset.ts";
import { resolveCustomers, type CustomerClaim, type ResolvedCustomer } from "../../customers/service.ts";
import { isForeign, refundedMinor } from "../adjustments/refund-total.ts";
import { asStated, cancellationTimes } from "../adjustments/standing.ts";
import { listAdjustmentsOf, storeAdjustments } from "../adjustments/service.ts";
import { applyChanges, loadHistories, renewalFlags } from "../history/service.ts";
import { documentText, type OrderSource } from "../order-document.ts";
import type { RecordedOrder } from "../record/arrival.ts";
import { channelVersion, type ChannelVersion } from "../record/joined-order.ts";
import { nameText } from "../record/order-names.ts";
import type { PreparedArrival } from "../record/prepared.ts";
import * as queries from "../record/queries.ts";
import type { OrderTables } from "../tables.ts";
import { tellOf, updateOrders, type OrderWrite } from "../writing/service.ts";
import { broughtAlong, orderRevision, type OrderRevision } from "./order-revision.ts";

type Prepared = PreparedArrival<CustomerClaim>;
type Row = Selectable<OrderTables["conversions"]>;
type Adjustment = Awaited<ReturnType<typeof listAdjustmentsOf>>[number];

/** A known order to bring up to date, with the version that arrived, if one did. */
export interface OrderUpdate {
  readonly conversionId: string;
  readonly prepared?: Prepared;
}

interface Loaded {
  readonly update: OrderUpdate;
  readonly row: Row;
  readonly versions: readonly ChannelVersion[];
  readonly adjustments: readonly Adjustment[];
}

interface Revised extends Loaded {
  readonly revision: OrderRevision;
  readonly customer: ResolvedCustomer;
  readonly reductions: readonly Adjustment[];
}

const textOf = (reference: { kind: string; reference: string }): string =>
  nameText({ kind: reference.kind as "order" | "order_name" | "checkout" | "payment", value: reference.reference });

/** Locks the orders and reads each one's versions, and the adjustments under any of its names, those that the new version brings included. */
async function load(ctx: WorkspaceContext, updates: readonly OrderUpdate[]): Promise<Loaded[]> {
  const ids = [...new Set(updates.map((update) => update.conversionId))];
  const rows = await queries.lockConversions(ctx.db, ctx.workspaceId, ids);
  const versions = await queries.listChannelVersions(ctx.db, ctx.workspaceId, ids);
  const asked = rows.map(({ store_id, external_id }) => ({ store_id, external_id }));
  const references = await queries.listReferences(ctx.db, ctx.workspaceId, asked);
  const named = new Map(
    rows.map((row) => {
      const known = references
        .filter((each) => each.store_id === row.store_id && each.conversion_external_id === row.external_id)
        .map(textOf);
      const brought = updates
        .filter((update) => update.conversionId === row.id)
        .flatMap(({ prepared }) => prepared?.document.names.map(nameText) ?? []);
      return [row.id, new Set([row.external_id, ...known, ...brought])];
    }),
  );
  const names = rows.flatMap((row) => [...named.get(row.id)!].map((name) => ({ store_id: row.store_id, name })));
  const adjustments = await listAdjustmentsOf(ctx, names);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return updates.map((update) => {
    const row = byId.get(update.conversionId)!;
    return {
      update,
      row,
      versions: versions.filter((each) => each.conversion_id === row.id).map(channelVersion),
      adjustments: adjustments.filter((each) => each.store_id === row.store_id && named.get(row.id)!.has(each.conversion_external_id)),
    };
  });
}

function revise({ update, row, versions, adjustments }: Loaded): OrderRevision {
  const { prepared } = update;
  const times = cancellationTimes(adjustments, row.occurred_at.getTime());
  const version = prepared === undefined ? undefined : { source: prepared.arrival.source, document: prepared.document };
  return orderRevision({ externalId: row.external_id, status: row.status }, versions, version, times);
}

/** Who each order belongs to: its customer so far and the one whom the new version names are one person, unless somebody parted them. */
async function resolve(ctx: WorkspaceContext, loaded: readonly Loaded[]): Promise<ResolvedCustomer[]> {
  const claims = loaded.map(({ update, row }) => ({
    ...(update.prepared?.claim ?? { strong: [], weak: null }),
    customerIds: row.customer_id === null ? [] : [row.customer_id],
    seenAt: row.occurred_at,
    source: update.prepared?.arrival.source ?? row.source,
  }));
  return (await resolveCustomers(ctx, claims)).customers;
}

/** Records what a paid order's total fell by, as a refund by the channel whose version lowered it. */
async function storeReductions(ctx: WorkspaceContext, loaded: Loaded, revision: OrderRevision): Promise<Adjustment[]> {
  if (revision.reductionMinor === 0n) return [];
  const { row, update } = loaded;
  const adjustment = {
    storeId: row.store_id,
    names: [{ kind: "order" as const, value: row.external_id }],
    kind: "refund" as const,
    externalId: `reduced:${row.external_id}:${row.version + 1}`,
    occurredAtMs: update.prepared?.document.statedAtMs ?? ctx.now(),
    amountMinor: revision.reductionMinor,
    currency: row.currency,
    isCumulative: false,
    lines: [],
    source: update.prepared?.arrival.source ?? row.source,
    rawPayloadId: update.prepared?.arrival.rawPayloadId,
  };
  await storeAdjustments(ctx, [{ adjustment, order: { id: row.id, externalId: row.external_id } }]);
  const all = await listAdjustmentsOf(ctx, [{ store_id: row.store_id, name: row.external_id }]);
  return all.filter((each) => each.external_id === adjustment.externalId);
}

function flagsOf({ row, adjustments, revision }: Revised): string[] {
  const order = { totalMinor: row.total_minor, currency: revision.joined.document.amounts?.currency ?? row.currency };
  const sticky = row.flags.includes("currency_changed") || revision.isCurrencyChanged ? ["currency_changed"] : [];
  const foreign = adjustments.some((each) => isForeign(asStated(each, revision.joined.document.amounts), order))
    ? ["refund_in_other_currency"]
    : [];
  return [...revision.joined.flags, ...renewalFlags(revision.joined.document.renewalNumber), ...sticky, ...foreign];
}

function refunded({ adjustments, reductions, revision }: Revised): bigint {
  const { amounts } = revision.joined.document;
  if (amounts === null) return 0n;
  const stated = [...adjustments, ...reductions].map((each) => asStated(each, amounts));
  return refundedMinor(stated, amounts);
}

const historyDraft = ({ row, revision, customer }: Revised) => ({
  id: row.id,
  personId: customer.customerId,
  subscriptionId: revision.joined.document.subscriptionId,
  occurredAtMs: revision.joined.document.occurredAtMs,
  isPurchase:
    revision.joined.document.kind === "order" &&
    revision.joined.status === "paid" &&
    (revision.joined.document.amounts?.totalMinor ?? 0n) > 0n,
  statedIsNew: revision.joined.document.isNewCustomer,
  statedRenewalNumber: revision.joined.document.renewalNumber,
  isPersonNew: customer.isNew,
  isKnown: true,
});

function orderWrite(revised: Revised, history: Awaited<ReturnType<typeof loadHistories>>): OrderWrite {
  const { row, update, revision, customer } = revised;
  const { prepared } = update;
  const isKept = revision.kept !== undefined && prepared !== undefined;
  const version = row.version + (isKept ? 1 : 0);
  const before = { source: row.source as OrderSource, visitorId: row.visitor_id, metadata: row.metadata as Record<string, string> };
  const along = isKept ? broughtAlong(before, { ...prepared.arrival.order, source: prepared.arrival.source }) : before;
  return {
    draft: {
      id: row.id,
      version,
      joined: revision.joined,
      bodyHash: isKept ? prepared.bodyHash : bytesText(row.body_hash),
      customerId: row.customer_id ?? customer.customerId,
      visitorId: along.visitorId,
      novelty: history.novelties.get(row.id)!,
      renewalNumber: history.renewals.get(row.id) ?? null,
      refundedMinor: refunded(revised),
      flags: flagsOf(revised),
      fallbackCurrency: row.currency,
      metadata: along.metadata,
    },
    versions: isKept
      ? [
          {
            conversionId: row.id,
            version,
            source: prepared.arrival.source,
            body_hash: prepared.bodyHash,
            raw_payload_id: prepared.arrival.rawPayloadId ?? null,
            document: documentText(revision.kept!),
          },
        ]
      : [],
    previousStatus: row.status as OrderWrite["previousStatus"],
    previousAt: row.occurred_at,
    isNews: revision.isNews || (row.customer_id === null && customer.customerId !== null) || along.visitorId !== row.visitor_id,
  };
}

const outcomes = { first: "joined", next: "changed", stale: "stale", none: "unchanged" } as const;

function recorded({ revision, row }: Revised, write: OrderWrite): RecordedOrder {
  const outcome = revision.kind === "next" && !write.isNews && revision.reductionMinor === 0n ? "unchanged" : outcomes[revision.kind];
  return { outcome, id: row.id, externalId: row.external_id, status: revision.joined.status, version: write.draft.version };
}

/**
 * Brings known orders up to date with a new version each, or with adjustments that came meanwhile, and writes only what changed.
 * Each order may stand once in `updates`.
 */
export async function reviseOrders(ctx: WorkspaceContext, updates: readonly OrderUpdate[]): Promise<RecordedOrder[]> {
  if (updates.length === 0) return [];
  const loaded = await load(ctx, updates);
  const customers = await resolve(ctx, loaded);
  const revised: Revised[] = [];
  for (const [index, each] of loaded.entries()) {
    const revision = revise(each);
    revised.push({ ...each, revision, customer: customers[index]!, reductions: await storeReductions(ctx, each, revision) });
  }
  const history = await loadHistories(ctx, revised.map(historyDraft));
  const writes = revised.map((each) => orderWrite(each, history));
  await updateOrders(
    ctx,
    writes.filter((_write, index) => revised[index]!.revision.kind !== "stale"),
  );
  await tellOf(ctx, await applyChanges(ctx, history.changes));
  return revised.map((each, index) => recorded(each, writes[index]!));
}
