import { childOf, childrenOf, stringOf, templateText, type SyntaxNode } from "./syntax.ts";

/** A piece of text with the line it starts on. */
export interface TextAt {
  readonly text: string;
  readonly line: number;
}

/** Everything in a module that speaks to the database. */
export interface SqlFacts {
  /** Texts of templates tagged `sql`, `§` where a value goes in. */
  readonly templates: readonly TextAt[];
  /** Tables spelled as strings in calls of the query builder: `selectFrom("orders as o")`. */
  readonly builderTables: readonly TextAt[];
  /** Names given to parts of a query by `with("name", ...)`. */
  readonly namedParts: readonly string[];
  /** Plain strings that read as a statement: `"insert into orders ..."`. */
  readonly statements: readonly TextAt[];
}

const tableCalls = new Set([
  ..."selectFrom insertInto updateTable deleteFrom mergeInto replaceInto from using table".split(" "),
  ..."innerJoin leftJoin rightJoin fullJoin crossJoin innerJoinLateral leftJoinLateral".split(" "),
]);

/** `from`, `using` and `table` are words of other interfaces too: they count only on a chain that starts with one of these. */
const commonWords = new Set(["from", "using", "table"]);
const builderStarts = /\b(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|sql)\b/;

const statementText =
  /^\s*(select\s[\s\S]+\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|merge\s+into\s|copy\s+\S+[\s\S]*\s(from|to)\s|with\s+\w+\s+as\s*\(|truncate\s+(table\s+)?\w+\s*$|create\s+temp(orary)?\s+table\s)/i;

const isSqlTag = (tag: SyntaxNode | undefined): boolean => tag?.["name"] === "sql" || childOf(tag, "object")?.["name"] === "sql";

const methodOf = (call: SyntaxNode): string => String(childOf(childOf(call, "callee"), "property")?.["name"] ?? "");

/** The names of the methods and objects that a call hangs on, outermost first. */
function chainOf(call: SyntaxNode): string {
  const words: string[] = [];
  for (let at: SyntaxNode | undefined = childOf(call, "callee"); at; at = childOf(at, "object") ?? childOf(at, "callee")) {
    words.push(String(childOf(at, "property")?.["name"] ?? at["name"] ?? ""));
  }
  return words.join(" ");
}

/** The strings of a call's first argument: one literal or a list of them. */
function firstStrings(call: SyntaxNode): string[] {
  const first = childrenOf(call, "arguments")[0];
  const list = first?.type === "ArrayExpression" ? childrenOf(first, "elements") : [first];
  return list.flatMap((item) => stringOf(item) ?? []);
}

const namesTable = (call: SyntaxNode): boolean => {
  const method = methodOf(call);
  return tableCalls.has(method) && (!commonWords.has(method) || builderStarts.test(chainOf(call)));
};

const namesPart = (call: SyntaxNode): boolean => /^with(Recursive)?$/.test(methodOf(call)) && childrenOf(call, "arguments").length > 1;

/**
 * Collects what a module says to the database.
 *
 * @param nodes every node of the module
 * @param line gives the line of an offset
 */
export function readSqlFacts(nodes: readonly SyntaxNode[], line: (offset: number) => number): SqlFacts {
  const at = (node: SyntaxNode, text: string): TextAt => ({ text, line: line(node.start) });
  const calls = nodes.filter((node) => node.type === "CallExpression");
  const tagged = nodes.filter((node) => node.type === "TaggedTemplateExpression" && isSqlTag(childOf(node, "tag")));
  const quasis = new Set(tagged.map((node) => childOf(node, "quasi")));
  const texts = nodes.flatMap((node) => {
    if (quasis.has(node)) return [];
    const text = node.type === "TemplateLiteral" ? templateText(node) : stringOf(node);
    return text !== undefined && statementText.test(text) ? [at(node, text)] : [];
  });
  return {
    templates: tagged.map((node) => at(node, templateText(childOf(node, "quasi") ?? node))),
    builderTables: calls.filter(namesTable).flatMap((call) => firstStrings(call).map((text) => at(call, text))),
    namedParts: calls
      .filter(namesPart)
      .flatMap((call) => firstStrings(call))
      .map((text) => text.replace(/\(.*/, "").trim()),
    statements: texts,
  };
}
