const noise: readonly [RegExp, string][] = [
  [/--[^\n]*/g, " "],
  [/\/\*[\s\S]*?\*\//g, " "],
  [/'(?:[^']|'')*'/g, "''"],
  [/\bis\s+(not\s+)?distinct\s+from\b/g, " = "],
  [/\b(extract|substring|trim|overlay)\s*\([^()]*\bfrom\b/g, " ("],
  [/\bfor\s+(no\s+key\s+)?update\b/g, " "],
  [/\b(do|on)\s+update\b/g, " "],
];

const keywords = /\b(from|join|using|into|update|truncate(?:\s+table)?|copy)\b/g;
const tableName = /^\s*(?:only\s+|lateral\s+)*((?:"?[a-z_][\w$]*"?\.)?"?[a-z_][\w$]*"?)/;
const alias = /^(?:\s+with\s+ordinality)?(?:\s+as)?(?:\s+(?!on\b|where\b|join\b|left\b|cross\b|inner\b)[a-z_]\w*)?/;
const partOfQuery = /\b([a-z_]\w*)\s*(?:\([^()]*\))?\s+as\s+(?:not\s+)?(?:materialized\s+)?\(/g;
const madeForTheMoment = /\bcreate\s+temp(?:orary)?\s+table\s+(?:if\s+not\s+exists\s+)?([a-z_]\w*)/g;

const notTables = new Set(["select", "values", "lateral", "set", "stdin", "stdout", "where", "only"]);

const bare = (name: string): string => name.replaceAll('"', "").replace(/^public\./, "");

const clean = (sql: string): string => noise.reduce((text, [pattern, by]) => text.replace(pattern, by), sql.toLowerCase());

/** What follows the parenthesis that a text starts with; the text itself when it starts with none. */
function afterParenthesis(text: string): string {
  const start = /^\s*\(/.exec(text);
  if (!start) return text;
  let depth = 1;
  let at = start[0].length;
  for (; at < text.length && depth > 0; at++) depth += text[at] === "(" ? 1 : text[at] === ")" ? -1 : 0;
  return text.slice(at);
}

/**
 * The items after a keyword: `a, b as x, f(1) y, (select 1) z`. A name before a parenthesis is a function after `from`
 * and `join`, and a table with its columns elsewhere.
 */
function listed(text: string, keyword: string): string[] {
  const isList = keyword === "from" || keyword === "using";
  const name = tableName.exec(text);
  const afterName = text.slice(name?.[0].length ?? 0);
  const afterItem = afterParenthesis(afterName);
  const isFunction = afterItem !== afterName && (isList || keyword === "join");
  const found = name && !isFunction ? [name[1] ?? ""] : [];
  const afterAlias = afterParenthesis(afterItem.replace(alias, ""));
  const next = isList ? /^\s*,/.exec(afterAlias) : null;
  return next ? [...found, ...listed(afterAlias.slice(next[0].length), keyword)] : found;
}

/**
 * The names that a piece of SQL gives to parts of itself: `with x as (...)` and temporary tables.
 *
 * @param sql one statement or a fragment of one
 */
export const ownNames = (sql: string): string[] =>
  [partOfQuery, madeForTheMoment].flatMap((pattern) => [...clean(sql).matchAll(pattern)].map((match) => match[1] ?? ""));

/**
 * The tables and views that a piece of SQL reads or writes, as spelled, without `public.` and quotes.
 * By pattern and not by grammar, because fragments of statements have none.
 *
 * @param sql one statement or a fragment of one, `§` where a value goes in
 */
export function spelledTables(sql: string): string[] {
  const text = clean(sql);
  const found = [...text.matchAll(keywords)].flatMap((match) => listed(text.slice(match.index + match[0].length), match[1] ?? ""));
  return [...new Set(found.map(bare))].filter((name) => !notTables.has(name));
}
