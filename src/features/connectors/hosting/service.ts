import { formatId, parseId } from "../../../kernel/ids.ts";
import type { Context } from "../../../platform/context.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { beginSignIn, signInConnections, type BegunSignIn } from "../arriving/service.ts";
import { disconnectGrant, grantsOfCreator } from "../granting/service.ts";
import { openInvitation, type OpenedInvitation } from "../inviting/service.ts";
import type { SignInPlatform } from "../oauth/sign-in-protocol.ts";
import type { ConnectPage } from "../page/connect-html.ts";
import { connectWords, filled, type HostedLanguage } from "../page/connect-words.ts";
import { platformNames } from "../platforms.ts";

async function pageOf({ within, invitation }: OpenedInvitation, token: string): Promise<ConnectPage> {
  const connections = await signInConnections(within);
  const grants = await grantsOfCreator(within, invitation.creator_id);
  return {
    ...{ language: invitation.language as HostedLanguage, brand: (await loadWorkspace(within)).name },
    ...{ path: `/connect/${token}`, until: invitation.expires_at },
    platforms: connections.map(({ id, platform }) => ({
      ...{ platform: platform as SignInPlatform, name: platformNames[platform as SignInPlatform] },
      grants: grants
        .filter(({ connection_id, state }) => connection_id === id && state !== "disconnected")
        .map((grant) => ({ id: formatId("plg", grant.id), handle: grant.account_name, isWorking: grant.state === "working" })),
    })),
  };
}

/** What a link shows; undefined: it is none, or has ended. */
export async function openConnectPage(ctx: Context, token: string): Promise<ConnectPage | undefined> {
  const opened = await openInvitation(ctx, token);
  return opened === undefined ? undefined : pageOf(opened, token);
}

/** What came of a press of Connect. */
export type ConnectOutcome =
  | { readonly kind: "unknown" }
  | { readonly kind: "faulty"; readonly page: ConnectPage; readonly fault: string }
  | { readonly kind: "begun"; readonly begun: BegunSignIn };

/** Begins to connect an account under a link, where the person agrees. */
export async function connectFromLink(
  ctx: Context,
  token: string,
  { platform, consent }: { readonly platform: string; readonly consent: string },
): Promise<ConnectOutcome> {
  const opened = await openInvitation(ctx, token);
  if (opened === undefined) return { kind: "unknown" };
  const page = await pageOf(opened, token);
  const words = connectWords(page.language);
  if (!page.platforms.some((each) => each.platform === platform)) return { kind: "unknown" };
  if (consent !== "yes") return { kind: "faulty", page, fault: words.mustAgree };
  const begun = await beginSignIn(opened.within, {
    ...{ platform, invitationId: opened.invitation.id, applicationAccountId: null, language: page.language },
    consent: filled(words.consent, { brand: page.brand, platform: platformNames[platform as SignInPlatform] }),
  });
  return begun === undefined ? { kind: "unknown" } : { kind: "begun", begun };
}

/** Disconnects an account under its creator's link; undefined: the link has ended, or the account is another's. */
export async function disconnectFromLink(ctx: Context, token: string, grantText: string): Promise<ConnectPage | undefined> {
  const opened = await openInvitation(ctx, token);
  const id = parseId("plg", grantText);
  if (opened === undefined || id === undefined) return undefined;
  const own = await grantsOfCreator(opened.within, opened.invitation.creator_id);
  if (!own.some((grant) => grant.id === id)) return undefined;
  await disconnectGrant(opened.within, id);
  return pageOf(opened, token);
}
