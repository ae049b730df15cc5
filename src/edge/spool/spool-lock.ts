import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Says that this process is the one that writes here; a second one is refused, a dead one's claim is taken over. */
export type SpoolLock = { release: () => void };

/**
 * Claims a folder for one kind of writer.
 *
 * @param folder the spool folder
 * @param role `listener` or `shipper`; each has its own claim
 * @throws Error naming the other process when it is alive
 */
export function lockSpool(folder: string, role: string): SpoolLock {
  const file = path.join(folder, `${role}.pid`);
  const own = `${process.pid} ${startTime(process.pid)}\n`;
  for (let tries = 0; ; tries++) {
    try {
      createWhole(file, own);
      return { release: () => release(file, own) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || tries > 3) throw error;
    }
    const holder = readHolder(file);
    if (holder !== undefined && isAlive(holder)) {
      throw new Error(
        `the spool ${folder} already has a ${role}: process ${holder.pid} (${file}); stop it first, or give this one its own folder`,
      );
    }
    rmSync(file, { force: true });
  }
}

/** Whether a living process holds this claim. */
export function isSpoolHeld(folder: string, role: string): boolean {
  const holder = readHolder(path.join(folder, `${role}.pid`));
  return holder !== undefined && isAlive(holder);
}

/** Makes a file that never exists without its content; throws EEXIST when it is there. */
function createWhole(file: string, content: string): void {
  const fresh = `${file}.new-${process.pid}`;
  writeFileSync(fresh, content, { mode: 0o600 });
  try {
    linkSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
}

type Holder = { pid: number; startedAt: string };

function readHolder(file: string): Holder | undefined {
  try {
    const [pid, startedAt] = readFileSync(file, "latin1").trim().split(" ");
    return { pid: Number(pid), startedAt: startedAt ?? "" };
  } catch {
    return undefined;
  }
}

// A pid is given out again after a reboot or a wrap-round; with the start time it is not.
function isAlive(holder: Holder): boolean {
  if (!Number.isInteger(holder.pid) || holder.pid <= 0) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const startedAt = startTime(holder.pid);
  if (startedAt === "ended") return false;
  return startedAt === "" || holder.startedAt === "" || startedAt === holder.startedAt;
}

/** When a process began, in the kernel's ticks; `ended` for a zombie, empty where the system does not say. */
function startTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name in brackets may hold spaces; the state is the field after it, the start time the 20th.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "ended" : (fields[19] ?? "");
  } catch {
    return "";
  }
}

function release(file: string, own: string): void {
  try {
    if (readFileSync(file, "latin1") === own) rmSync(file, { force: true });
  } catch {
    // already gone
  }
}
