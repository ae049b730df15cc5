import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { campaignsByIds } from "../../campaigns/service.ts";
import { campaignOutcome, type CampaignOutcome } from "../../reviews/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import * as queries from "../queries.ts";
import type { Forecast } from "../solve/forecast.ts";
import type { LockedPlanRow } from "../tables.ts";
import { forecastQuality } from "./forecast-quality.ts";
import { isLateLock } from "./late-lock.ts";

const mostPlans = 50;
const level = 0.8;

const formulas = {
  outcome: "Revenue ÷ cost of the campaign's review, with its figures as they were closed; of a review that is due, as they are now.",
  covered: "Outcomes within the interval of 80 % ÷ outcomes, with Wilson's interval of 95 %. Forecasts of one campaign hang together.",
  bias: "Outcome less the forecast's middle, on average, with an interval of 95 % by Student's t.",
  interval_score: "Mean width of the intervals, and 2 ÷ (1 − 0.8) times by how much outcomes missed them. Less is better.",
} as const;

type Locked = LockedPlanRow & { readonly name: string };

/** What was forecast beside what came: the whole, and every creator on whom money was to be spent. */
function pointsOf(row: Locked, outcome: CampaignOutcome) {
  const { forecast } = JSON.parse(row.document) as { forecast: Forecast };
  const head = { plan_id: formatId("pln", row.plan_id), plan_name: row.name, campaign_id: formatId("cmp", row.campaign_id) };
  const is_final = outcome.isClosed;
  const point = (subject: string, is_whole: boolean, range: Forecast["per_spent"], came: number | undefined) =>
    range === null || came === undefined ? [] : [{ ...head, subject, is_whole, is_final, forecast: range, outcome: came }];
  return [
    ...point("The whole", true, forecast.per_spent, outcome.perSpent),
    ...forecast.creators.flatMap((own) => point(own.name, false, own.per_spent, outcome.creators.get(own.creator_id))),
  ];
}

/** Past forecasts beside what came of them. Whoever locked one late may have seen what came: it proves nothing and is left out. */
export async function forecastCalibration(ctx: WorkspaceContext) {
  const newest = await queries.newestLocked(ctx.db, ctx.workspaceId, mostPlans);
  const { zone } = await loadWorkspace(ctx);
  const campaigns = await campaignsByIds(
    ctx,
    newest.map((row) => row.campaign_id),
  );
  const locked = newest.filter((row) => !isLateLock(row, { firstDay: campaigns.get(row.campaign_id)?.starts_on, zone }));
  const outcomes: { readonly row: Locked; readonly outcome: CampaignOutcome | undefined }[] = [];
  for (const row of locked) outcomes.push({ row, outcome: await campaignOutcome(ctx, row.campaign_id) });
  const over = outcomes.flatMap(({ row, outcome }) => (outcome === undefined ? [] : [pointsOf(row, outcome)]));
  const points = over.flat();
  const { covered, bias, intervalScore, meanWidth, verdict } = forecastQuality(
    points.map(({ forecast, outcome }) => ({ ...forecast, outcome })),
    level,
  );
  return {
    ...{ level, plans: over.length, waiting: locked.length - over.length, late: newest.length - locked.length, points },
    ...{ covered, bias, interval_score: intervalScore, mean_width: meanWidth, verdict, formulas: { ...formulas } },
  };
}
