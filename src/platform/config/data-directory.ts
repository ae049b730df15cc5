import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmdirSync, statSync } from "node:fs";
import path from "node:path";
import { canEnter, type ServerAccount } from "../postgres/server-account.ts";
import { StartRefusal } from "../start-refusal.ts";

/** Where one installation keeps everything. */
export type DataDirectory = {
  root: string;
  /** The embedded database: cluster, socket, password, log. */
  postgres: string;
  /** Clicks and visits that are not in the database yet, and the edge's snapshot of the links. */
  spool: string;
  files: string;
  secretFile: string;
  /** The first person's sign-in, written at the first start. */
  signInFile: string;
  /** Set when the wanted directory could not be used: which one it was. */
  insteadOf?: string;
};

export type DataDirectoryOptions = {
  wanted: string;
  /** The account of an embedded database server when it is not the own one; it must be able to enter the directory. */
  account: ServerAccount | undefined;
  /** Where directories go that the account cannot reach. Missing means `/var/lib/vouch`. */
  fallback?: string;
};

/**
 * Opens the data directory, making it when it is missing. As root, with an embedded server, a directory that the server's account
 * cannot reach is replaced by `/var/lib/vouch/<hash of the path>`: the same wanted path always leads to the same place.
 *
 * @throws StartRefusal for a file, and for a directory that cannot be made or written in
 */
export function openDataDirectory({ wanted, account, fallback = "/var/lib/vouch" }: DataDirectoryOptions): DataDirectory {
  const absolute = path.resolve(wanted);
  if (existsSync(absolute) && !statSync(absolute).isDirectory())
    throw new StartRefusal(`${absolute} is a file. VOUCH_DATA and --data name a directory.`);
  if (account === undefined) return describeDirectory(makeDirectory(absolute, 0o700));
  if (canEnter(nearestExisting(absolute), account)) return describeDirectory(makeDirectory(absolute, 0o711));
  const hash = createHash("sha256").update(absolute).digest("hex").slice(0, 16);
  makeDirectory(fallback, 0o711);
  return { ...describeDirectory(makeDirectory(path.join(fallback, hash), 0o711)), insteadOf: absolute };
}

/** Whoever may only pass through a directory cannot list it: the database's account sees its own subdirectory, not the secret's name. */
function makeDirectory(directory: string, mode: number): string {
  try {
    if (!existsSync(directory)) {
      makeStepByStep(directory, mode);
      chmodSync(directory, mode);
    }
    rmdirSync(mkdtempSync(path.join(directory, ".writable-")));
    return directory;
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new StartRefusal(
      `Nothing can be written in ${directory} (${reason}). VOUCH_DATA and --data name a directory that Vouch may write in.`,
    );
  }
}

/** One directory at a time, because Node's recursive way never ends where the file system takes no directories, as in /proc. */
function makeStepByStep(directory: string, mode: number): void {
  const parent = path.dirname(directory);
  if (!existsSync(parent)) makeStepByStep(parent, mode);
  try {
    mkdirSync(directory, { mode });
  } catch (error) {
    if (!existsSync(directory)) throw error; // else another process was quicker
  }
}

function nearestExisting(directory: string): string {
  const parent = path.dirname(directory);
  return existsSync(directory) || parent === directory ? directory : nearestExisting(parent);
}

const describeDirectory = (root: string): DataDirectory => ({
  root,
  postgres: path.join(root, "pg"),
  spool: path.join(root, "spool"),
  files: path.join(root, "files"),
  secretFile: path.join(root, "secret"),
  signInFile: path.join(root, "sign-in.txt"),
});
