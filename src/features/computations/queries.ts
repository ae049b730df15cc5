import { sql } from "kysely";
import { json, plainJson, tablesOf, type Database } from "../../platform/db/database.ts";
import type { ComputationChanges, ComputationRow, ComputationTables, NewComputation } from "./tables.ts";

const on = (db: Database) => tablesOf<ComputationTables>(db);

export const insertComputation = (db: Database, { input, ...row }: NewComputation): Promise<ComputationRow> =>
  on(db)
    .insertInto("computations")
    .values({ ...row, input: plainJson(input) })
    .returningAll()
    .executeTakeFirstOrThrow();

export const findComputation = (db: Database, workspaceId: string, id: string): Promise<ComputationRow | undefined> =>
  on(db).selectFrom("computations").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** The newest of a kind about something; only one with a result, where that is asked for. */
export const findNewest = (
  db: Database,
  workspaceId: string,
  { kind, subject, isDone = false }: { readonly kind: string; readonly subject: string; readonly isDone?: boolean },
): Promise<ComputationRow | undefined> =>
  on(db)
    .selectFrom("computations")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", kind)
    .where("subject", "=", subject)
    .$if(isDone, (query) => query.where("result", "is not", null))
    .orderBy("requested_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();

/** Fills in what came of one that is not over yet; whether it was not. */
export async function updateOpen(
  db: Database,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
  { result, ...values }: ComputationChanges,
): Promise<boolean> {
  const changed = await on(db)
    .updateTable("computations")
    .set({ ...values, ...(result === undefined ? {} : { result: json(result) }) })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .where("finished_at", "is", null)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** Notes that one that is not over is no longer wanted; one that has not begun is over with it. */
export const cancelOpen = (db: Database, workspaceId: string, id: string, now: Date) =>
  on(db)
    .updateTable("computations")
    .set({ cancel_requested_at: now, finished_at: sql`case when started_at is null then ${now}::timestamptz end` })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .where("finished_at", "is", null)
    .execute();

/** Whether somebody does not want it any more. */
export const isCancelled = async (db: Database, workspaceId: string, id: string): Promise<boolean> =>
  (await on(db)
    .selectFrom("computations")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .where("cancel_requested_at", "is not", null)
    .executeTakeFirst()) !== undefined;
