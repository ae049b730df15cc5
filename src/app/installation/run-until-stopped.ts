import type { Log } from "../../platform/log.ts";
import { Interrupted, openShutdown, stopRequested, type Shutdown } from "./shutdown.ts";

/** Brings something up, keeps it until the process is asked to stop, and closes it in order; also when coming up fails. */
export async function runUntilStopped(log: Log, bringUp: (shutdown: Shutdown) => Promise<void>): Promise<void> {
  const stop = stopRequested();
  const shutdown = openShutdown();
  try {
    await Promise.race([bringUp(shutdown).then(() => stop), stop]);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    await shutdown.closeAll(log);
  }
}

/** Opens what one piece of work needs, does it, and closes everything again. */
export async function runOnce<T>(log: Log, work: (shutdown: Shutdown) => Promise<T>): Promise<T> {
  const shutdown = openShutdown();
  try {
    return await work(shutdown);
  } finally {
    await shutdown.closeAll(log);
  }
}
