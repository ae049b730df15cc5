import { formatId } from "../../../kernel/ids.ts";
import { localDay } from "../../../kernel/zone.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, isConflict } from "../../../platform/db/database.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { tell } from "../../webhooks/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { refuseUnwanted } from "../forgetting/service.ts";
import { handleFault, parseHandle } from "../handle.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { listMerged } from "../merging/queries.ts";
import { creatorProblems } from "../problems.ts";
import { lockCreator, markCreators } from "../queries.ts";
import { noFigures, writeFigures } from "../observing/service.ts";
import type { CreatorAccount } from "../tables.ts";
import * as queries from "./queries.ts";

/** An account to add. */
export interface NewAccount {
  readonly platform: Platform;
  readonly handle: string;
  readonly url?: string | undefined;
  readonly external_id?: string | undefined;
  /** Missing: nothing is recorded; null: recorded as unknown. */
  readonly followers?: number | null | undefined;
  readonly observed_on?: string | undefined;
}

type KnownAccount = CreatorAccount & { followers: bigint | null; observed_on: string | null; source: string | null };

/** The account as the API shows it. */
export const shownAccount = (row: KnownAccount) => ({
  id: formatId("acc", row.id),
  platform: row.platform as Platform,
  handle: row.handle,
  url: row.url,
  external_id: row.external_id,
  followers:
    row.observed_on === null
      ? null
      : { count: row.followers === null ? null : Number(row.followers), observed_on: row.observed_on, source: row.source! },
  created_at: row.created_at.toISOString(),
  archived_at: row.archived_at?.toISOString() ?? null,
});

/** The accounts of some creators by creator, those of records that were merged into them among them, in the order in which they were added. */
export async function accountsOf(
  ctx: WorkspaceContext,
  creatorIds: readonly string[],
  options = { archived: false },
): Promise<Map<string, KnownAccount[]>> {
  const byCreator = new Map<string, KnownAccount[]>();
  if (creatorIds.length === 0) return byCreator;
  const merged = new Map((await listMerged(ctx.db, ctx.workspaceId, creatorIds)).map((row) => [row.id, row.merged_into_id!]));
  for (const row of await queries.listAccounts(ctx.db, ctx.workspaceId, [...creatorIds, ...merged.keys()], options)) {
    const keptId = merged.get(row.creator_id) ?? row.creator_id;
    const known = byCreator.get(keptId);
    if (known === undefined) byCreator.set(keptId, [row]);
    else known.push(row);
  }
  return byCreator;
}

/** An account that goes by a handle now. */
export interface NamedAccount {
  readonly id: string;
  readonly creatorId: string;
  readonly platform: string;
  /** The handle in its compared form. */
  readonly normalised: string;
}

/** The accounts that have some handles now, in no order; a handle that nobody here has, or that is none, is missing. */
export async function accountsNamed(
  ctx: WorkspaceContext,
  handles: readonly { readonly platform: Platform; readonly handle: string }[],
): Promise<NamedAccount[]> {
  const keys = handles.flatMap(({ platform, handle }) => {
    const parsed = parseHandle(platform, handle);
    return parsed.ok ? [{ platform, normalised: parsed.normalised }] : [];
  });
  const rows = keys.length === 0 ? [] : await queries.findByHandles(ctx.db, ctx.workspaceId, keys);
  return rows.map((row) => ({ id: row.id, creatorId: row.creator_id, platform: row.platform, normalised: row.handle_normalised }));
}

const handleTaken = (platform: string, handle: string, creatorId: string): Problem =>
  new Problem(
    creatorProblems["handle-taken"],
    `${handle} on ${platform} belongs to the creator ${formatId("cre", creatorId)}. Archive the account there first, or correct the handle.`,
  );

function readHandle(platform: Platform, text: string) {
  const parsed = parseHandle(platform, text);
  if (!parsed.ok) throw invalidInput([{ pointer: "/handle", detail: `handle: ${handleFault(parsed.problem, platform, text)}` }]);
  return parsed;
}

/** The day that it is in the workspace's zone. */
export const today = async (ctx: WorkspaceContext): Promise<string> => localDay(ctx.now(), (await loadWorkspace(ctx)).zone);

async function insertAccount(within: WorkspaceContext, creatorId: string, account: NewAccount): Promise<string> {
  const { handle, normalised, url } = readHandle(account.platform, account.handle);
  const row = await queries.insertAccount(within.db, {
    workspace_id: within.workspaceId,
    id: within.newId(),
    creator_id: creatorId,
    platform: account.platform,
    handle,
    handle_normalised: normalised,
    url: account.url ?? url,
    external_id: account.external_id ?? null,
    created_at: nowAt(within),
  });
  if (row !== undefined) return row.id;
  const holder = await queries.findHolder(within.db, within.workspaceId, account.platform, normalised);
  throw handleTaken(account.platform, handle, holder?.creator_id ?? creatorId);
}

const byHand = (accountId: string, observedOn: string) =>
  ({ accountId, observedOn, observedAt: null, source: "manual", grade: "D", evidence: "", importId: null }) as const;

const byHandle = (a: NewAccount, b: NewAccount): number => {
  const key = (account: NewAccount) => `${account.platform} ${account.handle.toLowerCase()}`;
  return key(a) < key(b) ? -1 : 1;
};

