import type { components } from "../../../web/api.gen.d.ts";

type Settings = components["schemas"]["VettingSettings"];
type WordList = Settings["word_lists"][number];
type Competitor = Settings["competitors"][number];

const wordsIn = (text: string): string[] =>
  text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** Competitors as lines to be edited: "Acme: acme, acmeoutdoor". */
export const competitorLines = (competitors: readonly Competitor[]): string =>
  competitors.map(({ name, words }) => (words.length === 0 ? name : `${name}: ${words.join(", ")}`)).join("\n");

/**
 * The competitors of such lines.
 * @example
 * import { competitorsIn } from "./list-lines.ts";
 * competitorsIn("Acme: acme, acmeoutdoor\nBeta"); // => [{ name: "Acme", words: ["acme", "acmeoutdoor"] }, { name: "Beta", words: [] }]
 */
export const competitorsIn = (text: string): Competitor[] =>
  linesOf(text).map((line) => {
    const [name = "", ...rest] = line.split(":");
    return { name: name.trim(), words: wordsIn(rest.join(":")) };
  });

/** Word lists as lines to be edited: "gambling (medium): casino, poker". */
export const listLines = (lists: readonly WordList[]): string =>
  lists.map(({ category, severity, words }) => `${category} (${severity}): ${words.join(", ")}`).join("\n");

/**
 * The word lists of such lines, or what is wrong with the first line that is none.
 * @example
 * import { listsIn } from "./list-lines.ts";
 * listsIn("gambling (medium): casino, poker"); // => [{ category: "gambling", severity: "medium", words: ["casino", "poker"] }]
 * listsIn("gambling: casino"); // => { fault: "“gambling: casino” needs a weight in brackets and a colon: gambling (medium): casino, poker" }
 */
export function listsIn(text: string): WordList[] | { readonly fault: string } {
  const lists: WordList[] = [];
  for (const line of linesOf(text)) {
    const [, category = "", severity = "", words = ""] = /^(.+?)\s*\((low|medium|high)\)\s*:(.+)$/i.exec(line) ?? [];
    if (category === "" || wordsIn(words).length === 0)
      return { fault: `“${line.slice(0, 60)}” needs a weight in brackets and a colon: gambling (medium): casino, poker` };
    lists.push({ category, severity: severity.toLowerCase() as WordList["severity"], words: wordsIn(words) });
  }
  return lists;
}
