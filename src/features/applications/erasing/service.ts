import { eraseAuditDetails } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import * as queries from "./queries.ts";

/**
 * Erases who somebody is from the applications that became them, or that name their address or an account that was shown to be theirs, in the
 * caller's transaction. The sentence that was agreed to and the decision stay; an application that is open is refused by it.
 */
export async function eraseApplications(within: WorkspaceContext, who: queries.ErasedApplicant): Promise<void> {
  const by = { actor: `${within.actor.kind}:${within.actor.id}`, at: nowAt(within) };
  await eraseAuditDetails(within, await queries.eraseApplicants(within.db, within.workspaceId, who, by));
}
