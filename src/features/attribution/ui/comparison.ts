import type { paths } from "../../../web/api.gen.d.ts";
import { locale } from "../../../web/kit/value/locale.ts";
import { moneyText } from "../../../web/kit/value/money.tsx";

/** The models side by side, as the API gives them. */
export type Comparison = paths["/v1/attribution/comparison"]["get"]["responses"][200]["content"]["application/json"];
export type ComparisonRow = Comparison["rows"][number];

/** Whether the table shows money or orders. */
export type Measure = "revenue" | "orders";

/** What one row has under one model, or by the pay rule: exact text, and the size of its bar. */
export interface Cell {
  readonly text: string;
  readonly exact: string;
  readonly size: number;
}

const twoDigits = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });

function cell(measure: Measure, orders: string, revenue: { amount: string; currency: string }): Cell {
  if (measure === "revenue") return { text: moneyText(revenue), exact: moneyText(revenue), size: Number(revenue.amount) };
  return { text: twoDigits.format(Number(orders)), exact: `${orders} orders`, size: Number(orders) };
}

/** What a row has under a model. */
export function modelCell(row: ComparisonRow, model: string, measure: Measure): Cell {
  const credit = row.credits.find((each) => each.model === model);
  return credit === undefined ? { text: "–", exact: "not known", size: 0 } : cell(measure, credit.orders, credit.revenue);
}

/** What the pay rule paid a row for. */
export const paidCell = (row: ComparisonRow, measure: Measure): Cell => cell(measure, row.paid.orders.toString(), row.paid.revenue);

/** Several cells as one; its size is what is drawn, so that only its text needs to be exact. */
export function sumCell(cells: readonly Cell[], measure: Measure, currency: string): Cell {
  if (cells.length === 1) return cells[0]!;
  const size = cells.reduce((sum, each) => sum + each.size, 0);
  return cell(measure, String(size), { amount: BigInt(Math.round(size)).toString(), currency });
}

/**
 * The finding of the comparison: who differs most between beginning and closing a purchase, in the measure on screen.
 * @returns a sentence without a full stop
 */
export function finding({ rows, orders }: Comparison, measure: Measure): string {
  if (orders === 0) return "No order of these days has credit yet";
  const named = rows.filter((row) => row.kind === "creator" || row.kind === "channel");
  const differences = named.map((row) => ({
    row,
    first: modelCell(row, "first", measure),
    last: modelCell(row, "last", measure),
  }));
  const [most] = differences.toSorted((a, b) => Math.abs(b.first.size - b.last.size) - Math.abs(a.first.size - a.last.size));
  if (most === undefined) return "Nobody touched these orders";
  if (most.first.size === most.last.size) return "First and last touch agree";
  const { row, first, last } = most;
  // No verb: a channel's name is singular or plural, "E-mail" or "Direct visits".
  const more = (one: Cell, than: Cell, [by, beside]: readonly [string, string]): string =>
    `${row.name}: more by ${by} touch than by ${beside}, ${one.text} ${measure === "orders" ? "orders " : ""}against ${than.text}`;
  return first.size > last.size ? more(first, last, ["first", "last"]) : more(last, first, ["last", "first"]);
}
