import { sql, type Selectable } from "kysely";
import type { Database } from "../../platform/db/database.ts";
import type { AdvocateTables } from "./tables.ts";

type OrderField = Selectable<AdvocateTables["order_fields"]>;

/** Orders in one currency that name one text in one field. */
export interface FieldSum {
  readonly field: NonNullable<OrderField["field"]>;
  readonly value: NonNullable<OrderField["value"]>;
  readonly currency: string;
  readonly orders: bigint;
  readonly kept_minor: bigint;
  readonly first_at: Date;
  readonly last_at: Date;
}

const mostSums = 5000;

/** Orders by field, text and currency, of fields whose name has one of the words; those with most orders first. */
export async function listFieldSums(db: Database, workspaceId: string, words: readonly string[]): Promise<FieldSum[]> {
  const found = await sql<FieldSum>`
    select field, trim(value) as value, currency, count(*) as orders, sum(kept_minor)::bigint as kept_minor, min(occurred_at) as first_at, max(occurred_at) as last_at
    from order_fields
    where workspace_id = ${workspaceId} and string_to_array(regexp_replace(field, '[^[:alnum:]]+', ' ', 'g'), ' ') && ${[...words]}::text[]
      and length(trim(value)) between 2 and 300
    group by 1, 2, 3 order by count(*) desc, 2 limit ${mostSums}`.execute(db);
  return found.rows;
}

/** Orders of a creator under their e-mail address, in one currency. */
export interface CreatorSum {
  readonly creator_id: string;
  readonly currency: string;
  readonly orders: bigint;
  readonly kept_minor: bigint;
  readonly first_at: Date;
  readonly last_at: Date;
}

/** Orders of creators who are customers by e-mail address, those with most orders first. */
export async function listCreatorSums(db: Database, workspaceId: string): Promise<CreatorSum[]> {
  const found = await sql<CreatorSum>`
    select creator_id, currency, count(*) as orders, sum(kept_minor)::bigint as kept_minor, min(occurred_at) as first_at, max(occurred_at) as last_at
    from (select distinct creator_id, conversion_id, currency, kept_minor, occurred_at from creator_orders_by_email where workspace_id = ${workspaceId}) as o
    group by 1, 2 order by count(*) desc limit ${mostSums}`.execute(db);
  return found.rows;
}
