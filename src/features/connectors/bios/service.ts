import type { Platform } from "../../../kernel/social/platform.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import type { Line } from "../calling/service.ts";
import { lineOf } from "../connecting/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { discover } from "../instagram/service.ts";
import * as queries from "../queries.ts";
import type { SeenAccount } from "../seen-account.ts";
import { findChannel } from "../youtube/service.ts";

/** A connection by which owners sign in shows nobody else's account. */
const usable = async (ctx: WorkspaceContext) =>
  (await queries.listConnections(ctx.db, ctx.workspaceId)).filter(({ state, method }) => state === "working" && method !== "sign_in");

/** The platforms that are connected so that a bio can be looked up. */
export const askablePlatforms = async (ctx: WorkspaceContext): Promise<ReadonlySet<string>> =>
  new Set((await usable(ctx)).map(({ platform }) => platform));

/** What an account's bio says, or why it is not known. */
export type Bio = { readonly kind: "text"; readonly text: string } | { readonly kind: "nothing"; readonly sentence: string };

const notThere: Readonly<Record<string, string>> = {
  youtube: "YouTube has no such channel.",
  instagram: "Instagram shows no such account.",
};

function lookUp(line: Line, handle: string): Promise<{ readonly account: SeenAccount } | undefined> {
  if (line.platform === "instagram") return discover(line, handle);
  const id = /^channel\/(UC[\w-]{22})$/.exec(handle)?.[1];
  return findChannel(line, id === undefined ? { handle } : { id });
}

/** Asks the platform what an account's bio says now: one call. */
export async function bioOf(ctx: WorkspaceContext, account: { readonly platform: Platform; readonly handle: string }): Promise<Bio> {
  const connection = (await usable(ctx)).find(({ platform }) => platform === account.platform);
  if (connection === undefined)
    return { kind: "nothing", sentence: "No connection can be asked for this platform: look at the profile yourself." };
  try {
    const found = await lookUp(lineOf(ctx, connection), account.handle);
    if (found === undefined) return { kind: "nothing", sentence: notThere[connection.platform]! };
    return { kind: "text", text: found.account.bio ?? "" };
  } catch (error) {
    if (!(error instanceof PlatformFault)) throw error;
    return { kind: "nothing", sentence: `${error.message} Nothing was changed; try again later, or look at the profile yourself.` };
  }
}
