import { exponentOf, formatMajor, isCurrency } from "../../../kernel/money.ts";
import type { SheetKind, SheetMoney, SheetValue } from "../sheet.ts";

const language = "en-GB";
const shortNumber = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });

/** A number with the sign that is as wide as a figure, as on screens. */
const withMinus = (text: string): string => text.replace("-", "−");

/**
 * An amount as a paper writes it, exactly.
 *
 * @param money whole minor units and their currency
 * @example
 * import { amountText } from "./paper-text.ts";
 * amountText({ amount: "123456", currency: "EUR" }); // => "1,234.56 EUR"
 */
export function amountText({ amount, currency }: SheetMoney): string {
  if (!isCurrency(currency)) return `${amount} minor units of ${currency}`;
  const digits = exponentOf(currency);
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${withMinus(format.format(formatMajor(BigInt(amount), currency) as unknown as number))} ${currency}`;
}

/**
 * A value as a paper writes it.
 *
 * @param kind what the value is
 * @param value texts for names, days, credit and ratios; amounts by currency; null is not known
 * @returns amounts of several currencies on a line each
 * @example
 * import { valueText } from "./paper-text.ts";
 * valueText("ratio", "0.5"); // => "50 %"
 * valueText("ratio", "-0.154"); // => "−15 %"
 * valueText("money", null); // => "not known"
 */
export function valueText(kind: SheetKind, value: SheetValue): string {
  if (value === null) return "not known";
  if (typeof value === "object") return value.map(amountText).join("\n");
  if (kind === "ratio") return `${withMinus(percent.format(Number(value) * 100))} %`;
  if (kind === "credit") return withMinus(shortNumber.format(Number(value)));
  return typeof value === "number" ? shortNumber.format(value) : value;
}

const dayFormat = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/**
 * A day in words.
 *
 * @param day YYYY-MM-DD
 * @example
 * import { dayWords } from "./paper-text.ts";
 * dayWords("2026-05-01"); // => "1 May 2026"
 */
export const dayWords = (day: string): string => dayFormat.format(Date.parse(`${day}T00:00:00Z`));

/**
 * The days of a sheet in words, the last one included.
 *
 * @param from first day, YYYY-MM-DD
 * @param to the day after the last one
 * @example
 * import { daysText } from "./paper-text.ts";
 * daysText("2026-05-01", "2026-06-01"); // => "1 May 2026 to 31 May 2026"
 */
export function daysText(from: string, to: string): string {
  const first = Date.parse(`${from}T00:00:00Z`);
  const last = Date.parse(`${to}T00:00:00Z`) - 86_400_000;
  return first === last ? dayFormat.format(first) : `${dayFormat.format(first)} to ${dayFormat.format(last)}`;
}

/**
 * An instant in a zone, in words.
 *
 * @param atMs milliseconds since 1970
 * @param zone IANA name
 * @example
 * import { instantText } from "./paper-text.ts";
 * instantText(0, "UTC"); // => "1 Jan 1970, 00:00 UTC"
 */
export function instantText(atMs: number, zone: string): string {
  const format = new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
  return `${format.format(atMs)} ${zone}`;
}
