import { sql, type RawBuilder } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import { recordset } from "../../../platform/db/recordset.ts";
import { outboxRowsOf } from "../../../platform/outbox/outbox.ts";
import { customersOf, instantsOf, markCustomersSince, markInstants } from "../../../platform/rollups/marks.ts";
import type { ConversionRow, LineRow, ReferenceRow, StatusRow, VersionRow } from "./order-rows.ts";

const conversionColumns = recordset<ConversionRow>({
  id: "uuid",
  store_id: "uuid",
  external_id: "text",
  kind: "text",
  occurred_at: "timestamptz",
  occurred_precision: "text",
  source: "text",
  body_hash: "bytea",
  version: "int",
  status: "text",
  customer_id: "uuid",
  visitor_id: "uuid",
  click_id: "uuid",
  currency: "text",
  total_minor: "bigint",
  stated_total_minor: "bigint",
  refunded_minor: "bigint",
  items_minor: "bigint",
  discount_minor: "bigint",
  tax_minor: "bigint",
  tax_included: "boolean",
  shipping_minor: "bigint",
  shipping_tax_minor: "bigint",
  tip_minor: "bigint",
  gift_card_minor: "bigint",
  codes: "text[]",
  flags: "text[]",
  is_new_customer: "boolean",
  novelty_reason: "text",
  country: "text",
  subscription_id: "text",
  renewal_number: "int",
  metadata: "jsonb",
});

/** The hours of orders, each once: they are fewer than the orders, and count as well as the instants in them. */
const hoursOf = (rows: readonly ConversionRow[]): string[] => [...new Set(rows.map((row) => `${row.occurred_at.slice(0, 13)}:00:00Z`))];
const idsOf = (rows: readonly ConversionRow[]): string[] => rows.map((row) => row.id);
const instantsOfRows = (rows: readonly ConversionRow[]) => sql`select m.at from unnest(${hoursOf(rows)}::timestamptz[]) m(at)`;
const customersOfRows = (rows: readonly ConversionRow[]) =>
  sql`select m.customer_id, m.at from unnest(${rows.map((row) => row.customer_id)}::uuid[], ${rows.map((row) => row.occurred_at)}::timestamptz[]) m(customer_id, at)`;

/** Brings the rows of orders up to date with their newest version. The caller holds their locks, so that their times so far are known. */
export const updateConversions = (db: Database, workspaceId: string, rows: readonly ConversionRow[]) =>
  sql`with marked as (${markInstants(workspaceId, sql`${instantsOf(workspaceId, idsOf(rows))} union all ${instantsOfRows(rows)}`)}),
    marked_customers as (
      ${markCustomersSince(workspaceId, sql`${customersOf(workspaceId, idsOf(rows))} union all ${customersOfRows(rows)}`)})
    update conversions c set kind = r.kind, occurred_at = r.occurred_at, occurred_precision = r.occurred_precision, source = r.source,
      body_hash = r.body_hash, version = r.version, status = r.status, customer_id = r.customer_id, visitor_id = r.visitor_id,
      click_id = r.click_id, currency = r.currency, total_minor = r.total_minor, stated_total_minor = r.stated_total_minor,
      refunded_minor = r.refunded_minor, items_minor = r.items_minor, discount_minor = r.discount_minor, tax_minor = r.tax_minor,
      tax_included = r.tax_included, shipping_minor = r.shipping_minor, shipping_tax_minor = r.shipping_tax_minor, tip_minor = r.tip_minor,
      gift_card_minor = r.gift_card_minor, codes = r.codes, flags = r.flags, is_new_customer = r.is_new_customer,
      novelty_reason = r.novelty_reason, country = r.country, subscription_id = r.subscription_id, renewal_number = r.renewal_number,
      metadata = r.metadata
    from ${conversionColumns.of(rows)} where c.workspace_id = ${workspaceId} and c.id = r.id`.execute(db);

const versionColumns = recordset<VersionRow>({
  conversion_id: "uuid",
  version: "int",
  source: "text",
  body_hash: "bytea",
  raw_payload_id: "uuid",
  document: "text",
});

const lineColumns = recordset<LineRow>({
  conversion_id: "uuid",
  version: "int",
  position: "int",
  external_id: "text",
  sku: "text",
  product: "text",
  category: "text",
  title: "text",
  quantity: "bigint",
  list_price_minor: "bigint",
  code_discount_minor: "bigint",
  other_discount_minor: "bigint",
  tax_minor: "bigint",
  is_gift_card: "boolean",
  unit_cost_minor: "bigint",
});

const statusColumns = recordset<StatusRow>({
  id: "uuid",
  conversion_id: "uuid",
  status: "text",
  occurred_at: "timestamptz",
  source: "text",
});

