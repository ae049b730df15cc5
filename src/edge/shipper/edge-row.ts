import type pg from "pg";

/** The edge's row, by which others know up to which time its clicks are in the database. */

/** Adds the edge or brings it back. */
export async function registerEdge(client: pg.ClientBase, edge: { id: string; name: string }): Promise<void> {
  await client.query(
    `insert into edges (id, name, started_at, last_seen_at) values ($1, $2, now(), now())
     on conflict (id) do update set name = excluded.name, started_at = excluded.started_at, last_seen_at = excluded.last_seen_at, retired_at = null`,
    [edge.id, edge.name],
  );
}

/** Says that the edge is alive and that every click of it before this time is in the database. */
export async function reportEdge(client: pg.ClientBase, id: string, shippedToMs: number | undefined): Promise<void> {
  await client.query({
    name: "report_edge",
    text: "update edges set last_seen_at = now(), shipped_to = greatest(shipped_to, $2::timestamptz) where id = $1",
    values: [id, shippedToMs === undefined ? null : new Date(shippedToMs)],
  });
}

/** Says that nobody need wait for this edge: it is stopped and everything it recorded is in the database. */
export async function retireEdge(client: pg.ClientBase, id: string): Promise<void> {
  await client.query("update edges set retired_at = now() where id = $1", [id]);
}
