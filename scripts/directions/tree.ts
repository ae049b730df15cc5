import fs from "node:fs";
import path from "node:path";
import { filesBelow } from "../source/files.ts";
import { readModuleGraph, type Module, type ModuleGraph } from "../source/module-graph.ts";
import type { Violation } from "../source/violation.ts";

/** Everything that the rules look at, read once. */
export interface Tree {
  readonly modules: ModuleGraph;
  /** Every file below `src`, `packages`, `test`, `e2e`, `bench`, `scripts` and `migrations`, from the root. */
  readonly files: readonly string[];
  /** Tables and views that the migrations create, without their schema. */
  readonly tables: ReadonlySet<string>;
  readonly views: ReadonlySet<string>;
}

/** A rule looks at the tree and says what breaks it. */
export type Rule = (tree: Tree) => Violation[];

const created = (migrations: readonly string[], pattern: RegExp): ReadonlySet<string> =>
  new Set(migrations.flatMap((sql) => [...sql.matchAll(pattern)].map((match) => match[1] ?? "")));

/**
 * Reads a tree for the rules.
 *
 * @param root the folder that holds `src`, `packages` and `migrations`
 */
export function readTree(root: string): Tree {
  const migrations = filesBelow(root, ["migrations"], /\.sql$/).map((at) => fs.readFileSync(path.join(root, at), "utf8").toLowerCase());
  return {
    modules: readModuleGraph(root),
    files: filesBelow(root, ["src", "packages", "test", "e2e", "bench", "scripts", "migrations"], /./),
    tables: created(migrations, /create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(?:\w+\.)?(\w+)/g),
    views: created(migrations, /create\s+(?:or\s+replace\s+)?(?:materialized\s+)?view\s+(?:if\s+not\s+exists\s+)?(?:\w+\.)?(\w+)/g),
  };
}

/** The modules of a tree that are no test and nothing that only tests use. */
export const product = (tree: Tree): Module[] => [...tree.modules.values()].filter((module) => module.place.area !== "test");
