import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { enqueueJob } from "../../../platform/jobs/jobs.ts";
import { listPlacedOrders } from "../../orders/service.ts";
import { listPaidFor } from "../queries.ts";
import { settleOrder } from "../settling/service.ts";

/** The name of the job that decides orders which were here before the terms by which they can earn. */
export const pastOrdersJob = "decide-past-orders";

/** What the outbox row about a pay rule, an enrollment or a code that begins in the past holds. */
export interface EarlierTerms {
  /** Since when it is in force, RFC 3339. */
  readonly from: string;
  /** True for a code: only orders on which a code was used can earn by it. */
  readonly has_code?: boolean;
}

/** How far the job has come. */
export interface PastOrders {
  readonly workspaceId: string;
  readonly causeId: string;
  readonly from: string;
  readonly until: string;
  readonly hasCode: boolean;
  readonly after: { readonly at: string; readonly id: string } | null;
}

const batch = 200;

const goOn = (ctx: WorkspaceContext, past: PastOrders): Promise<void> =>
  enqueueJob(ctx.db, pastOrdersJob, past, { key: `${pastOrdersJob} ${past.causeId}` });

/** Queues the job that decides the orders since these terms began, such as those of a file that was imported before them. */
export const planPastOrders = (ctx: WorkspaceContext, causeId: string, terms: EarlierTerms): Promise<void> =>
  goOn(ctx, {
    workspaceId: ctx.workspaceId,
    causeId,
    from: terms.from,
    until: nowAt(ctx).toISOString(),
    hasCode: terms.has_code === true,
    after: null,
  });

/**
 * Decides the next 200 of these orders and queues a job for the rest. Whoever is paid for an order already stays paid: new terms never move
 * a commission. Doing it again changes nothing.
 */
export async function decidePastOrders(ctx: WorkspaceContext, past: PastOrders): Promise<void> {
  const { from, until, after, hasCode } = past;
  const reached = after === null ? undefined : { at: new Date(after.at), id: after.id };
  const orders = await listPlacedOrders(ctx, { from: new Date(from), until: new Date(until), after: reached, hasCode }, batch);
  const ids = orders.map((order) => order.id);
  const paid = await listPaidFor(ctx.db, ctx.workspaceId, ids);
  for (const id of ids) if (!paid.has(id)) await settleOrder(ctx, id);
  const last = orders.length < batch ? undefined : orders.at(-1);
  if (last !== undefined) await goOn(ctx, { ...past, after: { at: last.occurredAt.toISOString(), id: last.id } });
}
