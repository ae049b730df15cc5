import fs from "node:fs";
import path from "node:path";
import { isEntry } from "./source/entry.ts";
import { filesBelow } from "./source/files.ts";
import { report, type Violation } from "./source/violation.ts";

interface LooseEnd {
  readonly rule: string;
  readonly pattern: RegExp;
  /** Only files whose path matches; all when missing. */
  readonly where?: RegExp;
  readonly message: string;
}

const code = /\.(ts|tsx|mts|mjs|js)$/;

/** What a finished tree does not hold. */
const looseEnds: readonly LooseEnd[] = [
  { rule: "nothing left to do", pattern: /\b(TODO|FIXME|HACK)\b/, message: "do it, or write down in an issue that it is not done" },
  { rule: "no lone test", pattern: /\b(it|test|describe|suite)(\.\w+)*\.only\b/, where: code, message: "the other tests are not run" },
  {
    rule: "no sleeping test",
    pattern: /\b(it|test|describe|suite)(\.\w+)*\.(skip|todo|fails)\b|\bx(it|describe|test)\(/,
    where: code,
    message: "a test that cannot run here says why in its name and is skipped by skipIf",
  },
  { rule: "no silenced compiler", pattern: /@ts-(ignore|expect-error|nocheck)\b/, where: code, message: "give the compiler the truth" },
  {
    rule: "no silenced tool",
    pattern: /(oxlint|eslint|tslint|biome)-(disable|ignore)|prettier-ignore|\b(v8|c8|istanbul) ignore\b/,
    message: "change the code, or the rule with its reason in the tool's settings",
  },
];

/** This file and its test spell what they look for. */
const spellers = /^scripts\/(check-loose-ends|lint-rules)\b/;

/**
 * Finds what was left lying about: things to do, tests that are switched off or run alone, silenced tools.
 *
 * @param file path from the root
 * @param text what is in it
 */
export function looseEndsIn(file: string, text: string): Violation[] {
  const rows = text.split("\n");
  return looseEnds
    .filter(({ where }) => where === undefined || where.test(file))
    .flatMap(({ rule, pattern, message }) =>
      rows.flatMap((row, at) => {
        const found = pattern.exec(row);
        return found ? [{ rule, path: file, line: at + 1, message: `${found[0]}: ${message}` }] : [];
      }),
    );
}

if (isEntry(import.meta.url)) {
  const root = process.argv[2] ?? ".";
  const folders = ["src", "packages", "test", "e2e", "bench", "scripts", "migrations", "docs", "tools/openapi"];
  const files = filesBelow(root, folders, /\.(ts|tsx|mts|mjs|js|css|html|sql|md|json|yaml)$/).filter((file) => !spellers.test(file));
  const found = files.flatMap((file) => looseEndsIn(file, fs.readFileSync(path.join(root, file), "utf8")));
  report(found, `${files.length} files read`);
}
