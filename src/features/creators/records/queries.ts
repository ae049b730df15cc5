import { sql } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { CreatorTables } from "../tables.ts";

const on = (db: Database) => tablesOf<CreatorTables>(db);

/** The record that holds for a day and source. */
export const findSnapshot = (db: Database, workspaceId: string, accountId: string, day: { observedOn: string; source: string }) =>
  on(db)
    .selectFrom("account_snapshots")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .where("observed_on", "=", day.observedOn)
    .where("source", "=", day.source)
    .orderBy("recorded_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();

/** What a source said last of an account. */
export const findProfile = (db: Database, workspaceId: string, accountId: string, source: string) =>
  on(db)
    .selectFrom("account_profiles")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .where("source", "=", source)
    .orderBy("recorded_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();

interface RecordPage {
  readonly limit: number;
  readonly after: Position | undefined;
}

/** Where a record stands among the days: by its id, which a cursor holds. */
const placeOf = (workspaceId: string, accountId: string, id: string) => sql`(select observed_on, recorded_at, id from account_snapshots
  where workspace_id = ${workspaceId} and account_id = ${accountId} and id = ${id}::uuid)`;

/** A page of an account's figures and one more, the newest day first, of one day the last recorded first. */
export const listSnapshots = (db: Database, workspaceId: string, accountId: string, page: RecordPage) =>
  on(db)
    .selectFrom("account_snapshots")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .$if(page.after !== undefined, (q) =>
      q.where(sql<boolean>`(observed_on, recorded_at, id) < ${placeOf(workspaceId, accountId, page.after!.id)}`),
    )
    .orderBy("observed_on", "desc")
    .orderBy("recorded_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

/** A page of an account's profiles and one more, newest record first. */
export const listProfiles = (db: Database, workspaceId: string, accountId: string, page: RecordPage) =>
  on(db)
    .selectFrom("account_profiles")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .$if(page.after !== undefined, (q) => q.where(sql<boolean>`(recorded_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("recorded_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
