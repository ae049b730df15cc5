import { asSystem, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { lineOf, noteRefused } from "../connecting/service.ts";
import { restShare } from "../faults/meta-usage.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { readStories } from "../insights/service.ts";
import { brandsOwn, keepOwnPosts, ownAccountOf } from "../owning/service.ts";
import * as queries from "../queries.ts";
import type { Connection } from "../tables.ts";

const mostAtOnce = 1_000;

async function keepStories(ctx: WorkspaceContext, connection: Connection): Promise<void> {
  const account = await ownAccountOf(ctx, connection);
  if (account === undefined) return;
  const line = lineOf(ctx, connection);
  const owned = brandsOwn(line, account);
  const stories = await readStories(line, owned.access);
  if (stories.length > 0) await inTransaction(ctx, (within) => keepOwnPosts(within, owned, stories));
  if (line.usage !== undefined && line.usage.share >= restShare)
    ctx.log.info({ connection: connection.id }, "Meta's allowance is nearly used up");
}

/**
 * Reads the stories that are up of every connected account that a creator here has. Instagram tells their numbers for 24 hours only, and they grow
 * until then: so they are read every hour, and the last number stands. While the platform is away nothing is written, and an hour later it is tried
 * again.
 */
export async function readAllStories(ctx: Context, signal?: AbortSignal): Promise<void> {
  for (const connection of await queries.workingTokens(ctx.db, "instagram", mostAtOnce)) {
    signal?.throwIfAborted();
    const own = asSystem(ctx, connection.workspace_id, "stories");
    try {
      await keepStories(own, connection);
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      if (error.kind === "refused") await noteRefused(own, connection.id, error.message);
      else ctx.log.warn({ err: error, connection: connection.id }, "stories could not be read this hour");
    }
  }
}
