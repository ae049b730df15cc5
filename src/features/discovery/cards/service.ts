import { formatId } from "../../../kernel/ids.ts";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, lockOn, planAnew } from "../../../platform/db/database.ts";
import { tellChanged } from "../../../platform/live/changes.ts";
import { keepLikelyPairs, markCreators, markedOf, markedWorkspaces, takeMarks } from "../../creators/service.ts";
import { listAllWorkspaces, loadWorkspace } from "../../workspaces/service.ts";
import { cardWords, foldedText } from "../query/words.ts";
import * as queries from "./queries.ts";

/** How many notes are taken up in one transaction. */
const mostTogether = 1_000;

async function textParts(within: WorkspaceContext, creatorIds: readonly string[]): Promise<queries.TextPart[]> {
  const { zone } = await loadWorkspace(within);
  const seen = await queries.listSeen(within.db, within.workspaceId, { creatorIds, zone });
  return seen.map((row) => ({ ...row, name_key: foldedText(row.name), document: cardWords(row).join(" ") }));
}

/** Makes the cards of some creators anew, in the caller's transaction, who holds the lock. Gives how many changed. */
async function makeCards(within: WorkspaceContext, creatorIds: readonly string[]): Promise<number> {
  const rows = await textParts(within, creatorIds);
  const kept = rows.length === 0 ? 0 : await queries.keepCards(within.db, within.workspaceId, rows, nowAt(within));
  return kept + (await queries.keepGone(within.db, within.workspaceId, { creatorIds, rows }));
}

interface Batch {
  readonly after: string | null;
  readonly limit: number;
}

/** Takes up the next notes; the last of them, or null when there are none. One at a time in a workspace, so that revisions rise as they are seen. */
async function takeBatch(ctx: WorkspaceContext, batch: Batch, seen: { last: string | null }): Promise<string | null> {
  return inTransaction(ctx, async (within) => {
    await lockOn(within.db, `creator cards ${within.workspaceId}`);
    const { creatorIds, last } = await takeMarks(within.db, within.workspaceId, { at: nowAt(within), ...batch });
    seen.last = last;
    if (creatorIds.length === 0) return null;
    const changed = await makeCards(within, creatorIds);
    await keepLikelyPairs(within, creatorIds);
    if (changed > 0) await tellChanged(within.db, [within.workspaceId]);
    return last;
  });
}

/** Takes up every note of a workspace. Where many at once fail they are taken up one by one, and one that fails is left for the next pass. */
async function keepWorkspace(ctx: WorkspaceContext, signal: AbortSignal | undefined): Promise<void> {
  let batch: Batch = { after: null, limit: mostTogether };
  let oneByOne = 0;
  for (let batches = 1; signal?.aborted !== true; batches++) {
    const seen = { last: null as string | null };
    try {
      const last = await takeBatch(ctx, batch, seen);
      if (last === null) return;
      oneByOne = Math.max(0, oneByOne - 1);
      batch = { after: last, limit: oneByOne > 0 ? 1 : mostTogether };
    } catch (err) {
      ctx.log.error({ err, workspace: ctx.workspaceId, notes: batch.limit }, "cards of creators could not be made");
      if (batch.limit === 1 && seen.last === null) return;
      oneByOne = batch.limit === 1 ? oneByOne : mostTogether;
      batch = { after: batch.limit === 1 ? seen.last : batch.after, limit: 1 };
    }
    if (Number.isInteger(Math.log2(batches))) await planAnew(ctx.db);
  }
}

/** Makes the cards of every creator of whom something changed. */
export async function keepCards(ctx: Context, signal?: AbortSignal): Promise<void> {
  for (const workspaceId of await markedWorkspaces(ctx.db, nowAt(ctx))) await keepWorkspace(asSystem(ctx, workspaceId, "cards"), signal);
}

/** Notes every creator who has no card, as those have who were here before there were cards. */
export async function markCardless(ctx: Context): Promise<void> {
  for (const { id } of await listAllWorkspaces(ctx)) await markCreators(ctx.db, id, await queries.listCardless(ctx.db, id));
}

async function differenceAmong(ctx: WorkspaceContext, creatorIds: readonly string[]): Promise<string | undefined> {
  const marked = await markedOf(ctx.db, ctx.workspaceId, creatorIds);
  const settled = creatorIds.filter((id) => !marked.has(id));
  const rows = await textParts(ctx, settled);
  const different = await queries.firstDifferent(ctx.db, ctx.workspaceId, { creatorIds: settled, rows, at: nowAt(ctx) });
  return different === undefined ? undefined : `${formatId("cre", different)} is found by something else than is known of it`;
}

/** Compares every card with what it is made of, those of creators left out of whom a change is noted; the first difference in words. */
export async function cardDifference(ctx: WorkspaceContext): Promise<string | undefined> {
  for (let after: string | null = null; ;) {
    const creatorIds: string[] = await queries.listCreatorIds(ctx.db, ctx.workspaceId, { after, limit: mostTogether });
    if (creatorIds.length === 0) return undefined;
    const difference = await differenceAmong(ctx, creatorIds);
    if (difference !== undefined) return difference;
    after = creatorIds.at(-1)!;
  }
}
