import type { WorkspaceContext } from "../../../platform/context.ts";
import { loadStore } from "../../stores/service.ts";
import { findBrowserEvent } from "../../tracking/service.ts";
import { browserOrder } from "../browser-order.ts";
import { recordArrivals } from "../record/service.ts";

/** Records the order that a page reported; an event that names none changes nothing. */
export async function takeBrowserOrder(ctx: WorkspaceContext, event: { readonly id: string; readonly occurredAt: Date }): Promise<void> {
  const row = await findBrowserEvent(ctx, event);
  if (row === undefined) throw new RangeError(`the browser event ${event.id} is not there`);
  const store = await loadStore(ctx, row.store_id);
  const { click_id: clickId, visitor_id: visitorId, properties } = row;
  const order = browserOrder({ occurredAtMs: row.occurred_at.getTime(), clickId, visitorId, properties }, store);
  if (order !== undefined) await recordArrivals(ctx, { orders: [{ order, source: "browser" }], adjustments: [] });
}
