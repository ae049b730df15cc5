import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import type { CreatorQuery } from "../query/creator-query.ts";
import { isFoundSql, type AskedOf, type FoundRows } from "../search/queries.ts";
import type { Stretch, WalkedColumn } from "./stretches.ts";

type Bool = RawBuilder<SqlBool>;

/** How cards are walked through. */
export interface Walk {
  readonly stretch: Stretch;
  readonly column: WalkedColumn;
  /** So many cards are looked at and no more. */
  readonly most: number;
  /** So many creators are wanted. */
  readonly limit: number;
}

const typeOf = { whole: sql`bigint`, number: sql`numeric`, day: sql`date`, text: sql`text` } as const;
const columnOf = ({ name, holds }: WalkedColumn) => sql.raw(holds === "text" ? `k.${name} collate "C"` : `k.${name}`);

/** As the indexes have it: a name ascending, everything else descending, or either the other way round. */
const orderOf = (direction: "asc" | "desc", { holds }: WalkedColumn) =>
  sql.raw((direction === "asc") === (holds === "text") ? `${direction} nulls last` : `${direction} nulls first`);

/** Whether the key of an account is known. */
function isKnown(column: WalkedColumn): Bool {
  const known = sql<SqlBool>`${columnOf(column)} is not null`;
  return column.currency === undefined ? known : sql`(${known} and k.currency is not distinct from ${column.currency}::text)`;
}

function isInStretch({ stretch, column }: Walk, direction: "asc" | "desc"): Bool {
  const value = columnOf(column);
  if (stretch.kind === "unknown") {
    const isAfter = stretch.afterId === null ? sql`true` : sql`k.creator_id > ${stretch.afterId}::uuid`;
    const isUnknown = column.currency === undefined ? sql`${value} is null` : sql`not ${isKnown(column)}`;
    return sql`${isUnknown} and ${isAfter}`;
  }
  const key = sql`${stretch.key}::${typeOf[column.holds]}`;
  if (stretch.kind === "tied") return sql`${isKnown(column)} and ${value} = ${key} and k.creator_id > ${stretch.afterId}::uuid`;
  if (stretch.key === null) return isKnown(column);
  return sql`${isKnown(column)} and ${value} ${sql.raw(direction === "asc" ? ">" : "<")} ${key}`;
}

/** The cards of a stretch in their order, as many as are looked at. */
function walked(workspaceId: string, direction: "asc" | "desc", walk: Walk) {
  const value = columnOf(walk.column);
  const order = walk.stretch.kind === "beyond" ? sql`${value} ${orderOf(direction, walk.column)}, k.creator_id` : sql`k.creator_id`;
  const key = walk.column.currency === undefined ? value : sql`case when ${isKnown(walk.column)} then ${value} end`;
  return sql`select k.*, ${key} as walked_key, k.creator_id as walked_creator_id, k.account_id as walked_account_id from creator_cards k
    where k.workspace_id = ${workspaceId} and not k.is_gone and ${isInStretch(walk, direction)} order by ${order} limit ${walk.most}`;
}

/** Whether another account of the creator stands before the walked one. */
function standsBefore({ stretch, column }: Walk, direction: "asc" | "desc"): Bool {
  const value = columnOf(column);
  if (stretch.kind === "unknown") return sql`(${isKnown(column)} or k.account_id < walked_account_id)`;
  const isBetter = sql.raw(direction === "asc" ? "<" : ">");
  return sql`(${isKnown(column)} and (${value} ${isBetter} walked_key or (${value} = walked_key and k.account_id < walked_account_id)))`;
}

/**
 * The creators who are found in a stretch, at the best of their accounts, in order, of the first cards that are looked at. A creator's other
 * accounts are looked up one creator at a time (`offset 0`).
 */
export async function walkCards(
  db: Database,
  workspaceId: string,
  { query, of, walk }: { readonly query: CreatorQuery; readonly of: Pick<AskedOf, "words" | "steps">; readonly walk: Walk },
): Promise<FoundRows["page"]> {
  const { direction } = query.sort;
  const isFound = isFoundSql(query, of);
  const order = walk.stretch.kind === "beyond" ? sql`k.walked_key ${orderOf(direction, walk.column)}, k.creator_id` : sql`k.creator_id`;
  const { rows } = await sql<FoundRows["page"][number]>`
    select k.creator_id, k.account_id, k.walked_key::text as key from (${walked(workspaceId, direction, walk)}) k
    where ${isFound} and not exists (
      select from creator_cards k where k.workspace_id = ${workspaceId} and k.creator_id = walked_creator_id and k.account_id <> walked_account_id
        and not k.is_gone and ${isFound} and ${standsBefore(walk, direction)} offset 0)
    order by ${order} limit ${walk.limit}`.execute(db);
  return rows;
}

/** Whether a stretch has more cards than are looked at. */
export async function isLonger(db: Database, workspaceId: string, { direction }: CreatorQuery["sort"], walk: Walk): Promise<boolean> {
  const { rows } = await sql`select from (${walked(workspaceId, direction, { ...walk, most: walk.most + 1 })}) k
    offset ${walk.most} limit 1`.execute(db);
  return rows.length > 0;
}
