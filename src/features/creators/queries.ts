import { sql, type Expression, type SqlBool } from "kysely";
import { json, tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { CreatorStatus } from "./creator-status.ts";
import type { Platform } from "../../kernel/social/platform.ts";
import type { CreatorChanges, CreatorTables, NewCreatorRow } from "./tables.ts";

const on = (db: Database) => tablesOf<CreatorTables>(db);

export const findCreator = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("creators").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** The creator, held until the transaction ends. */
const lockRecord = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("creators").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).forUpdate().executeTakeFirst();

/** The creator, or who is kept in their place after a merge, held until the transaction ends: what changes is what is shown. */
export async function lockCreator(db: Database, workspaceId: string, id: string): ReturnType<typeof lockRecord> {
  const row = await lockRecord(db, workspaceId, id);
  return row === undefined || row.merged_into_id === null ? row : lockCreator(db, workspaceId, row.merged_into_id);
}

/** The creator, not changed by anybody until the transaction ends. */
export const shareCreator = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("creators").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).forShare().executeTakeFirst();

export const findCreators = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db).selectFrom("creators").selectAll().where("workspace_id", "=", workspaceId).where("id", "in", ids).execute();

export const findByExternalId = (db: Database, workspaceId: string, source: string, externalId: string) =>
  on(db)
    .selectFrom("creators")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("source", "=", source)
    .where("external_id", "=", externalId)
    .executeTakeFirst();

/** Adds a creator, or nothing when the external id is taken. */
export const insertCreator = (db: Database, row: NewCreatorRow) =>
  on(db)
    .insertInto("creators")
    .values({ ...row, metadata: json(row.metadata ?? {}) })
    .onConflict((c) => c.columns(["workspace_id", "source", "external_id"]).where("external_id", "is not", null).doNothing())
    .returningAll()
    .executeTakeFirst();

export const updateCreator = (db: Database, workspaceId: string, id: string, values: CreatorChanges) =>
  on(db)
    .updateTable("creators")
    .set({ ...values, ...(values.metadata === undefined ? {} : { metadata: json(values.metadata) }) })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/**
 * Notes, in the transaction of a change, that what creators are found by changes: the worker makes their cards anew. Whoever writes
 * something that a card shows calls it, once for all creators of a batch.
 *
 * @param dueAt when the change takes effect; left out: at once.
 */
export async function markCreators(db: Database, workspaceId: string, creatorIds: readonly string[], dueAt?: Date): Promise<void> {
  if (creatorIds.length === 0) return;
  await sql`insert into creator_marks (workspace_id, id, creator_id, due_at)
    select distinct on (m.creator_id) ${workspaceId}::uuid, gen_random_uuid(), m.creator_id, ${dueAt ?? null}::timestamptz
    from unnest(${[...creatorIds]}::uuid[]) m(creator_id)`.execute(db);
}

/** The workspaces in which the cards of some creators are to be made anew by now. */
export async function markedWorkspaces(db: Database, at: Date): Promise<string[]> {
  const { rows } = await sql<{ workspace_id: string }>`
    select distinct workspace_id from creator_marks where due_at is null or due_at <= ${at}`.execute(db);
  return rows.map((row) => row.workspace_id);
}

/** Takes notes away that are due, at most `limit`, after one in their order, and gives whose they are and the last one. */
export async function takeMarks(
  db: Database,
  workspaceId: string,
  { at, after, limit }: { at: Date; after: string | null; limit: number },
) {
  const { rows } = await sql<{ id: string; creator_id: string }>`
    with due as (
      select id from creator_marks where workspace_id = ${workspaceId} and (due_at is null or due_at <= ${at})
        and (${after}::uuid is null or id > ${after}::uuid)
      order by id limit ${limit})
    delete from creator_marks m using due where m.workspace_id = ${workspaceId} and m.id = due.id returning m.id, m.creator_id`.execute(db);
  const last = rows.reduce<string | null>((latest, { id }) => (latest === null || id > latest ? id : latest), null);
  return { creatorIds: [...new Set(rows.map((row) => row.creator_id))], last };
}

/** Those of some creators of whom something is noted, due or not. */
export async function markedOf(db: Database, workspaceId: string, creatorIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ creator_id: string }>`select distinct creator_id from creator_marks
    where workspace_id = ${workspaceId} and creator_id = any(${[...creatorIds]}::uuid[])`.execute(db);
  return new Set(rows.map((row) => row.creator_id));
}

