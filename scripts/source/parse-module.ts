import { parseSync, type EcmaScriptModule } from "oxc-parser";
import { readSqlFacts, type SqlFacts } from "./sql-facts.ts";
import { childOf, childrenOf, nodesOf, stringOf, type SyntaxNode } from "./syntax.ts";

/** One import, re-export, `import("x")`, `require("x")` or worker address, as written. */
export interface WrittenImport {
  readonly specifier: string;
  /** True when nothing of it is left at run time. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** One name that a module exports itself; re-exports are imports. */
export interface Export {
  readonly name: string;
  readonly kind: "function" | "type" | "value" | "default";
  readonly line: number;
  /** Where its declaration starts and ends in the source. */
  readonly start: number;
  readonly end: number;
  /** The text of the block comment before it, without the stars; empty when there is none. */
  readonly docstring: string;
}

/** What a source file says about itself, before its imports are looked up. */
export interface ParsedModule {
  readonly imports: readonly WrittenImport[];
  readonly exports: readonly Export[];
  readonly sql: SqlFacts;
  /** Lines of `new Date()` and `Date()`: the instant is that of the machine's clock. */
  readonly clockReads: readonly number[];
}

/** Gives the line (from 1) of an offset. */
export function lineCounter(source: string): (offset: number) => number {
  const starts = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

type Line = (offset: number) => number;

const staticImports = (module: EcmaScriptModule, line: Line): WrittenImport[] =>
  module.staticImports.map((one) => ({
    specifier: one.moduleRequest.value,
    typeOnly: one.entries.length > 0 && one.entries.every((entry) => entry.isType),
    line: line(one.start),
  }));

const reExports = (module: EcmaScriptModule, line: Line): WrittenImport[] =>
  module.staticExports.flatMap((one) =>
    one.entries.flatMap((entry) =>
      entry.moduleRequest ? [{ specifier: entry.moduleRequest.value, typeOnly: entry.isType, line: line(entry.start) }] : [],
    ),
  );

/** `new URL("./worker.ts", import.meta.url)`: the module that a thread or a process starts with. */
const isModuleAddress = (node: SyntaxNode): boolean =>
  childOf(node, "callee")?.["name"] === "URL" && /^\.{1,2}\/(?!.*\bdist\/).*\.(ts|tsx|js|mjs)$/.test(stringOf(firstArgument(node)) ?? "");

const firstArgument = (node: SyntaxNode): SyntaxNode | undefined => (node["arguments"] as SyntaxNode[] | undefined)?.[0];

/** Stands for an import whose address is worked out at run time. */
export const computed = "(computed)";

/** `require`, `require.resolve`, and the same of what `createRequire` gives at once. */
function isRequire(callee: SyntaxNode | undefined): boolean {
  const base = childOf(callee, "property")?.["name"] === "resolve" ? childOf(callee, "object") : callee;
  return base?.["name"] === "require" || childOf(base, "callee")?.["name"] === "createRequire";
}

/** Imports that are expressions: `import("x")`, its type form, and `new URL("./worker.ts", import.meta.url)`. */
function importExpression(node: SyntaxNode, line: Line): WrittenImport | undefined {
  const of = (source: SyntaxNode | undefined, typeOnly: boolean): WrittenImport | undefined => {
    const specifier = stringOf(source);
    return specifier === undefined ? undefined : { specifier, typeOnly, line: line(node.start) };
  };
  if (node.type === "ImportExpression")
    return of(childOf(node, "source"), false) ?? { specifier: computed, typeOnly: false, line: line(node.start) };
  if (node.type === "CallExpression" && isRequire(childOf(node, "callee"))) return of(firstArgument(node), false);
  if (node.type === "TSImportType") return of(childOf(node, "source") ?? childOf(node, "argument"), true);
  if (node.type === "NewExpression" && isModuleAddress(node)) return of(firstArgument(node), false);
  return undefined;
}

const kindOf = (declaration: SyntaxNode | undefined): Export["kind"] => {
  if (declaration === undefined) return "value";
  if (/^TS(Interface|TypeAlias)/.test(declaration.type)) return "type";
  if (/Function/.test(declaration.type)) return "function";
  return "value";
};

interface Declaration {
  readonly kind: Export["kind"];
  readonly start: number;
  readonly end: number;
}

/** What a declaration gives a name to: one thing, or each name of `const { a, b } = ...`. */
function namesIn(declaration: SyntaxNode): { name: unknown; kind: Export["kind"] }[] {
  if (declaration.type !== "VariableDeclaration") return [{ name: childOf(declaration, "id")?.["name"], kind: kindOf(declaration) }];
  return childrenOf(declaration, "declarations").flatMap((one) => {
    const id = childOf(one, "id");
    if (id?.type === "Identifier") return [{ name: id["name"], kind: kindOf(childOf(one, "init")) }];
    const names = id ? [...nodesOf(id)].filter((node) => node.type === "Identifier") : [];
    return names.map((node) => ({ name: node["name"], kind: "value" as const }));
  });
}

/** The declarations of a module's top level by name, each with the statement that a docstring precedes. */
function declarations(program: SyntaxNode): Map<string, Declaration> {
  const found = new Map<string, Declaration>();
  for (const statement of childrenOf(program, "body")) {
    for (const { name, kind } of namesIn(childOf(statement, "declaration") ?? statement)) {
      if (typeof name === "string" && !found.has(name)) found.set(name, { kind, start: statement.start, end: statement.end });
    }
  }
  return found;
}

interface BlockComment {
  readonly type: string;
  readonly value: string;
  readonly end: number;
}

const unstarred = (text: string): string =>
  text
    .replace(/^\*/, "")
    .split("\n")
    .map((row) => row.replace(/^\s*\* ?/, ""))
    .join("\n")
    .trim();

/** The docstring whose end is followed by nothing but blanks up to the offset. */
function docstringBefore(source: string, comments: readonly BlockComment[], start: number): string {
  const before = comments.findLast((comment) => comment.end <= start);
  const isDocstring = before?.type === "Block" && before.value.startsWith("*");
  return isDocstring && source.slice(before.end, start).trim() === "" ? unstarred(before.value) : "";
}

const isClockRead = (node: SyntaxNode): boolean =>
  /^(New|Call)Expression$/.test(node.type) &&
  childOf(node, "callee")?.["name"] === "Date" &&
  (node["arguments"] as SyntaxNode[]).length === 0;

/**
 * Reads one source file.
 *
 * @param path only its ending matters: it decides between TypeScript and TSX
 * @param source the text
 * @throws {SyntaxError} when the text cannot be parsed; a file that is skipped would hide its imports
 */
export function parseModule(path: string, source: string): ParsedModule {
  const { module, program, comments, errors } = parseSync(path, source);
  if (errors[0]) throw new SyntaxError(`${path}: ${errors[0].message}`);
  const root = program as unknown as SyntaxNode;
  const line = lineCounter(source);
  const nodes = [...nodesOf(root)];
  const known = declarations(root);
  const own = module.staticExports.flatMap((one) => one.entries).filter((entry) => entry.moduleRequest === null);
  return {
    imports: [...staticImports(module, line), ...reExports(module, line), ...nodes.flatMap((node) => importExpression(node, line) ?? [])],
    exports: own.map((entry) => {
      const declared = known.get(entry.localName.name ?? "");
      return {
        name: entry.exportName.name ?? "default",
        kind: entry.exportName.kind === "Default" ? "default" : (declared?.kind ?? "value"),
        line: line(entry.start),
        start: declared?.start ?? entry.start,
        end: declared?.end ?? entry.end,
        docstring: docstringBefore(source, comments, declared?.start ?? entry.start),
      };
    }),
    sql: readSqlFacts(nodes, line),
    clockReads: nodes.filter(isClockRead).map((node) => line(node.start)),
  };
}
