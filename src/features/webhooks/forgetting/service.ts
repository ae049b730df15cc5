import type { Context } from "../../../platform/context.ts";
import { keptMs } from "../retry-schedule.ts";
import * as queries from "../queries.ts";

const stretch = 5000;

/**
 * Forgets events that are older than they are kept and whose last try is as well, with the log of their deliveries. Their things stay, and
 * are told anew when they change.
 */
export async function forgetEvents(ctx: Context): Promise<number> {
  const before = new Date(ctx.now() - keptMs);
  let forgotten = 0;
  for (const workspaceId of await queries.listWorkspacesWithEndpoints(ctx.db)) {
    for (let gone = stretch; gone === stretch; forgotten += gone) gone = await queries.deleteEvents(ctx.db, workspaceId, before, stretch);
  }
  return forgotten;
}
