import { sql, type RawBuilder } from "kysely";
import { groupBy } from "../db/group-by.ts";
import { nowAt, type Context, type WorkspaceContext } from "../context.ts";
import { inTransaction } from "../db/database.ts";
import { recordset } from "../db/recordset.ts";
import { tellChanged } from "../live/changes.ts";

/** A cause whose effects are still to come. */
export interface OutboxRow {
  readonly id: bigint;
  readonly workspaceId: string;
  readonly topic: string;
  readonly key: string;
  readonly payload: unknown;
  readonly attempts: number;
}

/** Carries a row out, in the transaction that then removes it: either both happen or neither. */
export type OutboxHandler = (ctx: Context, row: OutboxRow) => Promise<void>;

/**
 * Carries out those of several rows of one topic and workspace that it can carry out at once; gives their keys. The others are left as
 * they are, and so are all when it fails: they are then carried out one by one.
 */
export type TogetherHandler = (ctx: Context, rows: readonly OutboxRow[]) => Promise<ReadonlySet<string>>;

/** Who carries out which topic. */
export interface OutboxHandlers {
  readonly each: Readonly<Record<string, OutboxHandler>>;
  /** For topics of which many come at once. */
  readonly together: Readonly<Record<string, TogetherHandler>>;
}

/** Of several who take up the same topic each does its part of a row, in the order given, all or none. */
export function inTurn(...parts: readonly Readonly<Record<string, OutboxHandler>>[]): Readonly<Record<string, OutboxHandler>> {
  const topics = new Set(parts.flatMap((part) => Object.keys(part)));
  const handlerOf = (topic: string): OutboxHandler => {
    const handlers = parts.flatMap((part) => part[topic] ?? []);
    return async (ctx, row) => {
      for (const handler of handlers) await handler(ctx, row);
    };
  };
  return Object.fromEntries([...topics].map((topic) => [topic, handlerOf(topic)]));
}

const bigintText = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? value.toString() : value);
const outboxColumns = recordset({ topic: "text", key: "uuid", payload: "text", available_at: "timestamptz" });

/** Writes a row in the transaction of its cause. Rows of one key are carried out one by one, in order. */
export async function writeOutbox(
  ctx: WorkspaceContext,
  rows: readonly { topic: string; key: string; payload?: unknown; availableAt?: Date }[],
): Promise<void> {
  if (rows.length === 0) return;
  const now = nowAt(ctx).toISOString();
  const due = rows.map((row) => ({
    topic: row.topic,
    key: row.key,
    payload: JSON.stringify(row.payload ?? {}, bigintText),
    available_at: row.availableAt?.toISOString() ?? now,
  }));
  await sql`insert into outbox (workspace_id, topic, key, payload, created_at, available_at)
    select ${ctx.workspaceId}, r.topic, r.key, r.payload::jsonb, ${now}, r.available_at from ${outboxColumns.of(due)}`.execute(ctx.db);
}

/**
 * A statement's part that writes a row for each key that it selects, in that order.
 *
 * @param workspaceId whose
 * @param cause what all rows say, and since when they are due
 * @param keys a query with one column of uuids
 */
export const outboxRowsOf = (
  workspaceId: string,
  { topic, payload, at }: { readonly topic: string; readonly payload: unknown; readonly at: Date },
  keys: RawBuilder<unknown>,
): RawBuilder<unknown> =>
  sql`insert into outbox (workspace_id, topic, key, payload, created_at, available_at)
    select ${workspaceId}::uuid, ${topic}, k.key, ${JSON.stringify(payload, bigintText)}::jsonb, ${at}::timestamptz, ${at}::timestamptz from (${keys}) k(key)`;

/** Whether some effect of a key is still to come, one that failed for good included. */
export const isAwaited = async (ctx: WorkspaceContext, key: string): Promise<boolean> =>
  (await ctx.db.selectFrom("outbox").select("id").where("key", "=", key).limit(1).executeTakeFirst()) !== undefined;

interface ClaimedRow {
  id: bigint;
  workspace_id: string;
  topic: string;
  key: string;
  payload: unknown;
  attempts: number;
}

const mostAttempts = 20;

/** Seconds until the next try: 1, 2, 4, ... at most an hour. */
const backOffSeconds = (attempts: number): number => Math.min(3600, 2 ** attempts);

