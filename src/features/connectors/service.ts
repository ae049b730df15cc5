import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { eraseGrants, listGrants } from "./granting/service.ts";
import { endInvitations } from "./inviting/queries.ts";
import { currentInvitation } from "./inviting/service.ts";

export { beginSignIn, finishSignIn, signInConnections, type BegunSignIn, type VerifyApplicant } from "./arriving/service.ts";
export { askablePlatforms, bioOf } from "./bios/service.ts";
export { changeKey, connectPlatform, connectSignIn, listConnections, listSignInPlatforms, removeConnection } from "./connecting/service.ts";
export { eraseSeen } from "./erasing/service.ts";
export { listFindings } from "./finding/service.ts";
export { disconnectGrant } from "./granting/service.ts";
export { connectFromLink, disconnectFromLink, openConnectPage, type ConnectOutcome } from "./hosting/service.ts";
export { endInvitation, inviteCreator } from "./inviting/service.ts";
export { cancelRun, continueRun, getRun, listRuns, runBudget, startRun } from "./running/service.ts";

/** The accounts of a creator that were connected by signing in, and whether a link to connect more is open. */
export const connectedAccounts = async (ctx: WorkspaceContext, creatorId: string) => ({
  ...(await listGrants(ctx, creatorId)),
  invitation: await currentInvitation(ctx, creatorId),
});

/** Forgets what creators permitted, the tokens first, and ends their links, in the caller's transaction. */
export async function eraseConnectedAccounts(
  within: WorkspaceContext,
  { creatorIds, accountIds }: { readonly creatorIds: readonly string[]; readonly accountIds: readonly string[] },
): Promise<void> {
  await eraseGrants(within, accountIds);
  await endInvitations(within.db, within.workspaceId, creatorIds, nowAt(within));
}
