import { sql } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { OrderTables } from "../tables.ts";

const on = (db: Database) => tablesOf<OrderTables>(db);

/** Orders in the order of their ids, a stretch at a time. */
export const listOrders = (db: Database, workspaceId: string, after: string, limit: number) =>
  on(db)
    .selectFrom("conversions")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();

export const findOrders = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db)
    .selectFrom("conversions")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .execute();

/** The lines of each order's newest version, by place. */
export const listNewestLines = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db)
    .selectFrom("conversion_lines as l")
    .innerJoin("conversions as c", (join) =>
      join.onRef("c.workspace_id", "=", "l.workspace_id").onRef("c.id", "=", "l.conversion_id").onRef("c.version", "=", "l.version"),
    )
    .selectAll("l")
    .where("l.workspace_id", "=", workspaceId)
    .where("l.conversion_id", "in", [...ids])
    .orderBy("l.conversion_id")
    .orderBy("l.position")
    .execute();

export interface HistoryEnd {
  conversion_id: string;
  versions: bigint;
  newest: number;
  body_hash: Buffer;
  status: string | null;
  called_ids: string[];
}

/** How the histories of some orders end: their versions, the ids that those ever called the order by, and its newest status. */
export const listHistoryEnds = async (db: Database, workspaceId: string, ids: readonly string[]) =>
  (
    await sql<HistoryEnd>`
      select distinct on (v.conversion_id) v.conversion_id, count(*) over (partition by v.conversion_id) as versions, v.version as newest, v.body_hash,
        array_agg(v.document ->> 'externalId') over (partition by v.conversion_id) as called_ids,
        (select s.status from conversion_statuses s where s.workspace_id = v.workspace_id and s.conversion_id = v.conversion_id
          order by s.recorded_at desc, s.id desc limit 1) as status
      from conversion_versions v where v.workspace_id = ${workspaceId} and v.conversion_id = any(${[...ids]}::uuid[])
      order by v.conversion_id, v.version desc`.execute(db)
  ).rows;

/** What is kept of orders that are not there; none of it should be. */
export const findStray = async (db: Database, workspaceId: string) =>
  (
    await sql<{ what: string; conversion_id: string }>`
      (select 'version' as what, v.conversion_id from conversion_versions v
        where v.workspace_id = ${workspaceId} and not exists (
          select from conversions c where c.workspace_id = v.workspace_id and c.id = v.conversion_id) limit 1)
      union all
      (select 'line', l.conversion_id from conversion_lines l
        where l.workspace_id = ${workspaceId} and not exists (
          select from conversion_versions v
          where v.workspace_id = l.workspace_id and v.conversion_id = l.conversion_id and v.version = l.version) limit 1)
      union all
      (select 'status', s.conversion_id from conversion_statuses s
        where s.workspace_id = ${workspaceId} and not exists (
          select from conversions c where c.workspace_id = s.workspace_id and c.id = s.conversion_id) limit 1)`.execute(db)
  ).rows[0];

/** Those of some orders that are not simply paid: something of them may have been taken back. */
export const listTakenBack = async (db: Database, workspaceId: string, ids: readonly string[]) =>
  (
    await sql<{ id: string }>`
      select c.id from conversions c where c.workspace_id = ${workspaceId} and c.id = any(${[...ids]}::uuid[])
        and (c.status <> 'paid' or c.refunded_minor <> 0 or c.joined_into_id is not null or exists (
          select from adjustments a where a.workspace_id = c.workspace_id and a.store_id = c.store_id and a.conversion_external_id = c.external_id)
        or exists (
          select from conversion_references r join adjustments a on a.workspace_id = r.workspace_id and a.store_id = r.store_id
            and a.conversion_external_id = r.kind || ':' || r.reference
          where r.workspace_id = c.workspace_id and r.store_id = c.store_id and r.conversion_external_id = c.external_id))`.execute(db)
  ).rows.map((row) => row.id);
