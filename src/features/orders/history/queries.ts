import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import { recordset } from "../../../platform/db/recordset.ts";

/** One conversion in the history of a person or a subscription, as its row says. */
export interface HistoryRecord {
  id: string;
  person_id: string | null;
  subscription_id: string | null;
  occurred_at: Date;
  kind: string;
  status: string;
  total_minor: bigint;
  is_new_customer: boolean | null;
  novelty_reason: string;
  renewal_number: number | null;
  flags: string[];
}

const shown = sql.raw(
  "v.id, v.subscription_id, v.occurred_at, v.kind, v.status, v.total_minor, v.is_new_customer, v.novelty_reason, v.renewal_number, v.flags",
);

/**
 * What may decide or change a person's novelty: the conversions of each of their customer rows up to that row's own first purchase. Later
 * ones are a returning customer's whoever the row is merged with. Those excluded are left out.
 */
export const listEarly = async (
  db: Database,
  workspaceId: string,
  personIds: readonly string[],
  except: readonly string[],
): Promise<HistoryRecord[]> => {
  const rows = await sql<HistoryRecord>`
    select c.canonical_id as person_id, ${shown} from customer_persons c
    left join lateral (
      select f.occurred_at from conversions f
      where f.workspace_id = c.workspace_id and f.customer_id = c.id and f.kind = 'order' and f.status = 'paid' and f.total_minor > 0
        and f.id <> all(${[...except]}::uuid[])
      order by f.occurred_at limit 1) first on true
    join conversions v on v.workspace_id = c.workspace_id and v.customer_id = c.id
    where c.workspace_id = ${workspaceId} and c.canonical_id = any(${[...personIds]}::uuid[]) and v.id <> all(${[...except]}::uuid[])
      and (first.occurred_at is null or v.occurred_at <= first.occurred_at)`.execute(db);
  return rows.rows;
};

/** Every conversion of the subscriptions, those excluded left out. */
export const listOfSubscriptions = async (
  db: Database,
  workspaceId: string,
  subscriptionIds: readonly string[],
  except: readonly string[],
): Promise<HistoryRecord[]> => {
  const rows = await sql<HistoryRecord>`
    select null as person_id, ${shown} from conversions v
    where v.workspace_id = ${workspaceId} and v.subscription_id = any(${[...subscriptionIds]}::text[]) and v.id <> all(${[...except]}::uuid[])`.execute(
    db,
  );
  return rows.rows;
};

export interface NoveltyRow {
  readonly id: string;
  readonly is_new_customer: boolean | null;
  readonly novelty_reason: string;
  readonly renewal_number: number | null;
}

const noveltyColumns = recordset<NoveltyRow>({ id: "uuid", is_new_customer: "boolean", novelty_reason: "text", renewal_number: "int" });

export const updateNovelties = (db: Database, workspaceId: string, rows: readonly NoveltyRow[]) =>
  sql`update conversions c set is_new_customer = r.is_new_customer, novelty_reason = r.novelty_reason, renewal_number = r.renewal_number
    from ${noveltyColumns.of(rows)} where c.workspace_id = ${workspaceId} and c.id = r.id`.execute(db);
