import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import * as queries from "./queries.ts";

const isSame = (one: readonly string[], other: readonly string[]): boolean => one.join(" ") === other.join(" ");

/**
 * Keeps who may be one person after some creators changed, in the caller's transaction, one at a time in a workspace.
 *
 * A pair comes of the keys that both have, and of who is first among those with a key. So only those are looked at again who are held against
 * each other by a key that somebody got or lost, and nobody where that changes nothing.
 */
export async function keepLikelyPairs(within: WorkspaceContext, creatorIds: readonly string[]): Promise<void> {
  const { db, workspaceId } = within;
  const changes = await queries.keyChanges(db, workspaceId, creatorIds);
  if (changes.length === 0) return;
  const before = await queries.heldBy(db, workspaceId, changes);
  await queries.keepKeys(db, workspaceId, changes);
  const after = await queries.heldBy(db, workspaceId, changes);
  const changed = changes.flatMap((_, at) => {
    const [was, is] = [before[at]!, after[at]!];
    return isSame(was, is) || (was.length < 2 && is.length < 2) ? [] : [...was, ...is];
  });
  if (changed.length > 0) await queries.keepPairs(db, workspaceId, [...new Set(changed)]);
}

/** Takes away what erased creators have in common with others, in the caller's transaction; the creators are noted, and the worker does the rest. */
export async function forgetLikelyPairs(within: WorkspaceContext, creatorIds: readonly string[]): Promise<void> {
  await queries.deletePairs(within.db, within.workspaceId, creatorIds);
  await queries.emptyKeys(within.db, within.workspaceId, creatorIds);
}

/** Compares the pairs that are kept with those that come of all creators at once; the first difference in words. */
export async function likelyPairDifference(ctx: WorkspaceContext): Promise<string | undefined> {
  const pair = await queries.firstDifferentPair(ctx.db, ctx.workspaceId);
  if (pair === undefined) return undefined;
  return `${formatId("cre", pair.one_id)} and ${formatId("cre", pair.other_id)} have something else in common than is kept`;
}
