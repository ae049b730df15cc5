import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { difference, type Expectation } from "./examples/compare.ts";
import { examplesIn, type Example } from "./examples/extract.ts";
import { programOf } from "./examples/program.ts";
import { isEntry } from "./source/entry.ts";
import { readModuleGraph, type Module } from "./source/module-graph.ts";
import { report, type Violation } from "./source/violation.ts";

const fault = ({ path: at, line, name }: Example, message: string): Violation => ({
  rule: "examples are true",
  path: at,
  line,
  message: `${name}: ${message}`,
});

const said = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** Runs one example and returns what it says that is not so. */
async function untruths(root: string, example: Example, file: string): Promise<string[]> {
  const found: string[] = [];
  Object.assign(globalThis, {
    compare: async (actual: () => Promise<unknown>, expected: Expectation) => {
      const wrong = await difference(actual, expected);
      if (wrong !== undefined) found.push(wrong);
    },
  });
  try {
    const { text, comparisons } = programOf(root, example);
    fs.writeFileSync(file, `${text}\nexport {};\n`);
    await import(pathToFileURL(file).href);
    return comparisons === 0 ? ["the example states no value: write `// => value` behind an expression"] : found;
  } catch (error) {
    return [said(error)];
  }
}

/** Pages, tests and scripts show their use in JSX or in a set-up; their examples are for reading. */
const runsByItself = ({ place }: Module): boolean => place.role !== "ui" && !["web", "test", "bench", "scripts"].includes(place.area);

/**
 * Runs every `@example` in the docstrings of a tree, one after the other in this process.
 *
 * @param root the tree, an absolute path; the programs are written below its `.cache` for as long as they run
 */
export async function wrongExamples(root: string): Promise<{ examples: number; wrong: Violation[] }> {
  const examples = [...readModuleGraph(root).values()].filter(runsByItself).flatMap(examplesIn);
  fs.mkdirSync(path.join(root, ".cache"), { recursive: true });
  const folder = fs.mkdtempSync(path.join(root, ".cache/examples-"));
  const wrong: Violation[] = [];
  try {
    for (const [at, example] of examples.entries()) {
      for (const message of await untruths(root, example, path.join(folder, `${at}.ts`))) wrong.push(fault(example, message));
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  return { examples: examples.length, wrong };
}

if (isEntry(import.meta.url)) {
  const { examples, wrong } = await wrongExamples(path.resolve(process.argv[2] ?? "."));
  const none: Violation = { rule: "sees examples", path: "src", line: 0, message: "no example was found" };
  report(examples === 0 ? [none] : wrong, `${examples} examples run`);
}
