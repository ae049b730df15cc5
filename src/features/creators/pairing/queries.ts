import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import { bytesText, recordset } from "../../../platform/db/recordset.ts";

/** By what a creator is held against others, such as an e-mail address. */
export interface MatchKey {
  readonly reason: string;
  readonly key_hash: Uint8Array;
}

/** A key that a creator has now and had not, or had and has no more. */
export interface KeyChange extends MatchKey {
  readonly creator_id: string;
  /** The key itself; null: the creator has it no more. */
  readonly evidence: string | null;
}

/** Of more creators with the same key, such as a common name, the first so many are held against each other. */
export const mostOfOneKey = 50;

/** Whether a creator is worked with. */
export const inUse = sql`c.archived_at is null and c.merged_into_id is null`;

/** The first address in a column, without its scheme. */
export const linkIn = (column: string) => sql.raw(`lower(substring(${column} from '([[:alnum:].-]+[.][[:alpha:]]{2,}/[^[:space:]]+)'))`);
/** Whether there is one. */
export const hasLink = (column: string) => sql.raw(`${column} ~ '[[:alnum:].-]+[.][[:alpha:]]{2,}/[^[:space:]]+'`);

/** Every key of the creators who are in use, or of some of them. */
function keysNow(workspaceId: string, creatorIds: readonly string[] | undefined) {
  const those = sql`${inUse} and ${creatorIds === undefined ? sql`true` : sql`c.id = any(${[...creatorIds]}::uuid[])`}`;
  return sql`
    select c.id, 'email' as reason, lower(c.email) as key from creators c
      where c.workspace_id = ${workspaceId} and ${those} and c.email is not null
    union
    select c.id, 'handle', a.handle_normalised from creators c
      join creator_accounts a on a.workspace_id = c.workspace_id and a.creator_id = c.id and a.archived_at is null
      where c.workspace_id = ${workspaceId} and ${those} and length(a.handle_normalised) >= 4
    union
    select c.id, 'bio_link', ${linkIn("p.bio")} from creators c
      join creator_accounts a on a.workspace_id = c.workspace_id and a.creator_id = c.id and a.archived_at is null
      join account_profiles p on p.workspace_id = a.workspace_id and p.account_id = a.id
      where c.workspace_id = ${workspaceId} and ${those} and ${hasLink("p.bio")}
    union
    select c.id, 'name', lower(regexp_replace(c.name, '[^[:alnum:]]+', '', 'g')) from creators c
      where c.workspace_id = ${workspaceId} and ${those} and length(c.name) >= 5`;
}

/** How the keys of some creators differ from those that are kept. */
export async function keyChanges(db: Database, workspaceId: string, creatorIds: readonly string[]): Promise<KeyChange[]> {
  const { rows } = await sql<KeyChange>`
    with fresh as materialized (select id as creator_id, reason, substring(sha256(convert_to(key, 'UTF8')) from 1 for 16) as key_hash, key
        from (${keysNow(workspaceId, creatorIds)}) n where key <> ''),
      kept as materialized (select creator_id, reason, key_hash from creator_match_keys
        where workspace_id = ${workspaceId} and creator_id = any(${[...creatorIds]}::uuid[]))
    select coalesce(f.creator_id, k.creator_id) as creator_id, coalesce(f.reason, k.reason) as reason, coalesce(f.key_hash, k.key_hash) as key_hash,
      f.key as evidence
    from fresh f full join kept k on k.creator_id = f.creator_id and k.reason = f.reason and k.key_hash = f.key_hash
    where f.creator_id is null or k.creator_id is null`.execute(db);
  return rows;
}

const changeColumns = recordset<{ creator_id: string; reason: string; key_hash: string; evidence: string | null }>({
  ...{ creator_id: "uuid", reason: "text", key_hash: "bytea", evidence: "text" },
});

/** Keeps keys as they now are. */
export async function keepKeys(db: Database, workspaceId: string, changes: readonly KeyChange[]): Promise<void> {
  const rows = changeColumns.of(changes.map((change) => ({ ...change, key_hash: bytesText(change.key_hash) })));
  await sql`delete from creator_match_keys k using ${rows} where r.evidence is null and k.workspace_id = ${workspaceId}
    and k.creator_id = r.creator_id and k.reason = r.reason and k.key_hash = r.key_hash`.execute(db);
  await sql`insert into creator_match_keys (workspace_id, creator_id, reason, key_hash, evidence)
    select ${workspaceId}::uuid, r.creator_id, r.reason, r.key_hash, r.evidence from ${rows} where r.evidence is not null`.execute(db);
}

const keyColumns = recordset<{ reason: string; key_hash: string }>({ reason: "text", key_hash: "bytea" });

