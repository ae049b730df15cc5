import type { Line } from "../calling/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { callGraph, type GraphAccess } from "../graph/service.ts";
import { discoveredFacts } from "../instagram/account-facts.ts";
import type { SeenAccount } from "../seen-account.ts";

const insightsScope = "instagram_business_manage_insights";

/**
 * On whose behalf a creator's own token asks.
 *
 * @param owner the line with the token.
 * @param accountId the id of the professional account; of whoever only signs in it is not known yet.
 * @param scopes what was permitted, as Instagram wrote it, between commas.
 */
export const ownersAccess = (owner: Line, accountId: string, scopes: string): GraphAccess => ({
  ...{ login: "instagram", token: owner.secret, accountId, hasInsights: scopes.split(",").includes(insightsScope) },
});

/** The account of whoever signed in, by id and name: one call. @throws PlatformFault */
export async function ownInstagram(owner: Line, scopes: string): Promise<Pick<SeenAccount, "externalId" | "handle">> {
  const params = { fields: "user_id,username" };
  const told = await callGraph(owner, ownersAccess(owner, "", scopes), { call: "me", path: "me", params });
  if (told === undefined) throw new PlatformFault("denied", "Instagram shows nothing of this account.");
  const { externalId, handle } = discoveredFacts({ id: told["user_id"], username: told["username"] });
  return { externalId, handle };
}
