import type { Pool, PoolClient } from "pg";
import type { Log } from "../log.ts";

/** Gives back what dead workers had taken up, and says that this process lives. */
export interface PoolWatch {
  /** This process's pool of workers from now on; what its earlier one had taken up is given back. */
  own(poolId: string): void;
  stop(): Promise<void>;
}

const beatMs = 2_000;
// A pool takes its first job a moment before it can say that it lives.
const grace = "10 seconds";

const lockKey = "hashtextextended('vouch job pool ' || $1::text, 0)";
const findTaken = `select distinct locked_by as id from graphile_worker._private_jobs
  where locked_by is not null and locked_at < now() - interval '${grace}'`;

/**
 * The queue gives a taken job to nobody else for four hours, however dead its worker. Here each pool of workers holds an advisory lock for
 * as long as its process has its connection; a pool whose lock is free is dead, and its jobs go back to the queue at once. A process that
 * loses its connection for a moment may see a long job given to another: jobs do no harm when they run twice.
 */
export function watchPools(pool: Pool, log: Log): PoolWatch {
  const state = { ownId: "", heldId: "", lost: [] as string[], client: undefined as PoolClient | undefined, isStopped: false };
  const drop = (): void => {
    state.client?.release(true);
    Object.assign(state, { client: undefined, heldId: "" });
  };

  async function connect(): Promise<PoolClient> {
    if (state.client !== undefined) return state.client;
    const client = await pool.connect();
    client.once("error", () => {
      if (state.client === client) drop();
    });
    state.client = client;
    return client;
  }

  async function beat(): Promise<void> {
    const client = await connect();
    if (state.heldId !== state.ownId) await client.query(`select pg_try_advisory_lock(${lockKey})`, [state.ownId]);
    state.heldId = state.ownId;
    while (state.lost.length > 0) await giveBack(client, state.lost.shift()!);
    const { rows } = await client.query<{ id: string }>(findTaken);
    for (const { id } of rows) if (id !== state.ownId && (await isDead(client, id))) await giveBack(client, id);
  }

  async function giveBack(client: PoolClient, poolId: string): Promise<void> {
    log.warn({ pool: poolId }, "jobs of a worker that died are given back to the queue");
    await client.query("select graphile_worker.force_unlock_workers(array[$1::text])", [poolId]);
  }

  let underWay = Promise.resolve();
  const tick = (): void => {
    underWay = underWay.then(beat).catch((error: unknown) => {
      if (!state.isStopped) log.debug({ err: error }, "the queue cannot be looked at just now");
      drop();
    });
  };
  const timer = setInterval(tick, beatMs);
  return {
    own: (poolId) => {
      if (state.ownId !== "") state.lost.push(state.ownId);
      state.ownId = poolId;
      tick();
    },
    stop: async () => {
      state.isStopped = true;
      clearInterval(timer);
      await underWay;
      drop();
    },
  };
}

/** A pool that lives holds its lock; ours then is only borrowed. */
async function isDead(client: PoolClient, poolId: string): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(`select pg_try_advisory_lock(${lockKey}) as free`, [poolId]);
  if (rows[0]?.free !== true) return false;
  await client.query(`select pg_advisory_unlock(${lockKey})`, [poolId]);
  return true;
}
