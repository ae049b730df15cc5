import { eraseAuditDetails } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import * as queries from "./queries.ts";

/** Erases titles, captions, hashtags, addresses and outside ids of the posts of some creators, in the caller's transaction; numbers stay. */
export async function erasePosts(within: WorkspaceContext, creatorIds: readonly string[]): Promise<void> {
  const ids = await queries.erasePostWords(within.db, within.workspaceId, creatorIds, nowAt(within));
  await eraseAuditDetails(within, ids);
}
