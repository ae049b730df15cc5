import { randomInt } from "node:crypto";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { accountsOnPlatform } from "../../creators/service.ts";
import type { Line } from "../calling/service.ts";
import { askComments, forgetComments } from "../comments/service.ts";
import { lineOf, noteRefused } from "../connecting/service.ts";
import { backOffMs } from "../faults/back-off.ts";
import { restMs, restShare } from "../faults/meta-usage.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { postsTagged } from "../instagram/service.ts";
import { askOwner, seeOwn } from "../as-owner/service.ts";
import { keepStep, placeOf, whileThere, type Told } from "../keeping/service.ts";
import { askOwn } from "../owning/service.ts";
import { platformNames } from "../platforms.ts";
import * as queries from "../queries.ts";
import { stepsOfFigures, type RunInput } from "../running/run-input.ts";
import { enqueueRun } from "../running/service.ts";
import { keepSight, seeAccount } from "../seeing/service.ts";
import type { Connection, Found, Run } from "../tables.ts";
import { searchChannels } from "../youtube/service.ts";

/** After so many failures in a row at one place a run waits for a person: about a quarter of an hour. */
const mostTries = 9;
const draws = 2 ** 32;

/** A run that was taken up, with the connection that it asks through. */
interface TakenUp {
  readonly run: Run;
  readonly connection: Connection;
}

async function askFigures(line: Line, { run, connection }: TakenUp, input: RunInput & { kind: "figures" }): Promise<Told> {
  const each = stepsOfFigures(input);
  const at = Math.floor(run.steps_done / each);
  const [wanted, left, isLast] = [input.accountIds[at], each - (run.steps_done % each), at + 1 >= input.accountIds.length];
  const [account] = wanted === undefined ? [] : await accountsOnPlatform(line.ctx, { platform: line.platform, ids: [wanted] });
  if (account === undefined) return { keep: async () => [], steps: left, isLast };
  try {
    if (each > 1)
      return whileThere(
        line.platform,
        account,
        await askOwner(line, connection, account, {
          insights: placeOf(run).insights,
          hasStories: input.ownStories === true,
          left,
          isLast,
        }),
      );
    const sight = await (connection.method === "sign_in" ? seeOwn(line, connection, account) : seeAccount(line, account));
    const keep = async (within: WorkspaceContext): Promise<Found[]> => {
      const { outcome, detail, externalId } = await keepSight(within, line, account, sight);
      return [{ account_id: account.id, external_id: externalId, outcome, detail }];
    };
    return whileThere(line.platform, account, { keep, isLast });
  } catch (error) {
    if (!(error instanceof PlatformFault) || error.kind !== "denied") throw error;
    const denied = { account_id: account.id, external_id: account.externalId, outcome: "denied", detail: error.message };
    return { keep: async () => [denied], steps: left, isLast };
  }
}

async function askSearch(line: Line, run: Run, { query, pages }: RunInput & { kind: "search" }): Promise<Told> {
  const { accounts, nextPage } = await searchChannels(line, query, placeOf(run).page);
  const found = accounts.map((account) => ({
    ...{ external_id: account.externalId, outcome: "found", detail: account.unknown.join(" ") },
    found: account as never,
  }));
  return { keep: async () => found, reading: { page: nextPage }, isLast: nextPage === undefined || run.steps_done + 1 >= pages };
}

async function askHashtag(line: Line, run: Run, input: RunInput & { kind: "hashtag" }): Promise<Told> {
  const { posts, nextPage } = await postsTagged(line, input, placeOf(run).page);
  const found = posts.map((post) => ({ external_id: post.externalId, outcome: "found", detail: "", found: post as never }));
  return { keep: async () => found, reading: { page: nextPage }, isLast: nextPage === undefined || run.steps_done + 1 >= input.pages };
}

const kept = ({ steps_done: done, steps }: Run): string =>
  `What was asked before is kept (${done} of ${steps}), and nothing was overwritten.`;

async function stop(within: WorkspaceContext, run: Run, problem: string): Promise<void> {
  const over = { finished_at: nowAt(within), outcome: "stopped", resumes_at: null, problem };
  await queries.updateRun(within.db, within.workspaceId, run.id, { ...over, ...(await forgetComments(within, run)) });
}

