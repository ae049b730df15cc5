import { asSystem, type Context } from "../../platform/context.ts";
import { job } from "../../platform/jobs/jobs.ts";
import type { OutboxHandler, OutboxRow, TogetherHandler } from "../../platform/outbox/outbox.ts";
import {
  decidePastOrders,
  matureDue,
  matureJob,
  pastOrdersJob,
  planPastOrders,
  recheckJob,
  reconsideredTopic,
  settleAdjusted,
  settleAnswered,
  settleArrived,
  settleCustomer,
  settleOrder,
  type EarlierTerms,
  type OrderChange,
  type PastOrders,
} from "./service.ts";

const within = (ctx: Context, row: OutboxRow) => asSystem(ctx, row.workspaceId, `outbox:${row.topic}`);

/** What follows from an order, an adjustment, from terms that begin in the past, or from who a customer is. */
export const commissionHandlers: Readonly<Record<string, OutboxHandler>> = {
  "conversion.recorded": (ctx, row) => settleOrder(within(ctx, row), row.key),
  [reconsideredTopic]: (ctx, row) => settleOrder(within(ctx, row), row.key),
  "adjustment.recorded": (ctx, row) => settleAdjusted(within(ctx, row), (row.payload as { adjustment_id: string }).adjustment_id),
  "survey.answered": (ctx, row) => settleAnswered(within(ctx, row), row.key),
  "terms.begun_earlier": (ctx, row) => planPastOrders(within(ctx, row), row.key, row.payload as EarlierTerms),
  "customer.merged": (ctx, row) => {
    const { from_customer_id, into_customer_id } = row.payload as { from_customer_id: string; into_customer_id: string };
    return settleCustomer(within(ctx, row), [from_customer_id, into_customer_id]);
  },
};

/** New orders of which many come at once, as from a file: those that nobody touched are told and settled in a few statements. */
export const commissionsTogether: Readonly<Record<string, TogetherHandler>> = {
  "conversion.recorded": (ctx, rows) =>
    settleArrived(
      within(ctx, rows[0]!),
      rows.map((row) => ({ id: row.key, ...(row.payload as OrderChange) })),
    ),
};

export const commissionJobs = [
  job({ name: matureJob, cron: "* * * * *", run: async (ctx) => void (await matureDue(ctx)) }),
  job({
    name: recheckJob,
    run: (ctx, { workspaceId, conversionId }: { workspaceId: string; conversionId: string }) =>
      settleOrder(asSystem(ctx, workspaceId, recheckJob), conversionId),
  }),
  job({ name: pastOrdersJob, run: (ctx, past: PastOrders) => decidePastOrders(asSystem(ctx, past.workspaceId, pastOrdersJob), past) }),
];
