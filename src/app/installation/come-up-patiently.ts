import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseAway } from "../../platform/db/database-away.ts";
import type { Log } from "../../platform/log.ts";
import { openShutdown, type Shutdown } from "./shutdown.ts";

const patienceMs = 60_000;
const pauseMs = 300;

/**
 * Brings a role up whose database may be starting, restarting or recovering: what was opened is closed and everything is tried again,
 * for at most a minute without an answer. What cannot pass by itself, such as a wrong password, stops the start at once.
 */
export async function comeUpPatiently(log: Log, shutdown: Shutdown, bringUp: (part: Shutdown) => Promise<void>): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    const failure = await shutdown.open("role", () => attempt(log, bringUp), closeAll(log));
    if ("part" in failure) return;
    if (waitedMs >= patienceMs || !isDatabaseAway(failure.error)) throw failure.error;
    if (waitedMs === 0) log.warn(`${(failure.error as Error).message}. Trying again for ${patienceMs / 1000} s`);
    await sleep(pauseMs);
  }
}

type Attempt = { part: Shutdown } | { error: unknown };

async function attempt(log: Log, bringUp: (part: Shutdown) => Promise<void>): Promise<Attempt> {
  const part = openShutdown();
  try {
    await bringUp(part);
    return { part };
  } catch (error) {
    await part.closeAll(log);
    return { error };
  }
}

const closeAll =
  (log: Log) =>
  (tried: Attempt): unknown =>
    "part" in tried && tried.part.closeAll(log);
