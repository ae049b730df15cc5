import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import { figuresOf } from "../../../platform/rollups/rollup.ts";
import type { Covered } from "../queries.ts";
import * as rollups from "../rollups/queries.ts";

/** What each lens says of one creator over the orders of a span and currency. */
export interface LensRow {
  readonly creator_id: string;
  /** Orders with a click, a visit or a code of the creator. */
  readonly touched: bigint;
  /** Parts per billion of an order, one a model in the order asked for. */
  readonly credit_ppb: string;
  readonly coded: bigint;
  readonly said: bigint;
}

interface Asked {
  readonly currency: string;
  /** The model that sums are kept of. */
  readonly model: string;
}

/** Creators with anything under any lens, those with most touched orders first. */
export const sumLenses = async (db: Database, { workspaceId, cover }: Covered, { currency, model }: Asked): Promise<LensRow[]> =>
  (
    await sql<LensRow>`
      select f.creator_id, sum(f.touched)::bigint as touched, sum(f.credit_ppb)::text as credit_ppb, sum(f.coded)::bigint as coded,
        sum(f.said)::bigint as said
      from ${figuresOf(rollups.lenses(model), workspaceId, cover)} where f.currency = ${currency}
      group by 1 order by 2 desc, 5 desc, 1`.execute(db)
  ).rows;

/** How many orders each two of these creators both touched; pairs that share none are left out. */
export const countShared = async (
  db: Database,
  { workspaceId, cover }: Covered,
  { currency, model, creatorIds }: Asked & { readonly creatorIds: readonly string[] },
) =>
  (
    await sql<{ one: string; other: string; orders: bigint }>`
      with t as materialized (
        select f.from_at, f.creator_id, unnest(f.touched_places) as place from ${figuresOf(rollups.lenses(model), workspaceId, cover)}
        where f.currency = ${currency} and f.creator_id = any(${[...creatorIds]}::uuid[]))
      select a.creator_id as one, b.creator_id as other, count(*) as orders
      from t a join t b on b.from_at = a.from_at and b.place = a.place and b.creator_id > a.creator_id group by 1, 2`.execute(db)
  ).rows;
