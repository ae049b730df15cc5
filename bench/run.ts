import { readdirSync, readFileSync, writeFileSync } from "node:fs";
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

async function runFile(name: string): Promise<BenchRow[]> {
  const { run } = (await import(pathToFileURL(path.join(folder, name)).href)) as { run(): Promise<BenchRow[]> };
  const rows = await run();
  for (const row of rows) console.log(shownRow(row));
  return rows;
}

const kept = path.join(folder, "../docs/statistics-speed.json");

/** Keeps the figures of functions of packages/stats for docs/statistics.md, each under its name; older ones of other names stay. */
function keepFigures(rows: readonly BenchRow[]): void {
  const older = JSON.parse(readFileSync(kept, "utf8")) as Record<string, object>;
  const newer = rows
    .filter(({ of }) => of !== undefined)
    .map(({ of, name, asked, measured, unit }) => [name, { of, asked, measured: Number(measured.toPrecision(2)), unit }] as const);
  const all = Object.entries({ ...older, ...Object.fromEntries(newer) }).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(kept, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}

const args = process.argv.slice(2);
if (args.includes("--full")) process.env["VOUCH_BENCH_FULL"] = "1";
const rows: BenchRow[] = [];
for (const name of chosenFiles(args.filter((arg) => !arg.startsWith("--")))) rows.push(...(await runFile(name)));
if (args.includes("--keep")) keepFigures(rows);
process.exit();
