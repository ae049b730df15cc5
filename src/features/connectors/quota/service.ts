import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { countWorking } from "../granting/queries.ts";
import type { ConnectedPlatform } from "../platforms.ts";
import { hashtagAllowance, hashtagCountsMs, hashtagQuota, type HashtagUse } from "./hashtags.ts";
import * as queries from "./queries.ts";
import { callCosts, limitFor, quotas, quotaWindow, type CallName, type Quota, type QuotaKey } from "./quotas.ts";

const windowOf = (ctx: WorkspaceContext, { window }: Quota) => quotaWindow(ctx.now(), window);

const placeOf = (ctx: WorkspaceContext, connectionId: string, quota: QuotaKey): queries.QuotaPlace => ({
  ...{ workspaceId: ctx.workspaceId, connectionId, quota },
  windowAt: new Date(windowOf(ctx, quotas[quota]).fromMs),
});

const whenOver: { readonly [W in Quota["window"]]: string } = {
  pacific_day: "of today are used up. It goes on after midnight in California.",
  hour: "of this hour are used up. It goes on in the next.",
  minute: "of this minute are used up. It goes on in the next.",
  day: "of today are used up. It goes on after midnight, by UTC.",
};

/** How many owners have signed in, by connection. */
const ownersOf = async (ctx: WorkspaceContext): Promise<ReadonlyMap<string, number>> =>
  new Map((await countWorking(ctx.db, ctx.workspaceId)).map(({ connection_id, count }) => [connection_id, Number(count)]));

/** A quota as a connection has it. */
async function quotaOf(ctx: WorkspaceContext, connectionId: string, key: QuotaKey): Promise<Quota> {
  const quota: Quota = quotas[key];
  if (quota.isEachOwners !== true) return quota;
  return { ...quota, limit: limitFor(quota, (await ownersOf(ctx)).get(connectionId) ?? 0) };
}

function usedUp(ctx: WorkspaceContext, quota: Quota): PlatformFault {
  const { name, limit, unit, window } = quota;
  const waitMs = windowOf(ctx, quota).untilMs - ctx.now();
  return new PlatformFault("quota", `${name}: the ${limit.toLocaleString("en")} ${unit} ${whenOver[window]}`, waitMs);
}

/** Counts a call before it is made. @throws PlatformFault of kind quota where too little is left */
export async function countCall(ctx: WorkspaceContext, connectionId: string, call: CallName): Promise<void> {
  const { quota, units } = callCosts[call];
  const own = await quotaOf(ctx, connectionId, quota);
  const used = await queries.useQuota(ctx.db, placeOf(ctx, connectionId, quota), { units, limit: own.limit });
  if (used === undefined) throw usedUp(ctx, own);
}

/** The platform says that nothing is left: others ask with the same key. */
export async function quotaIsGone(ctx: WorkspaceContext, connectionId: string, call: CallName): Promise<PlatformFault> {
  const { quota } = callCosts[call];
  const own = await quotaOf(ctx, connectionId, quota);
  await queries.exhaustQuota(ctx.db, placeOf(ctx, connectionId, quota), own.limit);
  return usedUp(ctx, own);
}

/** The hashtags that count now, by account. */
async function hashtagsOf(ctx: WorkspaceContext, accountIds: readonly string[]): Promise<ReadonlyMap<string, HashtagUse[]>> {
  const uses = new Map<string, HashtagUse[]>();
  if (accountIds.length === 0) return uses;
  const after = new Date(ctx.now() - hashtagCountsMs);
  for (const { account_external_id, hashtag, counted_at } of await queries.hashtagUses(ctx.db, ctx.workspaceId, accountIds, after))
    uses.set(account_external_id, [...(uses.get(account_external_id) ?? []), { hashtag, countedAtMs: counted_at.getTime() }]);
  return uses;
}

/** What asking for a hashtag would come to: whether it counts already, and what is left. */
export async function hashtagNeed(ctx: WorkspaceContext, accountId: string, hashtag: string) {
  const uses = (await hashtagsOf(ctx, [accountId])).get(accountId) ?? [];
  return { counts: uses.some((use) => use.hashtag === hashtag), ...hashtagAllowance(uses, ctx.now()) };
}

/** Why no further hashtag may be asked for, and from when one may. */
export const hashtagsUsedUp = (nextFreeMs: number): string =>
  `${hashtagQuota.limit} different hashtags were asked for in the last seven days, and Instagram allows no more. The next one is free at ${new Date(nextFreeMs).toISOString()}; those asked for already can be asked for again.`;

/** Counts a hashtag before it is asked for. @throws PlatformFault of kind quota where the week's thirty are used up */
export const useHashtag = (ctx: WorkspaceContext, accountId: string, hashtag: string): Promise<void> =>
  inTransaction(ctx, async (within) => {
    await queries.holdAccount(within.db, within.workspaceId, accountId);
    const { counts, left, nextFreeMs } = await hashtagNeed(within, accountId, hashtag);
    if (counts) return;
    if (left === 0) throw new PlatformFault("quota", hashtagsUsedUp(nextFreeMs), nextFreeMs - within.now());
    const use = { workspace_id: within.workspaceId, account_external_id: accountId, hashtag, counted_at: nowAt(within) };
    await queries.countHashtag(within.db, use);
  });

/** A connection as its quotas are asked for. */
interface Counted {
  readonly id: string;
  readonly platform: string;
  readonly account_external_id: string | null;
}

const quotaEntries = Object.entries(quotas) as [QuotaKey, Quota][];

/** How much of each quota of some connections is used, by connection. */
export async function quotasOf(ctx: WorkspaceContext, connections: readonly Counted[]) {
  const windows = quotaEntries.map(([, quota]) => new Date(windowOf(ctx, quota).fromMs));
  const rows = await queries.usedSince(ctx.db, ctx.workspaceId, windows);
  const used = new Map(rows.map((row) => [`${row.connection_id} ${row.quota} ${row.window_at.getTime()}`, Number(row.used)]));
  const hashtags = await hashtagsOf(
    ctx,
    connections.flatMap(({ account_external_id }) => account_external_id ?? []),
  );
  const owners = await ownersOf(ctx);
  const shown = (id: string, [key, quota]: [string, Quota]) => {
    const { fromMs, untilMs } = windowOf(ctx, quota);
    const limit = limitFor(quota, owners.get(id) ?? 0);
    const spent = used.get(`${id} ${key} ${fromMs}`) ?? 0;
    return {
      ...{ key, name: quota.name, unit: quota.unit, limit, used: spent, left: Math.max(0, limit - spent) },
      ...{ resets_at: new Date(untilMs).toISOString(), source: quota.source, read_on: quota.readOn, window: quota.window },
    };
  };
  const ofHashtags = (accountId: string | null) => {
    if (accountId === null) return [];
    const { nextFreeMs, ...amounts } = hashtagAllowance(hashtags.get(accountId) ?? [], ctx.now());
    const { readOn, ...quota } = hashtagQuota;
    return [{ ...quota, ...amounts, resets_at: new Date(nextFreeMs).toISOString(), read_on: readOn, window: "week" as const }];
  };
  const ofConnection = ({ id, platform, account_external_id }: Counted) => [
    ...quotaEntries.filter(([, quota]) => quota.platform === (platform as ConnectedPlatform)).map((entry) => shown(id, entry)),
    ...ofHashtags(account_external_id),
  ];
  return new Map(connections.map((connection) => [connection.id, ofConnection(connection)]));
}
