import { exponentOf, formatMajor } from "../../kernel/money.ts";

/** Money as the API writes it. */
interface Amount {
  readonly amount: string;
  readonly currency: string;
}

const language = "en-GB";
const shortNumber = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
const dayFormat = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

const minorIn = (amounts: readonly Amount[], currency: string): bigint =>
  BigInt(amounts.find((each) => each.currency === currency)?.amount ?? 0);

function moneyWords(minor: bigint, currency: string): string {
  const digits = exponentOf(currency);
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  // The exact decimal text goes into the formatter, never a floating-point number.
  return `${format.format(formatMajor(minor, currency) as unknown as number)} ${currency}`;
}

/**
 * What revenue by day says: which day was best, as the overview's screen has it.
 *
 * @param days their revenue after refunds by currency; `on` is YYYY-MM-DD.
 * @param currency of the brand.
 * @returns a sentence without a full stop; of equal days the first.
 * @example
 * import { bestDayFinding } from "./findings.ts";
 * bestDayFinding([{ on: "2026-05-03", revenue: [{ amount: "123450", currency: "EUR" }] }], "EUR"); // => "The best day was 3 May 2026 with 1,234.50 EUR"
 * bestDayFinding([], "EUR"); // => "No revenue in EUR in these days"
 */
export function bestDayFinding(days: readonly { readonly on: string; readonly revenue: readonly Amount[] }[], currency: string): string {
  let best = { on: "", minor: 0n };
  for (const { on, revenue } of days) {
    const minor = minorIn(revenue, currency);
    if (minor > best.minor) best = { on, minor };
  }
  if (best.minor === 0n) return `No revenue in ${currency} in these days`;
  return `The best day was ${dayFormat.format(Date.parse(`${best.on}T00:00:00Z`))} with ${moneyWords(best.minor, currency)}`;
}

/**
 * What clicks and orders by day say: how many there were.
 *
 * @example
 * import { trafficFinding } from "./findings.ts";
 * trafficFinding([{ clicks: 1200, orders: 1 }, { clicks: 34, orders: 2 }]); // => "1,234 clicks and 3 orders, day by day"
 */
export function trafficFinding(days: readonly { readonly clicks: number; readonly orders: number }[]): string {
  const clicks = days.reduce((sum, day) => sum + day.clicks, 0);
  const orders = days.reduce((sum, day) => sum + day.orders, 0);
  if (clicks === 0) return `${shortNumber.format(orders)} orders, no clicks`;
  return `${shortNumber.format(clicks)} clicks and ${shortNumber.format(orders)} orders, day by day`;
}

/**
 * What revenue beside cost says: whose part is the largest, as a program's screen has it.
 *
 * @param rows creators or programs with their revenue by currency.
 * @param total of all rows, those that are not shown too.
 * @param currency that the chart is in.
 * @returns a sentence without a full stop; the share in whole percent, rounded down.
 * @example
 * import { shareFinding } from "./findings.ts";
 * const eur = (amount: string) => [{ amount, currency: "EUR" }];
 * shareFinding([{ name: "Ana", revenue: eur("200") }, { name: "Bo", revenue: eur("100") }], eur("300"), "EUR"); // => "Ana brought 66 % of the revenue"
 */
export function shareFinding(
  rows: readonly { readonly name: string; readonly revenue: readonly Amount[] }[],
  total: readonly Amount[],
  currency: string,
): string {
  const all = minorIn(total, currency);
  let first: { name: string; minor: bigint } | undefined;
  for (const { name, revenue } of rows) {
    const minor = minorIn(revenue, currency);
    if (first === undefined || minor > first.minor) first = { name, minor };
  }
  if (first === undefined || first.minor <= 0n || all <= 0n) return `No revenue in ${currency} yet, beside its cost`;
  return `${first.name} brought ${(first.minor * 100n) / all} % of the revenue${total.length > 1 ? ` in ${currency}` : ""}`;
}

/**
 * What credit beside the pay rule says: where the two differ most.
 *
 * @param rows creators and channels with the orders that they have credit for, and those that they are paid for; nobody's row left out.
 * @returns a sentence without a full stop.
 * @example
 * import { creditFinding } from "./findings.ts";
 * creditFinding([{ name: "Ana", credit: 12.5, paid: 10 }]); // => "Ana: more by credit than by pay rule, 12.5 orders against 10"
 * creditFinding([{ name: "Ana", credit: 2, paid: 2 }]); // => "Credit and pay rule agree"
 */
export function creditFinding(rows: readonly { readonly name: string; readonly credit: number; readonly paid: number }[]): string {
  if (rows.length === 0) return "Nobody touched these orders";
  const apart = ({ credit, paid }: (typeof rows)[number]): number => Math.abs(credit - paid);
  const most = rows.reduce((widest, row) => (apart(row) > apart(widest) ? row : widest));
  const [credit, paid] = [shortNumber.format(most.credit), shortNumber.format(most.paid)];
  if (credit === paid) return "Credit and pay rule agree";
  return most.credit > most.paid
    ? `${most.name}: more by credit than by pay rule, ${credit} orders against ${paid}`
    : `${most.name}: more by pay rule than by credit, ${paid} orders against ${credit}`;
}
