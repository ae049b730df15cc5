import { regionDataGate } from "@vouch/stats";
import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { partOf, type SalesCell } from "../analysis/geo-panel.ts";
import type { GeoPlan } from "../plan/geo-plan.ts";
import { experimentProblems } from "../problems.ts";
import { gateReport, type GateCheck } from "./gate-report.ts";
import * as queries from "./queries.ts";

type SeriesRow = NonNullable<Awaited<ReturnType<typeof queries.findSeries>>>;

/** A series as the API shows it. */
export const shownSeries = (row: SeriesRow) => ({
  id: formatId("ser", row.id),
  name: row.name,
  measure: row.measure as "orders" | "net_sales" | "clicks" | null,
  sold_by: row.is_by_creator ? ("creator" as const) : ("region" as const),
  unit: row.currency ?? "count",
  regions: Number(row.regions),
  rows: Number(row.rows),
  has_spend: row.rows_with_spend > 0n,
  first_on: row.first_on,
  last_on: row.last_on,
  created_at: row.created_at.toISOString(),
});

/** The series of the workspace, newest first. */
export const listSalesSeries = async (ctx: WorkspaceContext) => ({
  data: (await queries.listSeries(ctx.db, ctx.workspaceId)).map(shownSeries),
});

/** A series of the workspace. @throws Problem not-found for any other id */
export async function loadSeries(ctx: WorkspaceContext, id: string): Promise<SeriesRow> {
  const row = await queries.findSeries(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("sales series", formatId("ser", id));
  return row;
}

/** One series with its regions. */
export async function getSalesSeries(ctx: WorkspaceContext, id: string) {
  const row = await loadSeries(ctx, id);
  const regions = await queries.listRegions(ctx.db, ctx.workspaceId, id);
  return {
    ...shownSeries(row),
    region_list: regions.map(({ region, days, sales }) => ({ region, days: Number(days), sales: sales.toString() })),
  };
}

/** Every day of every region of a series. */
export async function loadCells(ctx: WorkspaceContext, id: string): Promise<SalesCell[]> {
  const cells = await queries.listCells(ctx.db, ctx.workspaceId, id);
  return cells.map(({ region, sold_on, sales, spend }) => ({
    region,
    day: sold_on,
    sales: Number(sales),
    spend: spend === null ? null : Number(spend),
  }));
}

function checksOf(cells: readonly SalesCell[], fromOn: string | undefined): GateCheck[] {
  const told = cells.map(({ region, day, sales }) => ({ unit: region, period: day, value: sales }));
  return gateReport(regionDataGate(told, fromOn === undefined ? {} : { from: fromOn }));
}

/** Whether a series is enough to plan on, check by check. */
export async function checkSalesSeries(ctx: WorkspaceContext, id: string, fromOn: string | undefined) {
  await loadSeries(ctx, id);
  const checks = checksOf(await loadCells(ctx, id), fromOn);
  return { is_open: checks.every(({ is_ok }) => is_ok), checks };
}

/** What a plan says of the sales that take part. */
type Planned = Pick<GeoPlan, "left_out" | "history_from_on" | "from_on" | "to_on" | "missing" | "gate_note">;

/** Refuses a plan whose sales are not enough, unless it says why it goes on all the same. @throws Problem data-gate-closed */
export async function requireOpenGate(ctx: WorkspaceContext, id: string, plan: Planned): Promise<void> {
  if (plan.gate_note !== "") return;
  const lacking = checksOf(partOf(await loadCells(ctx, id), plan), plan.from_on).filter(({ is_ok }) => !is_ok);
  if (lacking.length > 0) throw new Problem(experimentProblems["data-gate-closed"], lacking.map(({ sentence }) => sentence).join(" "));
}
