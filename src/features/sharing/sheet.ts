/** Money as the API writes it. */
export interface SheetMoney {
  readonly amount: string;
  readonly currency: string;
}

/** What the values of a column or a figure are: `credit` a share of orders, `ratio` a number of which 1 is all, `span` a span of time by its name. */
export type SheetKind = "text" | "creator" | "count" | "credit" | "money" | "ratio" | "day" | "span";

/** A value: texts for names, days, credit and ratios; sums of money by currency; null where it is not known. */
export type SheetValue = string | number | readonly SheetMoney[] | null;

/** One number that matters, with its account. */
export interface SheetFigure {
  readonly label: string;
  readonly kind: SheetKind;
  readonly value: SheetValue;
  readonly formula: string;
  readonly source: string;
}

/** Lines over days, or bars side by side; a point has a value for each series, null where it is not known. */
export interface SheetChart {
  readonly title: string;
  readonly unit: string;
  readonly source: string;
  readonly kind: "line" | "bars";
  /** Where the values are money: whole minor units of it. */
  readonly currency: string | null;
  readonly series: readonly string[];
  readonly points: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
}

/** A column of a table. */
export interface SheetColumn {
  readonly title: string;
  readonly kind: SheetKind;
  readonly formula: string | null;
}

/** Rows under columns. */
export interface SheetTable {
  readonly title: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetValue[])[];
}

/** A report as it is shown outside of the workspace: on a shared page and on paper. */
export interface Sheet {
  /** What it is of: "Overview", or the name of the program, campaign or creator. */
  readonly subject: string;
  /** Its days, the last one not included; null where it has none. */
  readonly period: { readonly from: string; readonly to: string; readonly zone: string } | null;
  readonly as_of: string;
  readonly figures: readonly SheetFigure[];
  readonly charts: readonly SheetChart[];
  readonly tables: readonly SheetTable[];
  /** How what is shown is counted, and what else one must know to read it. */
  readonly notes: readonly string[];
}

const numbers: readonly SheetKind[] = ["count", "credit", "ratio"];
const isTime: ReadonlySet<SheetKind | undefined> = new Set(["day", "span"]);

/**
 * A table without amounts of money. Rows of creators and the like stood in the order of those, which would tell who brought more: they are put
 * in order by the first number that stays, the largest first. Days and spans stay in their order.
 */
function tableWithoutMoney({ title, columns, rows }: SheetTable): SheetTable {
  const isShown = (_each: unknown, index: number): boolean => columns[index]?.kind !== "money";
  const kept = columns.filter(isShown);
  const shown = rows.map((row) => row.filter(isShown));
  if (kept.length === columns.length || isTime.has(kept[0]?.kind)) return { title, columns: kept, rows: shown };
  const by = kept.findIndex(({ kind }) => numbers.includes(kind));
  const sizeOf = (row: readonly SheetValue[]): number => Number(row[by] ?? -1);
  const nameOf = (row: readonly SheetValue[]): string => String(row[0]);
  return { title, columns: kept, rows: shown.toSorted((a, b) => sizeOf(b) - sizeOf(a) || nameOf(a).localeCompare(nameOf(b), "en")) };
}

/**
 * A sheet without amounts of money: figures, columns and charts of them are left out. Counts, shares and ratios stay.
 *
 * @example
 * import { withoutMoney } from "./sheet.ts";
 * const figure = { label: "Revenue", kind: "money", value: null, formula: "", source: "" } as const;
 * withoutMoney({ subject: "a", period: null, as_of: "", figures: [figure], charts: [], tables: [], notes: [] }).figures; // => []
 */
export function withoutMoney(sheet: Sheet): Sheet {
  const isShown = ({ kind }: { readonly kind: SheetKind }): boolean => kind !== "money";
  return {
    ...sheet,
    figures: sheet.figures.filter(isShown),
    charts: sheet.charts.filter(({ currency }) => currency === null),
    tables: sheet.tables.map(tableWithoutMoney),
  };
}

function* creatorIds(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  const id = (value as Readonly<Record<string, unknown>>)["creator_id"];
  if (typeof id === "string") yield id;
  for (const each of Object.values(value)) yield* creatorIds(each);
}

/**
 * An answer in which creators have numbers for names, the same creator the same number throughout. Numbers go by ids, not by the order in which
 * creators appear, which may be that of what they earned.
 *
 * @param answer JSON data in which a creator is an object with `creator_id` and `name`.
 * @example
 * import { withoutNames } from "./sheet.ts";
 * withoutNames([{ creator_id: "cre_1", name: "Ana" }]); // => [{ creator_id: "cre_1", name: "Creator 1" }]
 */
export function withoutNames<T>(answer: T): T {
  const numberOf = new Map([...new Set(creatorIds(answer))].toSorted().map((id, index) => [id, index + 1]));
  const renamed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(renamed);
    if (typeof value !== "object" || value === null) return value;
    const fields = value as Readonly<Record<string, unknown>>;
    const id = fields["creator_id"];
    const own = typeof id === "string" && "name" in fields ? { name: `Creator ${numberOf.get(id)!}` } : {};
    return { ...Object.fromEntries(Object.entries(fields).map(([key, each]) => [key, renamed(each)])), ...own };
  };
  return renamed(answer) as T;
}
