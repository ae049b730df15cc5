import { sql, type Insertable } from "kysely";
import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { CreatorTables } from "../tables.ts";

const on = (db: Database) => tablesOf<CreatorTables>(db);

/** The records that were merged into some creators. */
export const listMerged = (db: Database, workspaceId: string, creatorIds: readonly string[]) =>
  on(db)
    .selectFrom("creators")
    .select(["id", "name", "merged_into_id"])
    .where("workspace_id", "=", workspaceId)
    .where("merged_into_id", "=", oneOf(creatorIds))
    .orderBy("created_at")
    .execute();

export const insertMerge = (db: Database, row: Insertable<CreatorTables["creator_merges"]>) =>
  on(db).insertInto("creator_merges").values(row).returningAll().executeTakeFirstOrThrow();

export const findMerge = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("creator_merges").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

export const findUndo = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("creator_merges").select("id").where("workspace_id", "=", workspaceId).where("undoes_id", "=", id).executeTakeFirst();

/** Merges in force that lead to or from some creators, in the order in which they were made. */
export const listInForce = (db: Database, workspaceId: string, creatorIds: readonly string[]) =>
  on(db)
    .selectFrom("creator_merges as m")
    .selectAll("m")
    .where("m.workspace_id", "=", workspaceId)
    .where("m.action", "=", "merge")
    .where((e) => e.or([e("m.from_creator_id", "=", oneOf(creatorIds)), e("m.into_creator_id", "=", oneOf(creatorIds))]))
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom("creator_merges as u")
            .select("u.id")
            .whereRef("u.workspace_id", "=", "m.workspace_id")
            .whereRef("u.undoes_id", "=", "m.id"),
        ),
      ),
    )
    .orderBy("m.recorded_at")
    .orderBy("m.id")
    .execute();

/** Pairs of creators whose merge was taken back. */
export const listParted = (db: Database, workspaceId: string, creatorIds: readonly string[]) =>
  on(db)
    .selectFrom("creator_merges")
    .select(["from_creator_id as one", "into_creator_id as other"])
    .where("workspace_id", "=", workspaceId)
    .where("action", "=", "undo")
    .where("from_creator_id", "=", oneOf(creatorIds))
    .execute();

/** Points creators at those who are kept; null: at nobody. */
export const setMergedInto = (db: Database, workspaceId: string, targets: readonly { id: string; into: string | null }[]) =>
  sql`update creators c set merged_into_id = n.into_id
    from unnest(${targets.map((each) => each.id)}::uuid[], ${targets.map((each) => each.into)}::uuid[]) as n(id, into_id)
    where c.workspace_id = ${workspaceId} and c.id = n.id`.execute(db);

/** What stands under each of some creators' own records. */
export const listBelongings = (db: Database, workspaceId: string, creatorIds: readonly string[]) =>
  on(db)
    .selectFrom("creator_belongings")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", oneOf(creatorIds))
    .orderBy("kind")
    .execute();

/** Two creators who may be one person, and why. */
export interface LikelyPair {
  readonly one_id: string;
  readonly other_id: string;
  readonly reason: string;
  readonly evidence: string;
}

const inUse = sql`c.archived_at is null and c.merged_into_id is null`;
const mostOfOneKind = 200;

const linkIn = (column: string) => sql.raw(`lower(substring(${column} from '([[:alnum:].-]+[.][[:alpha:]]{2,}/[^[:space:]]+)'))`);
const hasLink = (column: string) => sql.raw(`${column} ~ '[[:alnum:].-]+[.][[:alpha:]]{2,}/[^[:space:]]+'`);

/** Pairs of creators with the same e-mail address, handle, link in what an account says of itself, or the same name but for signs and case. */
export async function listLikelyPairs(db: Database, workspaceId: string): Promise<LikelyPair[]> {
  const pairs = (reason: string, keyed: ReturnType<typeof sql>) => sql`
    (with k as materialized (${keyed})
    select a.id as one_id, b.id as other_id, ${reason}::text as reason, a.key::text as evidence from k a join k b on b.key = a.key and a.id < b.id
    limit ${mostOfOneKind})`;
  const emails = sql`select c.id, lower(c.email) as key from creators c where c.workspace_id = ${workspaceId} and ${inUse} and c.email is not null`;
  const names = sql`select c.id, lower(regexp_replace(c.name, '[^[:alnum:]]+', '', 'g')) as key from creators c
    where c.workspace_id = ${workspaceId} and ${inUse} and length(c.name) >= 5`;
  const handles = sql`select distinct c.id, a.handle_normalised as key from creator_accounts a
    join creators c on c.workspace_id = a.workspace_id and c.id = a.creator_id
    where a.workspace_id = ${workspaceId} and a.archived_at is null and ${inUse} and length(a.handle_normalised) >= 4`;
  const links = sql`select distinct c.id, ${linkIn("p.bio")} as key
    from account_profiles p join creator_accounts a on a.workspace_id = p.workspace_id and a.id = p.account_id and a.archived_at is null
    join creators c on c.workspace_id = a.workspace_id and c.id = a.creator_id
    where p.workspace_id = ${workspaceId} and ${inUse} and ${hasLink("p.bio")}`;
  const found = await sql<LikelyPair>`${pairs("email", emails)} union all ${pairs("handle", handles)} union all ${pairs("bio_link", links)}
    union all ${pairs("name", names)}`.execute(db);
  return found.rows;
}

/** Who may be the same person as one creator, each looked up by an index, however many creators there are. */
export async function listLikelyOf(
  db: Database,
  workspaceId: string,
  creatorId: string,
  platforms: readonly string[],
): Promise<LikelyPair[]> {
  const found = await sql<LikelyPair>`
    select ${creatorId}::uuid as one_id, c.id as other_id, found.reason, found.evidence from (
      select 'email' as reason, o.id, o.email as evidence from creators m join creators o on o.workspace_id = m.workspace_id and o.email_hash = m.email_hash
        where m.workspace_id = ${workspaceId} and m.id = ${creatorId}
      union
      select 'handle', o.creator_id, m.handle_normalised from creator_accounts m
        cross join lateral (select a.creator_id from creator_accounts a where a.workspace_id = m.workspace_id and a.platform = any(${[...platforms]}::text[])
          and a.handle_normalised = m.handle_normalised and a.archived_at is null offset 0) as o
        where m.workspace_id = ${workspaceId} and m.creator_id = ${creatorId} and m.archived_at is null and length(m.handle_normalised) >= 4
      union
      select 'bio_link', a.creator_id, ${linkIn("m.bio")} from account_profiles m
        join creator_accounts own on own.workspace_id = m.workspace_id and own.id = m.account_id and own.creator_id = ${creatorId}
        join account_profiles o on o.workspace_id = m.workspace_id and ${linkIn("o.bio")} = ${linkIn("m.bio")} and ${hasLink("o.bio")}
        join creator_accounts a on a.workspace_id = o.workspace_id and a.id = o.account_id and a.archived_at is null
        where m.workspace_id = ${workspaceId} and ${hasLink("m.bio")}
      union
      (select 'name', o.id, o.name from creators m join creators o on o.workspace_id = m.workspace_id and o.name % m.name and similarity(o.name, m.name) >= 0.8
        where m.workspace_id = ${workspaceId} and m.id = ${creatorId} and length(m.name) >= 5 limit 20)) as found
    join creators c on c.workspace_id = ${workspaceId} and c.id = found.id
    where c.id <> ${creatorId} and ${inUse} limit ${mostOfOneKind}`.execute(db);
  return found.rows;
}
