import type { Platform } from "../../../kernel/social/platform.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { emailHash } from "../profiles/service.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import * as queries from "./queries.ts";

/** An account that a platform can be asked about. */
export interface AskableAccount {
  readonly id: string;
  readonly creatorId: string;
  readonly handle: string;
  readonly normalised: string;
  readonly externalId: string | null;
}

const mostAccounts = 10_000;

/** The accounts on a platform, of one creator, of some ids or of everybody; at most 10,000, in a fixed order. */
export async function accountsOnPlatform(
  ctx: WorkspaceContext,
  which: { readonly platform: Platform; readonly creatorId?: string | undefined; readonly ids?: readonly string[] | undefined },
): Promise<AskableAccount[]> {
  const rows = await queries.accountsOn(ctx.db, ctx.workspaceId, { ...which, limit: mostAccounts });
  return rows.map(({ id, creator_id, handle, handle_normalised, external_id }) => ({
    ...{ id, creatorId: creator_id, handle, normalised: handle_normalised, externalId: external_id },
  }));
}

/** Notes the platform's own id of an account, where none was known. */
export const noteExternalId = (within: WorkspaceContext, accountId: string, externalId: string) =>
  queries.nameAccount(within.db, within.workspaceId, accountId, externalId);

/** Accounts by their ids, also of creators who were put away since. */
export async function accountsByIds(ctx: WorkspaceContext, ids: readonly string[]) {
  const rows = ids.length === 0 ? [] : await queries.findAccounts(ctx.db, ctx.workspaceId, ids);
  return new Map(rows.map(({ id, creator_id, handle }) => [id, { id, creatorId: creator_id, handle }]));
}

/** The creators in use who have an e-mail address. */
export async function creatorsWithEmail(ctx: WorkspaceContext, email: string): Promise<string[]> {
  const rows = await queries.withEmailHash(ctx.db, ctx.workspaceId, emailHash(ctx, email));
  return rows.map(({ id }) => id);
}

/** Records of creators, each with the record that is kept for the same person; one that was never merged is its own. */
export type CreatorRecords = ReadonlyMap<string, string>;

/** Every record of some creators: what stands under any of them is one person's. */
export async function recordsOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<CreatorRecords> {
  const rows = ids.length === 0 ? [] : await queries.recordsOf(ctx.db, ctx.workspaceId, ids);
  return new Map(rows.map(({ record_id: record, kept_id: kept }) => [record, kept]));
}

/** How many followed an account on a day, as a source told it. */
interface FollowersOnDay {
  readonly count: bigint;
  readonly on: string;
  readonly source: string;
}

/** The numbers of followers that are known of some accounts, by account, the newest first and of one day the best first. */
export async function followersOfAccounts(ctx: WorkspaceContext, accountIds: readonly string[]): Promise<Map<string, FollowersOnDay[]>> {
  const rows = accountIds.length === 0 ? [] : await queries.listFollowers(ctx.db, ctx.workspaceId, accountIds);
  const byAccount = groupBy(rows, (row) => row.account_id);
  return new Map(
    [...byAccount].map(([id, own]) => [id, own.map(({ followers, observed_on: on, source }) => ({ count: followers!, on, source }))]),
  );
}
