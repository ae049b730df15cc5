import type { WorkspaceContext } from "../../../platform/context.ts";
import { isAwaited } from "../../../platform/outbox/outbox.ts";
import { storedLines, type CommissionRow } from "../booking/service.ts";
import { stored, type DecisionRow } from "../keeping/service.ts";
import { loadOrderToPay } from "../loading/service.ts";
import type { OrderToPay } from "../order-to-pay.ts";
import type { ChargedOrder, CommissionAdjustment } from "../reversal/adjusted-order.ts";
import { commissionReversal } from "../reversal/commission-reversal.ts";
import { adjustmentsOn, namedOrder } from "../reversal/named-order.ts";
import * as queries from "../queries.ts";

/** What was taken back of an order, on the lines as they were when it was decided: later versions do not move a matured commission. */
export function takenOf(
  order: OrderToPay,
  decision: DecisionRow | undefined,
): { order: ChargedOrder; adjustments: CommissionAdjustment[] } {
  const { charged: kept } = stored(decision);
  const charged = kept === undefined ? order.charged : namedOrder(kept);
  return { order: charged, adjustments: adjustmentsOn(order.adjustments, charged) };
}

/**
 * How much of a commission ought to be taken back by all adjustments that are known of its order, for `vouch verify`.
 *
 * @returns minor units; undefined while an outbox row of the order waits, because what it says is not booked yet
 */
export async function takenNow(
  ctx: WorkspaceContext,
  commission: Pick<CommissionRow, "conversion_id" | "lines">,
): Promise<bigint | undefined> {
  const order = await loadOrderToPay(ctx, commission.conversion_id);
  if (order === undefined || (await isAwaited(ctx, commission.conversion_id))) return undefined;
  const decision = await queries.findDecision(ctx.db, ctx.workspaceId, commission.conversion_id);
  const lines = storedLines(commission);
  return commissionReversal({ lines, ...takenOf(order, decision), reversedMinor: lines.map(() => 0n) }).totalMinor;
}
