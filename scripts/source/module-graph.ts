import fs from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { filesBelow } from "./files.ts";
import { computed, parseModule, type ParsedModule, type WrittenImport } from "./parse-module.ts";
import { placeOf, type Place } from "./place.ts";

/** An import with its target looked up. */
export interface Import extends WrittenImport {
  /** A path of the tree, `node:x`, `npm:x`, `asset:x` (a file that is no module), or `missing:x`. */
  readonly to: string;
}

/** One source file with what it says. */
export interface Module extends Omit<ParsedModule, "imports"> {
  readonly path: string;
  readonly place: Place;
  readonly imports: readonly Import[];
  readonly source: string;
}

/** All modules by their path from the root. */
export type ModuleGraph = ReadonlyMap<string, Module>;

const sourceFolders = ["src", "packages", "test", "e2e", "bench", "scripts"];
const sourceFile = /\.(ts|tsx|mts|mjs)$/;

const candidates = (file: string): string[] => [
  file,
  file.replace(/\.js$/, ".ts"),
  file.replace(/\.jsx?$/, ".tsx"),
  file.replace(/\.(js|ts)$/, ".d.ts"),
  `${file}.ts`,
  `${file}.tsx`,
];

const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

function resolveRelative(root: string, from: string, specifier: string, known: ReadonlySet<string>): string {
  const file = path.posix.join(path.posix.dirname(from), specifier.replace(/\?.*$/, ""));
  const found = candidates(file).find((candidate) => known.has(candidate));
  if (found !== undefined) return found;
  return fs.existsSync(path.join(root, file)) ? `asset:${file}` : `missing:${specifier}`;
}

/** Our own workspaces are read from their source, not from what was built. */
const resolveOwnPackage = (specifier: string): string | undefined => {
  const own = /^@vouch\/([a-z-]+)(?:\/(.+))?$/.exec(specifier);
  return own ? `packages/${own[1]}/src/${own[2] ?? "index"}.ts` : undefined;
};

function resolveImport(root: string, from: string, specifier: string, known: ReadonlySet<string>): string {
  if (specifier === computed) return `missing:${computed}`;
  if (specifier.startsWith(".")) return resolveRelative(root, from, specifier, known);
  if (isBuiltin(specifier)) return `node:${specifier.replace(/^node:/, "")}`;
  const own = resolveOwnPackage(specifier);
  if (own !== undefined) return known.has(own) ? own : `missing:${specifier}`;
  return `npm:${packageOf(specifier)}`;
}

/**
 * Reads every module of a tree and looks up what each imports.
 *
 * @param root the tree; only `src`, `packages`, `test`, `e2e`, `bench` and `scripts` are read
 * @throws {SyntaxError} when a file cannot be parsed
 */
export function readModuleGraph(root: string): ModuleGraph {
  const paths = filesBelow(root, sourceFolders, sourceFile);
  const known = new Set(paths);
  const modules = paths.map((at): Module => {
    const source = fs.readFileSync(path.join(root, at), "utf8");
    const parsed = parseModule(at, source);
    const imports = parsed.imports.map((one) => ({ ...one, to: resolveImport(root, at, one.specifier, known) }));
    return { ...parsed, path: at, place: placeOf(at), imports: imports.filter((one) => one.to !== at), source };
  });
  return new Map(modules.map((module) => [module.path, module]));
}
