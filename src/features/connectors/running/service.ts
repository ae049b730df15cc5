import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { enqueueJob } from "../../../platform/jobs/jobs.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { accountsOnPlatform, loadCreator } from "../../creators/service.ts";
import { forgetComments } from "../comments/service.ts";
import { loadConnection } from "../connecting/service.ts";
import { workingGrants } from "../granting/queries.ts";
import { ownAccountOf } from "../owning/service.ts";
import { platformNames, type ConnectedPlatform } from "../platforms.ts";
import { connectorProblems } from "../problems.ts";
import * as queries from "../queries.ts";
import { hashtagQuota, plainHashtag } from "../quota/hashtags.ts";
import { callCosts, unitsOf, type CallName } from "../quota/quotas.ts";
import { hashtagNeed, hashtagsUsedUp, quotasOf } from "../quota/service.ts";
import type { Connection, Run } from "../tables.ts";
import { callsOf, daysOf, ownerPages, stepsOf, type RunInput } from "./run-input.ts";
import { runState, type FindingOutcome, type HashtagOrder, type RunKind } from "./run-state.ts";

/** A run to start. */
export interface WantedRun {
  readonly connection_id: string;
  readonly kind: RunKind;
  readonly creator_id?: string | undefined;
  readonly query?: string | undefined;
  readonly order: HashtagOrder;
  readonly videos: number;
  readonly pages: number;
}

export const runJob = "platform-run";

/** Puts a run in the queue; those of one connection run one after the other. */
export const enqueueRun = (within: WorkspaceContext, { id, connection_id }: Pick<Run, "id" | "connection_id">, runAt?: Date) =>
  enqueueJob(
    within.db,
    runJob,
    { workspaceId: within.workspaceId, runId: id },
    { key: `${runJob} ${id}`, queue: `platform ${connection_id}`, ...(runAt === undefined ? {} : { runAt }) },
  );

const kindsOf: { readonly [P in ConnectedPlatform]: readonly RunKind[] } = {
  youtube: ["figures", "search", "comments"],
  instagram: ["figures", "hashtag", "insights"],
  tiktok: ["figures"],
};

/** The accounts that can be asked about: where owners sign in, theirs alone. */
async function askable(ctx: WorkspaceContext, { id, platform, method }: Connection, creatorId: string | null): Promise<string[]> {
  const which = { platform: platform as ConnectedPlatform, ...(creatorId === null ? {} : { creatorId }) };
  const accounts = (await accountsOnPlatform(ctx, which)).map((account) => account.id);
  if (method !== "sign_in") return accounts;
  const permitted = new Set((await workingGrants(ctx.db, ctx.workspaceId, id)).map((grant) => grant.account_id));
  return accounts.filter((account) => permitted.has(account));
}

/** What is asked for as their owners; nothing: an account is told in one step. */
const asOwnersOf = ({ platform, method }: Connection) =>
  platform === "instagram" && method === "sign_in" ? { ownPages: ownerPages, ownStories: true } : {};

async function inputOf(ctx: WorkspaceContext, connection: Connection, wanted: WantedRun): Promise<RunInput> {
  const { platform, method } = connection;
  const kinds: readonly RunKind[] = method === "sign_in" ? ["figures"] : kindsOf[platform as ConnectedPlatform];
  if (!kinds.includes(wanted.kind)) {
    const name = platformNames[platform as ConnectedPlatform];
    throw invalidInput([{ pointer: "/kind", detail: `kind: ${name} can be asked for ${kinds.join(", ")} only` }]);
  }
  if (wanted.kind === "hashtag")
    return { kind: "hashtag", hashtag: plainHashtag(wanted.query ?? "") ?? "", order: wanted.order, pages: wanted.pages };
  if (wanted.kind === "insights") {
    const own = await ownAccountOf(ctx, connection);
    return { kind: "insights", accountIds: own === undefined ? [] : [own.id], pages: wanted.pages };
  }
  if (wanted.kind === "search") return { kind: "search", query: wanted.query ?? "", pages: wanted.pages };
  const creatorId = wanted.creator_id === undefined ? null : (await loadCreator(ctx, wanted.creator_id)).id;
  const accountIds = await askable(ctx, connection, creatorId);
  if (wanted.kind === "comments") return { kind: "comments", accountIds, creatorId, videos: wanted.videos, pages: wanted.pages };
  return { kind: "figures", accountIds, creatorId, ...asOwnersOf(connection) };
}

