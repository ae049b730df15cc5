import { sql } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import { experimentsOf } from "../locking/queries.ts";
import type { ExperimentTables } from "../tables.ts";

const on = (db: Database) => tablesOf<ExperimentTables>(db);
const whole = (db: Database, workspaceId: string) => experimentsOf(db, workspaceId).where("e.kind", "=", "code_reveal");

export const findReveal = (db: Database, workspaceId: string, id: string) =>
  whole(db, workspaceId).where("e.id", "=", id).executeTakeFirst();

/** The newest ones. */
export const listReveals = (db: Database, workspaceId: string) =>
  whole(db, workspaceId).orderBy("e.created_at", "desc").orderBy("e.id", "desc").limit(200).execute();

/** What was counted of an experiment, by day. */
export const listCounts = (db: Database, workspaceId: string, id: string) =>
  on(db)
    .selectFrom("reveal_counts")
    .select(["counted_on", "is_shown", "visitors", "orders"])
    .where("workspace_id", "=", workspaceId)
    .where("experiment_id", "=", id)
    .orderBy("counted_on")
    .orderBy("is_shown", "desc")
    .execute();

/** What was counted of one half on one day. */
export interface CountRow {
  readonly counted_on: string;
  readonly is_shown: boolean;
  readonly visitors: number;
  readonly orders: number;
}

/** Writes counts; those that are there are corrected. */
export const writeCounts = (
  db: Database,
  at: { readonly workspaceId: string; readonly id: string; readonly by: string; readonly recordedAt: Date },
  rows: readonly CountRow[],
) =>
  sql`
  insert into reveal_counts (workspace_id, experiment_id, counted_on, is_shown, visitors, orders, recorded_by, recorded_at)
  select ${at.workspaceId}, ${at.id}, told.counted_on, told.is_shown, told.visitors, told.orders, ${at.by}, ${at.recordedAt}
  from unnest(${rows.map((row) => row.counted_on)}::date[], ${rows.map((row) => row.is_shown)}::boolean[],
    ${rows.map((row) => row.visitors)}::bigint[], ${rows.map((row) => row.orders)}::bigint[]) as told (counted_on, is_shown, visitors, orders)
  on conflict (workspace_id, experiment_id, counted_on, is_shown) do update
    set visitors = excluded.visitors, orders = excluded.orders, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`.execute(
    db,
  );

/** How many clicked on links of creators since an instant, and how many orders had a creator on the way. */
export async function countOwnVisits(db: Database, workspaceId: string, since: Date): Promise<{ visitors: number; orders: number }> {
  const { rows } = await sql<{ visitors: bigint; orders: bigint }>`
    select (select count(*) from experiment_creator_clicks where workspace_id = ${workspaceId} and occurred_at >= ${since}) as visitors,
      (select count(distinct conversion_id) from experiment_creator_orders where workspace_id = ${workspaceId} and occurred_at >= ${since}) as orders`.execute(
    db,
  );
  return { visitors: Number(rows[0]?.visitors ?? 0n), orders: Number(rows[0]?.orders ?? 0n) };
}
