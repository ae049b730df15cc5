import { sql, type Insertable, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { VettingTables } from "../tables.ts";

const on = (db: Database) => tablesOf<VettingTables>(db);

export const insertDecision = (db: Database, row: Insertable<VettingTables["vetting_decisions"]>) =>
  on(db).insertInto("vetting_decisions").values(row).returningAll().executeTakeFirstOrThrow();

export const findDecision = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("vetting_decisions").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** What decided last of a creator; undefined: nothing. */
export const newestDecision = (db: Database, workspaceId: string, creatorId: string) =>
  on(db)
    .selectFrom("vetting_decisions")
    .select(["decision", "decided_at"])
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", creatorId)
    .orderBy("decided_at", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();

/** A page of decisions and one more, the last decided first. */
export const listDecisions = (
  db: Database,
  workspaceId: string,
  filter: { readonly creatorId: string | undefined; readonly decision: string | undefined },
  page: { readonly limit: number; readonly after: Position | undefined },
) =>
  on(db)
    .selectFrom("vetting_decisions")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(filter.creatorId !== undefined, (q) => q.where("creator_id", "=", filter.creatorId!))
    .$if(filter.decision !== undefined, (q) => q.where("decision", "=", filter.decision!))
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(decided_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("decided_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
