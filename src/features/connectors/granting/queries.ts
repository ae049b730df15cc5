import { sql, type SqlBool } from "kysely";
import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { ConnectorTables, Grant, GrantChanges, NewGrant } from "../tables.ts";

const on = (db: Database) => tablesOf<ConnectorTables>(db);

export const findGrant = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("platform_grants").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** A grant, held until the transaction ends. */
export const lockGrant = (db: Database, workspaceId: string, id: string) =>
  on(db)
    .selectFrom("platform_grants")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

/** What the owners of some accounts permit or permitted, oldest first. */
export const grantsOf = (db: Database, workspaceId: string, accountIds: readonly string[]) =>
  on(db)
    .selectFrom("platform_grants")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "in", accountIds)
    .orderBy("granted_at")
    .orderBy("id")
    .execute();

/** The grants of a connection that hold, by account. */
export const workingGrants = (db: Database, workspaceId: string, connectionId: string) =>
  on(db)
    .selectFrom("platform_grants")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("connection_id", "=", connectionId)
    .where("state", "=", "working")
    .orderBy("account_id")
    .execute();

/** Where a list of grants of all workspaces goes on. */
export type GrantPosition = Pick<Grant, "workspace_id" | "id">;

/** The grants of all workspaces at a platform that hold, by workspace; those after a position. */
export const workingGrantsAt = (db: Database, platform: string, limit: number, after: GrantPosition | undefined) =>
  on(db)
    .selectFrom("platform_grants as g")
    .innerJoin("platform_connections as c", (join) =>
      join.onRef("c.workspace_id", "=", "g.workspace_id").onRef("c.id", "=", "g.connection_id"),
    )
    .selectAll("g")
    .where("g.state", "=", "working")
    .where("c.state", "=", "working")
    .where("c.platform", "=", platform)
    .$if(after !== undefined, (q) => q.where(sql<SqlBool>`(g.workspace_id, g.id) > (${after!.workspace_id}::uuid, ${after!.id}::uuid)`))
    .orderBy("g.workspace_id")
    .orderBy("g.id")
    .limit(limit)
    .execute();

/** How many grants of each connection hold. */
export const countWorking = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("platform_grants")
    .select("connection_id")
    .select((e) => e.fn.countAll<bigint>().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("state", "=", "working")
    .groupBy("connection_id")
    .execute();

/** The grant of an account at a connection by the platform's own id of the person. */
export const grantOfUser = (db: Database, workspaceId: string, connectionId: string, platformUserId: string) =>
  on(db)
    .selectFrom("platform_grants")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("connection_id", "=", connectionId)
    .where("platform_user_id", "=", platformUserId)
    .orderBy("granted_at", "desc")
    .executeTakeFirst();

/** Keeps a grant; the one that the account had at this connection is replaced. */
export const putGrant = (db: Database, row: NewGrant) => {
  const { workspace_id: _workspace, id: _id, connection_id: _connection, account_id: _account, ...values } = row;
  return on(db)
    .insertInto("platform_grants")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "connection_id", "account_id"]).doUpdateSet(values))
    .returningAll()
    .executeTakeFirstOrThrow();
};

/** Changes a grant unless its tokens are others by now. */
export const updateGrant = (db: Database, { workspace_id, id, secret_ciphertext }: Grant, values: GrantChanges) =>
  on(db)
    .updateTable("platform_grants")
    .set(values)
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .where("secret_ciphertext", "=", secret_ciphertext)
    .returningAll()
    .executeTakeFirst();

/** The grants of all workspaces that hold and are to be renewed by an instant, those that are due first first. */
export const grantsToRenew = (db: Database, before: Date, limit: number) =>
  on(db)
    .selectFrom("platform_grants as g")
    .innerJoin("platform_connections as c", (join) =>
      join.onRef("c.workspace_id", "=", "g.workspace_id").onRef("c.id", "=", "g.connection_id"),
    )
    .selectAll("g")
    .where("g.state", "=", "working")
    .where("c.state", "=", "working")
    .where("g.renew_at", "<=", before)
    .orderBy("g.renew_at")
    .orderBy("g.id")
    .limit(limit)
    .execute();

/** The grants of some accounts, held until the transaction ends. */
export const lockGrantsOf = (db: Database, workspaceId: string, accountIds: readonly string[]) =>
  on(db)
    .selectFrom("platform_grants")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", oneOf(accountIds))
    .orderBy("id")
    .forUpdate()
    .execute();

/** Takes who signed in out of grants that hold no tokens any more. */
export const eraseGrants = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db)
    .updateTable("platform_grants")
    .set({ platform_user_id: "erased", account_name: "", scopes: "", problem: null })
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", ids)
    .execute();
