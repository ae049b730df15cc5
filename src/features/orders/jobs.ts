import { asSystem, type Context } from "../../platform/context.ts";
import type { OutboxHandler, OutboxRow } from "../../platform/outbox/outbox.ts";
import { takeBrowserOrder, tellAdjustment, tellOrder } from "./service.ts";

const within = (ctx: Context, row: OutboxRow) => asSystem(ctx, row.workspaceId, `outbox:${row.topic}`);

/** What follows from an order that a page reported (the edge has written its event), and who outside is told of orders. */
export const orderHandlers: Readonly<Record<string, OutboxHandler>> = {
  "conversion.recorded": (ctx, row) => tellOrder(within(ctx, row), row.key, (row.payload as { change: "created" | "changed" }).change),
  "adjustment.recorded": (ctx, row) => tellAdjustment(within(ctx, row), (row.payload as { adjustment_id: string }).adjustment_id),
  "browser_order.received": (ctx, row) => {
    const { browser_event_id: id, occurred_at } = row.payload as { browser_event_id: string; occurred_at: string };
    return takeBrowserOrder(within(ctx, row), { id, occurredAt: new Date(occurred_at) });
  },
};
