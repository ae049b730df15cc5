import { sql, type Insertable } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { TrackingTables } from "./tables.ts";

const on = (db: Database) => tablesOf<TrackingTables>(db);

export interface ClickRow {
  id: string;
  occurred_at: Date;
  link_id: string | null;
  creator_id: string | null;
  visitor_id: string | null;
  visitor_class: string;
  outcome: string;
}

/** The time that a uuid v7 carries, from its first 48 bits: a click's own time, so that its partition is known from its id. */
const bornAt = (id: string): Date => new Date(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16));

/** Clicks of some visitors in a time, and clicks by their ids; each once. */
export async function listClicks(
  db: Database,
  workspaceId: string,
  of: { visitorIds: readonly string[]; clickIds: readonly string[]; from: Date; before: Date },
): Promise<ClickRow[]> {
  const { rows } = await sql<ClickRow>`
    select id, occurred_at, link_id, creator_id, visitor_id, visitor_class, outcome from clicks
      where workspace_id = ${workspaceId} and visitor_id = any(${[...of.visitorIds]}::uuid[]) and occurred_at >= ${of.from} and occurred_at < ${of.before}
    union
    select c.id, c.occurred_at, c.link_id, c.creator_id, c.visitor_id, c.visitor_class, c.outcome
      from unnest(${[...of.clickIds]}::uuid[], ${of.clickIds.map(bornAt)}::timestamptz[]) named(id, at)
      join clicks c on c.workspace_id = ${workspaceId} and c.occurred_at = named.at and c.id = named.id
    order by occurred_at, id`.execute(db);
  return rows;
}

/**
 * Clicks of each of some links since an instant, by visitor class. Of each link the newest are read and no more than so many: the
 * cost is bounded by links times that, however many clicks there are.
 */
export async function countLinkClicks(
  db: Database,
  workspaceId: string,
  of: { linkIds: readonly string[]; since: Date; most: number },
): Promise<{ link_id: string; visitor_class: string; clicks: number }[]> {
  const { rows } = await sql<{ link_id: string; visitor_class: string; clicks: number }>`
    select link.id as link_id, newest.visitor_class, count(*)::int as clicks
    from unnest(${[...of.linkIds]}::uuid[]) as link(id)
    cross join lateral (
      select visitor_class from clicks
      where workspace_id = ${workspaceId} and link_id = link.id and occurred_at >= ${of.since}
      order by occurred_at desc limit ${of.most}
    ) as newest
    group by link.id, newest.visitor_class`.execute(db);
  return rows;
}

export interface VisitRow {
  id: string;
  occurred_at: Date;
  channel: string;
  click_id: string | null;
  visitor_class: string;
}

/** Visits of some visitors in a time. */
export async function listVisits(
  db: Database,
  workspaceId: string,
  of: { visitorIds: readonly string[]; from: Date; before: Date },
): Promise<VisitRow[]> {
  const { rows } = await sql<VisitRow>`
    select id, occurred_at, channel, click_id, visitor_class from visits
    where workspace_id = ${workspaceId} and visitor_id = any(${[...of.visitorIds]}::uuid[]) and occurred_at >= ${of.from} and occurred_at < ${of.before}
    order by occurred_at, id`.execute(db);
  return rows;
}

/** The edges that are not retired, with the time up to which each has shipped. */
export const listLiveEdges = (db: Database) =>
  on(db).selectFrom("edges").select(["id", "name", "last_seen_at", "shipped_to"]).where("retired_at", "is", null).execute();

export const retireEdge = (db: Database, id: string, at: Date) =>
  on(db)
    .updateTable("edges")
    .set({ retired_at: at })
    .where("id", "=", id)
    .where("retired_at", "is", null)
    .returning("id")
    .executeTakeFirst();

/** Makes the month partitions that these instants fall into. */
export async function ensureMonths(db: Database, parent: "clicks" | "visits" | "browser_events", instants: readonly Date[]): Promise<void> {
  const months = new Map(instants.map((at) => [at.toISOString().slice(0, 7), at]));
  for (const at of months.values()) await sql`select ensure_month_partition(${parent}, ${at})`.execute(db);
}

export const insertClicks = (db: Database, rows: readonly Insertable<TrackingTables["clicks"]>[]) =>
  on(db)
    .insertInto("clicks")
    .values([...rows])
    .execute();

export const insertVisits = (db: Database, rows: readonly Insertable<TrackingTables["visits"]>[]) =>
  on(db)
    .insertInto("visits")
    .values([...rows])
    .execute();

/** Writes clicks that are not here yet; gives those that were written. */
export const addClicks = (db: Database, rows: readonly Insertable<TrackingTables["clicks"]>[]) =>
  on(db)
    .insertInto("clicks")
    .values([...rows])
    .onConflict((c) => c.doNothing())
    .returning("occurred_at")
    .execute();

/** Writes visits that are not here yet; gives those that were written. */
export const addVisits = (db: Database, rows: readonly Insertable<TrackingTables["visits"]>[]) =>
  on(db)
    .insertInto("visits")
    .values([...rows])
    .onConflict((c) => c.doNothing())
    .returning("occurred_at")
    .execute();

/** One event of a page, by its id and time. */
export const findBrowserEvent = (db: Database, workspaceId: string, event: { id: string; occurredAt: Date }) =>
  on(db)
    .selectFrom("browser_events")
    .select(["occurred_at", "store_id", "visitor_id", "click_id", "name", "properties"])
    .where("workspace_id", "=", workspaceId)
    .where("occurred_at", "=", event.occurredAt)
    .where("id", "=", event.id)
    .executeTakeFirst();

export const insertChange = (db: Database, row: Insertable<TrackingTables["link_changes"]>) =>
  on(db).insertInto("link_changes").values(row).execute();
