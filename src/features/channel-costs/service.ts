import { formatId } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { notFound } from "../../platform/problems/platform-problems.ts";
import * as queries from "./queries.ts";
import { spreadCost, type CostedChannel, type DaySpan } from "./spread-cost.ts";
import type { ChannelCost } from "./tables.ts";

const shown = (row: ChannelCost) => ({
  id: formatId("chc", row.id),
  channel: row.channel as CostedChannel,
  from_on: row.from_on,
  to_on: row.to_on,
  amount: { amount: row.amount_minor.toString(), currency: row.currency },
  note: row.note,
  created_at: row.created_at.toISOString(),
  archived_at: row.archived_at?.toISOString() ?? null,
});

/** A cost to enter. */
export interface NewChannelCost {
  readonly channel: CostedChannel;
  readonly from_on: string;
  readonly to_on: string;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly note: string;
}

/** Enters what a channel cost; days in the past change the reports of those days. */
export async function enterChannelCost(ctx: WorkspaceContext, cost: NewChannelCost) {
  return inTransaction(ctx, async (within) => {
    const { amount, ...stated } = cost;
    const row = await queries.insertCost(within.db, {
      ...stated,
      workspace_id: within.workspaceId,
      id: within.newId(),
      amount_minor: BigInt(amount.amount),
      currency: amount.currency,
      created_by: within.actor.id,
      created_at: nowAt(within),
    });
    await recordAudit(within, { action: "channel_cost.entered", subjectKind: "channel_cost", subjectId: row.id, detail: { ...cost } });
    return shown(row);
  });
}

/** A page of what channels cost, the last entered first. */
export async function listChannelCosts(
  ctx: WorkspaceContext,
  query: { readonly limit: number; readonly cursor?: string | undefined; readonly archived: "true" | "false" },
) {
  const page = { archived: query.archived === "true", limit: query.limit, after: parseCursor(query.cursor) };
  const rows = await queries.listCosts(ctx.db, ctx.workspaceId, page);
  return pageFrom(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }), shown);
}

/** Takes a cost out of the sums. Doing it again changes nothing. @throws Problem not-found for any other id */
export async function archiveChannelCost(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const before = await queries.lockCost(within.db, within.workspaceId, id);
    if (before === undefined) throw notFound("channel cost", formatId("chc", id));
    if (before.archived_at !== null) return shown(before);
    const row = await queries.archiveCost(within.db, within.workspaceId, id, nowAt(within));
    const detail = { channel: row.channel, amount: shown(row).amount };
    await recordAudit(within, { action: "channel_cost.archived", subjectKind: "channel_cost", subjectId: id, detail });
    return shown(row);
  });
}

/** What channels cost in some days, one entry a cost that has a day in them. */
export async function channelCostsIn(ctx: WorkspaceContext, span: DaySpan) {
  const rows = await queries.costsIn(ctx.db, ctx.workspaceId, span);
  return rows.map((row) => ({
    channel: row.channel,
    currency: row.currency,
    amountMinor: spreadCost({ fromOn: row.from_on, toOn: row.to_on, amountMinor: row.amount_minor }, span),
  }));
}
