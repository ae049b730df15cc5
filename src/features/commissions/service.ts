import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction, lockOn } from "../../platform/db/database.ts";
import { loadPerson } from "../customers/service.ts";
import {
  findAdjustedConversion,
  listConversionsOfPerson,
  loadConversion,
  refreshNovelty,
  tellOrders,
  type OrderChange,
} from "../orders/service.ts";
import { orderOfAnswer } from "../surveys/service.ts";
import { clicksCompleteUntil } from "../tracking/service.ts";
import { bookMatured, leftMinor, statesOf } from "./booking/service.ts";
import * as queries from "./queries.ts";
import { settleOrder, settleUntouched } from "./settling/service.ts";

export type { OrderChange } from "../orders/service.ts";
export { commissionDifference } from "./proof/service.ts";

export { claimsOfOrder, commissionsOfOrder, decisionsOfOrder, getCommission, listClaims, listCommissions } from "./listing/service.ts";
export { decidePastOrders, pastOrdersJob, planPastOrders, type EarlierTerms, type PastOrders } from "./past/service.ts";
export { recheckJob, reconsideredTopic, settleOrder, settleUntouched } from "./settling/service.ts";

/**
 * Of orders that came or changed at once, tells and settles those that nobody can have touched, in a few statements. Returns their ids;
 * the others are left as they are.
 */
export async function settleArrived(
  ctx: WorkspaceContext,
  orders: readonly (OrderChange & { readonly id: string })[],
): Promise<ReadonlySet<string>> {
  return inTransaction(ctx, async (within) => {
    const settled = await settleUntouched(
      within,
      orders.map((order) => order.id),
    );
    await tellOrders(
      within,
      orders.filter((order) => settled.has(order.id)),
    );
    return settled;
  });
}

/** Settles the order of an adjustment that came; does nothing while the order itself has not come. */
export async function settleAdjusted(ctx: WorkspaceContext, adjustmentId: string): Promise<void> {
  const conversionId = await findAdjustedConversion(ctx, adjustmentId);
  if (conversionId !== undefined) await settleOrder(ctx, conversionId);
}

/** Finds the evidence of the order of a customer's answer anew. An answer pays nobody: the decision is only said to rest on newer evidence. */
export async function settleAnswered(ctx: WorkspaceContext, answerId: string): Promise<void> {
  const conversionId = await orderOfAnswer(ctx, answerId);
  if (conversionId !== undefined) await settleOrder(ctx, conversionId);
}

/** Settles all orders of customers that were merged or parted, because their touches may have changed. What has matured is not moved. */
export async function settleCustomer(ctx: WorkspaceContext, customerIds: readonly string[]): Promise<void> {
  const persons = await Promise.all(customerIds.map((id) => loadPerson(ctx, id)));
  await refreshNovelty(ctx, [...new Set(persons.map((person) => person.id))]);
  const orders = new Set<string>();
  for (const customerId of customerIds) for (const order of await listConversionsOfPerson(ctx, customerId)) orders.add(order.id);
  for (const conversionId of orders) await settleOrder(ctx, conversionId);
}

/**
 * Ends the hold of one commission whose time has come: its order is settled once more with all evidence that arrived meanwhile, and what
 * is left becomes payable. It waits while the order is not paid, or while clicks from before the order may still come.
 */
async function matureCommission(ctx: WorkspaceContext, due: { id: string; conversion_id: string }): Promise<boolean> {
  return inTransaction(ctx, async (within) => {
    await lockOn(within.db, `settle ${within.workspaceId} ${due.conversion_id}`);
    await settleOrder(within, due.conversion_id);
    const commission = await queries.findCommission(within.db, within.workspaceId, due.id);
    const state = (await statesOf(within, [due.id])).get(due.id)!;
    if (commission === undefined || state.isMatured || state.isSuperseded) return false;
    const order = await loadConversion(within, due.conversion_id);
    if (order?.status !== "paid" || (await clicksCompleteUntil(within)) < order.occurredAt) return false;
    await bookMatured(within, commission, state);
    return leftMinor(state) > 0n;
  });
}

const batch = 200;

/** The name of the job that ends holds; it runs each minute, and whenever it is asked for. */
export const matureJob = "mature-commissions";

/** Ends every hold that is over, in all workspaces; one that cannot be ended now does not keep the others waiting. */
export async function matureDue(ctx: Context): Promise<number> {
  let matured = 0;
  let after: { workspaceId: string; id: string } | undefined;
  for (;;) {
    const due = await queries.listDue(ctx.db, nowAt(ctx), batch, after);
    for (const row of due) {
      const done = await matureCommission(asSystem(ctx, row.workspace_id), row).catch((err: unknown) => {
        ctx.log.error({ err, commissionId: row.id }, "a hold could not be ended; it is tried again in a minute");
        return false;
      });
      if (done) matured += 1;
    }
    const last = due.at(-1);
    if (last === undefined || due.length < batch) return matured;
    after = { workspaceId: last.workspace_id, id: last.id };
  }
}
