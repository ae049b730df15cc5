import { availableParallelism } from "node:os";
import { asSystem, type WorkspaceContext } from "../src/platform/context.ts";
import { withConnection } from "../src/platform/db/pool.ts";
import {
  customerRows,
  fillMonth,
  groundRows,
  months,
  orderRows,
  payRows,
  regularRows,
  visitRows,
  workspaceUuid,
  type WorldSize,
} from "./attribution-rows.ts";
import { openOwnDatabase } from "./own-database.ts";

/** A database of clicks, visits and orders, and the context that attribution works in. */
export interface AttributionWorld {
  readonly ctx: WorkspaceContext;
  readonly close: () => Promise<void>;
}

/** Runs statements on as many connections as the machine has processors, each taking the next. */
async function runBeside(url: string, statements: readonly string[]): Promise<void> {
  const waiting = [...statements];
  const lane = (): Promise<void> =>
    withConnection(url, "bench", async (client) => {
      await client.query("set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 0");
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await client.query(next);
    });
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
}

/** First the rows of clicks and visits and then their indexes: the quicker way, and it ends in the same table. */
async function fill(url: string, size: WorldSize): Promise<void> {
  await runBeside(url, [`${groundRows}; drop index clicks_by_link, clicks_by_visitor, visits_by_visitor`]);
  await runBeside(url, [...months.map((month) => fillMonth(size, month)), visitRows(size), customerRows(size)]);
  await runBeside(url, [
    "create index clicks_by_visitor on clicks (workspace_id, visitor_id, occurred_at) where visitor_id is not null",
    "create index clicks_by_link on clicks (workspace_id, link_id, occurred_at) include (visitor_class)",
    "create index visits_by_visitor on visits (workspace_id, visitor_id, occurred_at) where visitor_id is not null",
  ]);
  await runBeside(url, [orderRows(size)]);
  await runBeside(url, [regularRows, payRows]);
  await runBeside(url, ["vacuum analyze"]);
}

/** Starts a PostgreSQL of the benchmark's own and fills it. */
export async function openAttributionWorld(size: WorldSize): Promise<AttributionWorld> {
  const { ctx, close } = await openOwnDatabase((url) => fill(url, size));
  return { ctx: asSystem(ctx, workspaceUuid), close };
}
