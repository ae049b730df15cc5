import type { WorkspaceContext } from "../../../platform/context.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import type { ConnectedPlatform } from "../platforms.ts";
import * as queries from "./queries.ts";
import { callCosts, quotas, quotaWindow, type CallName, type Quota, type QuotaKey } from "./quotas.ts";

const placeOf = (ctx: WorkspaceContext, connectionId: string, quota: QuotaKey): queries.QuotaPlace => ({
  ...{ workspaceId: ctx.workspaceId, connectionId, quota },
  windowAt: new Date(quotaWindow(ctx.now()).fromMs),
});

const usedUp = ({ name, limit, unit }: Quota): PlatformFault =>
  new PlatformFault(
    "quota",
    `${name}: the ${limit.toLocaleString("en")} ${unit} of today are used up. It goes on after midnight in California.`,
  );

/** Counts a call before it is made. @throws PlatformFault of kind quota where too little is left */
export async function countCall(ctx: WorkspaceContext, connectionId: string, call: CallName): Promise<void> {
  const { quota, units } = callCosts[call];
  const { limit } = quotas[quota];
  const used = await queries.useQuota(ctx.db, placeOf(ctx, connectionId, quota), { units, limit });
  if (used === undefined) throw usedUp(quotas[quota]);
}

/** The platform says that nothing is left: others ask with the same key. */
export async function quotaIsGone(ctx: WorkspaceContext, connectionId: string, call: CallName): Promise<PlatformFault> {
  const { quota } = callCosts[call];
  await queries.exhaustQuota(ctx.db, placeOf(ctx, connectionId, quota), quotas[quota].limit);
  return usedUp(quotas[quota]);
}

/** How much of each quota of some connections is used, by connection. */
export async function quotasOf(ctx: WorkspaceContext, connections: readonly { readonly id: string; readonly platform: string }[]) {
  const { fromMs, untilMs } = quotaWindow(ctx.now());
  const rows = await queries.usedSince(ctx.db, ctx.workspaceId, new Date(fromMs));
  const used = new Map(rows.map((row) => [`${row.connection_id} ${row.quota}`, Number(row.used)]));
  const ofPlatform = (platform: string) => Object.entries(quotas).filter(([, quota]) => quota.platform === (platform as ConnectedPlatform));
  const shown = (id: string, [key, quota]: [string, Quota]) => {
    const spent = used.get(`${id} ${key}`) ?? 0;
    return {
      ...{ key, name: quota.name, unit: quota.unit, limit: quota.limit, used: spent, left: Math.max(0, quota.limit - spent) },
      ...{ resets_at: new Date(untilMs).toISOString(), source: quota.source, read_on: quota.readOn },
    };
  };
  return new Map(connections.map(({ id, platform }) => [id, ofPlatform(platform).map((entry) => shown(id, entry))]));
}
