import { sql, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { PostMetric } from "../post-metric.ts";
import type { NewSnapshotRow, PostTables } from "../tables.ts";

const on = (db: Database) => tablesOf<PostTables>(db);

export const insertSnapshots = (db: Database, rows: readonly NewSnapshotRow[]) =>
  on(db).insertInto("post_snapshots").values(rows).returningAll().execute();

/** What was recorded of some posts by a source, the last recorded first. */
export const snapshotsOf = (db: Database, workspaceId: string, postIds: readonly string[], source: string) =>
  on(db)
    .selectFrom("post_snapshots")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("post_id", "in", postIds)
    .where("source", "=", source)
    .orderBy("recorded_at", "desc")
    .orderBy("id", "desc")
    .execute();

/** A page of a post's numbers and one more, the last recorded first. */
export const listSnapshots = (db: Database, workspaceId: string, postId: string, page: { limit: number; after: Position | undefined }) =>
  on(db)
    .selectFrom("post_snapshots")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("post_id", "=", postId)
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(recorded_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("recorded_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

/** The newest number that was ever seen of each of some metrics, of some posts. */
export async function newestCounts(db: Database, workspaceId: string, postIds: readonly string[], metrics: readonly PostMetric[]) {
  const each = sql.join(metrics.map((metric) => sql`(${sql.lit(metric)}, s.${sql.ref(metric)})`));
  const found = await sql<{ post_id: string; metric: PostMetric; count: bigint; observed_at: Date; source: string; grade: string | null }>`
    select distinct on (s.post_id, m.metric) s.post_id, m.metric, m.count, s.observed_at, s.source, s.grade
    from post_snapshots s cross join lateral (values ${each}) as m(metric, count)
    where s.workspace_id = ${workspaceId} and s.post_id = any(${postIds}::uuid[]) and m.count is not null
    order by s.post_id, m.metric, s.observed_at desc, s.recorded_at desc, s.id desc`.execute(db);
  return found.rows;
}
