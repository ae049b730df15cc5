import { sql, type Insertable } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { ExperimentTables } from "../tables.ts";

const on = (db: Database) => tablesOf<ExperimentTables>(db);

/** Counted by creator from own records, or used by an experiment on creators: its names are theirs. */
const isByCreator = sql<boolean>`s.measure is not null or exists (
  select from experiments x where x.workspace_id = s.workspace_id and x.series_id = s.id and x.kind in ('staggered_creators', 'matched_creators'))`;

/** A series with how much it holds. */
const withExtent = (db: Database) =>
  on(db)
    .selectFrom("sales_series as s")
    .leftJoin("region_sales as r", (join) => join.onRef("r.workspace_id", "=", "s.workspace_id").onRef("r.series_id", "=", "s.id"))
    .select(["s.id", "s.name", "s.currency", "s.measure", "s.created_at"])
    .select((e) => [
      e.fn.count<bigint>("r.region").distinct().as("regions"),
      e.fn.count<bigint>("r.region").as("rows"),
      e.fn.count<bigint>("r.spend").as("rows_with_spend"),
      e.fn.min("r.sold_on").as("first_on"),
      e.fn.max("r.sold_on").as("last_on"),
      isByCreator.as("is_by_creator"),
    ])
    .groupBy(["s.workspace_id", "s.id"]);

/** The series of the workspace, newest first. */
export const listSeries = (db: Database, workspaceId: string) =>
  withExtent(db).where("s.workspace_id", "=", workspaceId).orderBy("s.created_at", "desc").orderBy("s.id", "desc").execute();

export const findSeries = (db: Database, workspaceId: string, id: string) =>
  withExtent(db).where("s.workspace_id", "=", workspaceId).where("s.id", "=", id).executeTakeFirst();

export const findSeriesByName = (db: Database, workspaceId: string, name: string) =>
  on(db)
    .selectFrom("sales_series")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where(sql<string>`lower(name)`, "=", name.toLowerCase())
    .executeTakeFirst();

export const insertSeries = (db: Database, row: Insertable<ExperimentTables["sales_series"]>) =>
  on(db).insertInto("sales_series").values(row).execute();

/** The regions of a series by name, with what each holds. */
export const listRegions = (db: Database, workspaceId: string, seriesId: string) =>
  on(db)
    .selectFrom("region_sales")
    .select((e) => ["region", e.fn.countAll<bigint>().as("days"), sql<bigint>`sum(sales)::bigint`.as("sales")])
    .where("workspace_id", "=", workspaceId)
    .where("series_id", "=", seriesId)
    .groupBy("region")
    .orderBy("region")
    .execute();

/** Every day of every region of a series, by region and day. */
export const listCells = (db: Database, workspaceId: string, seriesId: string) =>
  on(db)
    .selectFrom("region_sales")
    .select(["region", "sold_on", "sales", "spend"])
    .where("workspace_id", "=", workspaceId)
    .where("series_id", "=", seriesId)
    .orderBy("region")
    .orderBy("sold_on")
    .execute();

/** What some rows say. */
export interface CellRow {
  readonly region: string;
  readonly soldOn: string;
  readonly sales: bigint;
  readonly spend: bigint | null;
}

const told = (rows: readonly CellRow[]) => sql`
  unnest(${rows.map((row) => row.region)}::text[], ${rows.map((row) => row.soldOn)}::date[],
    ${rows.map((row) => row.sales.toString())}::bigint[], ${rows.map((row) => row.spend?.toString() ?? null)}::bigint[])
    as told(region, sold_on, sales, spend)`;

/** How many of some rows the series says already. */
export async function countKnown(db: Database, at: { workspaceId: string; seriesId: string }, rows: readonly CellRow[]): Promise<number> {
  const found = await sql<{ known: bigint }>`
    select count(*) as known from ${told(rows)}
    join region_sales r on r.workspace_id = ${at.workspaceId} and r.series_id = ${at.seriesId} and r.region = told.region and r.sold_on = told.sold_on
    where r.sales = told.sales and (told.spend is null or r.spend = told.spend)`.execute(db);
  return Number(found.rows[0]?.known ?? 0n);
}

/** Writes what is new or told differently; spend that a file does not tell stays as it is. */
export const writeCells = (
  db: Database,
  at: { readonly workspaceId: string; readonly seriesId: string; readonly importId: string; readonly recordedAt: Date },
  rows: readonly CellRow[],
) =>
  sql`
    insert into region_sales (workspace_id, series_id, region, sold_on, sales, spend, import_id, recorded_at)
    select ${at.workspaceId}, ${at.seriesId}, region, sold_on, sales, spend, ${at.importId}, ${at.recordedAt} from ${told(rows)}
    on conflict (workspace_id, series_id, region, sold_on) do update
      set sales = excluded.sales, spend = coalesce(excluded.spend, region_sales.spend), import_id = excluded.import_id,
        recorded_at = excluded.recorded_at
      where region_sales.sales <> excluded.sales or coalesce(excluded.spend, region_sales.spend) is distinct from region_sales.spend`.execute(
    db,
  );
