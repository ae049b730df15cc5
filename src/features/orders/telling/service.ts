import type { WorkspaceContext } from "../../../platform/context.ts";
import { tell } from "../../webhooks/service.ts";

/** Has the outside told of an order that came or changed. */
export const tellOrder = (ctx: WorkspaceContext, id: string, change: "created" | "changed"): Promise<void> =>
  tell(ctx, change === "created" ? "order.created.v1" : "order.updated.v1", [id]);

/** Has the outside told of something taken back. */
export const tellAdjustment = (ctx: WorkspaceContext, id: string): Promise<void> => tell(ctx, "adjustment.created.v1", [id]);
