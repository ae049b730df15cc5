import type { WorkspaceContext } from "../../../platform/context.ts";
import { touchLookbackDays } from "../../attribution/service.ts";
import { askedReport, covered, onCover, shownPeriod, type PeriodQuery } from "../asking/service.ts";
import { makeRoom } from "../models/queries.ts";
import { sumOrders } from "../queries.ts";
import * as queries from "./queries.ts";

type Counts = {
  readonly [K in keyof queries.EvidenceRow]: queries.EvidenceRow[K] extends bigint ? number : queries.EvidenceRow[K];
};

/** First orders of a day. */
export interface FirstOrders {
  /** Milliseconds since 1970 of its first instant. */
  readonly fromMs: number;
  readonly firstOrders: number;
  /** Orders of whom it is not known whether they are somebody's first. */
  readonly unknownOrders: number;
}

/** What evidence the orders of a span of days have, and what creators were at work. */
export interface OrderEvidence {
  readonly period: { readonly from: string; readonly to: string; readonly zone: string };
  readonly counts: Counts;
  /** Every day of the span, the oldest first. */
  readonly days: readonly FirstOrders[];
  /** Clicks that people made, by the creator's id. */
  readonly clicks: ReadonlyMap<string, number>;
  /** How many days before an order its evidence is looked for. */
  readonly lookbackDays: number;
  /** Longer times from a click to the order are not among the delays. */
  readonly mostDelayDays: number;
}

const mostDelayDays = 30;

const numbers = (row: queries.EvidenceRow): Counts =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === "bigint" ? Number(value) : value])) as Counts;

/**
 * Counts which evidence goes together on the orders of a span: clicks, codes and answers, of first orders and of customers whom no creator
 * can have won. Kept sums tell of clicks and days; the rest reads every order of the span once.
 *
 * @param firstPostAt when the first post of any creator went up; null where none is known
 */
export async function orderEvidence(ctx: WorkspaceContext, query: PeriodQuery, firstPostAt: Date | null): Promise<OrderEvidence> {
  const asked = await askedReport(ctx, query);
  return onCover(ctx, asked, async ({ db }, report) => {
    await makeRoom(db);
    const counts = await queries.countEvidence(db, asked.span, { firstPostAt, delayDays: mostDelayDays });
    const sums = await sumOrders(db, covered(report, "orders"), asked.starts);
    const clicks = await queries.sumCreatorClicks(db, covered(report, "clicks"));
    const ofDay = (day: number, what: "first_orders" | "unknown_orders"): number =>
      sums.filter((sum) => sum.day === day).reduce((sum, row) => sum + Number(row[what]), 0);
    return {
      period: shownPeriod(asked.period),
      counts: numbers(counts),
      days: asked.starts.slice(0, -1).map((from, at) => ({
        ...{ fromMs: from.getTime(), firstOrders: ofDay(at + 1, "first_orders"), unknownOrders: ofDay(at + 1, "unknown_orders") },
      })),
      clicks: new Map(clicks.map((row) => [row.creator_id, Number(row.clicks)])),
      ...{ lookbackDays: touchLookbackDays, mostDelayDays },
    };
  });
}

/** How many orders stand that were placed in a span of days, counted no further than to a number. @throws Problem invalid-input for days that are none */
export async function countOrdersUpTo(ctx: WorkspaceContext, query: PeriodQuery, most: number): Promise<number> {
  const { span } = await askedReport(ctx, query);
  return Number(await queries.countOrdersUpTo(ctx.db, span, most));
}
