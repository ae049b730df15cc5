/** One statement of a file of SQL: its text, trimmed, and the line (from 1) on which it begins. */
export type SqlStatement = { text: string; line: number };

// What a semicolon may stand in without ending the statement. Order matters: each alternative begins differently.
const opaque = [
  String.raw`--[^\n]*`,
  String.raw`\/\*[\s\S]*?\*\/`,
  String.raw`[eE]'(?:[^'\\]|\\[\s\S]|'')*'`,
  String.raw`'(?:[^']|'')*'`,
  String.raw`"(?:[^"]|"")*"`,
  String.raw`\$(?<tag>[A-Za-z_]\w*)?\$[\s\S]*?\$\k<tag>\$`,
];
const token = new RegExp(`(?<opaque>${opaque.join("|")})|(?<end>;)|[\\s\\S]`, "g");
const comment = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;

/**
 * Cuts a file of SQL into its statements, so that a failure can be named by its line.
 * It knows comments, quoted strings and names, and dollar quotes; nested block comments and `begin atomic` bodies it does not.
 * Linear in the length of the text.
 *
 * @example
 * import { sqlStatements } from "./sql-statements.ts";
 * sqlStatements("select ';';\nselect 2;").map((s) => s.line); // => [1, 2]
 */
export function sqlStatements(sql: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  let start = 0;
  const take = (end: number): void => {
    const raw = sql.slice(start, end);
    const skipped = comment.exec(raw)?.[0].length ?? 0;
    const text = raw.slice(skipped).trim();
    if (text !== "") statements.push({ text, line: sql.slice(0, start + skipped).split("\n").length });
  };
  for (const match of sql.matchAll(token)) {
    if (match.groups?.["end"] === undefined) continue;
    take(match.index);
    start = match.index + 1;
  }
  take(sql.length);
  return statements;
}
