import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartRefusal } from "../start-refusal.ts";
import { serverEnvironment, type Binaries } from "./binaries.ts";
import { asAccount, type ServerAccount } from "./server-account.ts";

/** Where one embedded server keeps everything, and who it is. */
export type Cluster = { root: string; data: string; password: string };

/** The name of the owner role and of the database in an embedded server. */
export const embeddedOwner = "vouch";

const smallSharedMemoryBytes = 256 * 1024 * 1024;

/** A container's small `/dev/shm` breaks parallel queries and even the making of a cluster; memory then comes from files. */
export const settingsForSharedMemory = (bytes: number): Record<string, string> =>
  bytes < smallSharedMemoryBytes ? { dynamic_shared_memory_type: "mmap" } : {};

/** The settings for this machine's shared memory; a system without `/dev/shm` does not use it. */
export function sharedMemorySettings(): Record<string, string> {
  try {
    const { bsize, blocks } = statfsSync("/dev/shm");
    return settingsForSharedMemory(bsize * blocks);
  } catch {
    return {};
  }
}

/**
 * Opens the cluster in `root`, making it on first use. It is made under another name and renamed when whole, so that a kill
 * never leaves half a cluster.
 *
 * @param durable false leaves out the disk syncs; for tests only
 */
export async function openCluster(
  root: string,
  binaries: Binaries,
  account: ServerAccount | undefined,
  durable: boolean,
): Promise<Cluster> {
  const data = path.join(root, `data-${binaries.major}`);
  ownDirectory(root, account);
  const password = storedPassword(root, account);
  if (existsSync(path.join(data, "PG_VERSION"))) return { root, data, password };
  refuseOtherMajor(root, binaries.major);
  for (const left of readdirSync(root).filter((name) => name.includes(".init-")))
    rmSync(path.join(root, left), { recursive: true, force: true });
  const unfinished = `${data}.init-${process.pid}`;
  await runInitdb(binaries, account, unfinished, durable);
  renameSync(unfinished, data);
  return { root, data, password };
}

function ownDirectory(root: string, account: ServerAccount | undefined): void {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  if (account) chownSync(root, account.uid, account.gid);
}

function storedPassword(root: string, account: ServerAccount | undefined): string {
  const file = path.join(root, "password");
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
    if (account) chownSync(file, account.uid, account.gid);
  }
  return readFileSync(file, "utf8").trim();
}

function refuseOtherMajor(root: string, major: number): void {
  const other = readdirSync(root).find((name) => /^data-\d+$/.test(name));
  if (other)
    throw new StartRefusal(
      `${path.join(root, other)} was made by another major version of PostgreSQL; this Vouch brings ${major}. Write a backup with the release that made it and restore it here.`,
    );
}

function runInitdb(binaries: Binaries, account: ServerAccount | undefined, directory: string, durable: boolean): Promise<void> {
  const settings = Object.entries(sharedMemorySettings()).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
  const passwordFile = path.join(path.dirname(directory), "password");
  const identity = ["-D", directory, "-U", embeddedOwner, "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  // The built-in locale sorts the same on every system and depends on no library's version.
  const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  const args = [...identity, ...locale, ...settings, ...(durable ? [] : ["--no-sync"])];
  const options = { ...asAccount(account), env: serverEnvironment, cwd: path.dirname(directory), detached: true };
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(binaries.directory, "initdb"), args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    child
      .once("error", reject)
      .once("close", (code) =>
        code === 0 ? resolve() : reject(new StartRefusal(`Making the database in ${directory} failed: ${errors.trim()}`)),
      );
  });
}
