import { tablesOf, json, type Database } from "../../../platform/db/database.ts";
import type { MatchingTables } from "../tables.ts";

const on = (db: Database) => tablesOf<MatchingTables>(db);

/** What of matching goes by rules. */
export type RuleKind = "fit" | "platforms" | "prices" | "mix";

/** The rules of a kind that hold; undefined: the workspace set none. */
export const newestRules = (db: Database, workspaceId: string, kind: RuleKind) =>
  on(db)
    .selectFrom("matching_rules")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", kind)
    .orderBy("set_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();

export const insertRules = (
  db: Database,
  row: { workspace_id: string; id: string; kind: RuleKind; value: object; source: string; set_by: string; set_at: Date },
) =>
  on(db)
    .insertInto("matching_rules")
    .values({ ...row, value: json(row.value) })
    .execute();
