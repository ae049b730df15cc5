import type { WorkspaceContext } from "../../../platform/context.ts";
import { startOfDay } from "../../../kernel/zone.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { defaultModel } from "../model-words.ts";
import * as queries from "./queries.ts";

/** What some creators are credited with, in orders and in money. */
export interface CreatorCredit {
  readonly currency: string;
  /** Orders under the model that reports show first; a part of one is a fraction. */
  readonly orders: number;
  /** What was kept of those orders after refunds, in minor units. */
  readonly minor: number;
}

/**
 * The credit of some creators together for the orders of some days by the brand's clock, one entry a currency.
 *
 * Numbers and no texts: it is divided by, and an estimate stands above it.
 */
export async function creditOf(
  ctx: WorkspaceContext,
  asked: { readonly fromOn: string; readonly toOn: string; readonly creatorIds: readonly string[] },
): Promise<CreatorCredit[]> {
  const { zone } = await loadWorkspace(ctx);
  const [from, before] = [asked.fromOn, asked.toOn].map((day) => new Date(startOfDay(day, zone))) as [Date, Date];
  const span = { workspaceId: ctx.workspaceId, from, before };
  const rows = await queries.sumCredit(ctx.db, span, { creatorIds: asked.creatorIds, model: defaultModel });
  return rows.map((row) => ({ currency: row.currency, orders: Number(row.orders_ppb) / 1e9, minor: Number(row.minor_ppb) / 1e9 }));
}
