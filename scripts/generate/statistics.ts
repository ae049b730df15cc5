import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Answers } from "../../test/known-answers.ts";
import { filesBelow } from "../source/files.ts";
import { parseModule } from "../source/parse-module.ts";
import { statisticsPage, unvouched, type SpeedFigure, type StatisticsFunction } from "./statistics-page.ts";

const sources = "packages/stats/src";
const load = async (file: string): Promise<Record<string, unknown>> => (await import(pathToFileURL(file).href)) as Record<string, unknown>;

const docstrings = new Map(
  filesBelow(".", [sources], /\.ts$/)
    .filter((file) => !/\.(test|answers)\.ts$/.test(file))
    .flatMap((file) => parseModule(file, fs.readFileSync(file, "utf8")).exports)
    .map(({ name, docstring }) => [name, docstring] as const),
);

const functions: StatisticsFunction[] = [];
for (const file of filesBelow(".", [sources], /\/exports\.ts$/)) {
  const own = Object.entries(await load(file)).filter(([, value]) => typeof value === "function");
  const family = path.relative(sources, path.dirname(file));
  functions.push(...own.map(([name]) => ({ family, name, docstring: docstrings.get(name) ?? "" })));
}

const answers: Answers[] = [];
for (const file of filesBelow(".", [sources], /\.answers\.ts$/)) answers.push(...((await load(file))["answers"] as Answers[]));

const speed = JSON.parse(fs.readFileSync("docs/statistics-speed.json", "utf8")) as Record<string, SpeedFigure>;
const tests = filesBelow(".", [sources], /\.test\.ts$/)
  .map((file) => fs.readFileSync(file, "utf8"))
  .join("\n");

const statistics = { functions, answers, speed, tests };
const wrong = unvouched(statistics);
if (wrong.length > 0) throw new Error(wrong.join("\n"));
process.stdout.write(statisticsPage(statistics));
