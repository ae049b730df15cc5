import type { WorkspaceContext } from "../../../platform/context.ts";
import { accountsOf } from "../accounts/service.ts";
import type { CreatorRow } from "../importing/creator-row.ts";
import * as queries from "../importing/queries.ts";
import { accountKey, importSource, keysOfRow } from "../importing/row-keys.ts";
import { knownCreators, type KnownAccount, type KnownCreator, type KnownCreators, type KnownPrice } from "../importing/row-plan.ts";
import { saidProfiles, toldFigures } from "../observing/service.ts";
import { emailHash } from "../profiles/service.ts";
import { findCreators } from "../queries.ts";
import type { PriceBook } from "../writing/service.ts";

function lookupKeys(ctx: WorkspaceContext, rows: readonly CreatorRow[]): queries.LookupKeys {
  return {
    ids: rows.flatMap(({ id }) => (id === null ? [] : [id])),
    externals: rows.flatMap(({ externalId, source }) => (externalId === null ? [] : [{ externalId, source: source ?? importSource }])),
    accounts: rows.flatMap(({ accounts }) => accounts.map(({ platform, normalised }) => ({ platform, normalised }))),
    emailHashes: rows.flatMap(({ email }) => (email === null ? [] : [emailHash(ctx, email)])),
    names: rows.flatMap((row) => (row.name === null || keysOfRow(row).strong.length > 0 ? [] : [row.name])),
  };
}

type Accounts = Awaited<ReturnType<typeof accountsOf>> extends Map<string, infer Rows> ? Rows : never;

async function numbersByAccount(ctx: WorkspaceContext, accountIds: readonly string[], source: string) {
  const byAccount = new Map<string, KnownAccount["imported"][number][]>(accountIds.map((id) => [id, []]));
  if (accountIds.length === 0) return byAccount;
  for (const row of await queries.importedNumbers(ctx.db, ctx.workspaceId, accountIds, source))
    byAccount.get(row.account_id)?.push({ observedOn: row.observed_on, followers: row.followers === null ? null : Number(row.followers) });
  return byAccount;
}

/** For each known account the days of which the rows tell figures. */
function askedDays(rows: readonly CreatorRow[], accounts: Accounts): { accountId: string; day: string | null }[] {
  const days = new Map<string, Set<string | null>>();
  for (const { accounts: stated, followersOn } of rows)
    for (const { platform, normalised, history = [] } of stated) {
      const key = accountKey(platform, normalised);
      const known = days.get(key) ?? new Set();
      days.set(key, known.add(followersOn));
      for (const { observedOn } of history) known.add(observedOn);
    }
  return accounts.flatMap(({ id, platform, handle_normalised }) =>
    [...(days.get(accountKey(platform, handle_normalised)) ?? [])].map((day) => ({ accountId: id, day })),
  );
}

async function knownAccounts(
  ctx: WorkspaceContext,
  rows: readonly CreatorRow[],
  accounts: Accounts,
  source: string,
): Promise<KnownAccount[]> {
  const ids = accounts.map((account) => account.id);
  const numbers = await numbersByAccount(ctx, ids, source);
  const asked = askedDays(rows, accounts);
  const told = await toldFigures(ctx, source, asked);
  const said = await saidProfiles(ctx, source, asked);
  return accounts.map(({ id, platform, handle_normalised, archived_at, followers }) => ({
    id,
    platform,
    normalised: handle_normalised,
    isActive: archived_at === null,
    newest: followers === null ? null : Number(followers),
    imported: numbers.get(id) ?? [],
    figures: told.get(id) ?? new Map(),
    profiles: said.get(id) ?? new Map(),
  }));
}

const knownFrom = (
  row: Awaited<ReturnType<typeof findCreators>>[number],
  accounts: readonly KnownAccount[],
  prices: readonly KnownPrice[],
): KnownCreator => ({
  id: row.id,
  name: row.name,
  email: row.email,
  country: row.country,
  source: row.source,
  externalId: row.external_id,
  notes: row.notes,
  metadata: row.metadata,
  isArchived: row.archived_at !== null,
  ...{ accounts, prices },
});

/** Everything that is known of whoever the rows may mean, with what the source of the file told of them before. */
export async function loadKnown(
  ctx: WorkspaceContext,
  rows: readonly CreatorRow[],
  source: string,
  book: PriceBook,
): Promise<KnownCreators> {
  const ids = await queries.findByKeys(ctx.db, ctx.workspaceId, lookupKeys(ctx, rows));
  if (ids.length === 0) return knownCreators([]);
  const creators = await findCreators(ctx.db, ctx.workspaceId, ids);
  const byCreator = await accountsOf(ctx, ids, { archived: true });
  const known = await knownAccounts(ctx, rows, [...byCreator.values()].flat(), source);
  const hasPrices = rows.some(({ accounts }) => accounts.some(({ prices }) => prices !== undefined));
  const prices = hasPrices ? await book.known(ctx, ids, source) : new Map<string, readonly KnownPrice[]>();
  const byId = new Map(known.map((account) => [account.id, account]));
  return knownCreators(
    creators.map((creator) =>
      knownFrom(
        creator,
        (byCreator.get(creator.id) ?? []).map(({ id }) => byId.get(id)!),
        prices.get(creator.id) ?? [],
      ),
    ),
  );
}
