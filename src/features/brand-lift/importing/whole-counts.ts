import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import type { LiftCounts } from "../lift-analysis.ts";
import type { LiftQuestion } from "../lift-plan.ts";
import type { LiftGroup, LiftRow } from "./lift-row.ts";

/** A row with its number as a spreadsheet shows it. */
export interface NumberedRow {
  readonly rowNumber: number;
  readonly row: LiftRow;
}

/** The counts of a survey, or what is wrong with each of its rows. */
export type WholeCounts =
  { readonly kind: "whole"; readonly counts: LiftCounts } | { readonly kind: "faulty"; readonly faults: ReadonlyMap<number, FieldFault> };

const groups = ["control", "exposed"] as const;
const normal = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, " ");

/** The place of the question that a text means; -1: none. */
function placeOf(text: string, questions: readonly LiftQuestion[]): number {
  const place = questions.findIndex((question) => normal(question.text) === normal(text));
  const number = /^(?:q|question|frage)?\s*(\d{1,3})$/i.exec(text.trim())?.[1];
  return place >= 0 || number === undefined || Number(number) > questions.length ? place : Number(number) - 1;
}

/** The rows of a survey by question and group, and what is wrong with those that cannot stand. */
interface Told {
  readonly cells: ReadonlyMap<string, NumberedRow>;
  readonly faults: Map<number, FieldFault>;
}

const cellKey = (place: number, group: LiftGroup): string => `${place} ${group}`;

/** Why a row cannot stand beside those before it; undefined: it can. */
function faultOf(
  row: LiftRow,
  {
    place,
    questions,
    before,
    first,
  }: { place: number; questions: number; before: NumberedRow | undefined; first: NumberedRow | undefined },
): FieldFault | undefined {
  if (place < 0)
    return {
      field: "question",
      message: `${JSON.stringify(row.question.slice(0, 80))} is no question of the plan: write its text, or its number from 1 to ${questions}`,
    };
  if (before !== undefined)
    return { field: "question", message: `row ${before.rowNumber} tells this question of ${row.group} already: keep one of the two` };
  if (first === undefined || first.row.asked === row.asked) return undefined;
  return { field: "asked", message: `${row.asked} were asked, and row ${first.rowNumber} says ${first.row.asked} of the same group` };
}

function toldBy(rows: readonly NumberedRow[], questions: readonly LiftQuestion[]): Told {
  const [cells, faults] = [new Map<string, NumberedRow>(), new Map<number, FieldFault>()];
  const asked = new Map<LiftGroup, NumberedRow>();
  for (const one of rows) {
    const { rowNumber, row } = one;
    const place = placeOf(row.question, questions);
    const [before, first] = [cells.get(cellKey(place, row.group)), asked.get(row.group)];
    const fault = faultOf(row, { place, questions: questions.length, before, first });
    if (fault !== undefined) {
      faults.set(rowNumber, fault);
      continue;
    }
    cells.set(cellKey(place, row.group), one);
    asked.set(row.group, first ?? one);
  }
  return { cells, faults };
}

/** What is lacking of a survey, in words; undefined: nothing. */
function lackText(cells: Told["cells"], questions: number): string | undefined {
  const lacking = Array.from({ length: questions }, (_, place) => place).flatMap((place) =>
    groups.filter((group) => !cells.has(cellKey(place, group))).map((group) => `question ${place + 1} of ${group}`),
  );
  if (lacking.length === 0) return undefined;
  const names = lacking.slice(0, 5).join(", ") + (lacking.length > 5 ? ` and ${lacking.length - 5} more` : "");
  return `${names} ${lacking.length === 1 ? "is" : "are"} lacking: a survey is told whole, each question in both groups`;
}

/**
 * A survey's counts from its rows: each question of the plan in both groups, told once.
 *
 * @param rows of one survey, at least one.
 * @param questions of its plan, in order.
 * @returns the counts; or a fault for each row that cannot stand. Where a row is lacking, all that are there say which.
 * @example
 * import { wholeCounts } from "./whole-counts.ts";
 * const row = { survey: "Tents", question: "1", group: "control", asked: 10, answered: 8, positive: 2 };
 * const found = wholeCounts([{ rowNumber: 2, row }], [{ text: "Which tents?", positive: "ours" }]);
 * found.faults.get(2).message; // => "question 1 of exposed is lacking: a survey is told whole, each question in both groups"
 */
export function wholeCounts(rows: readonly NumberedRow[], questions: readonly LiftQuestion[]): WholeCounts {
  const { cells, faults } = toldBy(rows, questions);
  const message = lackText(cells, questions.length);
  if (message !== undefined) for (const { rowNumber } of rows) if (!faults.has(rowNumber)) faults.set(rowNumber, { field: "", message });
  if (faults.size > 0) return { kind: "faulty", faults };
  const rowAt = (place: number, group: LiftGroup): LiftRow => cells.get(cellKey(place, group))!.row;
  const cell = (place: number, group: LiftGroup) => ({ answered: rowAt(place, group).answered, positive: rowAt(place, group).positive });
  return {
    kind: "whole",
    counts: {
      asked: { control: rowAt(0, "control").asked, exposed: rowAt(0, "exposed").asked },
      answers: questions.map((_, place) => ({ control: cell(place, "control"), exposed: cell(place, "exposed") })),
    },
  };
}
