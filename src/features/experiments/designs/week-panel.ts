import { civilDateOf, dayText, epochDayOf, parseDay } from "../../../kernel/civil.ts";
import type { Matrix } from "@vouch/stats";

/** What was sold on a day that is a creator's. */
export interface CreatorDay {
  readonly creator: string;
  readonly day: string;
  /** Minor units or a count. */
  readonly value: number;
}

/** Weeks of creators, or what is missing, in a sentence. */
export type WeekPanelOutcome =
  { readonly kind: "weeks"; readonly sums: Matrix; readonly weeks: string[] } | { readonly kind: "missing"; readonly reason: string };

const dayNumber = (day: string): number => epochDayOf(parseDay(day)!);
const most = 5;

/**
 * Sums by creator and week.
 *
 * @param cells days of creators, in any order; others than those asked for are passed over.
 * @param asked the creators in order, the first day of the first week, how many weeks, and what a day without a row means.
 * @returns a row a creator, a column a week, with the first day of each; or which days are missing.
 * @example
 * import { weekPanel } from "./week-panel.ts";
 * const asked = { creators: ["Ana"], from_on: "2026-03-02", weeks: 1, missing: "zero" };
 * weekPanel([{ creator: "Ana", day: "2026-03-03", value: 4 }, { creator: "Ana", day: "2026-03-08", value: 5 }], asked).sums.values; // => Float64Array.of(9)
 */
export function weekPanel(
  cells: readonly CreatorDay[],
  asked: { readonly creators: readonly string[]; readonly from_on: string; readonly weeks: number; readonly missing: "refused" | "zero" },
): WeekPanelOutcome {
  const { creators, weeks: columns, missing } = asked;
  const [first, places] = [dayNumber(asked.from_on), new Map(creators.map((creator, at) => [creator, at]))];
  const [values, known] = [new Float64Array(creators.length * columns), new Uint8Array(creators.length * columns * 7)];
  for (const { creator, day, value } of cells) {
    const [row, at] = [places.get(creator), dayNumber(day) - first];
    if (row === undefined || at < 0 || at >= 7 * columns) continue;
    const cell = row * columns + Math.floor(at / 7);
    values[cell] = (values[cell] as number) + value;
    known[row * columns * 7 + at] = 1;
  }
  const gaps = known.reduce((sum, is) => sum + (is === 1 ? 0 : 1), 0);
  if (missing === "refused" && gaps > 0) return { kind: "missing", reason: missingText(known, { creators, first, gaps }) };
  const weeks = Array.from({ length: columns }, (_, at) => dayText(civilDateOf(first + 7 * at)));
  return { kind: "weeks", sums: { rows: creators.length, columns, values }, weeks };
}

function missingText(known: Uint8Array, { creators, first, gaps }: { creators: readonly string[]; first: number; gaps: number }): string {
  const days = known.length / creators.length;
  const examples: string[] = [];
  for (let at = 0; at < known.length && examples.length < most; at++)
    if (known[at] === 0) examples.push(`${creators[Math.floor(at / days)] ?? ""} on ${dayText(civilDateOf(first + (at % days)))}`);
  const rest = gaps > examples.length ? ` and ${gaps - examples.length} more` : "";
  return `Sales are missing for ${examples.join(", ")}${rest}. Import them, or say in the plan that a day without a row means that nothing was sold.`;
}
