import { sql } from "kysely";
import type { Database } from "../src/platform/db/database.ts";

/** Resolves once a statement of this database waits for another transaction: then two are at the place where a test wants them. */
export async function untilSomebodyWaits(db: Database): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    const { rows } = await sql`select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where a.datname = current_database() and not l.granted`.execute(db);
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("nobody waits");
}
