import { sql, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { DaySpan } from "./spread-cost.ts";
import type { ChannelCostTables, NewChannelCostRow } from "./tables.ts";

const on = (db: Database) => tablesOf<ChannelCostTables>(db);

export const insertCost = (db: Database, row: NewChannelCostRow) =>
  on(db).insertInto("channel_costs").values(row).returningAll().executeTakeFirstOrThrow();

/** The cost, held until the transaction ends. */
export const lockCost = (db: Database, workspaceId: string, id: string) =>
  on(db)
    .selectFrom("channel_costs")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst();

export const archiveCost = (db: Database, workspaceId: string, id: string, at: Date) =>
  on(db)
    .updateTable("channel_costs")
    .set({ archived_at: at })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** A page of costs and one more, the last entered first. */
export const listCosts = (
  db: Database,
  workspaceId: string,
  page: { readonly archived: boolean; readonly limit: number; readonly after: Position | undefined },
) =>
  on(db)
    .selectFrom("channel_costs")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", page.archived ? "is not" : "is", null)
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(created_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

/** Every cost that stands and has a day in a span. */
export const costsIn = (db: Database, workspaceId: string, { fromOn, toOn }: DaySpan) =>
  on(db)
    .selectFrom("channel_costs")
    .select(["channel", "from_on", "to_on", "amount_minor", "currency"])
    .where("workspace_id", "=", workspaceId)
    .where("archived_at", "is", null)
    .where("from_on", "<", toOn)
    .where("to_on", ">", fromOn)
    .execute();
