import { setImmediate as turn } from "node:timers/promises";
import type { Platform } from "../../../kernel/social/platform.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { parseHandle } from "../../creators/service.ts";
import { comparableNames, nameKinds, type FollowerName, type NameKind } from "../followers/follower-names.ts";
import { nearDays, sampleOverlaps, type Drawing, type SampledAccount, type SampledPair } from "./sample-overlap.ts";
import * as queries from "./queries.ts";

const hashBytes = 16;

interface Named {
  readonly platform: string;
  readonly kind: NameKind;
  readonly normal: string;
}

/** Of one follower another one in every workspace and on every platform, and none that anything else is kept under. */
const hashedName = (ctx: WorkspaceContext, { platform, kind, normal }: Named): queries.HashedName => ({
  kind,
  hash: ctx.secrets.identifierHash(ctx.workspaceId, "follower", `${platform}\n${kind}\n${normal}`).subarray(0, hashBytes),
});

/** A handle in the form in which it is compared; null: it is none of the platform. */
function normalHandle(platform: string, text: string): string | null {
  const parsed = parseHandle(platform as Platform, text);
  return parsed.ok ? parsed.normalised : null;
}

/** Keeps under pseudonyms whom a sample names, in the caller's transaction, and says how many in each way. */
export async function keepFollowerIds(
  within: WorkspaceContext,
  { sampleId, platform, names }: { readonly sampleId: string; readonly platform: string; readonly names: readonly FollowerName[] },
): Promise<Readonly<Record<NameKind, number>>> {
  const kept = comparableNames(names, (text) => normalHandle(platform, text));
  const hashed = nameKinds.flatMap((kind) => kept[kind].map((normal) => hashedName(within, { platform, kind, normal })));
  await queries.insertIds(within.db, within.workspaceId, sampleId, hashed);
  return { handle: kept.handle.length, id: kept.id.length };
}

/** Whom erasure takes out of samples: accounts whose followers were sampled, and accounts that may be among the followers of others. */
interface Erased {
  readonly accountIds: readonly string[];
  readonly accounts: readonly { readonly platform: string; readonly handle: string; readonly externalId: string | null }[];
}

const channel = "channel/";

/** Takes away the pseudonyms of whoever follows an erased creator, and the creator's own in samples of others, in the caller's transaction. */
export async function eraseFollowerIds(within: WorkspaceContext, { accountIds, accounts }: Erased): Promise<void> {
  const own = accounts.flatMap(({ platform, handle, externalId }) => [
    hashedName(within, { platform, kind: "handle", normal: handle }),
    ...[externalId, handle.startsWith(channel) ? handle.slice(channel.length) : null].flatMap((id) =>
      id === null ? [] : [hashedName(within, { platform, kind: "id", normal: id })],
    ),
  ]);
  await queries.deleteIdsOfAccounts(within.db, within.workspaceId, accountIds);
  await queries.deleteNames(within.db, within.workspaceId, own);
}

const none: Readonly<Record<NameKind, number>> = { handle: 0, id: 0 };

async function sampledAccounts(ctx: WorkspaceContext, accountIds: readonly string[]): Promise<SampledAccount[]> {
  const rows = await queries.samplesToCompare(ctx.db, ctx.workspaceId, { accountIds, nearDays });
  return rows.map(({ account_id: accountId, platform, id, followers, followers_on: on, ...row }) => ({
    accountId,
    platform,
    sample:
      id === null
        ? null
        : {
            ...{ id, takenOn: row.taken_on!, source: row.source!, drawn: row.drawn as Drawing | null, listed: row.listed! },
            named: { handle: row.handles, id: row.ids },
            followers: followers === null ? null : { count: Number(followers), on: on! },
          },
  }));
}

async function pairsAmong(ctx: WorkspaceContext, accountIds: readonly string[]): Promise<SampledPair[]> {
  const accounts = await sampledAccounts(ctx, accountIds);
  const sampleIds = accounts.flatMap(({ sample }) => (sample === null ? [] : [sample.id]));
  const matches = await queries.matchesOf(ctx.db, ctx.workspaceId, sampleIds);
  const matchesIn = (a: SampledAccount, b: SampledAccount): Readonly<Record<NameKind, number>> => {
    const ids = new Set([a.sample?.id, b.sample?.id]);
    const found = matches.filter((row) => ids.has(row.a) && ids.has(row.b));
    return { ...none, ...Object.fromEntries(found.map(({ kind, matches: count }) => [kind, count])) };
  };
  const inOrder = accountIds.flatMap((id) => accounts.find(({ accountId }) => accountId === id) ?? []);
  return inOrder.flatMap((a, at) => inOrder.slice(at + 1).map((b): SampledPair => ({ accounts: [a, b], matches: matchesIn(a, b) })));
}

/** Works step by step, and lets whoever else waits have a turn between two steps. */
async function inTurns<R>(work: Generator<undefined, R>): Promise<R> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    await turn();
  }
}

/**
 * How many follow both of each two of some accounts, from samples of their followers: with the interval of 95 % of each pair, and with the wider
 * one by which all pairs hold together.
 */
export async function followerOverlaps(ctx: WorkspaceContext, accountIds: readonly string[]) {
  const pairs = await pairsAmong(ctx, accountIds);
  const all = await inTurns(sampleOverlaps(pairs));
  return all.map((told, at) => {
    const [a, b] = pairs[at]!.accounts;
    return { ...told, accountIds: [a.accountId, b.accountId] as const };
  });
}
