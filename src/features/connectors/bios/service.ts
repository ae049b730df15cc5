import type { Platform } from "../../../kernel/social/platform.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { lineOf } from "../connecting/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import * as queries from "../queries.ts";
import { findChannel } from "../youtube/service.ts";

/** The platforms that can be asked what an account's bio says. */
const withBios: ReadonlySet<string> = new Set(["youtube"]);

const usable = async (ctx: WorkspaceContext) =>
  (await queries.listConnections(ctx.db, ctx.workspaceId)).filter(({ platform, state }) => state === "working" && withBios.has(platform));

/** The platforms that are connected so that a bio can be looked up. */
export const askablePlatforms = async (ctx: WorkspaceContext): Promise<ReadonlySet<string>> =>
  new Set((await usable(ctx)).map(({ platform }) => platform));

/** What an account's bio says, or why it is not known. */
export type Bio = { readonly kind: "text"; readonly text: string } | { readonly kind: "nothing"; readonly sentence: string };

/** Asks the platform what an account's bio says now. One unit on YouTube. */
export async function bioOf(ctx: WorkspaceContext, account: { readonly platform: Platform; readonly handle: string }): Promise<Bio> {
  const connection = (await usable(ctx)).find(({ platform }) => platform === account.platform);
  if (connection === undefined)
    return { kind: "nothing", sentence: "No connection can be asked for this platform: look at the profile yourself." };
  const id = /^channel\/(UC[\w-]{22})$/.exec(account.handle)?.[1];
  try {
    const found = await findChannel(lineOf(ctx, connection), id === undefined ? { handle: account.handle } : { id });
    if (found === undefined) return { kind: "nothing", sentence: "YouTube has no such channel." };
    return { kind: "text", text: found.account.bio ?? "" };
  } catch (error) {
    if (!(error instanceof PlatformFault)) throw error;
    return { kind: "nothing", sentence: `${error.message} Nothing was changed; try again later, or look at the profile yourself.` };
  }
}
