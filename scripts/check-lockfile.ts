import { isEntry } from "./source/entry.ts";
import { isFromRegistry, readLockfile, type LockedPackage, type Lockfile } from "./source/lockfile.ts";
import { report, type Violation } from "./source/violation.ts";

const fault = (rule: string, message: string): Violation => ({ rule, path: "package-lock.json", line: 0, message });

/** The folders in which a package looks for another: its own `node_modules`, then that of each folder above. */
function lookedUp(from: string, name: string): string[] {
  const above = from === "" ? [] : lookedUp(from.includes("/node_modules/") ? from.slice(0, from.lastIndexOf("/node_modules/")) : "", name);
  return [`${from === "" ? "" : `${from}/`}node_modules/${name}`, ...above];
}

/**
 * The packages for other platforms must be there too, or `npm ci` refuses the lockfile elsewhere: the newest native tools are
 * sometimes published for one platform before the others.
 */
const missingOptionals = (lock: Lockfile): Violation[] =>
  [...lock].flatMap(([folder, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !lookedUp(folder, name).some((at) => lock.has(at)))
      .map((name) => fault("complete for every platform", `${folder} names ${name}, which is not there`)),
  );

function faultsOf(folder: string, { resolved, integrity }: LockedPackage): Violation[] {
  const found: Violation[] = [];
  if (resolved === undefined) found.push(fault("addresses are kept", `${folder} has no address: install asks the registry for each`));
  else if (!resolved.startsWith("https://registry.npmjs.org/")) found.push(fault("addresses are the registry's", `${folder}: ${resolved}`));
  if (integrity === undefined) found.push(fault("contents are pinned", `${folder} has no checksum`));
  return found;
}

const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Ours name exact versions, so that what was tried is what is installed. */
const looseVersions = (lock: Lockfile): Violation[] =>
  [...lock]
    .filter(([folder]) => !folder.includes("node_modules/"))
    .flatMap(([folder, { dependencies, devDependencies }]) =>
      Object.entries({ ...dependencies, ...devDependencies })
        .filter(([, version]) => !exact.test(version))
        .map(([name, version]) => fault("exact versions", `${folder || "package.json"} asks for ${name} ${version}`)),
    );

/** Everything that is wrong with a lockfile. */
export const lockfileFaults = (lock: Lockfile): Violation[] => [
  ...missingOptionals(lock),
  ...[...lock].filter(([folder, entry]) => isFromRegistry(folder, entry)).flatMap(([folder, entry]) => faultsOf(folder, entry)),
  ...looseVersions(lock),
];

if (isEntry(import.meta.url)) {
  const lock = readLockfile(process.argv[2] ?? ".");
  report(lock.size < 2 ? [fault("sees packages", "the lockfile is empty")] : lockfileFaults(lock), `${lock.size} entries read`);
}
