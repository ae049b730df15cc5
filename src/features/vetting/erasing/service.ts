import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { eraseAuditDetails } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { readComments } from "../comments/comment-sample.ts";
import { eraseFollowerIds } from "../overlap/service.ts";
import * as queries from "./queries.ts";

/** Whom: every record of the person, and the accounts as they were called. */
interface ErasedPerson {
  readonly creatorIds: readonly string[];
  readonly accountIds: readonly string[];
  readonly accounts: readonly { readonly platform: string; readonly handle: string; readonly externalId: string | null }[];
}

/**
 * Erases what vetting keeps of a person, in the caller's transaction: comments, findings, who follows and whom they follow, what scorecards and
 * decisions rested on, and what the audit log tells of them. Scores, decisions, days and digests stay.
 */
export async function eraseVetting(within: WorkspaceContext, { creatorIds, accountIds, accounts }: ErasedPerson): Promise<void> {
  const at = nowAt(within);
  const noComments = canonicalJson(readComments([], null));
  const ofAccounts = await queries.eraseOfAccounts(within.db, within.workspaceId, accountIds, { at, noComments });
  await eraseFollowerIds(within, { accountIds, accounts });
  const decisions = await queries.eraseDecisions(within.db, within.workspaceId, creatorIds, at);
  await eraseAuditDetails(within, [...ofAccounts, ...decisions]);
}
