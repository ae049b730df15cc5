import { DAY_MS, daysLater, epochDayOf, parseDay } from "../../../kernel/civil.ts";
import { localDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { computationKind, newestComputation, requestComputation } from "../../computations/service.ts";
import { mainAccountsOf } from "../../creators/service.ts";
import { countPosts } from "../../posts/service.ts";
import { countOrdersUpTo, orderEvidence, type OrderEvidence } from "../../reports/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { PresetName } from "../dials/presets.ts";
import type { LatestFit } from "./contract.ts";
import type { FitInput, MarketFit } from "./market-fit.ts";
import type { MarketFacts, Part } from "./market-facts.ts";
import { fitProblems } from "./problems.ts";

/** What is asked for, with its days said. */
interface Asked {
  readonly preset: PresetName;
  readonly from: string;
  readonly to: string;
}

/** Nothing is told from fewer orders than these. */
const leastOrders = 100;
const usualDays = 365;

const epochDayIn = (day: string): number => epochDayOf(parseDay(day)!);

/** Whole days in which no creator was at work yet: after that of the first order, before that of the first work. */
function quietDays({ days, counts, period }: OrderEvidence): MarketFacts["quiet"] {
  const dayOf = (at: Date): number => epochDayIn(localDay(at.getTime(), period.zone));
  const after = counts.first_order_at === null ? Number.POSITIVE_INFINITY : dayOf(counts.first_order_at);
  const before = counts.first_work_at === null ? Number.POSITIVE_INFINITY : dayOf(counts.first_work_at);
  return days
    .map((day, at) => ({ epochDay: epochDayIn(period.from) + at, firstOrders: day.firstOrders, unknownOrders: day.unknownOrders }))
    .filter(({ epochDay }) => epochDay > after && epochDay < before);
}

/** How many of the days asked for lie behind the first order. */
function toldDays({ counts, period, days }: OrderEvidence): number {
  if (counts.first_order_at === null) return 0;
  const first = epochDayIn(localDay(counts.first_order_at.getTime(), period.zone));
  return Math.min(days.length, epochDayIn(period.to) - first);
}

function partsOf({ counts: c }: OrderEvidence) {
  const part = (of: number, are: number): Part => ({ of, are });
  return {
    answered: part(c.answerable, c.answered),
    coded: part(c.clicked_said, c.clicked_said_coded),
    recalled: part(c.clicked_coded, c.clicked_coded_said),
    unlinked: part(c.coded_said, c.coded_said - c.coded_said_clicked),
    leaked: part(c.old_orders, c.old_coded),
    guessed: part(c.old_answered, c.old_said),
    overwritten: part(c.browsed, c.overwritten),
  };
}

async function loadFacts(ctx: WorkspaceContext, asked: Asked): Promise<FitInput> {
  const posts = await countPosts(ctx, { fromMs: epochDayIn(asked.from) * DAY_MS, toMs: epochDayIn(asked.to) * DAY_MS });
  const firstPostMs = posts.reduce((first, { firstAt }) => Math.min(first, firstAt.getTime()), Number.POSITIVE_INFINITY);
  const evidence = await orderEvidence(ctx, asked, Number.isFinite(firstPostMs) ? new Date(firstPostMs) : null);
  const { counts, period, days, clicks, lookbackDays, mostDelayDays } = evidence;
  const posting = posts.filter((creator) => creator.posts > 0);
  const creatorIds = [...new Set([...clicks.keys(), ...posting.map(({ creatorId }) => creatorId)])];
  const accounts = await mainAccountsOf(ctx, creatorIds);
  const facts: MarketFacts = {
    ...partsOf(evidence),
    ...{ from: period.from, to: period.to, lookbackDays, orders: counts.orders, hasVisits: counts.visited > 0 },
    days: toldDays(evidence),
    quiet: quietDays(evidence),
    firstOrders: days.reduce((sum, day) => sum + day.firstOrders, 0),
    creators: creatorIds.length,
    followers: [...accounts.values()].flatMap(({ followers }) => (followers === null || followers === 0 ? [] : [followers])),
    posts: posting.map((creator) => creator.posts),
    delays: { count: counts.delays, meanDays: counts.mean_delay, mostDays: mostDelayDays },
  };
  return { preset: asked.preset, zone: period.zone, facts };
}

/** The dials of a business like the workspace's own, for the worker. */
export const marketFit = computationKind<Asked, FitInput, MarketFit>({
  kind: "market-fit",
  scopes: { read: "attribution:read", write: "attribution:write" },
  load: loadFacts,
  thread: { module: "../thread/jobs", from: import.meta.url },
});

/** A workspace has one fit: the newest. */
const subject = "fit";

/** Has the dials fitted to the workspace's own rows. @throws Problem too-few-orders-to-fit; invalid-input for days that are none */
export async function requestFit(
  ctx: WorkspaceContext,
  body: { readonly preset: PresetName; readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<{ computation_id: string }> {
  const { zone } = await loadWorkspace(ctx);
  const { to = daysLater(localDay(ctx.now(), zone), 1) } = body;
  const { from = daysLater(to, -usualDays) } = body;
  const orders = await countOrdersUpTo(ctx, { from, to }, leastOrders);
  if (orders < leastOrders)
    throw new Problem(
      fitProblems["too-few-orders-to-fit"],
      `From ${from} to before ${to} there are ${orders} orders that stand, and ${leastOrders} are the least that dials are fitted to.`,
    );
  return { computation_id: (await requestComputation(ctx, { kind: marketFit, subject, input: { preset: body.preset, from, to } })).id };
}

/** The newest fit. */
export async function latestFit(ctx: WorkspaceContext): Promise<LatestFit> {
  const newest = await newestComputation(ctx, { kind: marketFit, subject });
  return { computation_id: newest?.id ?? null, result: (newest?.result ?? null) as LatestFit["result"] };
}