/** Of the thirty hashtags a new one takes one; one that counts already takes none. */
async function hashtagNeeds(ctx: WorkspaceContext, { account_external_id }: Connection, input: RunInput): Promise<[string, number][]> {
  if (input.kind !== "hashtag" || account_external_id === null) return [];
  const { counts } = await hashtagNeed(ctx, account_external_id, input.hashtag);
  return [[hashtagQuota.key, counts ? 0 : 1]];
}

/** @throws Problem hashtags-used-up */
async function mustBeFree(ctx: WorkspaceContext, { account_external_id }: Connection, input: RunInput): Promise<void> {
  if (input.kind !== "hashtag" || account_external_id === null) return;
  const { counts, left, nextFreeMs } = await hashtagNeed(ctx, account_external_id, input.hashtag);
  if (!counts && left === 0) throw new Problem(connectorProblems["hashtags-used-up"], hashtagsUsedUp(nextFreeMs));
}

/** What a run would use at most, and on how many days it would be done. */
export async function runBudget(ctx: WorkspaceContext, wanted: WantedRun) {
  const connection = await loadConnection(ctx, wanted.connection_id);
  const input = await inputOf(ctx, connection, wanted);
  const steps = stepsOf(input);
  const counts = callsOf(connection.platform as ConnectedPlatform, input, connection.method);
  const calls = (Object.entries(counts) as [CallName, number][]).map(([call, count]) => ({
    ...{ call, count, units: count * callCosts[call].units, quota: callCosts[call].quota as string },
  }));
  const needs = new Map<string, number>([...unitsOf(counts), ...(await hashtagNeeds(ctx, connection, input))]);
  const quotas = ((await quotasOf(ctx, [connection])).get(connection.id) ?? []).flatMap((quota) => {
    const needed = needs.get(quota.key);
    return needed === undefined ? [] : [{ ...quota, needed }];
  });
  const days = Math.max(1, ...quotas.filter(({ key }) => key !== hashtagQuota.key).map(daysOf));
  const shownQuotas = quotas.map(({ key, name, unit, needed, left, resets_at }) => ({ key, name, unit, needed, left, resets_at }));
  return { steps, accounts: "accountIds" in input ? input.accountIds.length : null, calls, quotas: shownQuotas, days };
}

type Counts = Partial<Record<FindingOutcome, number>>;

async function shownAll(ctx: WorkspaceContext, rows: readonly Run[]) {
  const counts = new Map<string, Counts>();
  const ids = rows.map(({ id }) => id);
  for (const { run_id, outcome, count } of ids.length === 0 ? [] : await queries.countFindings(ctx.db, ctx.workspaceId, ids))
    counts.set(run_id, { ...counts.get(run_id), [outcome]: Number(count) });
  const platforms = new Map(
    (await queries.platformsOf(ctx.db, ctx.workspaceId)).map(({ id, platform }) => [id, platform as ConnectedPlatform]),
  );
  return rows.map((row) => {
    const input = row.input as unknown as RunInput;
    return {
      ...{ id: formatId("plr", row.id), connection_id: formatId("plc", row.connection_id), platform: platforms.get(row.connection_id)! },
      ...{ kind: row.kind as RunKind, query: input.kind === "search" ? input.query : input.kind === "hashtag" ? input.hashtag : null },
      creator_id: "creatorId" in input && input.creatorId !== null ? formatId("cre", input.creatorId) : null,
      ...{ state: runState(row), steps: row.steps, steps_done: row.steps_done, counts: counts.get(row.id) ?? {} },
      ...{ problem: row.problem, resumes_at: row.resumes_at?.toISOString() ?? null, clock_ahead_s: row.clock_ahead_s },
      ...{ requested_at: row.requested_at.toISOString(), started_at: row.started_at?.toISOString() ?? null },
      finished_at: row.finished_at?.toISOString() ?? null,
    };
  });
}

