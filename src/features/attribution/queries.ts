import { sql, type Insertable, type Selectable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { AttributionTables } from "./tables.ts";

const on = (db: Database) => tablesOf<AttributionTables>(db);

/** The newest frozen evidence of a conversion. */
export const findTouches = (db: Database, workspaceId: string, conversionId: string) =>
  on(db)
    .selectFrom("touches")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("conversion_id", "=", conversionId)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();

export interface TouchesRow {
  readonly workspace_id: string;
  readonly conversion_id: string;
  readonly version: number;
  readonly found_at: Date;
  readonly kinds: readonly string[];
  readonly occurred_at: readonly Date[];
  readonly channels: readonly string[];
  readonly creator_ids: readonly (string | null)[];
  readonly link_ids: readonly (string | null)[];
  readonly code_ids: readonly (string | null)[];
  readonly source_ids: readonly string[];
}

export const insertTouches = (db: Database, row: TouchesRow) =>
  on(db)
    .insertInto("touches")
    .values(row as unknown as Insertable<AttributionTables["touches"]>)
    .execute();

/** Writes the credit of a conversion over what was computed before. */
export const upsertCredits = (
  db: Database,
  row: {
    workspace_id: string;
    conversion_id: string;
    touch_version: number;
    models: string[];
    shares: number[];
    unattributed: number[];
    computed_at: Date;
  },
) =>
  on(db)
    .insertInto("credits")
    .values(row)
    .onConflict((c) =>
      c.columns(["workspace_id", "conversion_id"]).doUpdateSet((e) => ({
        touch_version: e.ref("excluded.touch_version"),
        models: e.ref("excluded.models"),
        shares: e.ref("excluded.shares"),
        unattributed: e.ref("excluded.unattributed"),
        computed_at: e.ref("excluded.computed_at"),
      })),
    )
    .execute();

/** The newest frozen evidence of these conversions, where there is any: its version, and whether it says that nothing led to them. */
export const listFrozen = async (db: Database, workspaceId: string, conversionIds: readonly string[]) => {
  const found = await sql<{ id: string; version: number; is_empty: boolean }>`
    select distinct on (conversion_id) conversion_id as id, version, cardinality(kinds) = 0 as is_empty from touches
    where workspace_id = ${workspaceId} and conversion_id = any(${[...conversionIds]}::uuid[])
    order by conversion_id, version desc`.execute(db);
  return found.rows;
};

/** Notes that the credit of conversions without a touch was computed again. */
export const noteComputed = (db: Database, workspaceId: string, conversionIds: readonly string[], at: Date) =>
  sql`update credits set computed_at = ${at}
    where workspace_id = ${workspaceId} and conversion_id = any(${[...conversionIds]}::uuid[])`.execute(db);

/** Freezes for conversions without frozen evidence that nothing led to them, and writes their credit. */
export const insertUntouched = (
  db: Database,
  workspaceId: string,
  conversionIds: readonly string[],
  credit: { readonly models: readonly string[]; readonly unattributed: readonly number[]; readonly at: Date },
) =>
  sql`with frozen as (
      insert into touches (workspace_id, conversion_id, version, found_at, kinds, occurred_at, channels, creator_ids, link_ids, code_ids, source_ids)
      select ${workspaceId}, u.id, 1, ${credit.at}, '{}', '{}', '{}', '{}', '{}', '{}', '{}' from unnest(${[...conversionIds]}::uuid[]) as u(id)
      returning conversion_id)
    insert into credits (workspace_id, conversion_id, touch_version, models, shares, unattributed, computed_at)
    select ${workspaceId}, conversion_id, 1, ${[...credit.models]}, '{}', ${[...credit.unattributed]}, ${credit.at} from frozen`.execute(
    db,
  );

export const findCredits = (db: Database, workspaceId: string, conversionId: string) =>
  on(db)
    .selectFrom("credits")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("conversion_id", "=", conversionId)
    .executeTakeFirst();

/**
 * Until the transaction ends, no recomputation can overwrite this order's result with an older one. Orders that are attributed singly do
 * not wait for each other.
 */
export const lockTurn = (db: Database, workspaceId: string) =>
  sql`select pg_advisory_xact_lock_shared(hashtextextended(${`attribute ${workspaceId}`}, 0))`.execute(db);

/** The answers that count for these orders, where it is known whom they mean: order by order, by its names. */
export const listAnswers = async (db: Database, workspaceId: string, conversionIds: readonly string[]) => {
  const { rows } = await sql<Selectable<AttributionTables["attribution_answers_of_orders"]>>`
    select a.* from unnest(${[...conversionIds]}::uuid[]) o(id)
    cross join lateral (
      select * from attribution_answers_of_orders where workspace_id = ${workspaceId} and conversion_id = o.id offset 0) a
    where a.counts and a.channel is not null`.execute(db);
  return rows;
};