/** What is only ever added to of orders. */
export interface HistoryRows {
  readonly versions: readonly VersionRow[];
  readonly lines: readonly LineRow[];
  readonly statuses: readonly StatusRow[];
}

/** The parts of a statement that add it; `only` says of which orders. */
const historyInserts = (workspaceId: string, { versions, lines, statuses }: HistoryRows, at: Date, only: RawBuilder<unknown>) => sql`
    added_versions as (
      insert into conversion_versions (workspace_id, conversion_id, version, source, body_hash, raw_payload_id, document, recorded_at)
      select ${workspaceId}, conversion_id, version, source, body_hash, raw_payload_id, document::jsonb, ${at}
      from ${versionColumns.of(versions)} ${only}),
    added_lines as (
      insert into conversion_lines (workspace_id, ${lineColumns.names})
      select ${workspaceId}, ${lineColumns.names} from ${lineColumns.of(lines)} ${only}),
    added_statuses as (
      insert into conversion_statuses (workspace_id, recorded_at, ${statusColumns.names})
      select ${workspaceId}, ${at}, ${statusColumns.names} from ${statusColumns.of(statuses)} ${only})`;

/** Adds to orders that are there. */
export const insertHistory = (db: Database, workspaceId: string, history: HistoryRows, at: Date) =>
  sql`with ${historyInserts(workspaceId, history, at, sql``)} select 1`.execute(db);

/** Orders to add, and what others are told of each. */
export interface OrderRows {
  readonly conversions: readonly ConversionRow[];
  readonly history: HistoryRows;
  readonly news: { readonly topic: string; readonly payload: unknown };
}

/**
 * Adds orders in a fixed order, each with its history and its row in the outbox; one that another transaction was first with is left out,
 * and of the answer too.
 */
export const insertOrders = async (
  db: Database,
  workspaceId: string,
  { conversions, history, news }: OrderRows,
  at: Date,
): Promise<Set<string>> => {
  const added = await sql<{ id: string }>`
    with marked as (${markInstants(workspaceId, instantsOfRows(conversions))}),
    added as (
      insert into conversions (workspace_id, received_at, created_at, ${conversionColumns.names})
      select ${workspaceId}, ${at}, ${at}, ${conversionColumns.names} from ${conversionColumns.of(conversions)} order by store_id, external_id
      on conflict (workspace_id, store_id, external_id) do nothing returning id),
    ${historyInserts(workspaceId, history, at, sql`where conversion_id in (select id from added)`)},
    told as (${outboxRowsOf(workspaceId, { ...news, at }, sql`select id from added`)})
    select id from added`.execute(db);
  return new Set(added.rows.map((row) => row.id));
};

const referenceColumns = recordset<ReferenceRow>({ store_id: "uuid", kind: "text", reference: "text", conversion_external_id: "text" });

/** Adds other names of orders in a fixed order; how many of them nobody had before. */
export const addReferences = async (db: Database, workspaceId: string, rows: readonly ReferenceRow[], at: Date): Promise<number> => {
  const added = await sql`insert into conversion_references (workspace_id, recorded_at, ${referenceColumns.names})
    select ${workspaceId}, ${at}, ${referenceColumns.names} from ${referenceColumns.of(rows)} order by store_id, kind, reference
    on conflict (workspace_id, store_id, kind, reference) do nothing`.execute(db);
  return Number(added.numAffectedRows ?? 0n);
};

/** Adds other names of orders, or points known names at another order. */
export const putReferences = (db: Database, workspaceId: string, rows: readonly ReferenceRow[], at: Date) =>
  sql`insert into conversion_references as c (workspace_id, recorded_at, ${referenceColumns.names})
    select ${workspaceId}, ${at}, ${referenceColumns.names} from ${referenceColumns.of(rows)}
    on conflict (workspace_id, store_id, kind, reference) do update set conversion_external_id = excluded.conversion_external_id
    where c.conversion_external_id <> excluded.conversion_external_id`.execute(db);

/** Points every name of one order at another. */
export const moveReferences = (db: Database, workspaceId: string, move: { storeId: string; from: string; to: string }) =>
  sql`update conversion_references set conversion_external_id = ${move.to}
    where workspace_id = ${workspaceId} and store_id = ${move.storeId} and conversion_external_id = ${move.from}`.execute(db);

/** Marks an order as another name of a second one. */
export const markJoined = (db: Database, workspaceId: string, id: string, intoId: string) =>
  sql`update conversions set joined_into_id = ${intoId} where workspace_id = ${workspaceId} and id = ${id}`.execute(db);

/** Renews what the server knows of these tables when they have grown much, so that its plans fit. */
export const refreshStatistics = (db: Database) => sql`select refresh_order_statistics()`.execute(db);
