import { sql } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { AuditTables } from "./tables.ts";

const on = (db: Database) => tablesOf<AuditTables>(db);

/** A page of events with their detail and place in the chain. */
export const listEvents = (
  db: Database,
  workspaceId: string,
  page: { limit: number; after: Position | undefined; action: string | undefined },
) =>
  on(db)
    .selectFrom("audit_events as e")
    .leftJoin("audit_details as d", (join) => join.onRef("d.workspace_id", "=", "e.workspace_id").onRef("d.event_id", "=", "e.id"))
    .leftJoin("audit_chain as c", (join) => join.onRef("c.workspace_id", "=", "e.workspace_id").onRef("c.event_id", "=", "e.id"))
    .selectAll("e")
    .select(["d.detail", "c.position", "c.hash"])
    .where("e.workspace_id", "=", workspaceId)
    .$if(page.action !== undefined, (q) => q.where("e.action", "=", page.action!))
    .$if(page.after !== undefined, (q) => q.where(sql<boolean>`(e.occurred_at, e.id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("e.occurred_at", "desc")
    .orderBy("e.id", "desc")
    .limit(page.limit + 1)
    .execute();

/** The workspaces that have events outside their chain. */
export const listUnsealedWorkspaces = (db: Database) =>
  on(db)
    .selectFrom("audit_events as e")
    .select("e.workspace_id")
    .distinct()
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("audit_chain as c")
            .select("c.position")
            .whereRef("c.workspace_id", "=", "e.workspace_id")
            .whereRef("c.event_id", "=", "e.id"),
        ),
      ),
    )
    .execute();

/** The newest link of a chain. */
export const findChainEnd = (db: Database, workspaceId: string) =>
  on(db)
    .selectFrom("audit_chain")
    .select(["position", "hash"])
    .where("workspace_id", "=", workspaceId)
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirst();

/** Events outside the chain, oldest first. */
export const listUnsealed = (db: Database, workspaceId: string, limit: number) =>
  on(db)
    .selectFrom("audit_events as e")
    .selectAll("e")
    .where("e.workspace_id", "=", workspaceId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("audit_chain as c")
            .select("c.position")
            .whereRef("c.workspace_id", "=", "e.workspace_id")
            .whereRef("c.event_id", "=", "e.id"),
        ),
      ),
    )
    .orderBy("e.occurred_at")
    .orderBy("e.id")
    .limit(limit)
    .execute();

export const insertLinks = (
  db: Database,
  rows: readonly { workspace_id: string; position: bigint; event_id: string; hash: Buffer; sealed_at: Date }[],
) =>
  on(db)
    .insertInto("audit_chain")
    .values([...rows])
    .execute();

/** Writes down how far a chain reaches. */
export const putHead = (db: Database, row: { workspace_id: string; position: bigint; hash: Buffer }) =>
  on(db)
    .insertInto("audit_heads")
    .values(row)
    .onConflict((c) =>
      c.column("workspace_id").doUpdateSet((e) => ({ position: e.ref("excluded.position"), hash: e.ref("excluded.hash") })),
    )
    .execute();

export const findHead = (db: Database, workspaceId: string) =>
  on(db).selectFrom("audit_heads").select(["position", "hash"]).where("workspace_id", "=", workspaceId).executeTakeFirst();

/** The details of the events of one action, by what they are about; null where the detail was erased. */
export const listDetails = (db: Database, workspaceId: string, action: string) =>
  on(db)
    .selectFrom("audit_events as e")
    .leftJoin("audit_details as d", (join) => join.onRef("d.workspace_id", "=", "e.workspace_id").onRef("d.event_id", "=", "e.id"))
    .select(["e.subject_id", "d.detail"])
    .where("e.workspace_id", "=", workspaceId)
    .where("e.action", "=", action)
    .execute();

/** A stretch of a chain with its events, in order. */
export const listChain = (db: Database, workspaceId: string, after: bigint, limit: number) =>
  on(db)
    .selectFrom("audit_chain as c")
    .innerJoin("audit_events as e", (join) => join.onRef("e.workspace_id", "=", "c.workspace_id").onRef("e.id", "=", "c.event_id"))
    .leftJoin("audit_details as d", (join) => join.onRef("d.workspace_id", "=", "c.workspace_id").onRef("d.event_id", "=", "c.event_id"))
    .selectAll("e")
    .select(["c.position", "c.hash", "d.detail", "d.salt"])
    .where("c.workspace_id", "=", workspaceId)
    .where("c.position", ">", after)
    .orderBy("c.position")
    .limit(limit)
    .execute();
