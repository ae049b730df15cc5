import type { Matrix, DosePanel as Panel } from "@vouch/stats";
import { daysBetween } from "../../../kernel/civil.ts";
import { dosesOf, type Doses } from "./dose-matrix.ts";
import { doseHistory, doseSpan, type DosePlan, type PlannedAudience } from "./dose-plan.ts";

/** What an analysis or a power study by audience is made of. */
export interface DoseSales {
  readonly plan: DosePlan;
  readonly audiences: readonly PlannedAudience[];
  /** In the order of the rows. */
  readonly regions: readonly string[];
  /** Sales from the first day of the history on: a row a region, a column a day. */
  readonly sales: Matrix;
  /** The first day of the history. */
  readonly firstOn: string;
  /** A currency of ISO 4217, or `count`. */
  readonly unit: string;
  /** Of the draws; taken from the plan's hash. */
  readonly seed: number;
}

/** Some days of a matrix. */
export function daysOf({ rows, columns, values }: Matrix, from: number, to: number): Matrix {
  const out = new Float64Array(rows * (to - from));
  for (let row = 0; row < rows; row++) out.set(values.subarray(row * columns + from, row * columns + to), row * (to - from));
  return { rows, columns: to - from, values: out };
}

/** What each region sells on a day, over some days. */
export const meansOf = (matrix: Matrix): Float64Array =>
  Float64Array.from({ length: matrix.rows }, (_, row) => {
    const days = matrix.values.subarray(row * matrix.columns, (row + 1) * matrix.columns);
    return days.reduce((sum, value) => sum + value, 0) / matrix.columns;
  });

/** Days without dose before those with one. */
function after(before: number, { rows, columns, values }: Matrix): Matrix {
  const out = new Float64Array(rows * (before + columns));
  for (let row = 0; row < rows; row++) out.set(values.subarray(row * columns, (row + 1) * columns), row * (before + columns) + before);
  return { rows, columns: before + columns, values: out };
}

/** The panel of an analysis, its sources, and how many of its days lie before the treatment. */
export interface ComparedPanel {
  readonly panel: Panel;
  readonly sources: readonly Matrix[];
  readonly before: number;
  /** Of the treatment alone. */
  readonly doses: Doses;
}

/** How many days of the history say what is usual, and how many are compared with. */
export function historyDays({ plan, firstOn }: Pick<DoseSales, "plan" | "firstOn">): { usual: number; compared: number } {
  const { begins_on: begins, compared_from_on: from } = doseHistory(plan, firstOn);
  return { usual: daysBetween(begins, from), compared: daysBetween(from, doseSpan(plan).from_on) };
}

/** Regions that sold nothing while it was learnt what is usual, so that nothing can be said by what is usual there. */
export const silentRegions = ({ sales, regions, plan, firstOn }: DoseSales): string[] => {
  const usual = meansOf(daysOf(sales, 0, historyDays({ plan, firstOn }).usual));
  return regions.filter((_, at) => !((usual[at] as number) > 0));
};

/** Sales and doses of the days that are compared, by what is usual in the first half of the history. */
export function comparedPanel({ plan, audiences, regions, sales, firstOn }: DoseSales): ComparedPanel {
  const { usual, compared } = historyDays({ plan, firstOn });
  const doses = dosesOf(plan, audiences, regions);
  return {
    panel: {
      outcomes: daysOf(sales, usual, usual + compared + doses.all.columns),
      doses: after(compared, doses.all),
      bases: meansOf(daysOf(sales, 0, usual)),
    },
    sources: doses.sources.map((source) => after(compared, source)),
    before: compared,
    doses,
  };
}