async function pause(within: WorkspaceContext, run: Run, { untilMs, problem, tries }: { untilMs: number; problem: string; tries: number }) {
  const resumes_at = new Date(untilMs);
  await queries.updateRun(within.db, within.workspaceId, run.id, { resumes_at, problem, tries });
  await enqueueRun(within, run, resumes_at);
}

/** What becomes of a run after a fault: it waits for the platform or for tomorrow's quota, or for a person. */
const afterFault = (ctx: WorkspaceContext, before: Run, line: Line, fault: PlatformFault) =>
  inTransaction(ctx, async (within) => {
    const run = await queries.lockRun(within.db, within.workspaceId, before.id);
    if (run === undefined || run.finished_at !== null) return;
    const [nowMs, draw] = [within.now(), randomInt(2 ** 32) / draws];
    if (fault.kind === "quota") {
      const untilMs = nowMs + (fault.retryAfterMs ?? restMs) + Math.round(draw * 60_000);
      return pause(within, run, { untilMs, problem: fault.message, tries: 0 });
    }
    if (fault.kind === "busy" && run.tries + 1 < mostTries) {
      const untilMs = nowMs + backOffMs({ tries: run.tries, draw, retryAfterMs: fault.retryAfterMs });
      return pause(within, run, { untilMs, problem: `${fault.message} It is tried again. ${kept(run)}`, tries: run.tries + 1 });
    }
    if (fault.kind === "refused") await noteRefused(within, run.connection_id, fault.message);
    const what =
      fault.kind === "busy"
        ? `${fault.message} It was tried ${mostTries} times. Let it go on when ${platformNames[line.platform]} is back.`
        : fault.message;
    return stop(within, run, `${what} ${kept(run)}`);
  });

const askStep = (line: Line, taken: TakenUp): Promise<Told> => {
  const { run } = taken;
  const input = run.input as unknown as RunInput;
  if (input.kind === "hashtag") return askHashtag(line, run, input);
  if (input.kind === "insights") return askOwn(line, run, input);
  if (input.kind === "comments") return askComments(line, run, input);
  return input.kind === "figures" ? askFigures(line, taken, input) : askSearch(line, run, input);
};

/** Why a platform is left alone for a while although it still answers; undefined: it need not be. */
function restOf({ platform, usage }: Line): PlatformFault | undefined {
  if (usage === undefined || (usage.share < restShare && usage.waitMs === undefined)) return undefined;
  const used = `${platformNames[platform]} says that ${Math.round(usage.share * 100)} % of what may be asked is used.`;
  return new PlatformFault("quota", `${used} It goes on later.`, usage.waitMs ?? restMs);
}

/** The run, taken up; undefined when nothing is left to do. */
const takeUp = (ctx: WorkspaceContext, runId: string) =>
  inTransaction(ctx, async (within) => {
    const run = await queries.lockRun(within.db, within.workspaceId, runId);
    if (run === undefined || run.finished_at !== null) return undefined;
    const now = nowAt(within);
    if (run.cancel_requested_at !== null) {
      const over = { finished_at: now, outcome: "cancelled", resumes_at: null, problem: null };
      await queries.updateRun(within.db, within.workspaceId, runId, { ...over, ...(await forgetComments(within, run)) });
      return undefined;
    }
    const connection = await queries.findConnection(within.db, within.workspaceId, run.connection_id);
    if (connection?.state !== "working") {
      await stop(within, run, `${connection?.problem ?? "The connection was removed."} ${kept(run)}`);
      return undefined;
    }
    await queries.updateRun(within.db, within.workspaceId, runId, { started_at: run.started_at ?? now, resumes_at: null });
    return { run: { ...run, resumes_at: null }, connection };
  });

/**
 * Carries a run out, step by step, each kept with the place that the run is at then: a worker that dies repeats at most the step it was at,
 * of which nothing was kept. A run that has to wait is put back into the queue.
 */
export async function performRun(ctx: WorkspaceContext, runId: string, signal?: AbortSignal): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const taken = await takeUp(ctx, runId);
    if (taken === undefined) return;
    const line = lineOf(ctx, taken.connection);
    try {
      const told = await askStep(line, taken);
      await keepStep(ctx, taken.run, told, line.clockAheadS);
      const rest = restOf(line);
      if (rest !== undefined) return await afterFault(ctx, taken.run, line, rest);
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      return afterFault(ctx, taken.run, line, error);
    }
  }
}
