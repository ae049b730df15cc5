import { daysLater } from "../../../kernel/civil.ts";
import { localDay, startOfDay } from "../../../kernel/zone.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { goalOf, type GoalMetric } from "../../campaigns/service.ts";
import { campaignReturn } from "../campaign/campaign-return.ts";
import { loadFigures, type CampaignFigures } from "../campaign/service.ts";
import { ppbText } from "../decimal-text.ts";
import { ordersBy } from "../figures.ts";
import * as reading from "./goal-reached.ts";
import { goalVerdict, ppbOf } from "./goal-verdict.ts";
import { lateGoalNote } from "./late-goal.ts";
import { countClicksOf } from "./queries.ts";

interface AskedGoal {
  readonly metric: GoalMetric;
  readonly targetPpb: bigint;
  readonly deadlineOn: string;
  readonly beforeMs: number;
  /** The day after the deadline. */
  readonly beforeOn: string;
}

/** The widest span of stated effects that is over by the deadline. */
function estimateOf({ measured }: CampaignFigures, deadlineOn: string): reading.GoalReading {
  const { campaign, estimates } = measured;
  const is90 = deadlineOn >= daysLater(campaign.starts_on, 89);
  const stated = estimates.find(({ horizon }) => horizon === (is90 ? "days_90" : "campaign"));
  return reading.incrementalReached(stated, is90 ? "90 days from its first" : "the campaign's days", campaign.currency);
}

async function readGoal(ctx: WorkspaceContext, figures: CampaignFigures, goal: AskedGoal): Promise<reading.GoalReading> {
  const { measured, data, days } = figures;
  const { metric, targetPpb, beforeMs, beforeOn } = goal;
  if (metric === "other") return reading.otherReached;
  if (metric === "incremental_revenue") return estimateOf(figures, goal.deadlineOn);
  if (metric === "clicks") {
    const span = { workspaceId: ctx.workspaceId, from: days.from, before: new Date(Math.min(days.before.getTime(), beforeMs)) };
    return reading.clicksReached(await countClicksOf(ctx.db, span, measured.creatorIds));
  }
  const back = campaignReturn(data, { beforeOn, scope: undefined });
  const frame = { currency: measured.campaign.currency, targetPpb, missing: figures.conversion.used().missing };
  if (metric === "attributed_revenue") return reading.revenueReached(back, frame);
  if (metric === "return_on_cost") return reading.returnReached(back, frame);
  return metric === "attributed_orders" ? reading.ordersReached(back) : reading.newCustomersReached(back);
}

const sourceOf = (metric: GoalMetric, { sources }: CampaignFigures): string => {
  if (metric === "clicks") return "recorded clicks";
  if (metric === "incremental_revenue") return "the stated effect of the campaign";
  return metric === "other" ? "none" : `${ordersBy(sources)}; costs as entered`;
};

/** What the day on which a goal was locked says of it. */
function lateNotes(ctx: WorkspaceContext, { measured, zone }: CampaignFigures, deadlineOn: string): string[] {
  const { launched_at: launchedAt, starts_on: startsOn } = measured.campaign;
  const lockedOn = launchedAt === null ? undefined : localDay(launchedAt.getTime(), zone);
  const note = lateGoalNote({ lockedOn, today: localDay(ctx.now(), zone), startsOn, deadlineOn });
  return note === undefined ? [] : [note];
}

/** How a campaign stands towards its goal, on figures that are loaded; null: it has none. */
export async function standingOn(ctx: WorkspaceContext, figures: CampaignFigures) {
  const goal = await goalOf(ctx, figures.measured.campaign.id);
  if (goal === undefined) return null;
  const beforeOn = daysLater(goal.deadline_on, 1);
  const beforeMs = startOfDay(beforeOn, figures.zone);
  const targetPpb = ppbOf(goal.target);
  const asked = { metric: goal.metric, targetPpb, deadlineOn: goal.deadline_on, beforeMs, beforeOn };
  const { reached, level, rule, why, notes } = await readGoal(ctx, figures, asked);
  const isOver = beforeMs <= ctx.now();
  const text = (ppb: bigint | undefined): string | null => (ppb === undefined ? null : ppbText(ppb));
  const { metric, definition, unit, target, deadline_on } = goal;
  return {
    ...{ metric, definition, unit, target, deadline_on, is_over: isOver, as_of: nowAt(ctx).toISOString() },
    ...{ value: text(reached?.value), low: text(reached?.low), high: text(reached?.high), level },
    ...{
      verdict: goalVerdict(targetPpb, reached, isOver),
      rule,
      why,
      notes: [...lateNotes(ctx, figures, goal.deadline_on), ...notes],
      source: sourceOf(metric, figures),
    },
  };
}

/** How a campaign stands towards its goal. */
export type Standing = NonNullable<Awaited<ReturnType<typeof standingOn>>>;

/** How a campaign stands towards its goal now. @throws Problem not-found */
export const goalStanding = async (ctx: WorkspaceContext, id: string) => ({ standing: await standingOn(ctx, await loadFigures(ctx, id)) });
