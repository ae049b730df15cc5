import { execFileSync } from "node:child_process";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isAlive } from "../postgres/postmaster-file.ts";
import { StartRefusal } from "../start-refusal.ts";

/** A claim on a data directory; it is given up by `release` or by the end of the process. */
export type DirectoryLock = { release(): void };

/** Who holds a directory. `born` tells apart two processes that had the same id, one after the other. */
export type Holder = { pid: number; born: string; since: string };

/**
 * Claims the directory for this process. A claim whose process is gone is taken over.
 *
 * @throws StartRefusal that names the process which holds the directory
 */
export function lockDirectory(root: string): DirectoryLock {
  const file = lockFile(root);
  for (;;) {
    const mine = claim(file);
    if (mine !== undefined) return { release: () => giveUp(file, mine) };
    const held = readClaim(file);
    const holder = parseHolder(held);
    if (holder && lives(holder)) throw new StartRefusal(describeRefusal(root, holder));
    takeAway(file, held);
  }
}

/** The process that holds the directory now; undefined when nobody does. */
export function directoryHolder(root: string): Holder | undefined {
  const holder = parseHolder(readClaim(lockFile(root)));
  return holder && lives(holder) ? holder : undefined;
}

const lockFile = (root: string): string => path.join(root, "lock");

const describeRefusal = (root: string, { pid, since }: Holder): string =>
  `Vouch already runs on ${root}: process ${pid}, since ${since}. Stop it first (kill ${pid}), or give this one its own directory with --data.`;

function readClaim(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Writes the claim whole under another name and links it into place: the link fails when there is one already. */
function claim(file: string): string | undefined {
  const fresh = `${file}.${process.pid}`;
  const mine = JSON.stringify({ pid: process.pid, born: birthOf(process.pid), since: new Date().toISOString() });
  writeFileSync(fresh, mine, { mode: 0o600 });
  try {
    linkSync(fresh, file);
    return mine;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return undefined;
    throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Removes a dead claim, but never one that another start has put there meanwhile. */
function takeAway(file: string, expected: string): void {
  const aside = `${file}.dead-${process.pid}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, "utf8") !== expected) linkSync(aside, file);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function giveUp(file: string, mine: string): void {
  if (readClaim(file) === mine) rmSync(file, { force: true });
}

function parseHolder(text: string): Holder | undefined {
  try {
    const { pid, born, since } = JSON.parse(text) as Partial<Holder>;
    return pid === undefined || born === undefined ? undefined : { pid, born, since: since ?? "an unknown time" };
  } catch {
    return undefined;
  }
}

const lives = ({ pid, born }: Holder): boolean => isAlive(pid) && birthOf(pid) === born;

/** The boot and the moment of a process's start; process ids come again after a reboot, in a container at once. */
function birthOf(pid: number): string {
  try {
    if (process.platform !== "linux") return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    const ticks = status.slice(status.lastIndexOf(")") + 2).split(" ")[19];
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${ticks}`;
  } catch {
    return "";
  }
}
