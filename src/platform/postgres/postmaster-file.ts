import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

/** What a running server writes into its data directory. */
export type Postmaster = { pid: number; port: number; socketDirectory: string; ready: boolean };

/** Reads `postmaster.pid`; undefined when there is none or it is still being written. */
export function readPostmaster(dataDirectory: string): Postmaster | undefined {
  const lines = readLines(path.join(dataDirectory, "postmaster.pid"));
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), socketDirectory: lines[4] ?? "", ready: lines[7]?.trim() === "ready" };
}

/** The server that really runs on this directory: its process lives and its command line names the directory. A stale file that names another's pid gives undefined. */
export function runningPostmaster(dataDirectory: string): Postmaster | undefined {
  const postmaster = readPostmaster(dataDirectory);
  return postmaster && isAlive(postmaster.pid) && commandLine(postmaster.pid).includes(dataDirectory) ? postmaster : undefined;
}

/** True while a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The command line of a process, arguments separated by spaces; empty when it cannot be told. */
export function commandLine(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}

/** A process that ended and whose parent has not asked for its status still has an id. */
function isZombie(pid: number): boolean {
  if (process.platform !== "linux") return false;
  const status = readLines(`/proc/${pid}/stat`)[0] ?? "";
  return status.slice(status.lastIndexOf(")") + 2).startsWith("Z");
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}
