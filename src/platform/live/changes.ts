import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";

/** The channel on which processes tell each other that something changed; the edge's shipper speaks on it too. */
const channel = "vouch_changes";

/** Tells every process, when the transaction is committed, that something changed in these workspaces. It is a hint: nothing rests on it. */
export async function tellChanged(db: Database, workspaceIds: readonly string[]): Promise<void> {
  if (workspaceIds.length === 0) return;
  await sql`select pg_notify(${channel}, id) from unnest(${[...workspaceIds]}::text[]) as id`.execute(db);
}

/** Hears of changes on behalf of everybody in this process who watches. */
export interface Changes {
  /** Calls back soon after something changed in a workspace, at most once in a while; gives the way to stop. */
  watch(workspaceId: string, onChange: () => void): () => void;
  close(): Promise<void>;
}

export interface ChangesOptions {
  readonly url: string;
  readonly log: Log;
  /** How long changes are gathered before somebody is told; missing means a second. */
  readonly everyMs?: number;
}

interface Watcher {
  readonly workspaceId: string;
  readonly tell: () => void;
}

/** Calls once for all calls of the next `everyMs`. */
function gathered(onChange: () => void, everyMs: number): { tell: () => void; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      onChange();
    }, everyMs).unref();
  };
  return { tell, stop: () => clearTimeout(timer) };
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;

/** One connection that listens; resolves when it is lost or asked to stop. Who missed something meanwhile is told by `onOpen`. */
async function listen(
  { url }: ChangesOptions,
  { onOpen, onMessage, signal }: { onOpen: () => void; onMessage: (payload: string) => void; signal: AbortSignal },
): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "vouch changes", connectionTimeoutMillis: 10_000 });
  const lost = new Promise<void>((resolve) => {
    client.on("error", () => resolve()).on("end", () => resolve());
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  try {
    await client.connect();
    client.on("notification", ({ payload = "" }) => onMessage(payload));
    await client.query(`listen ${channel}`);
    onOpen();
    await lost;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Listens from the first watcher on. While the database is away nobody is told anything; when it is back everybody is, since nobody knows
 * what was missed.
 */
export function openChanges(options: ChangesOptions): Changes {
  const { log, everyMs = 1_000 } = options;
  const watchers = new Set<Watcher>();
  const stop = new AbortController();
  let listening: Promise<void> | undefined;
  const tell = (workspaceId: string): void => {
    for (const watcher of watchers) if (workspaceId === "" || watcher.workspaceId === workspaceId) watcher.tell();
  };
  const keepListening = async (): Promise<void> => {
    let pauseMs = firstPauseMs;
    const onOpen = (): void => {
      pauseMs = firstPauseMs;
      tell("");
    };
    while (!stop.signal.aborted) {
      await listen(options, { onOpen, onMessage: tell, signal: stop.signal }).catch((err: unknown) =>
        log.warn({ err }, "changes cannot be heard just now"),
      );
      await sleep(pauseMs, undefined, { signal: stop.signal }).catch(() => {});
      pauseMs = Math.min(longestPauseMs, 2 * pauseMs);
    }
  };
  return {
    watch(workspaceId, onChange) {
      listening ??= keepListening();
      const { tell: tellOne, stop: forget } = gathered(onChange, everyMs);
      const watcher = { workspaceId, tell: tellOne };
      watchers.add(watcher);
      return () => {
        watchers.delete(watcher);
        forget();
      };
    },
    async close() {
      stop.abort();
      await listening;
    },
  };
}
