/** One broken rule at one place, in a form that an editor turns into a link. */
export interface Violation {
  /** Short name of the rule, as the tests and the report spell it. */
  readonly rule: string;
  /** Path from the repository root, with forward slashes. */
  readonly path: string;
  /** Line, from 1; 0 when the whole file or folder is meant. */
  readonly line: number;
  /** What was found, and what to do instead. */
  readonly message: string;
}

const place = (v: Violation): string => (v.line > 0 ? `${v.path}:${v.line}` : v.path);

/**
 * Prints violations grouped as `path:line  message (rule)` and ends the process with 1 when there are any.
 *
 * @param violations what the rules found, in any order
 * @param summary what to say when nothing is wrong, for example how many modules were read
 */
export function report(violations: readonly Violation[], summary: string): void {
  const lines = violations.map((v) => `${place(v)}  ${v.message} (${v.rule})`);
  for (const line of lines.toSorted()) console.log(line);
  console.log(violations.length === 0 ? summary : `${violations.length} violations; ${summary}`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
