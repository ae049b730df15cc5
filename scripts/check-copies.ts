import fs from "node:fs";
import path from "node:path";
import { isEntry } from "./source/entry.ts";
import { filesBelow } from "./source/files.ts";
import { isTestPath } from "./source/place.ts";
import { report, type Violation } from "./source/violation.ts";

/** So many equal lines in a row are a copy; fewer are a habit. */
const runLines = 10;

/** A file without blanks, comments and imports, each line with the number it has in the file. */
interface Essence {
  readonly path: string;
  readonly lines: readonly { readonly text: string; readonly number: number }[];
}

const isEmpty = (text: string): boolean =>
  text === "" || /^(\/\/|\/\*|\*)/.test(text) || /^import\b/.test(text) || text.startsWith('} from "');

/** Reduces a file to the lines that could be copied, spacing evened out. */
export const essenceOf = (file: string, source: string): Essence => ({
  path: file,
  lines: source
    .split("\n")
    .map((row, at) => ({ text: row.trim().replace(/\s+/g, " "), number: at + 1 }))
    .filter(({ text }) => !isEmpty(text)),
});

interface Position {
  readonly file: Essence;
  readonly at: number;
}

const windowAt = ({ lines }: Essence, at: number): string =>
  lines
    .slice(at, at + runLines)
    .map(({ text }) => text)
    .join("\n");

const isSame = (a: Position, b: Position): boolean => {
  const text = a.file.lines[a.at]?.text;
  return text !== undefined && text === b.file.lines[b.at]?.text;
};

/** How many lines from two positions on are the same, without one run running into the other. */
function sameLines(a: Position, b: Position): number {
  const room = a.file === b.file ? Math.abs(a.at - b.at) : Infinity;
  let count = 0;
  while (count < room && isSame({ file: a.file, at: a.at + count }, { file: b.file, at: b.at + count })) count++;
  return count;
}

const asViolation = (first: Position, copy: Position, count: number): Violation => ({
  rule: "written once",
  path: copy.file.path,
  line: copy.file.lines[copy.at]?.number ?? 0,
  message: `${count} lines are those of ${first.file.path}:${first.file.lines[first.at]?.number}`,
});

/**
 * Finds runs of at least ten equal lines, blanks, comments and imports left out. Every copy is counted once, at the place that
 * is read later. One pass with a table of all windows: linear in the lines.
 *
 * @param files in the order in which the first place of a run is the original
 */
export function copiedRuns(files: readonly Essence[]): Violation[] {
  const seen = new Map<string, Position>();
  const found: Violation[] = [];
  for (const file of files) {
    for (let at = 0; at + runLines <= file.lines.length; at++) {
      const window = windowAt(file, at);
      const first = seen.get(window);
      const count = first ? sameLines(first, { file, at }) : 0;
      if (!first) seen.set(window, { file, at });
      if (!first || count < runLines) continue;
      found.push(asViolation(first, { file, at }, count));
      at += count - 1;
    }
  }
  return found;
}

if (isEntry(import.meta.url)) {
  const root = process.argv[2] ?? ".";
  const paths = filesBelow(root, ["src", "packages", "scripts"], /\.(ts|tsx|mjs)$/).filter(
    (file) => !isTestPath(file) && !/\.gen(\.d)?\.ts$/.test(file),
  );
  const files = paths.map((file) => essenceOf(file, fs.readFileSync(path.join(root, file), "utf8")));
  const lines = files.reduce((sum, file) => sum + file.lines.length, 0);
  const runs = copiedRuns(files);
  const allowed = Math.floor(lines / 1000);
  report(runs.length > allowed ? runs : [], `${runs.length} copied runs in ${lines} lines, ${allowed} allowed`);
}
