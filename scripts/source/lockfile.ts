import fs from "node:fs";
import path from "node:path";

/** One entry of `package-lock.json`. */
export interface LockedPackage {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The entries of a lockfile by their folder: `""` is the project, `packages/stats` a workspace, `node_modules/zod` a package. */
export type Lockfile = ReadonlyMap<string, LockedPackage>;

/** Reads the lockfile of a tree. */
export function readLockfile(root: string): Lockfile {
  const { packages } = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, LockedPackage>;
  };
  return new Map(Object.entries(packages));
}

/** Says whether an entry came from the registry, and is neither ours nor a link to ours. */
export const isFromRegistry = (folder: string, entry: LockedPackage): boolean => folder.includes("node_modules/") && entry.link !== true;