/** What a list of creators is narrowed to; undefined: not narrowed. */
export interface CreatorFilter {
  readonly q?: string | undefined;
  readonly platform?: Platform | undefined;
  readonly status?: CreatorStatus | undefined;
  readonly programId?: string | undefined;
  readonly archived: boolean;
  /** The instant at which status and programs are asked about. */
  readonly at: Date;
}

const likePart = (text: string): string => `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

const statusNow = (at: Date) => sql<string>`coalesce((
  select s.status from creator_statuses s
  where s.workspace_id = c.workspace_id and s.creator_id = c.id and s.effective_at <= ${at}
  order by s.effective_at desc, s.recorded_at desc, s.id desc limit 1), 'active')`;

/** The ids of a creator's records: the own one and those merged into it, each looked up by index. */
const recordIds = sql`(select c.id as record_id union all select m.id from creators m where m.workspace_id = c.workspace_id and m.merged_into_id = c.id)`;

const hasAccount = (condition: Expression<SqlBool>) => sql<SqlBool>`exists (
  select 1 from ${recordIds} r join creator_accounts a on a.workspace_id = c.workspace_id and a.creator_id = r.record_id
  where a.archived_at is null and ${condition})`;

/** Handles are looked through once for the whole list, by their index of three letters at a time, and not once for each creator. */
const isNamed = (workspaceId: string, text: string): Expression<SqlBool> => {
  const handle = likePart(text.replace(/^@/, "").toLowerCase());
  return sql<SqlBool>`(c.name ilike ${likePart(text)} or c.id in (
    select coalesce(m.merged_into_id, m.id) from creator_accounts a join creators m on m.workspace_id = a.workspace_id and m.id = a.creator_id
    where a.workspace_id = ${workspaceId} and a.archived_at is null and a.handle_normalised like ${handle}))`;
};

const isInProgram = (programId: string, at: Date) => sql<SqlBool>`exists (
  select 1 from creator_programs p
  where p.workspace_id = c.workspace_id and p.creator_id = c.id and p.program_id = ${programId}
    and p.started_at <= ${at} and (p.ended_at is null or p.ended_at > ${at}))`;

function conditionsOf(workspaceId: string, filter: CreatorFilter): Expression<SqlBool>[] {
  return [
    sql<SqlBool>`c.merged_into_id is null`,
    filter.archived ? sql<SqlBool>`c.archived_at is not null` : sql<SqlBool>`c.archived_at is null`,
    ...(filter.q === undefined || filter.q === "" ? [] : [isNamed(workspaceId, filter.q)]),
    ...(filter.platform === undefined ? [] : [hasAccount(sql<SqlBool>`a.platform = ${filter.platform}`)]),
    ...(filter.status === undefined ? [] : [sql<SqlBool>`${statusNow(filter.at)} = ${filter.status}`]),
    ...(filter.programId === undefined ? [] : [isInProgram(filter.programId, filter.at)]),
  ];
}

/** A page of creators and one more, newest first. */
export const listCreators = (
  db: Database,
  workspaceId: string,
  filter: CreatorFilter,
  page: { limit: number; after: Position | undefined },
) =>
  on(db)
    .selectFrom("creators as c")
    .selectAll("c")
    .where("c.workspace_id", "=", workspaceId)
    .where((e) => e.and(conditionsOf(workspaceId, filter)))
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(c.created_at, c.id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("c.created_at", "desc")
    .orderBy("c.id", "desc")
    .limit(page.limit + 1)
    .execute();

/** The names that creators go by, at most so many creators; with `like`, of those alone whose handle or name is one of these texts. */
export const listNames = async (db: Database, workspaceId: string, { like, limit }: { like: readonly string[] | null; limit: number }) =>
  (
    await sql<{ id: string; name: string; handles: string[] }>`
      select c.id, c.name, array(select a.handle_normalised
        from ${recordIds} r
        join creator_accounts a on a.workspace_id = c.workspace_id and a.creator_id = r.record_id and a.archived_at is null) as handles
      from creators c
      where c.workspace_id = ${workspaceId} and c.archived_at is null and c.merged_into_id is null and (${like === null} or lower(c.name) = any(${[...(like ?? [])]}::text[])
        or c.id in (select coalesce(m.merged_into_id, m.id) from creator_accounts a join creators m on m.workspace_id = a.workspace_id and m.id = a.creator_id
          where a.workspace_id = ${workspaceId} and a.handle_normalised = any(${[...(like ?? [])]}::text[])))
      limit ${limit}`.execute(db)
  ).rows;
