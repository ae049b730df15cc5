import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { creatorsByIds, loadCreator } from "../../creators/service.ts";
import { loadCampaign } from "../finding/service.ts";
import { shortDecimal } from "../short-decimal.ts";
import type { CampaignCost } from "../tables.ts";
import { costAmount, type StatedCost } from "./cost-amount.ts";
import type { CostKind } from "../../../kernel/costs/cost-kind.ts";
import * as queries from "./queries.ts";

function shown(row: CampaignCost, names: ReadonlyMap<string, { readonly name: string }>) {
  const { creator_id: creatorId, quantity, unit_minor: unit, currency } = row;
  return {
    id: formatId("cct", row.id),
    campaign_id: formatId("cmp", row.campaign_id),
    creator_id: creatorId === null ? null : formatId("cre", creatorId),
    creator_name: creatorId === null ? null : (names.get(creatorId)?.name ?? "a creator"),
    kind: row.kind as CostKind,
    amount: { amount: row.amount_minor.toString(), currency },
    basis:
      quantity === null || unit === null
        ? null
        : { quantity: shortDecimal(quantity), unit: row.basis as "hours" | "pieces", each: { amount: unit.toString(), currency } },
    incurred_on: row.incurred_on,
    note: row.note,
    created_at: row.created_at.toISOString(),
    voided_at: row.voided_at?.toISOString() ?? null,
    void_reason: row.void_reason,
  };
}

async function show(ctx: WorkspaceContext, rows: readonly CampaignCost[]) {
  const names = await creatorsByIds(ctx, [...new Set(rows.flatMap((row) => (row.creator_id === null ? [] : [row.creator_id])))]);
  return rows.map((row) => shown(row, names));
}

/** A cost to enter. */
export interface NewCampaignCost extends StatedCost {
  readonly incurred_on: string;
  readonly creator_id: string | null;
  readonly note: string;
}

/** Enters a cost of a campaign. @throws Problem invalid-input when the amount is not stated or worked out */
export async function enterCampaignCost(ctx: WorkspaceContext, campaignId: string, cost: NewCampaignCost) {
  const worth = costAmount(cost);
  if (worth.kind === "refused") throw invalidInput([worth.fault]);
  return inTransaction(ctx, async (within) => {
    await loadCampaign(within, campaignId);
    if (cost.creator_id !== null) await loadCreator(within, cost.creator_id);
    const { kind, creator_id, incurred_on, note } = cost;
    const row = await queries.insertCost(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      campaign_id: campaignId,
      creator_id,
      kind,
      basis: worth.basis,
      quantity: worth.quantity,
      unit_minor: worth.unitMinor,
      amount_minor: worth.amountMinor,
      currency: worth.currency,
      incurred_on,
      note,
      created_by: within.actor.id,
      created_at: nowAt(within),
    });
    const amount = { amount: worth.amountMinor.toString(), currency: worth.currency };
    const detail = { campaign: campaignId, creator: creator_id, kind, amount, incurred_on };
    await recordAudit(within, { action: "campaign_cost.entered", subjectKind: "campaign_cost", subjectId: row.id, detail });
    return (await show(within, [row]))[0]!;
  });
}

/** What a list of costs is narrowed to. */
export interface CampaignCostQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly kind?: CostKind | undefined;
  readonly voided: "true" | "false";
}

/** A page of a campaign's costs, the last entered first. */
export async function listCampaignCosts(ctx: WorkspaceContext, campaignId: string, query: CampaignCostQuery) {
  await loadCampaign(ctx, campaignId);
  const campaign = { workspaceId: ctx.workspaceId, campaignId };
  const filter = { kind: query.kind, isVoided: query.voided === "true" };
  const rows = await queries.listCosts(ctx.db, campaign, filter, { limit: query.limit, after: parseCursor(query.cursor) });
  const page = pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => row,
  );
  return { data: await show(ctx, page.data), next_cursor: page.next_cursor };
}

/** Voids a cost: it stays on record and leaves the sums. Doing it again changes nothing. */
export async function voidCampaignCost(ctx: WorkspaceContext, campaignId: string, id: string, reason: string) {
  return inTransaction(ctx, async (within) => {
    const before = await queries.lockCost(within.db, within.workspaceId, campaignId, id);
    if (before === undefined) throw notFound("cost", formatId("cct", id));
    if (before.voided_at !== null) return (await show(within, [before]))[0]!;
    const values = { voided_at: nowAt(within), voided_by: within.actor.id, void_reason: reason };
    const row = await queries.voidCost(within.db, within.workspaceId, id, values);
    const detail = { kind: row.kind, amount: { amount: row.amount_minor.toString(), currency: row.currency }, reason };
    await recordAudit(within, { action: "campaign_cost.voided", subjectKind: "campaign_cost", subjectId: id, detail });
    return (await show(within, [row]))[0]!;
  });
}
