import { comparableHeader } from "../../../kernel/cells/guessed-columns.ts";
import { countIn } from "../../../kernel/cells/count-in.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { isStorable, tidyText } from "../../../kernel/text.ts";

/** One of the two groups. */
export type LiftGroup = "control" | "exposed";

/** What was counted of one question in one group, as a row states it. */
export interface LiftRow {
  /** A name or an id. */
  readonly survey: string;
  /** Its text, or its number in the plan. */
  readonly question: string;
  readonly group: LiftGroup;
  readonly asked: number;
  readonly answered: number;
  readonly positive: number;
}

const groupWords: { readonly [G in LiftGroup]: string } = {
  control: "control|control group|unexposed|not exposed|kontrolle|kontrollgruppe|holdout",
  exposed: "exposed|exposed group|test|treatment|treated|exponiert|testgruppe",
};

const longest = 500;
const most = 1e9;

/**
 * What was counted of one question in one group, from the texts of one row, and everything that is wrong with them.
 *
 * @param texts by field, as they stand in the file; a field without a column is missing.
 * @param survey of rows that do not name theirs.
 * @returns the row, or every fault of it.
 * @example
 * import { readLiftRow } from "./lift-row.ts";
 * const texts = new Map([["question", "1"], ["group", "Control"], ["asked", "1,000"], ["answered", "800"], ["positive", "160"]]);
 * readLiftRow(texts, "Tents").row; // => { survey: "Tents", question: "1", group: "control", asked: 1000, answered: 800, positive: 160 }
 */
export function readLiftRow(
  texts: ReadonlyMap<string, string>,
  survey: string | undefined,
): { readonly row: LiftRow | undefined; readonly faults: readonly FieldFault[] } {
  const faults: FieldFault[] = [];
  const refuse = (field: string, message: string): undefined => void faults.push({ field, message });
  const text = (field: string, wish: string, otherwise = ""): string => {
    const tidy = tidyText(texts.get(field) ?? "") || otherwise;
    if (tidy === "") refuse(field, `is empty: ${wish}`);
    else if (!isStorable(tidy) || tidy.length > longest) refuse(field, `must be text of at most ${longest} characters`);
    return tidy;
  };
  const count = (field: string): number => {
    const written = (texts.get(field) ?? "").trim();
    const read = countIn(written);
    const value = read.kind === "count" ? Number(read.count) : Number.NaN;
    if (value >= 0 && value <= most) return value;
    refuse(
      field,
      written === ""
        ? "is empty: write 0 where there was none"
        : `must be a whole number of people, found ${JSON.stringify(written.slice(0, 40))}`,
    );
    return 0;
  };
  const named = comparableHeader(texts.get("group") ?? "");
  const group = (Object.keys(groupWords) as LiftGroup[]).find((each) => groupWords[each].split("|").includes(named));
  if (group === undefined) refuse("group", `must be control or exposed, found ${JSON.stringify((texts.get("group") ?? "").slice(0, 40))}`);
  const row = {
    survey: text("survey", "name the survey of the row", survey),
    question: text("question", "write the question's text or its number"),
    ...{ asked: count("asked"), answered: count("answered"), positive: count("positive") },
  };
  if (faults.length > 0 || group === undefined) return { row: undefined, faults };
  if (row.answered > row.asked) refuse("answered", `${row.answered} answered of ${row.asked} who were asked`);
  if (row.positive > row.answered) refuse("positive", `${row.positive} answers count of ${row.answered}`);
  return faults.length > 0 ? { row: undefined, faults } : { row: { ...row, group }, faults: [] };
}
