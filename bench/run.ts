import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { BenchRow } from "./bench-row.ts";

// Every benchmark in turn, alone on the machine. Words choose among them by file name; --full sets VOUCH_BENCH_FULL, for those with a larger form.
const folder = path.dirname(fileURLToPath(import.meta.url));

function chosenFiles(words: readonly string[]): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".bench.ts"));
  return files.filter((name) => words.length === 0 || words.some((word) => name.includes(word))).sort((a, b) => a.localeCompare(b));
}

const shownRow = ({ name, asked, measured, unit, detail }: BenchRow): string =>
  `${name.padEnd(44)} ${measured.toPrecision(3).padStart(9)} ${unit.padEnd(12)} ${asked.padEnd(14)} ${detail}`;

async function runFile(name: string): Promise<void> {
  const { run } = (await import(pathToFileURL(path.join(folder, name)).href)) as { run(): Promise<BenchRow[]> };
  for (const row of await run()) console.log(shownRow(row));
}

const args = process.argv.slice(2);
if (args.includes("--full")) process.env["VOUCH_BENCH_FULL"] = "1";
for (const name of chosenFiles(args.filter((arg) => !arg.startsWith("--")))) await runFile(name);
process.exit();
