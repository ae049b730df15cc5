import type { WorkspaceContext } from "../../../platform/context.ts";
import { tell } from "../../webhooks/service.ts";

/** What an outbox row says of an order. */
export interface OrderChange {
  readonly change: "created" | "changed";
}

/** Has the outside told of orders that came or changed. */
export async function tellOrders(ctx: WorkspaceContext, orders: readonly (OrderChange & { readonly id: string })[]): Promise<void> {
  const idsOf = (change: OrderChange["change"]): string[] => orders.filter((order) => order.change === change).map((order) => order.id);
  await tell(ctx, "order.created.v1", idsOf("created"));
  await tell(ctx, "order.updated.v1", idsOf("changed"));
}

/** Has the outside told of something taken back. */
export const tellAdjustment = (ctx: WorkspaceContext, id: string): Promise<void> => tell(ctx, "adjustment.created.v1", [id]);
