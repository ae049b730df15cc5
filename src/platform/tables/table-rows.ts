import type { TableColumn, TableShape } from "./table-shape.ts";

/** A value as JSON has it: texts for instants, days, money and exact decimals; null where nothing is known. */
export type Value = string | number | boolean | null;

/** The objects that make a row, the outermost first. */
export type Row = readonly object[];

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;

/** The rows that an answer holds for a table: each with the objects on the way to it. */
export function rowsIn(answer: unknown, { path }: TableShape): Row[] {
  let stacks: { at: unknown; row: object[] }[] = [{ at: answer, row: [] }];
  for (const key of path) {
    stacks = stacks.flatMap(({ at, row }) => {
      const next = fieldOf(at, key);
      if (Array.isArray(next)) return next.map((each: object) => ({ at: each, row: [...row, each] }));
      return next === null || next === undefined ? [] : [{ at: next, row }];
    });
  }
  return stacks.map(({ at, row }) => (row.length === 0 ? [at as object] : row));
}

const fieldAt = (row: Row, { level, keys }: Pick<TableColumn, "level" | "keys">): unknown =>
  keys.reduce((value: unknown, key) => fieldOf(value, key), row[level]);

function textOf(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  return value.every((each) => typeof each === "string") ? value.join("; ") : value.length === 0 ? "" : JSON.stringify(value);
}

const amountIn = (amounts: unknown, currency: string): string | null => {
  if (!Array.isArray(amounts)) return null;
  const found = (amounts as { amount: string; currency: string }[]).find((each) => each.currency === currency);
  // A list of sums leaves out currencies of which nothing came: that is known to be nothing.
  return found?.amount ?? "0";
};

/** What a row has in a column. */
export function valueIn(row: Row, column: TableColumn): Value {
  const [keys, currency] = column.isMoneyList === true ? [column.keys.slice(0, -1), column.keys.at(-1)!] : [column.keys, undefined];
  const value = fieldAt(row, { ...column, keys });
  if (currency !== undefined) return amountIn(value, currency);
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? textOf(value) : (value as Value);
}

/** The columns as these rows need them: a list of amounts becomes a column for each currency in it. */
export function columnsFor(columns: readonly TableColumn[], rows: readonly Row[]): TableColumn[] {
  return columns.flatMap((column) => {
    if (column.isMoneyList !== true) return [column];
    const lists = rows.map((row) => fieldAt(row, column));
    const amounts = lists.flatMap((list) => (Array.isArray(list) ? (list as { currency: string }[]) : []));
    const currencies = [...new Set(amounts.map(({ currency }) => currency))];
    return currencies.map((currency) => ({
      ...column,
      name: `${column.name}_minor_${currency.toLowerCase()}`,
      unit: `minor units of ${currency}`,
      keys: [...column.keys, currency],
    }));
  });
}
