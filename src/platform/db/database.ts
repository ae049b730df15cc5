import { Kysely, sql, type RawBuilder, type Transaction } from "kysely";
import type pg from "pg";
import { PipelinedDialect, sentAhead } from "./sending/pipelined.ts";
import type { DB, JsonValue } from "./schema.gen.ts";

/** The query builder over every table; a feature narrows it to its own with {@link tablesOf}. */
export type Database = Kysely<DB>;

/** A query builder on an existing pool; statements of one transaction that do not wait for one another are sent together. */
export const openDatabase = (pool: pg.Pool): Database => sentAhead(new Kysely<DB>({ dialect: new PipelinedDialect({ pool }) }));

/** Narrows the query builder to the tables a feature owns, so that a foreign table cannot be spelled. */
export const tablesOf = <T>(db: Database): Kysely<T> => db as unknown as Kysely<T>;

/** A value for a jsonb column; arrays included, bigint as text. */
export const json = <T = never>(value: unknown): RawBuilder<T> =>
  sql<T>`${JSON.stringify(value, (_key, each: unknown) => (typeof each === "bigint" ? each.toString() : each))}::jsonb`;

/** An object as plain JSON data, for a jsonb column of a typed row; a list needs {@link json}, since the driver would send it as an array. */
export const plainJson = (value: object): JsonValue =>
  JSON.parse(JSON.stringify(value, (_key, each: unknown) => (typeof each === "bigint" ? each.toString() : each))) as JsonValue;

/** What an id is compared with to be one of a list. One parameter, so that a statement's text does not depend on how many are asked for. */
export const oneOf = (ids: readonly string[]): RawBuilder<string> => sql<string>`any(${[...ids]}::uuid[])`;

/**
 * A workspace's id as a statement over much that is planned each time compares it, hidden from the planner. Statistics that were taken before
 * a workspace had rows, or that never met those few in a large table, say that there is none: for each row of one table the plan would read
 * all of the workspace's in the next, and again in the one after. Of an id that it does not see it reckons with the rows of a usual workspace.
 */
export const hiddenId = (workspaceId: string): RawBuilder<string> => sql<string>`(select ${workspaceId}::uuid)`;

/**
 * Runs `work` in one transaction: a new one, or the one that `ctx` is already in. What it throws rolls the outermost transaction back.
 */
export async function inTransaction<C extends { db: Database }, R>(ctx: C, work: (ctx: C) => Promise<R>): Promise<R> {
  if (ctx.db.isTransaction) return work(ctx);
  return ctx.db.transaction().execute((db: Transaction<DB>) => work({ ...ctx, db }));
}

/**
 * The answers of statements that were sent without waiting for one another. Each has been answered before the first failure is thrown, so
 * that none is still under way when the caller's transaction ends.
 */
export async function together<T extends readonly unknown[]>(answers: { readonly [K in keyof T]: Promise<T[K]> }): Promise<T> {
  const settled = await Promise.allSettled(answers as readonly Promise<unknown>[]);
  for (const each of settled) if (each.status === "rejected") throw each.reason;
  return settled.map((each) => (each as PromiseFulfilledResult<unknown>).value) as unknown as T;
}

/** Runs `work` on one state of the database, as it is when it begins: what is written meanwhile is not seen, and nothing can be written. */
export const onSnapshot = <C extends { db: Database }, R>(ctx: C, work: (ctx: C) => Promise<R>): Promise<R> =>
  ctx.db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute((db: Transaction<DB>) => work({ ...ctx, db }));

/** Resolves when the database answers. */
export async function ping(db: Database): Promise<void> {
  await sql`select 1`.execute(db);
}

/** Takes a transaction-long lock on a text, so that two of the same name run one after the other. */
export async function lockOn(db: Database, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db);
}

/**
 * Has this connection plan its statements anew, the checks of foreign keys among them. Those plans are made once, and on a table that
 * was empty then they read all of it for every row: whoever fills tables in bulk calls this each time they have doubled.
 */
export async function planAnew(db: Database): Promise<void> {
  await sql`discard plans`.execute(db);
}

const isDatabaseError = (error: unknown): error is { code: string; constraint?: string } =>
  typeof error === "object" && error !== null && typeof (error as { code?: unknown }).code === "string";

/** Whether an error is PostgreSQL refusing a second row under a unique key or exclusion (of that name, when given). */
export const isConflict = (error: unknown, constraint?: string): boolean =>
  isDatabaseError(error) &&
  (error.code === "23505" || error.code === "23P01") &&
  (constraint === undefined || error.constraint === constraint);

const mostTries = 3;

/**
 * Does a piece of work that begins its own transaction, and does it again, at most three times in all, as long as its failure is one that
 * passes: a lost race, unless `passes` says otherwise.
 */
export async function triedAgain<R>(work: () => Promise<R>, passes: (error: unknown) => boolean = isSerializationFailure): Promise<R> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === mostTries || !passes(error)) throw error;
    }
  }
}

/** Whether a transaction was given up for another one, by a deadlock or for its serialization: tried again, it passes. */
export const isSerializationFailure = (error: unknown): boolean => isDatabaseError(error) && ["40P01", "40001"].includes(error.code);
