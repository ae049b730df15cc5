import { type Insertable, type Updateable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { MemberTables } from "./tables.ts";

const on = (db: Database) => tablesOf<MemberTables>(db);

export const findMemberOf = (db: Database, workspaceId: string, userId: string) =>
  on(db)
    .selectFrom("members")
    .select(["id", "role"])
    .where("workspace_id", "=", workspaceId)
    .where("user_id", "=", userId)
    .where("removed_at", "is", null)
    .executeTakeFirst();

export const listMembershipsOf = (db: Database, userId: string) =>
  on(db).selectFrom("members").select(["workspace_id", "role"]).where("user_id", "=", userId).where("removed_at", "is", null).execute();

/** Adds a member; undefined when the person is one already. */
export const insertMember = (db: Database, row: Insertable<MemberTables["members"]>) =>
  on(db)
    .insertInto("members")
    .values(row)
    .onConflict((c) => c.columns(["workspace_id", "user_id"]).where("removed_at", "is", null).doNothing())
    .returning("id")
    .executeTakeFirst();

/** The members, locked when they are about to change. */
export const listMembers = (db: Database, workspaceId: string, lock: boolean) =>
  on(db)
    .selectFrom("members")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("removed_at", "is", null)
    .orderBy("created_at")
    .$if(lock, (q) => q.forUpdate())
    .execute();

export const updateMember = (db: Database, workspaceId: string, id: string, values: Updateable<MemberTables["members"]>) =>
  on(db).updateTable("members").set(values).where("workspace_id", "=", workspaceId).where("id", "=", id).execute();

export const listInvitations = (db: Database, workspaceId: string, now: Date) =>
  on(db)
    .selectFrom("invitations")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now)
    .orderBy("created_at", "desc")
    .execute();

export const insertInvitation = (db: Database, row: Insertable<MemberTables["invitations"]>) =>
  on(db).insertInto("invitations").values(row).returningAll().executeTakeFirstOrThrow();

export const lockInvitation = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("invitations").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).forUpdate().executeTakeFirst();

export const updateInvitation = (db: Database, workspaceId: string, id: string, values: Updateable<MemberTables["invitations"]>) =>
  on(db).updateTable("invitations").set(values).where("workspace_id", "=", workspaceId).where("id", "=", id).execute();
