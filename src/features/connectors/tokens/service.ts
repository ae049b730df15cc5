import { asSystem, type Context } from "../../../platform/context.ts";
import { dropOldSignIns } from "../arriving/service.ts";
import { noteRefused, renewToken } from "../connecting/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { grantsToRenew } from "../granting/queries.ts";
import { renewGrant } from "../granting/service.ts";
import * as queries from "../queries.ts";

const renewBeforeMs = 30 * 86_400_000;
const mostAtOnce = 1_000;

const ended = "The token has ended without being renewed. Make a new one in Meta's Graph API Explorer and give it to this connection.";

/**
 * Renews the tokens that end within thirty days. One that the platform does not take any more becomes a state that says what to do; while the
 * platform is away everything stays as it is, and it is tried again six hours later.
 */
export async function renewTokens(ctx: Context, signal?: AbortSignal): Promise<void> {
  const ending = await queries.endingTokens(ctx.db, new Date(ctx.now() + renewBeforeMs), mostAtOnce);
  for (const connection of ending) {
    signal?.throwIfAborted();
    const own = asSystem(ctx, connection.workspace_id, "token renewal");
    try {
      await renewToken(own, connection);
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      const isOver = connection.expires_at !== null && connection.expires_at.getTime() <= ctx.now();
      if (error.kind === "refused" || isOver) await noteRefused(own, connection.id, error.kind === "refused" ? error.message : ended);
      else ctx.log.warn({ err: error, connection: connection.id }, "a token could not be renewed yet");
    }
  }
}

/** Renews what owners permitted before it lapses for want of use; what has ended becomes a state. Sign-ins that nobody finished are taken out. */
export async function renewGrants(ctx: Context, signal?: AbortSignal): Promise<void> {
  await dropOldSignIns(ctx);
  for (const grant of await grantsToRenew(ctx.db, new Date(ctx.now()), mostAtOnce)) {
    signal?.throwIfAborted();
    const own = asSystem(ctx, grant.workspace_id, "token renewal");
    try {
      await renewGrant(own, grant);
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      if (error.kind === "refused") await noteRefused(own, grant.connection_id, error.message);
      else ctx.log.info({ err: error, grant: grant.id }, "a permission could not be renewed");
    }
  }
}