const shown = async (ctx: WorkspaceContext, row: Run) => (await shownAll(ctx, [row]))[0]!;

function nobodyHas({ platform, method, account_name }: Connection, { kind }: RunInput): string {
  const name = platformNames[platform as ConnectedPlatform];
  if (kind === "insights")
    return `No creator here has the account @${account_name ?? "of this token"}: add it to one, such as your brand itself.`;
  return method === "sign_in" ? `No owner of an account on ${name} has signed in.` : `No account on ${name} is in use here.`;
}

const mustBeWorking = ({ state, problem }: Connection): void => {
  if (state !== "working") throw new Problem(connectorProblems["connection-not-working"], problem ?? "The platform does not take its key.");
};

/** Starts a run. @throws Problem connection-not-working, nothing-to-refresh */
export async function startRun(ctx: WorkspaceContext, wanted: WantedRun) {
  return inTransaction(ctx, async (within) => {
    const connection = await loadConnection(within, wanted.connection_id);
    mustBeWorking(connection);
    const input = await inputOf(within, connection, wanted);
    await mustBeFree(within, connection, input);
    const steps = stepsOf(input);
    if (steps === 0) throw new Problem(connectorProblems["nothing-to-refresh"], nobodyHas(connection, input));
    const row = await queries.insertRun(within.db, {
      ...{ workspace_id: within.workspaceId, id: within.newId(), connection_id: connection.id, kind: wanted.kind, steps },
      ...{ input: input as never, place: { findings: 0 } as never },
      ...{ requested_by: `${within.actor.kind}:${within.actor.id}`, requested_at: nowAt(within) },
    });
    await enqueueRun(within, row);
    const detail = { platform: connection.platform, kind: wanted.kind, steps };
    await recordAudit(within, { action: "platform_run.started", subjectKind: "platform_run", subjectId: row.id, detail });
    return shown(within, row);
  });
}

async function loadRun(ctx: WorkspaceContext, id: string): Promise<Run> {
  const row = await queries.findRun(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("platform run", formatId("plr", id));
  return row;
}

/** One run. */
export const getRun = async (ctx: WorkspaceContext, id: string) => shown(ctx, await loadRun(ctx, id));

/** A page of runs, newest first. */
export async function listRuns(
  ctx: WorkspaceContext,
  query: { readonly limit: number; readonly cursor?: string | undefined; readonly connection_id?: string | undefined },
) {
  const page = { limit: query.limit, after: parseCursor(query.cursor), connectionId: query.connection_id };
  const rows = await queries.listRuns(ctx.db, ctx.workspaceId, page);
  const shownRows = new Map((await shownAll(ctx, rows)).map((row) => [row.id, row]));
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.requested_at, id: row.id }),
    (row) => shownRows.get(formatId("plr", row.id))!,
  );
}

/** Stops a run: one that is under way after its step, any other at once; one that is over stays as it is. */
export async function cancelRun(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const row = await queries.lockRun(within.db, within.workspaceId, id);
    if (row === undefined) throw notFound("platform run", formatId("plr", id));
    if (row.finished_at === null) {
      const now = nowAt(within);
      const isIdle = runState(row) !== "running";
      const over = { finished_at: now, outcome: "cancelled", resumes_at: null, problem: null };
      const changes = isIdle ? { ...over, ...(await forgetComments(within, row)) } : {};
      await queries.updateRun(within.db, within.workspaceId, id, { cancel_requested_at: now, ...changes });
    }
    return getRun(within, id);
  });
}

/** Lets a run go on at once that was stopped or waits. @throws Problem connection-not-working */
export async function continueRun(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const row = await queries.lockRun(within.db, within.workspaceId, id);
    if (row === undefined) throw notFound("platform run", formatId("plr", id));
    if (!["stopped", "paused"].includes(runState(row))) return shown(within, row);
    mustBeWorking(await loadConnection(within, row.connection_id));
    const anew = { finished_at: null, outcome: null, problem: null, resumes_at: null, tries: 0 };
    await queries.updateRun(within.db, within.workspaceId, id, anew);
    await enqueueRun(within, row);
    return getRun(within, id);
  });
}
