import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { accountsOnPlatform, holdCreator, type AskableAccount } from "../../creators/service.ts";
import type { ConnectedPlatform } from "../platforms.ts";
import * as queries from "../queries.ts";
import type { RunPlace, RunReading } from "../running/run-input.ts";
import type { Found, Run } from "../tables.ts";

/** What a step was told, not yet kept. */
export interface Told {
  /** Keeps it in the caller's transaction. */
  readonly keep: (within: WorkspaceContext) => Promise<readonly Found[]>;
  /** Where the run is then; missing: at the beginning of what comes next. */
  readonly reading?: RunReading | undefined;
  /** How many steps it was; missing: one. */
  readonly steps?: number | undefined;
  readonly isLast: boolean;
}

/** Where a run is. */
export const placeOf = (run: Run): RunPlace => run.place as unknown as RunPlace;

/**
 * Holds the creator of an account until the transaction ends. @returns false where the account was erased or put away since it was asked about:
 * then nothing of it is to be kept
 */
export async function isStillThere(within: WorkspaceContext, platform: ConnectedPlatform, account: AskableAccount): Promise<boolean> {
  await holdCreator(within, account.creatorId);
  return (await accountsOnPlatform(within, { platform, ids: [account.id] })).length > 0;
}

/** What a step was told of an account, of which nothing is kept where the account is not there any more. */
export const whileThere = (platform: ConnectedPlatform, account: AskableAccount, told: Told): Told => ({
  ...told,
  keep: async (within) => ((await isStillThere(within, platform, account)) ? told.keep(within) : []),
});

/** Keeps what a step was told and how far the run is, in one transaction; nothing where another worker was faster or the run is over. */
export const keepStep = (ctx: WorkspaceContext, before: Run, told: Told, clockAheadS: number | null) =>
  inTransaction(ctx, async (within) => {
    const run = await queries.lockRun(within.db, within.workspaceId, before.id);
    if (run === undefined || run.finished_at !== null || run.steps_done !== before.steps_done) return;
    const { findings } = placeOf(run);
    const found = await told.keep(within);
    const rows = found.map((row, at) => ({
      ...{ ...row, workspace_id: within.workspaceId, run_id: run.id, position: findings + at, recorded_at: nowAt(within) },
    }));
    if (rows.length > 0) await queries.insertFindings(within.db, rows);
    await queries.updateRun(within.db, within.workspaceId, run.id, {
      place: { findings: findings + rows.length, ...told.reading } as never,
      ...{ steps_done: run.steps_done + (told.steps ?? 1), tries: 0, problem: null, clock_ahead_s: clockAheadS ?? run.clock_ahead_s },
      ...(told.isLast ? { finished_at: nowAt(within), outcome: "done" } : {}),
    });
  });
