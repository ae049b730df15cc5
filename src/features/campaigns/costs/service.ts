import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, lockOn } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { creatorsByIds, loadCreator } from "../../creators/service.ts";
import { listOrderGoods } from "../../orders/service.ts";
import { loadCampaign } from "../finding/service.ts";
import { shortDecimal } from "../short-decimal.ts";
import type { Campaign, CampaignCost, NewCampaignCostRow } from "../tables.ts";
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
        : {
            quantity: shortDecimal(quantity),
            unit: row.basis as "hours" | "pieces" | "share",
            each: { amount: unit.toString(), currency },
          },
    order_id: row.conversion_id === null ? null : formatId("ord", row.conversion_id),
    incurred_on: row.incurred_on,
    note: row.note,
    vat_note: row.vat_note,
    reference: row.reference,
    import_id: row.import_id === null ? null : formatId("imp", row.import_id),
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
  /** The number that the shop gave a gifted order. */
  readonly order?: string | undefined;
  readonly incurred_on: string;
  readonly creator_id: string | null;
  readonly vat_note: string;
  readonly reference: string | null;
}

/** What a cost comes to, and the gifted order it is of. */
type Worth = Pick<NewCampaignCostRow, "basis" | "quantity" | "unit_minor" | "amount_minor" | "currency" | "conversion_id">;

const orderFault = (detail: string) => invalidInput([{ pointer: "/order", detail: `order: ${detail}` }]);

/** The goods of a gifted order, at the unit costs of its lines. */
async function goodsOfOrder(within: WorkspaceContext, { store_id: storeId }: Campaign, cost: NewCampaignCost): Promise<Worth> {
  const { order: name = "", kind, amount, quantity, each } = cost;
  if (kind !== "product") throw orderFault(`the goods of an order are a product given, found the kind ${kind}`);
  if (amount !== undefined || quantity !== undefined || each !== undefined)
    throw orderFault("states the amount alone: leave amount, quantity and each out");
  const [found, another] = await listOrderGoods(within, { name, storeId });
  if (found === undefined) throw orderFault(`there is no paid order ${name}; import it first, or state pieces and what one costs`);
  if (another !== undefined)
    throw orderFault(`several stores have an order ${name}; choose the campaign's store, or state pieces and what one costs`);
  if (found.goodsMinor === null || found.goodsMinor <= 0n)
    throw orderFault(`the unit costs of the lines of order ${name} are not known; state pieces and what one costs`);
  const counted = await queries.costOfOrder(within.db, within.workspaceId, found.id);
  if (counted !== undefined) throw orderFault(`the goods of order ${name} are a cost of “${counted.name}” already; void that one first`);
  const { id: conversion_id, currency, goodsMinor: amount_minor } = found;
  return { basis: "order", quantity: null, unit_minor: null, amount_minor, currency, conversion_id };
}

function statedWorth(cost: NewCampaignCost): Worth {
  const made = costAmount(cost);
  if (made.kind === "refused") throw invalidInput([made.fault]);
  const { basis, quantity, unitMinor: unit_minor, amountMinor: amount_minor, currency } = made;
  return { basis, quantity, unit_minor, amount_minor, currency, conversion_id: null };
}

/** Enters a cost of a campaign. @throws Problem invalid-input when the amount is not stated or worked out */
export async function enterCampaignCost(ctx: WorkspaceContext, campaignId: string, cost: NewCampaignCost) {
  return inTransaction(ctx, async (within) => {
    const campaign = await loadCampaign(within, campaignId);
    if (cost.creator_id !== null) await loadCreator(within, cost.creator_id);
    if (cost.order !== undefined) await lockOn(within.db, `gifted order ${within.workspaceId} ${cost.order}`);
    const worth = cost.order === undefined ? statedWorth(cost) : await goodsOfOrder(within, campaign, cost);
    const { kind, creator_id, incurred_on, note, vat_note, reference } = cost;
    const row = await queries.insertCost(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      campaign_id: campaignId,
      creator_id,
      kind,
      ...worth,
      incurred_on,
      note,
      vat_note,
      reference,
      created_by: within.actor.id,
      created_at: nowAt(within),
    });
    const amount = { amount: row.amount_minor.toString(), currency: row.currency };
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

/** What campaigns cost in a span of days by when it was incurred, one entry a currency. */
export const campaignCostsIn = async (ctx: WorkspaceContext, days: { readonly fromOn: string; readonly toOn: string }) =>
  (await queries.costsIn(ctx.db, ctx.workspaceId, days)).map((row) => ({ currency: row.currency, amountMinor: row.amount_minor }));

/** What campaigns cost for one creator in a span of days by when it was incurred, one entry a kind and currency. */
export const campaignCostsOfCreator = async (
  ctx: WorkspaceContext,
  creatorId: string,
  days: { readonly fromOn: string; readonly toOn: string },
) =>
  (await queries.costsOfCreatorIn(ctx.db, { workspaceId: ctx.workspaceId, creatorId }, days)).map((row) => ({
    kind: row.kind as CostKind,
    currency: row.currency,
    amountMinor: row.amount_minor,
  }));
