import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseSync, type Comment } from "oxc-parser";
import { lineCounter } from "../source/parse-module.ts";
import type { SyntaxNode } from "../source/syntax.ts";
import type { Example } from "./extract.ts";

/** An example that can be imported: it calls the global `compare` once for each value that it states. */
export interface Program {
  readonly text: string;
  readonly comparisons: number;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const stated = (comment: Comment): string | undefined => /^\s*=>\s*(.+?)\s*$/s.exec(comment.value)?.[1];

const roundedNumber = /^(-?\d+\.\d+)(?:\.\.\.|…)$/;

/** The stated value as the code that `compare` is given. */
function expectation(text: string): string {
  const thrown = /^throws(?:\s+(?:a |an )?(\w+))?/.exec(text);
  if (thrown) return `{ throws: ${JSON.stringify(thrown[1] ?? "Error")} }`;
  const rounded = roundedNumber.exec(text);
  if (rounded) return `{ startsWith: ${JSON.stringify(rounded[1])} }`;
  if (parseSync("value.ts", `(${text});`).errors.length > 0) throw new SyntaxError(`the stated value is no expression: ${text}`);
  return `{ value: async () => (${text}) }`;
}

/** Turns `expression; // => value` and `const x = ...; // => value` into a comparison. */
function comparison(code: string, statement: SyntaxNode, value: string): Edit {
  const compare = (actual: string): string => `await compare(async () => (${actual}), ${expectation(value)});`;
  if (statement.type === "ExpressionStatement") {
    const { start, end } = statement["expression"] as SyntaxNode;
    return { start: statement.start, end: statement.end, text: compare(code.slice(start, end)) };
  }
  const [declared] = (statement["declarations"] as SyntaxNode[] | undefined) ?? [];
  const name = (declared?.["id"] as SyntaxNode | undefined)?.["name"];
  if (typeof name !== "string") throw new SyntaxError("a stated value follows an expression or a constant");
  return { start: statement.end, end: statement.end, text: ` ${compare(name)}` };
}

const apply = (code: string, edits: readonly Edit[]): string =>
  edits.toSorted((a, b) => b.start - a.start).reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);

/** Relative imports are meant from the folder of the module that is explained. */
const located = (folder: string, specifier: string): string =>
  specifier.startsWith(".") ? pathToFileURL(path.join(folder, specifier)).href : specifier;

/**
 * Writes the program of an example: its imports are looked up beside its own module, and each `// => value` is compared with
 * what stands before it on the line.
 *
 * @param root the tree, an absolute path
 * @throws {SyntaxError} when the example or a stated value cannot be parsed
 */
export function programOf(root: string, example: Example): Program {
  const { code } = example;
  const { program, module, comments, errors } = parseSync("example.ts", code);
  if (errors[0]) throw new SyntaxError(errors[0].message);
  const line = lineCounter(code);
  const statements = program.body as unknown as SyntaxNode[];
  const comparisons = comments.flatMap((comment) => {
    const value = stated(comment);
    if (value === undefined) return [];
    const statement = statements.find((one) => one.end <= comment.start && line(one.end) === line(comment.start));
    if (!statement) throw new SyntaxError(`no statement ends on the line of: ${value}`);
    return [comparison(code, statement, value)];
  });
  const folder = path.dirname(path.join(root, example.path));
  const imports = module.staticImports.map(({ moduleRequest: { value, start, end } }) => ({
    start,
    end,
    text: JSON.stringify(located(folder, value)),
  }));
  return { text: apply(code, [...comparisons, ...imports]), comparisons: comparisons.length };
}
