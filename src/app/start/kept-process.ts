import { fork, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Log } from "../../platform/log.ts";

/** One of our own processes, started again whenever it dies. */
export type KeptProcess = {
  /** Undefined while it is being started again. */
  pid(): number | undefined;
  /** Resolves when it first says that it is ready, or when it is stopped. */
  ready: Promise<void>;
  /** Asks it to end, waits until it has, and kills it when it does not within the time. */
  stop(): Promise<void>;
};

export type KeptProcessOptions = {
  /** The file name of its entry in the folder above, without extension. */
  entry: string;
  env: Record<string, string>;
  /** Options of Node's own, such as limits of memory. Missing means none. */
  nodeOptions?: readonly string[];
  /** How long it may take to end. Missing means 30 seconds. */
  stopWithinMs?: number;
  log: Log;
};

const shortestPauseMs = 100;
const longestPauseMs = 5_000;
const settledAfterMs = 30_000;

/** Starts the process and keeps it running: after a death the next start waits, twice as long each time, at most five seconds. */
export function keepProcess(options: KeptProcessOptions): KeptProcess {
  let child: ChildProcess | undefined;
  let sayReady = (): void => {};
  const saidReady = new Promise<void>((resolve) => (sayReady = resolve));
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    for (let pauseMs = shortestPauseMs; !stopping.signal.aborted; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      const startedAt = Date.now();
      child = forkEntry(options).once("message", sayReady);
      const how = await exitOf(child);
      child = undefined;
      if (stopping.signal.aborted) return;
      if (Date.now() - startedAt > settledAfterMs) pauseMs = shortestPauseMs;
      options.log.error({ part: options.entry, how, pauseMs }, "a process died; starting it again");
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const running = run();
  const ready = Promise.race([saidReady, running]);
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.race([endChild(child, options.stopWithinMs ?? 30_000), running]);
    await running;
  };
  return { pid: () => child?.pid, ready, stop };
}

/** Its own process group: Ctrl-C reaches this program alone, which stops its processes in order. */
function forkEntry({ entry, env, nodeOptions = [] }: KeptProcessOptions): ChildProcess {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const file = fileURLToPath(new URL(`../${entry}.${extension}`, import.meta.url));
  return fork(file, [], { env: { ...process.env, ...env }, execArgv: [...process.execArgv, ...nodeOptions], detached: true });
}

const exitOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once("error", (error) => resolve(error.message));
  });

async function endChild(child: ChildProcess | undefined, withinMs: number): Promise<void> {
  child?.kill("SIGTERM");
  await sleep(withinMs, undefined, { ref: false });
  child?.kill("SIGKILL");
}
