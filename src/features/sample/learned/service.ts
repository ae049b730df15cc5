import { daysLater } from "../../../kernel/civil.ts";
import { parseId } from "../../../kernel/ids.ts";
import { localDay } from "../../../kernel/zone.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { asSystem, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { getCreatorEffects, requestCreatorEffects } from "../../booking/service.ts";
import { listCampaigns } from "../../campaigns/service.ts";
import { performComputation } from "../../computations/service.ts";
import { budgetPlanKind, createBudgetPlan, listBudgetPlans, lockBudgetPlan } from "../../planning/service.ts";
import { closeReview } from "../../reviews/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { campaignDays, sampleCampaigns } from "../sample-story.ts";

/** Whose sample it is. */
export interface LearningSample {
  readonly workspaceId: string;
  readonly ownerUserId: string;
}

/** The name of the job that does it, with a {@link LearningSample}. */
export const learnJob = "learn-from-sample-campaigns";

/** How many days before a campaign begins the one before is closed, the budget planned, and its forecast locked. */
const [closedBefore, plannedBefore, lockedBefore] = [12, 9, 7] as const;
/** The budget that nobody has spent yet. */
const next = { name: "Across the moors", inDays: 14, days: 42 } as const;
const budgetMinor = "300000";
const fewCampaigns = 50;

type Campaign = Awaited<ReturnType<typeof listCampaigns>>["data"][number];

const at = (ctx: WorkspaceContext, day: string): WorkspaceContext => ({ ...ctx, now: () => Date.parse(day) });

interface Planned {
  readonly name: string;
  readonly startsOn: string;
  readonly days: number;
  /** Public ids. */
  readonly creatorIds: readonly string[];
  readonly currency: string;
}

/** Plans a budget and works it out at once, as of the context's time. Gives its id. */
async function plan(ctx: WorkspaceContext, { name, startsOn, days, creatorIds, currency }: Planned): Promise<string> {
  const { id, computation_id } = await createBudgetPlan(ctx, {
    name,
    budget: { amount: budgetMinor, currency },
    ...{ starts_on: startsOn, ends_on: daysLater(startsOn, days), creator_ids: creatorIds.map((each) => parseId("cre", each)!) },
    gates: { test_spend: "40000", least_cycles: 1, least_return: "1", scale_chance: "0.8", stop_chance: "0.2" },
    risk: { most_share: "0.4", least_proven_share: "0", most_loss_chance: "0.25", least_marginal: "1" },
    assumptions: { newcomer: { estimate: "1.5", low: "0.7", high: "3" }, doubling: "1.6", shared_spread: "0.15", worth: "1" },
  });
  await performComputation(ctx, [budgetPlanKind], { computationId: parseId("job", computation_id!)! });
  return parseId("pln", id)!;
}

/** Closes the review of what is over, plans the campaign after it from what was learned, and locks what is forecast of that. */
async function learnBetween(ctx: WorkspaceContext, over: Campaign, after: Campaign): Promise<void> {
  const before = (within: WorkspaceContext, days: number): WorkspaceContext => at(within, daysLater(after.starts_on, -days));
  await closeReview(before(ctx, closedBefore), parseId("cmp", over.id)!);
  const { name, starts_on: startsOn, currency } = after;
  const creatorIds = after.creators.map(({ creator_id }) => creator_id);
  await inTransaction(ctx, async (within) => {
    const planId = await plan(before(within, plannedBefore), { name, startsOn, days: campaignDays, creatorIds, currency });
    await lockBudgetPlan(before(within, lockedBefore), planId, parseId("cmp", after.id)!);
  });
}

/**
 * Tells what each campaign of the sample brand taught the next: reviews that were closed, budgets that were planned from them, forecasts that
 * were locked before they could be known, and the next budget. It is the worker's, once orders are decided. Done again it goes on where it was.
 */
export async function learnFromSample(ctx: Context, { workspaceId, ownerUserId }: LearningSample): Promise<void> {
  const within: WorkspaceContext = { ...asSystem(ctx, workspaceId, "sample"), actor: { kind: "user", id: ownerUserId } };
  const planned = new Set((await listBudgetPlans(within, { limit: fewCampaigns })).data.map(({ name }) => name));
  const told = (await listCampaigns(within, { limit: fewCampaigns, archived: "false" })).data;
  const campaigns = sampleCampaigns.flatMap(({ name }) => told.find((each) => each.name === name) ?? []);
  for (const [place, after] of campaigns.entries())
    if (place > 0 && !planned.has(after.name)) await learnBetween(within, campaigns[place - 1]!, after);
  const last = campaigns.at(-1);
  if (last === undefined) return;
  if (!planned.has(next.name)) {
    const startsOn = daysLater(localDay(ctx.now(), (await loadWorkspace(within)).zone), next.inDays);
    const creatorIds = last.creators.map(({ creator_id }) => creator_id);
    await inTransaction(within, (inside) => plan(inside, { ...next, startsOn, creatorIds, currency: last.currency }));
  }
  if ((await getCreatorEffects(within)).newest === null) await requestCreatorEffects(within, { basis: "attributed" });
}
