import fs from "node:fs";
import { disclosuresIn, readComment, sentimentOf } from "@vouch/stats";
import type { BenchRow } from "./bench-row.ts";
import { shortestMs } from "./shortest-ms.ts";

const fixture = (file: string): string => fs.readFileSync(new URL(`../packages/stats/fixtures/${file}`, import.meta.url), "utf8");

/** The valences of words as a list that is searched from its start, and one sum: what a first attempt at a lexicon looks like. */
function searched(lexicon: readonly [string, number][], text: string): number {
  const words = text.toLowerCase().split(/\s+/);
  const sum = words.reduce((all, word) => all + (lexicon.find(([listed]) => listed === word)?.[1] ?? 0), 0);
  return sum / Math.sqrt(sum * sum + 15);
}

/** A row from what was done, as "function: work". */
function row(name: string, asked: string, measured: number, unit: string): BenchRow {
  const [of = ""] = name.split(":");
  return { name, of, asked, measured, unit, detail: "best of the runs, one core" };
}

/** What packages/stats does with texts, on the authors' 4,200 tweets. */
export function run(): Promise<BenchRow[]> {
  const rows = fixture("sentiment/tweets-vader-reference.tsv").trim().split("\n").slice(1);
  const texts = rows.map((line) => line.split("\t")[6] ?? "");
  const disclosuresMs = shortestMs(() => texts.map(disclosuresIn));
  const commentsMs = shortestMs(() => texts.map(readComment));
  const lexicon = fixture("sentiment/vader-lexicon.txt")
    .trim()
    .split("\n")
    .map((line) => line.split("\t"))
    .map(([word = "", valence]): [string, number] => [word, Number(valence)]);
  const sentimentMs = shortestMs(() => texts.map(sentimentOf), 10);
  const searchedMs = shortestMs(() => texts.map((text) => searched(lexicon, text)), 2);
  return Promise.resolve([
    row("sentimentOf: tweets", "> 50000", (texts.length / sentimentMs) * 1000, "texts/s"),
    row("sentimentOf: all rules, against a search of the lexicon without rules", "-", searchedMs / sentimentMs, "times"),
    row("readComment: tweets", "-", (texts.length / commentsMs) * 1000, "texts/s"),
    row("disclosuresIn: tweets", "-", (texts.length / disclosuresMs) * 1000, "texts/s"),
  ]);
}
