import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as stats from "@vouch/stats";
import { parseSync } from "oxc-parser";
import { examplesIn, type Example } from "../scripts/examples/extract.ts";
import { programOf } from "../scripts/examples/program.ts";
import { readModuleGraph } from "../scripts/source/module-graph.ts";
import type { BenchRow } from "./bench-row.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const kept = path.join(root, "docs/statistics-speed.json");
const work = "its docstring's example";

/** Does what a docstring's example does; `compare` is given what it would compare. */
type Run = (compare: (actual: () => Promise<unknown>) => Promise<unknown>) => Promise<void>;

/** The functions that have a figure of their own. */
function measuredElsewhere(): Set<string> {
  const figures = JSON.parse(fs.readFileSync(kept, "utf8")) as Record<string, { of: string }>;
  return new Set(Object.entries(figures).flatMap(([name, { of }]) => (name.endsWith(work) ? [] : [of])));
}

/** The example as a function, so that it can run many times: its imports are made once. */
async function runOf(example: Example, file: string): Promise<Run> {
  const { text } = programOf(root, example);
  const imports = parseSync("example.ts", text).module.staticImports;
  const body = imports.toReversed().reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  const heads = imports.map(({ start, end }) => text.slice(start, end)).join("\n");
  fs.writeFileSync(file, `${heads}\nexport const run = async (compare: never) => {\n${body}\n};\n`);
  return ((await import(pathToFileURL(file).href)) as { run: Run }).run;
}

const evaluate = async (actual: () => Promise<unknown>): Promise<unknown> => actual().catch(() => undefined);

/** Microseconds a run: the shortest of several times, each of as many runs as take some milliseconds. */
async function shortestUs(run: Run): Promise<number> {
  let [best, runs] = [Infinity, 1];
  for (let times = 0; times < 8; times++) {
    const startedAt = performance.now();
    for (let at = 0; at < runs; at++) await run(evaluate);
    const ms = performance.now() - startedAt;
    best = Math.min(best, (1000 * ms) / runs);
    if (ms < 5) runs = Math.min(10_000, Math.ceil((runs * 10) / Math.max(ms, 0.01)));
  }
  return best;
}

/** How long each docstring's example takes, for the functions that no other benchmark measures: what a small call costs. */
export async function run(): Promise<BenchRow[]> {
  const elsewhere = measuredElsewhere();
  const isMeasured = ({ path: at, name }: Example): boolean =>
    at.startsWith("packages/stats/src/") && typeof (stats as Record<string, unknown>)[name] === "function" && !elsewhere.has(name);
  const examples = [...readModuleGraph(root).values()].flatMap(examplesIn).filter(isMeasured);
  fs.mkdirSync(path.join(root, ".cache"), { recursive: true });
  const folder = fs.mkdtempSync(path.join(root, ".cache/bench-examples-"));
  const rows: BenchRow[] = [];
  try {
    for (const [at, example] of examples.entries()) {
      const measured = await shortestUs(await runOf(example, path.join(folder, `${at}.ts`)));
      rows.push({
        name: `${example.name}: ${work}`,
        of: example.name,
        asked: "-",
        measured,
        unit: "us",
        detail: "with all that it calls, imports left out; the shortest of eight times",
      });
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  return rows;
}
