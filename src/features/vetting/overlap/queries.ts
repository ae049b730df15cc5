import { sql } from "kysely";
import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import { bytesText, recordset } from "../../../platform/db/recordset.ts";
import type { NameKind } from "../followers/follower-names.ts";
import type { VettingTables } from "../tables.ts";

/** A follower under a pseudonym. */
export interface HashedName {
  readonly kind: NameKind;
  readonly hash: Uint8Array;
}

const hashColumns = recordset<{ kind: string; keyed_hash: string }>({ kind: "text", keyed_hash: "bytea" });
const hashRow = ({ kind, hash }: HashedName) => ({ kind, keyed_hash: bytesText(hash) });

/** Keeps by what pseudonyms a sample names its followers. */
export async function insertIds(db: Database, workspaceId: string, sampleId: string, names: readonly HashedName[]): Promise<void> {
  if (names.length === 0) return;
  await sql`insert into follower_sample_ids (workspace_id, sample_id, kind, keyed_hash)
    select ${workspaceId}, ${sampleId}, r.kind, r.keyed_hash from ${hashColumns.of(names.map(hashRow))}
    on conflict do nothing`.execute(db);
}

/** Takes away the pseudonyms of samples of some accounts. */
export async function deleteIdsOfAccounts(db: Database, workspaceId: string, accountIds: readonly string[]): Promise<void> {
  await sql`delete from follower_sample_ids i using follower_samples s
    where s.workspace_id = ${workspaceId} and s.account_id = ${oneOf(accountIds)}
      and i.workspace_id = s.workspace_id and i.sample_id = s.id`.execute(db);
}

/** Takes some pseudonyms out of every sample of the workspace; each sample is asked by its key. */
export async function deleteNames(db: Database, workspaceId: string, names: readonly HashedName[]): Promise<void> {
  if (names.length === 0) return;
  await sql`delete from follower_sample_ids i using follower_samples s, ${hashColumns.of(names.map(hashRow))}
    where s.workspace_id = ${workspaceId} and i.workspace_id = s.workspace_id and i.sample_id = s.id
      and i.kind = r.kind and i.keyed_hash = r.keyed_hash`.execute(db);
}

interface AccountSample {
  readonly account_id: string;
  readonly platform: string;
  /** Null, like all below: the account has no sample. */
  readonly id: string | null;
  readonly taken_on: string | null;
  readonly source: string | null;
  readonly drawn: string | null;
  readonly listed: number | null;
  readonly handles: number;
  readonly ids: number;
  readonly followers: bigint | null;
  readonly followers_on: string | null;
}

/**
 * Of each account the newest sample that names followers, else the newest; and the number of followers that is nearest to its day, at most
 * so many days away.
 */
export async function samplesToCompare(
  db: Database,
  workspaceId: string,
  { accountIds, nearDays }: { readonly accountIds: readonly string[]; readonly nearDays: number },
): Promise<AccountSample[]> {
  const { rows } = await sql<AccountSample>`
    select a.account_id, a.platform, s.id, s.taken_on, s.source, s.drawn, s.listed, coalesce(n.handles, 0) as handles, coalesce(n.ids, 0) as ids,
      f.followers, f.observed_on as followers_on
    from vetted_accounts a
    left join lateral (
      select s.id, s.taken_on, s.source, s.drawn, jsonb_array_length(s.followers) as listed from follower_samples s
      where s.workspace_id = a.workspace_id and s.account_id = a.account_id
      order by exists (select from follower_sample_ids i where i.workspace_id = s.workspace_id and i.sample_id = s.id) desc,
        s.taken_on desc, s.id desc
      limit 1
    ) s on true
    left join lateral (
      select count(*) filter (where i.kind = 'handle')::int as handles, count(*) filter (where i.kind = 'id')::int as ids
      from follower_sample_ids i where i.workspace_id = a.workspace_id and i.sample_id = s.id
    ) n on true
    left join lateral (
      select f.followers, f.observed_on from vetted_figures f
      where f.workspace_id = a.workspace_id and f.account_id = a.account_id and f.followers > 0
        and f.observed_on between s.taken_on - ${nearDays}::int and s.taken_on + ${nearDays}::int
      order by abs(f.observed_on - s.taken_on), f.grade, f.recorded_at desc, f.id desc
      limit 1
    ) f on true
    where a.workspace_id = ${workspaceId} and a.account_id = ${oneOf(accountIds)}`.execute(db);
  return rows;
}

/** How many followers each two of some samples both name, in each way; of two that have none in common there is no row. */
export async function matchesOf(db: Database, workspaceId: string, sampleIds: readonly string[]) {
  const on = tablesOf<VettingTables>(db);
  const rows = await on
    .selectFrom("follower_sample_ids as i")
    .innerJoin("follower_sample_ids as j", (join) =>
      join
        .onRef("j.workspace_id", "=", "i.workspace_id")
        .onRef("j.kind", "=", "i.kind")
        .onRef("j.keyed_hash", "=", "i.keyed_hash")
        .onRef("j.sample_id", ">", "i.sample_id"),
    )
    .select(["i.sample_id as a", "j.sample_id as b", "i.kind as kind", sql<number>`count(*)::int`.as("matches")])
    .where("i.workspace_id", "=", workspaceId)
    .where("i.sample_id", "=", oneOf(sampleIds))
    .where("j.sample_id", "=", oneOf(sampleIds))
    .groupBy(["i.sample_id", "j.sample_id", "i.kind"])
    .execute();
  return rows.map(({ kind, ...row }) => ({ ...row, kind: kind as NameKind }));
}
