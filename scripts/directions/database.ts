import type { Module } from "../source/module-graph.ts";
import type { TextAt } from "../source/sql-facts.ts";
import type { Violation } from "../source/violation.ts";
import { ownNames, spelledTables } from "./spelled-tables.ts";
import { product, type Rule, type Tree } from "./tree.ts";

const areasWithSql = new Set(["platform", "edge", "bench", "scripts", "test"]);

const mayHoldSql = ({ place }: Module): boolean => areasWithSql.has(place.area) || place.role === "queries";

const drivers = new Set(["npm:kysely", "npm:pg", "npm:pg-copy-streams"]);

/** Where a module speaks SQL: templates, calls of the query builder, statements in strings, a database library. */
function sqlIn(module: Module): TextAt[] {
  const { templates, builderTables, statements } = module.sql;
  const libraries = module.imports
    .filter((one) => drivers.has(one.to) && !one.typeOnly)
    .map((one) => ({ text: one.specifier, line: one.line }));
  return [...templates, ...builderTables, ...statements, ...libraries];
}

const shortened = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 60);

/** SQL stands in `queries.ts`, in the platform and in the shipper; nowhere else. */
export const sqlOnlyInQueries: Rule = (tree) =>
  product(tree)
    .filter((module) => !mayHoldSql(module))
    .flatMap((module) =>
      sqlIn(module).map(({ text, line }) => ({
        rule: "SQL only in queries",
        path: module.path,
        line,
        message: `SQL outside queries.ts: ${shortened(text)}`,
      })),
    );

const snake = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toLowerCase();

/** The tables of the database that a `tables.ts` names: as a word, a key, a string or a generated type. */
function tablesNamedBy(tree: Tree, module: Module): Set<string> {
  const words = module.source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, " ").match(/[A-Za-z_]\w*/g) ?? [];
  return new Set(words.map(snake).filter((word) => tree.tables.has(word) || tree.views.has(word)));
}

/** What each feature's tables files name; a feature of several concepts may have several. */
function ownedBy(tree: Tree): Map<string, { path: string; names: ReadonlySet<string> }> {
  const owned = new Map<string, { path: string; names: ReadonlySet<string> }>();
  for (const module of product(tree).filter(({ place }) => place.role === "tables")) {
    const before = owned.get(module.place.name)?.names ?? [];
    owned.set(module.place.name, { path: module.path, names: new Set([...before, ...tablesNamedBy(tree, module)]) });
  }
  return owned;
}

/** Every table or view that a `queries.ts` spells, in templates and in calls. */
function spelledBy(module: Module): TextAt[] {
  const { templates, statements, builderTables, namedParts } = module.sql;
  const texts = [...templates, ...statements];
  const own = new Set([...namedParts, ...texts.flatMap(({ text }) => ownNames(text))]);
  const inText = texts.flatMap(({ text, line }) => spelledTables(text).map((name) => ({ text: name, line })));
  const inCalls = builderTables.map(({ text, line }) => ({ text: text.replace(/\s+as\s+.*/i, "").replace(/^public\./, ""), line }));
  return [...inText, ...inCalls].filter(({ text }) => !own.has(text) && !text.startsWith("pg_") && !text.startsWith("information_schema."));
}

const foreignTable = (module: Module, { text, line }: TextAt): Violation => ({
  rule: "queries spell own tables only",
  path: module.path,
  line,
  message: `${text} is not named in this feature's tables.ts: ask its owner's service`,
});

/** A feature's queries spell only the tables that its own `tables.ts` names; `reports` may read every view. */
export const queriesSpellOwnTables: Rule = (tree) => {
  const owned = ownedBy(tree);
  return product(tree)
    .filter(({ place }) => place.role === "queries")
    .flatMap((module) => {
      const own = owned.get(module.place.name)?.names ?? new Set();
      const mayRead = (name: string): boolean => own.has(name) || (module.place.name === "reports" && tree.views.has(name));
      return spelledBy(module)
        .filter(({ text }) => !mayRead(text))
        .map((spelled) => foreignTable(module, spelled));
    });
};

/** A table has one owner. */
export const oneOwnerATable: Rule = (tree) => {
  const owners = new Map<string, string>();
  return [...ownedBy(tree)].flatMap(([feature, { path, names }]) =>
    [...names].flatMap((name) => {
      const first = owners.get(name);
      if (first === undefined) owners.set(name, feature);
      return first === undefined ? [] : [{ rule: "one owner a table", path, line: 0, message: `${name} is also named by ${first}` }];
    }),
  );
};
