import type { WorkspaceContext } from "../../../platform/context.ts";
import { together } from "../../../platform/db/database.ts";
import { findClaimed, resolveCustomers, type ClaimedBefore, type CustomerClaim } from "../../customers/service.ts";
import { refundedMinor } from "../adjustments/refund-total.ts";
import { asStated, cancellationTimes } from "../adjustments/standing.ts";
import { listAdjustmentsOf, type OrderAdjustment } from "../adjustments/service.ts";
import { applyChanges, loadHistories, renewalFlags, type Histories } from "../history/service.ts";
import type { RecordedOrder } from "../record/arrival.ts";
import { joinedOrder, type JoinedOrder } from "../record/joined-order.ts";
import { nameText } from "../record/order-names.ts";
import type { PreparedArrival } from "../record/prepared.ts";
import { insertOrders, tellOf, type OrderWrite } from "../writing/service.ts";

type Prepared = PreparedArrival<CustomerClaim>;

interface Draft {
  readonly prepared: Prepared;
  readonly id: string;
  readonly joined: JoinedOrder;
  readonly refundedMinor: bigint;
  readonly customerId: string | null;
  readonly isPersonNew: boolean;
}

/** What is known of arrivals before it is known which of them are new: what was taken back of them early, and who bought. */
export interface Ahead {
  readonly adjustments: readonly OrderAdjustment[];
  readonly claimed: ClaimedBefore;
}

const namesOf = ({ document }: Prepared): string[] => [document.externalId, ...document.names.map(nameText)];

/** Looks up what {@link recordFresh} asks of arrivals, without waiting for the word that they are new: most are. */
export async function lookAhead(ctx: WorkspaceContext, arrivals: readonly Prepared[]): Promise<Ahead> {
  const names = arrivals.flatMap((prepared) => namesOf(prepared).map((name) => ({ store_id: prepared.document.storeId, name })));
  const claims = arrivals.map((prepared) => prepared.claim);
  const [adjustments, claimed] = await together([listAdjustmentsOf(ctx, names), findClaimed(ctx, claims)]);
  return { adjustments, claimed };
}

/** Joins each order with what arrived before it: a refund or a cancellation that was early. */
function withEarlyAdjustments(
  ctx: WorkspaceContext,
  arrivals: readonly Prepared[],
  adjustments: readonly OrderAdjustment[],
): Pick<Draft, "prepared" | "id" | "joined" | "refundedMinor">[] {
  return arrivals.map((prepared) => {
    const { document, arrival } = prepared;
    const named = namesOf(prepared);
    const own = adjustments.filter((each) => each.store_id === document.storeId && named.includes(each.conversion_external_id));
    const joined = joinedOrder([{ source: arrival.source, document }], cancellationTimes(own, document.occurredAtMs));
    const { amounts } = document;
    const stated = own.map((each) => asStated(each, amounts));
    return { prepared, id: ctx.newId(), joined, refundedMinor: amounts === null ? 0n : refundedMinor(stated, amounts) };
  });
}

async function withCustomers(ctx: WorkspaceContext, arrivals: readonly Prepared[], ahead: Ahead): Promise<Draft[]> {
  const orders = withEarlyAdjustments(ctx, arrivals, ahead.adjustments);
  const { customers } = await resolveCustomers(
    ctx,
    orders.map(({ prepared }) => ({
      ...prepared.claim,
      customerIds: [],
      seenAt: new Date(prepared.document.occurredAtMs),
      source: prepared.arrival.source,
    })),
    ahead.claimed,
  );
  return orders.map((order, index) => ({ ...order, customerId: customers[index]!.customerId, isPersonNew: customers[index]!.isNew }));
}

const historyDraft = ({ id, joined, customerId, isPersonNew }: Draft) => ({
  id,
  personId: customerId,
  subscriptionId: joined.document.subscriptionId,
  occurredAtMs: joined.document.occurredAtMs,
  isPurchase: joined.document.kind === "order" && joined.status === "paid" && (joined.document.amounts?.totalMinor ?? 0n) > 0n,
  statedIsNew: joined.document.isNewCustomer,
  statedRenewalNumber: joined.document.renewalNumber,
  isPersonNew,
  isKnown: false,
});

function orderWrite(draft: Draft, history: Histories, fallbackCurrency: string): OrderWrite {
  const { prepared, id, joined } = draft;
  const { arrival, bodyHash, text } = prepared;
  return {
    draft: {
      id,
      version: 1,
      joined,
      bodyHash,
      customerId: draft.customerId,
      visitorId: arrival.order.visitorId,
      novelty: history.novelties.get(id)!,
      renewalNumber: history.renewals.get(id) ?? null,
      refundedMinor: draft.refundedMinor,
      flags: [...joined.flags, ...renewalFlags(joined.document.renewalNumber)],
      fallbackCurrency,
      metadata: arrival.order.metadata,
    },
    versions: [
      {
        conversionId: id,
        version: 1,
        source: arrival.source,
        body_hash: bodyHash,
        raw_payload_id: arrival.rawPayloadId ?? null,
        document: text,
      },
    ],
    previousStatus: undefined,
    previousAt: undefined,
    isNews: true,
  };
}

const recorded = ({ id, joined }: Draft): RecordedOrder => ({
  outcome: "created",
  id,
  externalId: joined.document.externalId,
  status: joined.status,
  version: 1,
});

const noveltyRow = (id: string, { novelties, renewals }: Histories): Histories["changes"][number] => {
  const { isNewCustomer, reason } = novelties.get(id)!;
  return { id, is_new_customer: isNewCustomer, novelty_reason: reason, renewal_number: renewals.get(id) ?? null };
};

/**
 * What the orders that were added change in the histories of others. Where another transaction was first with some of the drafts, those
 * never came to be, and the histories are worked out again without them.
 */
async function changesBy(
  ctx: WorkspaceContext,
  drafts: readonly Draft[],
  added: ReadonlySet<string>,
  history: Histories,
): Promise<Histories["changes"]> {
  if (added.size === drafts.length) return history.changes;
  const kept = drafts.filter((draft) => added.has(draft.id));
  if (kept.length === 0) return [];
  const again = await loadHistories(
    ctx,
    kept.map((draft) => ({ ...historyDraft(draft), isPersonNew: false, isKnown: true })),
  );
  const own = kept.map(({ id }) => [noveltyRow(id, history), noveltyRow(id, again)] as const);
  return [...again.changes, ...own.flatMap(([was, now]) => (JSON.stringify(was) === JSON.stringify(now) ? [] : [now]))];
}

/**
 * Records orders that no channel has sent yet, all in a few statements. One that another transaction recorded meanwhile has no result:
 * it is to be looked up again.
 */
export async function recordFresh(
  ctx: WorkspaceContext,
  arrivals: readonly Prepared[],
  {
    currencyOf,
    isOnlyNew,
    ahead,
  }: { readonly currencyOf: (storeId: string) => string; readonly isOnlyNew: boolean; readonly ahead: Ahead },
): Promise<Map<Prepared, RecordedOrder>> {
  if (arrivals.length === 0) return new Map();
  const drafts = await withCustomers(ctx, arrivals, ahead);
  const history = await loadHistories(ctx, drafts.map(historyDraft));
  const writes = drafts.map((draft) => orderWrite(draft, history, currencyOf(draft.prepared.document.storeId)));
  const added = await insertOrders(ctx, writes, isOnlyNew);
  await tellOf(ctx, await applyChanges(ctx, await changesBy(ctx, drafts, added, history)));
  return new Map(drafts.filter((draft) => added.has(draft.id)).map((draft) => [draft.prepared, recorded(draft)]));
}
