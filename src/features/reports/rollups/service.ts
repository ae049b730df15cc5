import { asSystem, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { enqueueJob } from "../../../platform/jobs/jobs.ts";
import { keepRollups, listMarkedWorkspaces } from "../../../platform/rollups/keep-rollups.ts";
import { rollupDifference } from "../../../platform/rollups/prove-rollups.ts";
import { openCover, type Rollup } from "../../../platform/rollups/rollup.ts";
import type { Cover } from "../../../platform/rollups/spans.ts";
import { ledgerRollup } from "../../ledger/service.ts";
import { listAllWorkspaces, loadWorkspace } from "../../workspaces/service.ts";
import { defaultModel, shownModels } from "../model-words.ts";
import { keepReturns, returnDifference } from "../returns/service.ts";
import * as queries from "./queries.ts";

const models = shownModels.map((model) => model.id);

/** The tables of sums that reports read. */
export const figureTables = {
  clicks: queries.clicks,
  orders: queries.orders,
  commissions: queries.commissions,
  paidOrders: queries.paidOrders,
  credits: queries.credits(models),
  channels: queries.channels(models),
  credited: queries.credited,
  lenses: queries.lenses(defaultModel),
} as const;

const t = figureTables;

const rollups = {
  clicks: { subject: "clicks", formula: "1", length: "day", tables: [t.clicks], firstAt: queries.firstAt.clicks },
  orders: { subject: "orders", formula: "1", length: "day", tables: [t.orders], firstAt: queries.firstAt.orders },
  commissions: {
    subject: "commissions",
    formula: "1",
    length: "day",
    tables: [t.commissions, t.paidOrders],
    firstAt: queries.firstAt.commissions,
  },
  credits: {
    subject: "credits",
    formula: `2 ${models.join(" ")} ${defaultModel}`,
    length: "day",
    tables: [t.credits, t.channels, t.credited, t.lenses],
    firstAt: queries.firstAt.orders,
  },
} as const satisfies Readonly<Record<string, Rollup>>;

/** Every subject that is kept in sums. */
const everyRollup: readonly Rollup[] = [ledgerRollup, ...Object.values(rollups)];

/** Sums and gaps that cover a report's periods, subject by subject. */
export type ReportCover = Readonly<Record<keyof typeof rollups, Cover>>;

/** What covers the periods of a report, in the state of the database that the context sees; figures must be read in the same. */
export async function openReportCover({ db, workspaceId }: WorkspaceContext, startsMs: readonly number[]): Promise<ReportCover> {
  const of = (rollup: Rollup): Promise<Cover> => openCover(db, { workspaceId, rollup }, startsMs);
  return {
    clicks: await of(rollups.clicks),
    orders: await of(rollups.orders),
    commissions: await of(rollups.commissions),
    credits: await of(rollups.credits),
  };
}

/** The job that makes sums. */
export const keepSumsJob = "keep-sums";

const againMs = 2_000;
/** Others wait for the worker too: a long piece of work is cut, and goes on when they had their turn. */
const longestMs = 20_000;
const hourMs = 3_600_000;

/** In which hour this process last saw that a workspace had all its sums. */
const completeIn = new Map<string, number>();

/**
 * Makes the sums that are missing or marked, workspace by workspace, and has itself called again soon. A workspace without marks has nothing to
 * do before the next hour is over.
 */
export async function keepSums(ctx: Context, stop: AbortSignal | undefined): Promise<void> {
  const signal = AbortSignal.any([AbortSignal.timeout(longestMs), ...(stop === undefined ? [] : [stop])]);
  const marked = await listMarkedWorkspaces(ctx.db);
  for (const { id, zone } of await listAllWorkspaces(ctx)) {
    if (signal.aborted) break;
    const hour = Math.floor(ctx.now() / hourMs);
    if (!marked.has(id) && completeIn.get(id) === hour) continue;
    const isKept = await keepRollups(ctx, { workspaceId: id, zone, rollups: everyRollup }, signal);
    if (isKept && (await keepReturns(asSystem(ctx, id), { zone }, signal))) completeIn.set(id, hour);
  }
  await enqueueJob(ctx.db, keepSumsJob, {}, { key: keepSumsJob, runAt: new Date(ctx.now() + againMs), priority: 10 });
}

/**
 * Makes all of a workspace's sums now.
 *
 * @param leastOrders returns are kept of campaigns with as many orders, undefined: as the worker does
 */
export async function keepSumsOf(ctx: WorkspaceContext, zone: string, leastOrders?: number): Promise<boolean> {
  const isKept = await keepRollups(ctx, { workspaceId: ctx.workspaceId, zone, rollups: everyRollup }, undefined);
  return isKept && keepReturns(ctx, { zone, least: leastOrders }, undefined);
}

/** The first sum that reports use and that its rows do not add up to, in words; undefined where there is none. */
export async function sumDifference(ctx: WorkspaceContext): Promise<string | undefined> {
  const difference = await rollupDifference(ctx.db, { workspaceId: ctx.workspaceId, rollups: everyRollup });
  return difference ?? returnDifference(ctx, (await loadWorkspace(ctx)).zone);
}
