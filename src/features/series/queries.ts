import { sql, type Insertable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { SeriesTables } from "./tables.ts";

const on = (db: Database) => tablesOf<SeriesTables>(db);

const withExtent = (db: Database) =>
  on(db)
    .selectFrom("daily_series as s")
    .leftJoin("daily_values as v", (join) => join.onRef("v.workspace_id", "=", "s.workspace_id").onRef("v.series_id", "=", "s.id"))
    .select(["s.id", "s.name", "s.kind", "s.creator_id", "s.created_at"])
    .select((e) => [e.fn.count<bigint>("v.told_on").as("days"), e.fn.min("v.told_on").as("first_on"), e.fn.max("v.told_on").as("last_on")])
    .groupBy(["s.workspace_id", "s.id"]);

/** The series of the workspace, newest first. */
export const listSeries = (db: Database, workspaceId: string) =>
  withExtent(db).where("s.workspace_id", "=", workspaceId).orderBy("s.created_at", "desc").orderBy("s.id", "desc").execute();

export const findSeries = (db: Database, workspaceId: string, id: string) =>
  withExtent(db).where("s.workspace_id", "=", workspaceId).where("s.id", "=", id).executeTakeFirst();

export const findSeriesByName = (db: Database, workspaceId: string, name: string) =>
  on(db)
    .selectFrom("daily_series")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where(sql<string>`lower(name)`, "=", name.toLowerCase())
    .executeTakeFirst();

export const insertSeries = (db: Database, row: Insertable<SeriesTables["daily_series"]>) =>
  on(db).insertInto("daily_series").values(row).execute();

/** The days of a series that are known, in order. */
export const listValues = (db: Database, workspaceId: string, seriesId: string) =>
  on(db)
    .selectFrom("daily_values")
    .select(["told_on", "value"])
    .where("workspace_id", "=", workspaceId)
    .where("series_id", "=", seriesId)
    .orderBy("told_on")
    .execute();

/** What some rows say. */
export interface DayRow {
  readonly on: string;
  readonly value: bigint;
}

const told = (rows: readonly DayRow[]) => sql`
  unnest(${rows.map((row) => row.on)}::date[], ${rows.map((row) => row.value.toString())}::bigint[]) as told(told_on, value)`;

/** How many of some rows the series says already. */
export async function countKnown(db: Database, at: { workspaceId: string; seriesId: string }, rows: readonly DayRow[]): Promise<number> {
  const found = await sql<{ known: bigint }>`
    select count(*) as known from ${told(rows)}
    join daily_values v on v.workspace_id = ${at.workspaceId} and v.series_id = ${at.seriesId} and v.told_on = told.told_on
      and v.value = told.value`.execute(db);
  return Number(found.rows[0]?.known ?? 0n);
}

/** Writes what is new or told differently. */
export const writeValues = (
  db: Database,
  at: { readonly workspaceId: string; readonly seriesId: string; readonly importId: string; readonly recordedAt: Date },
  rows: readonly DayRow[],
) =>
  sql`
    insert into daily_values (workspace_id, series_id, told_on, value, import_id, recorded_at)
    select ${at.workspaceId}, ${at.seriesId}, told_on, value, ${at.importId}, ${at.recordedAt} from ${told(rows)}
    on conflict (workspace_id, series_id, told_on) do update
      set value = excluded.value, import_id = excluded.import_id, recorded_at = excluded.recorded_at
      where daily_values.value <> excluded.value`.execute(db);