/** Of the creators who have a key the first ones. */
const firstOf = (workspaceId: string, key: "r" | "m") => sql`array(select k.creator_id from creator_match_keys k
  where k.workspace_id = ${workspaceId} and k.reason = ${sql.ref(`${key}.reason`)} and k.key_hash = ${sql.ref(`${key}.key_hash`)}
  order by k.creator_id limit ${mostOfOneKey})`;

/** Who is held against each other by each of some keys, in the order of the keys. */
export async function heldBy(db: Database, workspaceId: string, keys: readonly MatchKey[]): Promise<string[][]> {
  const rows = keyColumns.of(keys.map(({ reason, key_hash }) => ({ reason, key_hash: bytesText(key_hash) })));
  const { rows: held } = await sql<{ reason: string; key_hash: Uint8Array; ids: string[] }>`
    select r.reason, r.key_hash, ${firstOf(workspaceId, "r")} as ids from ${rows}`.execute(db);
  const byKey = new Map(held.map(({ reason, key_hash, ids }) => [`${reason} ${bytesText(key_hash)}`, ids]));
  return keys.map(({ reason, key_hash }) => byKey.get(`${reason} ${bytesText(key_hash)}`) ?? []);
}

/** Makes every pair that one of some creators is in anew, from the keys that are kept. */
export async function keepPairs(db: Database, workspaceId: string, creatorIds: readonly string[]): Promise<void> {
  const those = [...creatorIds];
  await deletePairs(db, workspaceId, creatorIds);
  await sql`insert into creator_likely_pairs (workspace_id, one_id, other_id, reason_count, reasons)
    select ${workspaceId}::uuid, f.one_id, f.other_id, count(*), jsonb_agg(jsonb_build_object('reason', f.reason, 'evidence', f.evidence) order by f.reason, f.evidence)
    from (select distinct least(m.creator_id, o.id) as one_id, greatest(m.creator_id, o.id) as other_id, m.reason, m.evidence
      from (select m.creator_id, m.reason, m.evidence, ${firstOf(workspaceId, "m")} as ids from creator_match_keys m
        where m.workspace_id = ${workspaceId} and m.creator_id = any(${those}::uuid[])) m
      cross join lateral unnest(m.ids) o(id) where m.creator_id = any(m.ids) and o.id <> m.creator_id) f
    group by f.one_id, f.other_id`.execute(db);
}

/** Takes away every pair that one of some creators is in. */
export async function deletePairs(db: Database, workspaceId: string, creatorIds: readonly string[]): Promise<void> {
  const those = [...creatorIds];
  await sql`delete from creator_likely_pairs where workspace_id = ${workspaceId}
    and (one_id = any(${those}::uuid[]) or other_id = any(${those}::uuid[]))`.execute(db);
}

/** Takes the words out of the keys of some creators; by the rest the worker finds with whom they are held no more. */
export async function emptyKeys(db: Database, workspaceId: string, creatorIds: readonly string[]): Promise<void> {
  await sql`update creator_match_keys set evidence = '' where workspace_id = ${workspaceId} and creator_id = any(${[...creatorIds]}::uuid[])`.execute(
    db,
  );
}

/**
 * The first pair that is kept otherwise than it comes of all keys at once, as two ids; undefined: all are the same. Pairs of creators of whom a
 * change is noted are left out. This is the plain way that what is kept is held to.
 */
export async function firstDifferentPair(db: Database, workspaceId: string): Promise<{ one_id: string; other_id: string } | undefined> {
  const { rows } = await sql<{ one_id: string; other_id: string }>`
    with keyed as materialized (${keysNow(workspaceId, undefined)}),
      placed as (select id, reason, key, row_number() over (partition by reason, key order by id) as place from keyed where key <> ''),
      shared as materialized (select id, reason, key from placed where place <= ${mostOfOneKey}),
      plain as (select a.id as one_id, b.id as other_id, jsonb_agg(jsonb_build_object('reason', a.reason, 'evidence', a.key) order by a.reason, a.key) as reasons
        from shared a join shared b on b.reason = a.reason and b.key = a.key and a.id < b.id group by a.id, b.id)
    select coalesce(p.one_id, k.one_id) as one_id, coalesce(p.other_id, k.other_id) as other_id
    from plain p full join (select * from creator_likely_pairs where workspace_id = ${workspaceId}) k on k.one_id = p.one_id and k.other_id = p.other_id
    where (p.reasons is distinct from k.reasons or k.reason_count <> jsonb_array_length(p.reasons))
      and not exists (select from creator_marks n where n.workspace_id = ${workspaceId} and n.creator_id in (p.one_id, p.other_id, k.one_id, k.other_id))
    limit 1`.execute(db);
  return rows[0];
}
