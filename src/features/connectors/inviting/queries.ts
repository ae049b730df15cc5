import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { ConnectorTables, NewInvitation, NewSignIn } from "../tables.ts";

const on = (db: Database) => tablesOf<ConnectorTables>(db);

export const insertInvitation = (db: Database, row: NewInvitation) =>
  on(db).insertInto("platform_invitations").values(row).returningAll().executeTakeFirstOrThrow();

export const findInvitation = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("platform_invitations").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** The invitation of a creator that was not ended; it may have expired. */
export const openInvitationOf = (db: Database, workspaceId: string, creatorId: string) =>
  on(db)
    .selectFrom("platform_invitations")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", creatorId)
    .where("ended_at", "is", null)
    .executeTakeFirst();

/** Ends the invitations of some creators. */
export const endInvitations = (db: Database, workspaceId: string, creatorIds: readonly string[], at: Date) =>
  on(db)
    .updateTable("platform_invitations")
    .set({ ended_at: at })
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", oneOf(creatorIds))
    .where("ended_at", "is", null)
    .execute();

export const insertSignIn = (db: Database, row: NewSignIn) => on(db).insertInto("platform_sign_ins").values(row).execute();

/** Takes out the sign-in that was begun under a state, so that it works once; undefined: there is none. */
export const takeSignIn = (db: Database, workspaceId: string, stateHash: Buffer) =>
  on(db)
    .deleteFrom("platform_sign_ins")
    .where("workspace_id", "=", workspaceId)
    .where("state_hash", "=", stateHash)
    .returningAll()
    .executeTakeFirst();

/** Takes out sign-ins that nobody finished in time. */
export const dropSignIns = (db: Database, before: Date) =>
  on(db).deleteFrom("platform_sign_ins").where("expires_at", "<", before).execute();
