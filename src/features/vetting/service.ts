import { asSystem, type Context, type WorkspaceContext } from "../../platform/context.ts";
import { formatId } from "../../kernel/ids.ts";
import { creatorsByIds } from "../creators/service.ts";
import { notify } from "../notices/service.ts";
import { listAllWorkspaces } from "../workspaces/service.ts";
import { newestDecision } from "./decisions/service.ts";
import { scoreAlerts } from "./score/score-alerts.ts";
import { accountsToCheckAgain, scoreAccount } from "./scoring/service.ts";

export { decideVetting, exportDecisionEvidence, listVettingDecisions } from "./decisions/service.ts";
export { eraseVetting } from "./erasing/service.ts";
export { dismissFinding, getVettingSettings, listSafetyFindings, setVettingSettings } from "./findings/service.ts";
export { creatorScores, scoreCreators } from "./many/service.ts";
export { followerOverlaps } from "./overlap/service.ts";
export { addCommentSample, addFollowerSample, keepToldComments, listCommentSamples, listFollowerSamples } from "./samples/service.ts";
export {
  exportScorecardInput,
  getScoreFormula,
  getScorecard,
  listScorecards,
  makeScorecard,
  qualityOf,
  scoreDifference,
  scoredAmong,
} from "./scoring/service.ts";

/** Accounts that one pass scores anew in one workspace; the rest wait for the next. */
const MOST_A_PASS = 200;

/** Scores an account anew, and tells the workspace when the score fell or something unsafe was found. */
async function checkAgain(ctx: WorkspaceContext, { accountId, creatorId }: { readonly accountId: string; readonly creatorId: string }) {
  const { card, before, added, account } = await scoreAccount(ctx, { id: creatorId, account_id: accountId });
  const name = (await creatorsByIds(ctx, [creatorId])).get(creatorId)?.name ?? "A creator";
  const whom = { name, handle: account.handle, decision: (await newestDecision(ctx, creatorId)) ?? null };
  for (const { kind, message } of scoreAlerts(whom, { before, after: card.result, added }))
    await notify(ctx, { kind, message, subjectKind: "creator", subjectId: formatId("cre", creatorId) });
}

/** Scores anew every account with a score of which something was learnt since; one that cannot be scored does not hold up the others. */
export async function checkScoresAgain(ctx: Context): Promise<void> {
  for (const { id } of await listAllWorkspaces(ctx)) {
    const within = asSystem(ctx, id, "vetting");
    for (const of of await accountsToCheckAgain(within, MOST_A_PASS)) {
      await checkAgain(within, of).catch((error: unknown) => ctx.log.error({ err: error, ...of }, "an account could not be scored again"));
    }
  }
}