const asRow = (row: ClaimedRow): OutboxRow => ({
  id: row.id,
  workspaceId: row.workspace_id,
  topic: row.topic,
  key: row.key,
  payload: row.payload,
  attempts: row.attempts,
});

/** Carries out what can be carried out at once; the rows that are left. */
async function carryOutTogether(ctx: Context, claimed: readonly ClaimedRow[], handlers: OutboxHandlers["together"]): Promise<ClaimedRow[]> {
  const done = new Set<bigint>();
  for (const rows of groupBy(claimed, (row) => `${row.topic} ${row.workspace_id}`).values()) {
    const handler = handlers[rows[0]!.topic];
    if (handler === undefined || rows.length === 1) continue;
    await sql`savepoint together`.execute(ctx.db);
    try {
      const keys = await handler(ctx, rows.map(asRow));
      const ids = rows.filter((row) => keys.has(row.key)).map((row) => row.id);
      await sql`delete from outbox where id = any(${ids}::bigint[])`.execute(ctx.db);
      await sql`release savepoint together`.execute(ctx.db);
      for (const id of ids) done.add(id);
    } catch (err) {
      await sql`rollback to savepoint together`.execute(ctx.db);
      ctx.log.warn({ err, topic: rows[0]!.topic, rows: rows.length }, "outbox rows were not carried out at once; they are one by one");
    }
  }
  return claimed.filter((row) => !done.has(row.id));
}

async function carryOut(ctx: Context, row: ClaimedRow, handler: OutboxHandler | undefined): Promise<void> {
  const savepoint = sql.id(`row_${row.id}`);
  await sql`savepoint ${savepoint}`.execute(ctx.db);
  try {
    if (handler === undefined) throw new RangeError(`no handler for the outbox topic ${row.topic}`);
    await handler(ctx, asRow(row));
    await sql`release savepoint ${savepoint}`.execute(ctx.db);
    await ctx.db.deleteFrom("outbox").where("id", "=", row.id).execute();
  } catch (error) {
    await sql`rollback to savepoint ${savepoint}`.execute(ctx.db);
    const attempts = row.attempts + 1;
    ctx.log.error(
      { err: error, topic: row.topic, outboxId: row.id.toString(), attempts },
      "an outbox row was not carried out; it is tried again",
    );
    await ctx.db
      .updateTable("outbox")
      .set({
        attempts,
        last_error: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 1000) : "unknown",
        available_at: new Date(ctx.now() + backOffSeconds(attempts) * 1000),
        failed_at: attempts >= mostAttempts ? nowAt(ctx) : null,
      })
      .where("id", "=", row.id)
      .execute();
  }
}

/**
 * Carries out the rows that are due, at most `limit`, oldest first, and returns how many were taken. Several consumers may run at once:
 * a row is locked while it is carried out, and waits for every earlier row of its key. A row that failed for good (20 attempts) holds
 * back its key until somebody clears it.
 */
export async function consumeOutbox(ctx: Context, handlers: OutboxHandlers, limit = 50): Promise<number> {
  return inTransaction(ctx, async (within) => {
    const claimed = await sql<ClaimedRow>`
      select id, workspace_id, topic, key, payload, attempts from outbox o
      where available_at <= ${nowAt(within)} and failed_at is null
        and not exists (select 1 from outbox earlier where earlier.key = o.key and earlier.id < o.id)
      order by id limit ${limit} for update skip locked`.execute(within.db);
    const left = await carryOutTogether(within, claimed.rows, handlers.together);
    for (const row of left) await carryOut(within, row, handlers.each[row.topic]);
    await tellChanged(within.db, [...new Set(claimed.rows.map((row) => row.workspace_id))]);
    return claimed.rows.length;
  });
}

/** Consumes until stopped: at once while there is work, else every `idleMs`. */
export function startOutbox(ctx: Context, handlers: OutboxHandlers, idleMs = 100): { stop(): Promise<void> } {
  const state = { stopping: false };
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const loop = async () => {
    while (!state.stopping) {
      const taken = await consumeOutbox(ctx, handlers).catch((error: unknown) => {
        ctx.log.warn({ err: error }, "the outbox cannot be read just now");
        return 0;
      });
      if (taken === 0) await pause(idleMs);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      state.stopping = true;
      await running;
    },
  };
}
