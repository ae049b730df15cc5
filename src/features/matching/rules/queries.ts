import { sql, type Insertable } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { MatchingTables } from "../tables.ts";
import type { RuleKind } from "./rule-kind.ts";

const on = (db: Database) => tablesOf<MatchingTables>(db);

/** What stands on record of the rules of a kind. */
export type NewRulesRow = Insertable<MatchingTables["matching_rules"]> & { readonly kind: RuleKind };

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

/** A page of what was set of a kind and one more, the last first. */
export const listRules = (
  db: Database,
  workspaceId: string,
  { kind, limit, after }: { readonly kind: RuleKind; readonly limit: number; readonly after: Position | undefined },
) =>
  on(db)
    .selectFrom("matching_rules")
    .select(["id", "source", "set_by", "set_at", "is_default"])
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", kind)
    .$if(after !== undefined, (q) => q.where(sql<boolean>`(set_at, id) < (${after!.at}, ${after!.id}::uuid)`))
    .orderBy("set_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();

export const insertRules = (db: Database, row: NewRulesRow) => on(db).insertInto("matching_rules").values(row).execute();
