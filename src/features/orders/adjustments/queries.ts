import { sql } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import { recordset } from "../../../platform/db/recordset.ts";
import type { OrderTables } from "../tables.ts";

const on = (db: Database) => tablesOf<OrderTables>(db);

/** A store and one of an order's names in it. */
export interface NamedOrder {
  readonly store_id: string;
  readonly name: string;
}

const nameColumns = recordset<NamedOrder>({ store_id: "uuid", name: "text" });

/** Adjustments recorded under any of these names, in the order in which they were recorded. */
export const findAdjustments = async (db: Database, workspaceId: string, names: readonly NamedOrder[]) => {
  const found = await sql<OrderAdjustment>`
    select a.id, a.store_id, a.conversion_external_id, a.kind, a.external_id, a.occurred_at, a.amount_minor, a.currency, a.lines, a.source,
      a.is_cumulative, a.recorded_at
    from ${nameColumns.of(names)}
    join adjustments a on a.workspace_id = ${workspaceId} and a.store_id = r.store_id and a.conversion_external_id = r.name
    order by a.id`.execute(db);
  return found.rows;
};

export interface OrderAdjustment {
  id: string;
  store_id: string;
  conversion_external_id: string;
  kind: string;
  external_id: string;
  occurred_at: Date;
  amount_minor: bigint | null;
  currency: string | null;
  lines: unknown;
  source: string;
  is_cumulative: boolean;
  recorded_at: Date;
}

/** A row to add; amounts and times as text, as the rows travel. */
export interface NewAdjustment {
  readonly id: string;
  readonly store_id: string;
  readonly conversion_external_id: string;
  readonly kind: string;
  readonly external_id: string;
  readonly occurred_at: string;
  readonly amount_minor: string | null;
  readonly currency: string | null;
  readonly is_cumulative: boolean;
  readonly lines: string;
  readonly source: string;
  readonly body_hash: string;
  readonly raw_payload_id: string | null;
}

const newColumns = recordset<NewAdjustment>({
  id: "uuid",
  store_id: "uuid",
  conversion_external_id: "text",
  kind: "text",
  external_id: "text",
  occurred_at: "timestamptz",
  amount_minor: "bigint",
  currency: "text",
  is_cumulative: "boolean",
  lines: "text",
  source: "text",
  body_hash: "bytea",
  raw_payload_id: "uuid",
});

/** Adds adjustments; one that is there under its id already is left out of the answer. */
export const insertAdjustments = async (
  db: Database,
  workspaceId: string,
  rows: readonly NewAdjustment[],
  at: Date,
): Promise<{ id: string }[]> => {
  const added = await sql<{ id: string }>`
    insert into adjustments (workspace_id, id, store_id, conversion_external_id, kind, external_id, occurred_at, amount_minor, currency,
      is_cumulative, lines, source, body_hash, raw_payload_id, recorded_at)
    select ${workspaceId}, r.id, r.store_id, r.conversion_external_id, r.kind, r.external_id, r.occurred_at, r.amount_minor, r.currency,
      r.is_cumulative, r.lines::jsonb, r.source, r.body_hash, r.raw_payload_id, ${at}
    from ${newColumns.of(rows)} order by r.store_id, r.external_id
    on conflict (workspace_id, store_id, external_id) do nothing returning id`.execute(db);
  return added.rows;
};

/** An adjustment by its store's own id. */
export const findByExternalId = (db: Database, workspaceId: string, storeId: string, externalId: string) =>
  on(db)
    .selectFrom("adjustments")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("store_id", "=", storeId)
    .where("external_id", "=", externalId)
    .executeTakeFirst();

export const findAdjustment = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("adjustments").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

export const listAdjustments = (
  db: Database,
  workspaceId: string,
  filter: {
    before: { at: Date; id: string } | undefined;
    limit: number;
    storeId: string | undefined;
    kind: string | undefined;
    names: readonly string[] | undefined;
  },
) => {
  const { before, storeId, kind, names } = filter;
  return on(db)
    .selectFrom("adjustments")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(before !== undefined, (rows) => rows.where(sql<boolean>`(occurred_at, id) < (${before?.at}, ${before?.id})`))
    .$if(storeId !== undefined, (rows) => rows.where("store_id", "=", storeId!))
    .$if(kind !== undefined, (rows) => rows.where("kind", "=", kind!))
    .$if(names !== undefined, (rows) => rows.where("conversion_external_id", "in", names!))
    .orderBy("occurred_at", "desc")
    .orderBy("id", "desc")
    .limit(filter.limit + 1)
    .execute();
};
