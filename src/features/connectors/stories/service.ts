import { asSystem, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { accountsOnPlatform } from "../../creators/service.ts";
import type { Line } from "../calling/service.ts";
import { lineOf, loadConnection, noteRefused } from "../connecting/service.ts";
import { restShare } from "../faults/meta-usage.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { workingGrantsAt, type GrantPosition } from "../granting/queries.ts";
import { askAs, grantFor } from "../granting/service.ts";
import { readStories } from "../insights/service.ts";
import { isStillThere } from "../keeping/service.ts";
import { brandsOwn, creatorsOwn, keepOwnPosts, ownAccountOf, type Owned } from "../owning/service.ts";
import * as queries from "../queries.ts";
import type { Grant } from "../tables.ts";

const mostAtOnce = 1_000;

/** Reads the stories of an account that are up and adds their numbers to those that were seen before. */
async function keepStories(line: Line, owned: Owned): Promise<void> {
  const { stories } = await readStories(line, owned.access);
  if (stories.length === 0) return;
  await inTransaction(line.ctx, async (within) => {
    if (await isStillThere(within, line.platform, owned.account)) await keepOwnPosts(within, owned, stories);
  });
}

/** Asks for stories over a connection. @returns whether it may be asked for more this hour */
async function isAskable(ctx: WorkspaceContext, connectionId: string, asking: (line: Line) => Promise<void>): Promise<boolean> {
  try {
    const line = lineOf(ctx, await loadConnection(ctx, connectionId));
    await asking(line);
    const isFull = line.usage !== undefined && (line.usage.share >= restShare || line.usage.waitMs !== undefined);
    if (isFull) ctx.log.info({ connection: connectionId }, "Meta's allowance is nearly used up");
    return !isFull;
  } catch (error) {
    if (!(error instanceof PlatformFault)) throw error;
    if (error.kind === "refused") await noteRefused(ctx, connectionId, error.message);
    else ctx.log.warn({ err: error, connection: connectionId }, "stories could not be read this hour");
    return error.kind === "denied";
  }
}

async function readBrands(ctx: Context, signal?: AbortSignal): Promise<void> {
  for (const connection of await queries.workingTokens(ctx.db, "instagram", mostAtOnce)) {
    signal?.throwIfAborted();
    const own = asSystem(ctx, connection.workspace_id, "stories");
    const account = await ownAccountOf(own, connection);
    if (account !== undefined) await isAskable(own, connection.id, (line) => keepStories(line, brandsOwn(line, account)));
  }
}

/** Of a grant that was listed a while ago: whoever took it back since is not asked about. */
async function readCreators(own: WorkspaceContext, { connection_id, account_id }: Grant): Promise<boolean> {
  const [account] = await accountsOnPlatform(own, { platform: "instagram", ids: [account_id] });
  if (account === undefined) return true;
  return isAskable(own, connection_id, async (line) => {
    const grant = await grantFor(own, connection_id, account_id);
    await askAs(line, grant, (owner) => keepStories(owner, creatorsOwn(owner, account, grant)));
  });
}

/** Those whose connection is used up wait for the next hour; everybody else's go on. */
async function readAllCreators(ctx: Context, signal?: AbortSignal): Promise<void> {
  const resting = new Set<string>();
  let after: GrantPosition | undefined;
  for (;;) {
    const grants = await workingGrantsAt(ctx.db, "instagram", mostAtOnce, after);
    for (const grant of grants.filter(({ connection_id }) => !resting.has(connection_id))) {
      signal?.throwIfAborted();
      const own = asSystem(ctx, grant.workspace_id, "stories");
      if (!resting.has(grant.connection_id) && !(await readCreators(own, grant))) resting.add(grant.connection_id);
    }
    after = grants.at(-1);
    if (grants.length < mostAtOnce) return;
  }
}

/**
 * Reads the stories that are up of every connected account that a creator here has: the brand's own, and those whose owners signed in. Instagram tells
 * their numbers for 24 hours only, and they grow until then: so they are read every hour, and the last number stands. While the platform is away
 * nothing is written, and an hour later it is tried again.
 */
export async function readAllStories(ctx: Context, signal?: AbortSignal): Promise<void> {
  await readBrands(ctx, signal);
  await readAllCreators(ctx, signal);
}
