import { sql, type Selectable } from "kysely";
import { oneOf, tablesOf, type Database } from "../../platform/db/database.ts";
import { recordset } from "../../platform/db/recordset.ts";
import type { OrderTables } from "./tables.ts";

const on = (db: Database) => tablesOf<OrderTables>(db);

export const findConversion = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("conversions").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

export const listByIds = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db).selectFrom("conversions").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", oneOf(ids)).execute();

const versionColumns = recordset<{ id: string; version: number }>({ id: "uuid", version: "int" });

/** The lines of these versions, each one's in their order. */
export const listLines = async (db: Database, workspaceId: string, versions: readonly { id: string; version: number }[]) => {
  const found = await sql<Selectable<OrderTables["conversion_lines"]>>`
    select l.* from ${versionColumns.of(versions)}
    join conversion_lines l on l.workspace_id = ${workspaceId} and l.conversion_id = r.id and l.version = r.version
    order by l.position`.execute(db);
  return found.rows;
};

export const listStatuses = (db: Database, workspaceId: string, conversionId: string) =>
  on(db)
    .selectFrom("conversion_statuses")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("conversion_id", "=", conversionId)
    .orderBy("recorded_at")
    .orderBy("id")
    .execute();

export const listVersions = (db: Database, workspaceId: string, conversionId: string) =>
  on(db)
    .selectFrom("conversion_versions")
    .select(["version", "source", "raw_payload_id", "recorded_at"])
    .where("workspace_id", "=", workspaceId)
    .where("conversion_id", "=", conversionId)
    .orderBy("version")
    .execute();

export const listNames = (db: Database, workspaceId: string, storeId: string, externalId: string) =>
  on(db)
    .selectFrom("conversion_references")
    .select(["kind", "reference"])
    .where("workspace_id", "=", workspaceId)
    .where("store_id", "=", storeId)
    .where("conversion_external_id", "=", externalId)
    .orderBy("kind")
    .orderBy("reference")
    .execute();

export interface ConversionFilter {
  readonly before: { at: Date; id: string } | undefined;
  readonly limit: number;
  readonly storeId: string | undefined;
  readonly status: string | undefined;
  readonly kind: string | undefined;
  readonly customerIds: readonly string[] | undefined;
  /** Any of these orders, each by its store and id there; without a store in any of them. */
  readonly named: readonly { readonly storeId: string | undefined; readonly externalId: string }[] | undefined;
  /** Placed at or after; placed before. */
  readonly placedFrom: Date | undefined;
  readonly placedBefore: Date | undefined;
}

const isNamed = ({ storeId, externalId }: { readonly storeId: string | undefined; readonly externalId: string }) => ({
  external_id: externalId,
  ...(storeId === undefined ? {} : { store_id: storeId }),
});

/** The orders that some stores print this number on. */
export const listNumbered = (db: Database, workspaceId: string, storeIds: readonly string[], number: string) =>
  on(db)
    .selectFrom("conversion_references")
    .select(["store_id as storeId", "conversion_external_id as externalId"])
    .where("workspace_id", "=", workspaceId)
    .where("store_id", "in", [...storeIds])
    .where("kind", "=", "order_name")
    .where("reference", "=", number)
    .execute();

/** Orders, newest first; one that turned out to be another is left out. */
export const listConversions = (db: Database, workspaceId: string, filter: ConversionFilter) => {
  const { before, storeId, status, kind, customerIds, named, placedFrom, placedBefore } = filter;
  return on(db)
    .selectFrom("conversions")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("joined_into_id", "is", null)
    .$if(before !== undefined, (rows) => rows.where(sql<boolean>`(occurred_at, id) < (${before?.at}, ${before?.id})`))
    .$if(storeId !== undefined, (rows) => rows.where("store_id", "=", storeId!))
    .$if(status !== undefined, (rows) => rows.where("status", "=", status!))
    .$if(kind !== undefined, (rows) => rows.where("kind", "=", kind!))
    .$if(customerIds !== undefined, (rows) => rows.where("customer_id", "in", customerIds!))
    .$if(named !== undefined, (rows) => rows.where((eb) => eb.or(named!.map((name) => eb.and(isNamed(name))))))
    .$if(placedFrom !== undefined, (rows) => rows.where("occurred_at", ">=", placedFrom!))
    .$if(placedBefore !== undefined, (rows) => rows.where("occurred_at", "<", placedBefore!))
    .orderBy("occurred_at", "desc")
    .orderBy("id", "desc")
    .limit(filter.limit + 1)
    .execute();
};

