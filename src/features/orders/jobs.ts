import { asSystem, type Context } from "../../platform/context.ts";
import type { OutboxHandler, OutboxRow } from "../../platform/outbox/outbox.ts";
import { takeBrowserOrder, tellAdjustment, tellOrders, type OrderChange } from "./service.ts";

const within = (ctx: Context, row: OutboxRow) => asSystem(ctx, row.workspaceId, `outbox:${row.topic}`);

/** What follows from an order that a page reported (the edge has written its event), and who outside is told of orders. */
export const orderHandlers: Readonly<Record<string, OutboxHandler>> = {
  "conversion.recorded": (ctx, row) => tellOrders(within(ctx, row), [{ id: row.key, ...(row.payload as OrderChange) }]),
  "adjustment.recorded": (ctx, row) => tellAdjustment(within(ctx, row), (row.payload as { adjustment_id: string }).adjustment_id),
  "browser_order.received": (ctx, row) => {
    const { browser_event_id: id, occurred_at } = row.payload as { browser_event_id: string; occurred_at: string };
    return takeBrowserOrder(within(ctx, row), { id, occurredAt: new Date(occurred_at) });
  },
};
