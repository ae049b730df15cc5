import { eraseAuditDetails } from "../../../platform/audit/audit.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import * as queries from "./queries.ts";

/** Erases what was written beside the prices of some creators, in the caller's transaction; prices stay. */
export async function eraseQuotes(within: WorkspaceContext, creatorIds: readonly string[]): Promise<void> {
  await eraseAuditDetails(within, await queries.eraseQuoteWords(within.db, within.workspaceId, creatorIds));
}
