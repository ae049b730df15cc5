import pg from "pg";
import type { Logger } from "pino";

/** Work that needs the database, done again and again on one connection, whatever becomes of the connection. */
export type DatabaseLoop = {
  /** why there is no connection; undefined while there is one */
  trouble: () => string | undefined;
  /** ends after the round under way */
  stop: () => Promise<void>;
};

export type DatabaseWork = {
  name: string;
  databaseUrl: string;
  log: Logger;
  /** once a connection, before the first round */
  begin: (client: pg.Client) => Promise<void>;
  /** one round; gives the pause after it in ms, 0 for none */
  round: (client: pg.Client) => Promise<number>;
  /** once a lost connection */
  lost: () => void;
  /** after the last round, on a connection that still works */
  end?: (client: pg.Client) => Promise<void>;
};

const shortestRetryMs = 100;
const longestRetryMs = 3000;

/** Starts a loop; it connects by itself, and again when the connection is lost, for as long as it takes. */
export function startDatabaseLoop(work: DatabaseWork): DatabaseLoop {
  const state: State = { isStopping: false, trouble: "not connected yet", wake: () => {}, retryMs: shortestRetryMs };
  const running = runLoop(work, state);
  return {
    trouble: () => state.trouble,
    stop: () => {
      state.isStopping = true;
      state.wake();
      return running;
    },
  };
}

type State = { isStopping: boolean; trouble: string | undefined; wake: () => void; retryMs: number };

async function runLoop(work: DatabaseWork, state: State): Promise<void> {
  while (!state.isStopping) {
    const client = new pg.Client({
      connectionString: work.databaseUrl,
      application_name: `vouch ${work.name}`,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    client.on("error", () => {}); // the query under way, or the next one, fails with it
    try {
      await client.connect();
      await serve(work, state, client);
    } catch (error) {
      noteLoss(work, state, error as Error);
      work.lost();
      await client.end().catch(() => {});
      await pause(state, state.retryMs);
      state.retryMs = Math.min(longestRetryMs, state.retryMs * 2);
    }
  }
}

async function serve(work: DatabaseWork, state: State, client: pg.Client): Promise<void> {
  await work.begin(client);
  if (state.trouble !== undefined) work.log.info({ loop: work.name }, "connected to the database");
  state.trouble = undefined;
  while (!state.isStopping) {
    const pauseMs = await work.round(client);
    state.retryMs = shortestRetryMs;
    if (pauseMs > 0) await pause(state, pauseMs);
  }
  await work.end?.(client);
  await client.end();
}

/** Said once for each absence: the retries that follow are silent. */
function noteLoss(work: DatabaseWork, state: State, error: Error): void {
  if (state.trouble === undefined || state.retryMs === shortestRetryMs) {
    work.log.warn({ loop: work.name, err: error }, "the database is away; the spool keeps what comes");
  }
  state.trouble = error.message || error.name;
}

function pause(state: State, ms: number): Promise<void> {
  if (state.isStopping) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    state.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
