import fs from "node:fs";
import path from "node:path";
import { isEntry } from "./source/entry.ts";
import { filesBelow } from "./source/files.ts";
import { report, type Violation } from "./source/violation.ts";

const linked = /\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g;
const spelled = /`((?:src|packages|docs|scripts|migrations|test|tools|bench|e2e)\/[\w./-]*)`/g;

/**
 * Finds links and spelled paths of a page that lead nowhere.
 *
 * @param page its path from the root
 * @param text what is in it
 * @param exists says whether a path from the root is there
 */
export function deadPaths(page: string, text: string, exists: (at: string) => boolean): Violation[] {
  return text.split("\n").flatMap((row, at) => {
    const links = [...row.matchAll(linked)].map((match) => path.posix.join(path.posix.dirname(page), match[1] ?? ""));
    const paths = [...row.matchAll(spelled)].map((match) => match[1] ?? "");
    return [...links, ...paths]
      .filter((one) => !exists(one))
      .map((one) => ({ rule: "pages lead to what is there", path: page, line: at + 1, message: `${one} does not exist` }));
  });
}

const parts = ["Date: ", "Status: ", "## Context", "## Decision", "## Consequences", "## Checked by", "## Would change our mind"];

/** Says what a decision record lacks: at most sixty lines, and each of its parts. */
export function decisionFaults(page: string, text: string): Violation[] {
  const rows = text.trimEnd().split("\n");
  const fault = (message: string): Violation => ({ rule: "decisions are short and whole", path: page, line: 0, message });
  return [
    ...parts.filter((part) => !rows.some((row) => row.includes(part))).map((part) => fault(`lacks "${part}"`)),
    ...(rows.length > 60 ? [fault(`${rows.length} lines; sixty are enough`)] : []),
  ];
}

if (isEntry(import.meta.url)) {
  const pages = [...fs.readdirSync(".").filter((name) => name.endsWith(".md")), ...filesBelow(".", ["docs", "packages", "bench"], /\.md$/)];
  const found = pages.flatMap((page) => {
    const text = fs.readFileSync(page, "utf8");
    const isDecision = /^docs\/decisions\/\d{4}-[a-z0-9-]+\.md$/.test(page);
    return [...deadPaths(page, text, fs.existsSync), ...(isDecision ? decisionFaults(page, text) : [])];
  });
  report(found, `${pages.length} pages read`);
}
