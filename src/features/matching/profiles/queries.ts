import { sql, type SqlBool } from "kysely";
import { json, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { BuyerProfile } from "./profile.ts";
import type { MatchingTables, NewProfileRow } from "../tables.ts";

const on = (db: Database) => tablesOf<MatchingTables>(db);

/** Profiles beside one of their versions: the newest, or the one that is asked for. */
const withDocument = (db: Database, workspaceId: string, version?: number) =>
  on(db)
    .selectFrom("audience_profiles as p")
    .innerJoin("audience_profile_versions as v", (join) =>
      join
        .onRef("v.workspace_id", "=", "p.workspace_id")
        .onRef("v.profile_id", "=", "p.id")
        .on("v.version", "=", version === undefined ? sql`p.version` : sql`${version}`),
    )
    .selectAll("p")
    .select(["v.document", "v.written_at", "v.version as shown_version"])
    .where("p.workspace_id", "=", workspaceId);

export const findProfile = (db: Database, workspaceId: string, id: string, version?: number) =>
  withDocument(db, workspaceId, version).where("p.id", "=", id).executeTakeFirst();

export const findDefault = (db: Database, workspaceId: string) =>
  withDocument(db, workspaceId).where("p.is_default", "=", true).where("p.archived_at", "is", null).executeTakeFirst();

/** A page of profiles and one more, newest first. */
export const listProfiles = (
  db: Database,
  workspaceId: string,
  page: { limit: number; after: Position | undefined; isArchived: boolean },
) =>
  withDocument(db, workspaceId)
    .where("p.archived_at", page.isArchived ? "is not" : "is", null)
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(p.created_at, p.id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("p.created_at", "desc")
    .orderBy("p.id", "desc")
    .limit(page.limit + 1)
    .execute();

/** The profile, held until the transaction ends. */
export const lockProfile = (db: Database, workspaceId: string, id: string) =>
  on(db)
    .selectFrom("audience_profiles")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

export const insertProfile = (db: Database, row: NewProfileRow) => on(db).insertInto("audience_profiles").values(row).execute();

export const insertVersion = (
  db: Database,
  row: { workspace_id: string; profile_id: string; version: number; document: BuyerProfile; written_by: string; written_at: Date },
) =>
  on(db)
    .insertInto("audience_profile_versions")
    .values({ ...row, document: json(row.document) })
    .execute();

export const updateProfile = (
  db: Database,
  at: { readonly workspaceId: string; readonly id: string },
  values: Partial<Pick<NewProfileRow, "name" | "version" | "is_default" | "updated_at" | "archived_at">>,
) => on(db).updateTable("audience_profiles").set(values).where("workspace_id", "=", at.workspaceId).where("id", "=", at.id).execute();

/** Takes the default away from whichever has it. */
export const clearDefault = (db: Database, workspaceId: string) =>
  on(db)
    .updateTable("audience_profiles")
    .set({ is_default: false })
    .where("workspace_id", "=", workspaceId)
    .where("is_default", "=", true)
    .execute();