/** Adds accounts to a creator within a transaction; always in one order, so that two that add the same ones cannot wait for each other. */
export async function insertAccounts(within: WorkspaceContext, creatorId: string, accounts: readonly NewAccount[]): Promise<void> {
  for (const account of accounts.toSorted(byHandle)) {
    const id = await insertAccount(within, creatorId, account);
    if (account.followers === undefined) continue;
    const figures = { ...noFigures, followers: account.followers };
    await writeFigures(within, [{ ...byHand(id, account.observed_on ?? (await today(within))), figures, isUnknownTold: true }]);
  }
}

/** Who is kept for an id. */
async function requireCreator(within: WorkspaceContext, id: string): Promise<string> {
  const creator = await lockCreator(within.db, within.workspaceId, id);
  if (creator === undefined) throw notFound("creator", formatId("cre", id));
  return creator.id;
}

/** An account of a creator, held until the transaction ends. @throws Problem not-found for any other id */
export async function requireAccount(within: WorkspaceContext, creatorId: string, id: string): Promise<CreatorAccount> {
  const account = await queries.lockAccount(within.db, within.workspaceId, creatorId, id);
  if (account === undefined) throw notFound("account", formatId("acc", id));
  return account;
}

async function showAccount(within: WorkspaceContext, creatorId: string, id: string) {
  const accounts = (await accountsOf(within, [creatorId], { archived: true })).get(creatorId) ?? [];
  return shownAccount(accounts.find((account) => account.id === id)!);
}

/** Adds one account. @throws Problem handle-taken, do-not-contact */
export async function addAccount(ctx: WorkspaceContext, askedId: string, account: NewAccount) {
  return inTransaction(ctx, async (within) => {
    const creatorId = await requireCreator(within, askedId);
    await refuseUnwanted(within, { accounts: [account] });
    await insertAccounts(within, creatorId, [account]);
    const { normalised } = readHandle(account.platform, account.handle);
    const added = await queries.findHolder(within.db, within.workspaceId, account.platform, normalised);
    await markCreators(within.db, within.workspaceId, [creatorId]);
    await tell(within, "creator.updated.v1", [creatorId]);
    return showAccount(within, creatorId, added!.id);
  });
}

/** What may change of an account. */
export interface AccountChanges {
  readonly handle?: string | undefined;
  readonly url?: string | null | undefined;
  readonly external_id?: string | null | undefined;
}

function changedValues(before: CreatorAccount, changes: AccountChanges) {
  const named = changes.handle === undefined ? undefined : readHandle(before.platform as Platform, changes.handle);
  return {
    ...(named === undefined ? {} : { handle: named.handle, handle_normalised: named.normalised, url: named.url }),
    ...(changes.url === undefined ? {} : { url: changes.url }),
    ...(changes.external_id === undefined ? {} : { external_id: changes.external_id }),
  };
}

/** Changes an account; another handle brings its own address unless one is given. */
export async function updateAccount(ctx: WorkspaceContext, creatorId: string, id: string, changes: AccountChanges) {
  return inTransaction(ctx, async (within) => {
    const before = await requireAccount(within, creatorId, id);
    const values = changedValues(before, changes);
    if (Object.keys(values).length === 0) return showAccount(within, creatorId, id);
    const { handle_normalised: handle = before.handle_normalised } = values;
    if (handle !== before.handle_normalised)
      await refuseUnwanted(within, { accounts: [{ platform: before.platform as Platform, handle }] });
    const holder = await queries.findHolder(within.db, within.workspaceId, before.platform, values.handle_normalised ?? "");
    if (holder !== undefined && holder.id !== id) throw handleTaken(before.platform, changes.handle ?? before.handle, holder.creator_id);
    await queries.updateAccount(within.db, within.workspaceId, id, values).catch((error: unknown) => {
      throw isConflict(error, "creator_accounts_handle")
        ? new Problem(
            creatorProblems["handle-taken"],
            `${changes.handle} on ${before.platform} was taken just now. Read it again, then decide.`,
          )
        : error;
    });
    await markCreators(within.db, within.workspaceId, [creatorId]);
    await tell(within, "creator.updated.v1", [creatorId]);
    return showAccount(within, creatorId, id);
  });
}

/** Puts an account away. Doing it again changes nothing. */
export async function archiveAccount(ctx: WorkspaceContext, creatorId: string, id: string) {
  return inTransaction(ctx, async (within) => {
    const before = await requireAccount(within, creatorId, id);
    if (before.archived_at === null) {
      await queries.updateAccount(within.db, within.workspaceId, id, { archived_at: nowAt(within) });
      const detail = { platform: before.platform, handle: before.handle };
      await recordAudit(within, { action: "creator_account.archived", subjectKind: "creator_account", subjectId: id, detail });
      await markCreators(within.db, within.workspaceId, [creatorId]);
      await tell(within, "creator.updated.v1", [creatorId]);
    }
    return showAccount(within, creatorId, id);
  });
}

/** Where most people follow a creator. */
export interface MainAccount {
  readonly platform: Platform;
  /** Null: not known. */
  readonly followers: number | null;
}

/** Of each creator the account with most followers; where none is known the first. A creator without accounts is missing. */
export async function mainAccountsOf(ctx: WorkspaceContext, creatorIds: readonly string[]): Promise<Map<string, MainAccount>> {
  const accounts = await accountsOf(ctx, creatorIds);
  const main = (rows: readonly KnownAccount[]): MainAccount => {
    const first = rows.toSorted((a, b) => Number(b.followers ?? -1n) - Number(a.followers ?? -1n))[0]!;
    return { platform: first.platform as Platform, followers: first.followers === null ? null : Number(first.followers) };
  };
  return new Map([...accounts].map(([id, rows]) => [id, main(rows)]));
}