/** The stores' own ids of some orders. */
export const listExternalIds = (db: Database, workspaceId: string, ids: readonly string[]) =>
  on(db)
    .selectFrom("conversions")
    .select(["id", "external_id"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .execute();

/** The conversions of these customer rows. */
export const listOfCustomers = (db: Database, workspaceId: string, customerIds: readonly string[]) =>
  on(db)
    .selectFrom("conversions")
    .select(["id", "customer_id", "occurred_at", "click_id"])
    .where("workspace_id", "=", workspaceId)
    .where("customer_id", "=", oneOf(customerIds))
    .orderBy("occurred_at")
    .orderBy("id")
    .execute();

/** The first order of a subscription that was not joined into another. */
export const findFirstOfSubscription = (db: Database, workspaceId: string, subscriptionId: string) =>
  on(db)
    .selectFrom("conversions")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("subscription_id", "=", subscriptionId)
    .where("joined_into_id", "is", null)
    .orderBy("occurred_at")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();

/** A span of time, of which the end is outside, and how far one has come in it. */
export interface PlacedSpan {
  readonly from: Date;
  readonly until: Date;
  readonly after: { readonly at: Date; readonly id: string } | undefined;
  /** Only orders on which a code was used. */
  readonly hasCode: boolean;
}

/** A page of the orders that were placed in a span, oldest first. */
export const listPlaced = (db: Database, workspaceId: string, span: PlacedSpan, limit: number) =>
  on(db)
    .selectFrom("conversions")
    .select(["id", "occurred_at"])
    .where("workspace_id", "=", workspaceId)
    .where("joined_into_id", "is", null)
    .where("occurred_at", ">=", span.from)
    .where("occurred_at", "<", span.until)
    .$if(span.after !== undefined, (q) => q.where(sql<boolean>`(occurred_at, id) > (${span.after!.at}, ${span.after!.id}::uuid)`))
    .$if(span.hasCode, (q) => q.where(sql<boolean>`cardinality(codes) > 0`))
    .orderBy("occurred_at")
    .orderBy("id")
    .limit(limit)
    .execute();

/** Orders of some customers or of a subscription that were placed after one of them. */
export const listLater = (
  db: Database,
  workspaceId: string,
  of: { customerIds: readonly string[]; subscriptionId: string | null; at: Date; id: string },
) =>
  on(db)
    .selectFrom("conversions")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("joined_into_id", "is", null)
    .where((rows) =>
      rows.or([
        ...(of.customerIds.length === 0 ? [] : [rows("customer_id", "in", [...of.customerIds])]),
        ...(of.subscriptionId === null ? [] : [rows("subscription_id", "=", of.subscriptionId)]),
      ]),
    )
    .where(sql<boolean>`(occurred_at, id) > (${of.at}, ${of.id}::uuid)`)
    .orderBy("occurred_at")
    .orderBy("id")
    .execute();

export interface NamedThing {
  readonly id: string;
  readonly store_id: string;
  readonly kind: string;
  readonly reference: string;
}

const namedColumns = recordset<NamedThing>({ id: "uuid", store_id: "uuid", kind: "text", reference: "text" });

/** The order behind each name, by its own id or another name; one that turned out to be another is that other one. */
export const findNamedOrders = async (
  db: Database,
  workspaceId: string,
  things: readonly NamedThing[],
): Promise<{ id: string; conversion_id: string }[]> => {
  const found = await sql<{ id: string; conversion_id: string }>`
    select distinct on (r.id) r.id, coalesce(v.joined_into_id, v.id) as conversion_id
    from ${namedColumns.of(things)}
    left join conversion_references c on c.workspace_id = ${workspaceId} and c.store_id = r.store_id and c.kind = r.kind and c.reference = r.reference
    join conversions v on v.workspace_id = ${workspaceId} and v.store_id = r.store_id
      and v.external_id = coalesce(c.conversion_external_id, case when r.kind = 'order' then r.reference end)
    order by r.id`.execute(db);
  return found.rows;
};

/** Paid orders by the number that their store gave them, with what their goods cost; null where a line does not say. */
export async function findWithGoods(db: Database, workspaceId: string, of: { readonly name: string; readonly storeId: string | null }) {
  const { rows } = await sql<{ conversion_id: string; currency: string; goods_minor: bigint | null }>`
    select f.conversion_id, f.currency, g.goods_minor
    from order_figures f
    left join order_goods g on g.workspace_id = f.workspace_id and g.conversion_id = f.conversion_id
    where f.workspace_id = ${workspaceId} and f.external_id = ${of.name} and f.kind = 'order'
      and (${of.storeId}::uuid is null or f.store_id = ${of.storeId}::uuid)`.execute(db);
  return rows;
}
