import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartRefusal } from "../start-refusal.ts";
import { serverEnvironment, type Binaries } from "./binaries.ts";
import type { Cluster } from "./cluster.ts";
import { isAlive, readPostmaster, runningPostmaster } from "./postmaster-file.ts";
import { asAccount, type ServerAccount } from "./server-account.ts";
import { serverArguments, type ServerAddress } from "./settings.ts";

/** Everything that starting one server takes. */
export type ServerPlan = {
  cluster: Cluster;
  binaries: Binaries;
  account: ServerAccount | undefined;
  address: ServerAddress;
  durable: boolean;
};

/** A server that answers; `exited` settles when its process is gone, for whatever reason. */
export type ServerProcess = { pid: number; exited: Promise<void>; stop(): Promise<void> };

const retryForMs = 30_000;
const logKeptBytes = 10 * 1024 * 1024;

/**
 * Starts the server and waits until it answers. Right after a crash the old processes may still hold the lock file or the
 * shared memory: those two refusals are tried again for 30 seconds.
 */
export async function startServer(plan: ServerPlan): Promise<ServerProcess> {
  const giveUpAt = Date.now() + retryForMs;
  for (;;) {
    const attempt = await tryToStart(plan);
    if (attempt.kind === "started") return attempt.server;
    if (!isPassing(attempt.log) || Date.now() > giveUpAt)
      throw new StartRefusal(`PostgreSQL did not start in ${plan.cluster.data}:\n${attempt.log.trim()}`);
    await sleep(200);
  }
}

/** Ends a server that an earlier run left behind: a fast, clean shutdown. False when there was none. */
export async function stopLeftServer(dataDirectory: string): Promise<boolean> {
  const left = runningPostmaster(dataDirectory);
  if (!left) return false;
  await endServer(left.pid);
  return true;
}

const isPassing = (log: string): boolean => /lock file .* already exists|pre-existing shared memory block/.test(log);

type Attempt = { kind: "started"; server: ServerProcess } | { kind: "refused"; log: string };

async function tryToStart(plan: ServerPlan): Promise<Attempt> {
  const logFile = path.join(plan.cluster.root, "server.log");
  const logStart = rotateLog(logFile);
  const child = spawnServer(plan, logFile);
  const exited = new Promise<void>((resolve) => void child.once("exit", () => resolve()).once("error", () => resolve()));
  const pid = child.pid;
  if (pid === undefined || !(await becomesReady(plan.cluster.data, child))) {
    await exited;
    return { kind: "refused", log: readFileSync(logFile, "utf8").slice(logStart) };
  }
  child.unref();
  const watchdog = spawnWatchdog(pid, plan.account);
  void exited.then(() => watchdog.kill("SIGKILL"));
  const stop = async (): Promise<void> => {
    // While it stops it is what this program waits for: nothing else may be left that keeps the program alive.
    child.ref();
    await endServer(pid);
    await exited;
  };
  return { kind: "started", server: { pid, exited, stop } };
}

/** Its own process group: Ctrl-C reaches the program, which stops the server last. Its log goes to a file: a pipe would die with the program. */
function spawnServer(plan: ServerPlan, logFile: string): ChildProcess {
  const log = openSync(logFile, "a", 0o600);
  const args = ["-D", plan.cluster.data, ...serverArguments(plan.address, plan.durable)];
  const options = { ...asAccount(plan.account), env: serverEnvironment, cwd: plan.cluster.root, detached: true };
  const child = spawn(path.join(plan.binaries.directory, "postgres"), args, { ...options, stdio: ["ignore", log, log] });
  closeSync(log);
  return child;
}

async function becomesReady(data: string, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const postmaster = readPostmaster(data);
    if (postmaster?.ready && postmaster.pid === child.pid) return true;
    await sleep(10);
  }
  return false;
}

/** Holds a pipe to the program; when the program is gone without a word, the pipe ends and the server is told to stop. */
function spawnWatchdog(pid: number, account: ServerAccount | undefined): ChildProcess {
  const script = 'cat >/dev/null; kill -INT "$1"';
  const options = { ...asAccount(account), env: serverEnvironment, cwd: "/", detached: true };
  const watchdog = spawn("/bin/sh", ["-c", script, "vouch-postgres-watchdog", String(pid)], {
    ...options,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watchdog.on("error", () => {}).unref();
  (watchdog.stdin as unknown as { unref(): void }).unref();
  return watchdog;
}

/** Fast shutdown; after a minute the immediate one, which costs the next start a recovery but loses nothing. */
async function endServer(pid: number): Promise<void> {
  const hurryAt = Date.now() + 60_000;
  signal(pid, "SIGINT");
  while (isAlive(pid)) {
    if (Date.now() > hurryAt) signal(pid, "SIGQUIT");
    await sleep(10);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Keeps one earlier log; gives the length of the log so far in characters of its text. */
function rotateLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logKeptBytes) renameSync(file, `${file}.1`);
  return size === 0 || size > logKeptBytes ? 0 : readFileSync(file, "utf8").length;
}
