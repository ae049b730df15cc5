import type { WorkspaceContext } from "../../../platform/context.ts";
import { deleteComments } from "../comments/queries.ts";
import { emptyFindings, type Named } from "./queries.ts";

/** Erases what runs kept of a person, in the caller's transaction: comments that wait, and the words of what was found. Outcomes and days stay. */
export async function eraseSeen(
  within: WorkspaceContext,
  { accountIds, accounts }: { readonly accountIds: readonly string[]; readonly accounts: readonly Named[] },
): Promise<void> {
  await deleteComments(within.db, within.workspaceId, accountIds);
  await emptyFindings(within.db, within.workspaceId, accountIds, accounts);
}
