import { DAY_MS, epochDayOf, parseDay } from "../civil.ts";
import { parseMajor } from "../money.ts";
import { isTakenInstant, type TimePrecision } from "../time.ts";
import type { ZoneReader } from "./local-time.ts";

/** A value that was read, or why there is none. */
export type Read<T> = { readonly kind: "value"; readonly value: T } | { readonly kind: "fault"; readonly message: string };

const value = <T>(read: T): Read<T> => ({ kind: "value", value: read });
const fault = <T>(message: string): Read<T> => ({ kind: "fault", message });

/** Which sign stands before the decimals. */
export type DecimalSign = "." | ",";

/**
 * The decimal sign that the amounts of a column use: a comma when some end in a comma and one or two digits, or begin with a zero and a
 * comma, and none so with a point.
 *
 * @param texts amounts as they stand in a file, some of them.
 * @example
 * import { likelyDecimalSign } from "./cell-values.ts";
 * likelyDecimalSign(["1.234,50", "12"]); // => ","
 */
export function likelyDecimalSign(texts: readonly string[]): DecimalSign {
  const bare = texts.map((text) => text.replaceAll(/[^\d.,]/g, ""));
  const has = (pattern: RegExp): boolean => bare.some((text) => pattern.test(text));
  return has(/^0,\d+$|,\d{1,2}$/) && !has(/^0\.\d+$|\.\d{1,2}$/) ? "," : ".";
}

/** Grouped digits, or a text without any group. */
const grouped: { readonly [S in DecimalSign]: RegExp } = {
  ".": /^[1-9]\d{0,2}([,'’\u00A0\u202F ]\d{3})+(\.\d*)?$/,
  ",": /^[1-9]\d{0,2}([.'’\u00A0\u202F ]\d{3})+(,\d*)?$/,
};

/**
 * An amount with what may stand around its digits: a sign or a bracket, a currency's sign or name, at either end. Within the digits
 * nothing else may stand, so that what a spreadsheet made of a long number, 1E+15, is no amount.
 */
const written = /^([-−+(]?)[\p{Sc}\p{L}\s]*(?:(?<=\p{L})\.)?\s*([-−+]?)\s*([\d.,][\d.,'’\u00A0\u202F ]*?)\s*[\p{Sc}\p{L}\s]*\.?([-−)]?)$/u;

/** More is no amount; what looks for one need not read on. */
const longestAmount = 64;

function plainNumber(text: string, decimal: DecimalSign): string {
  const found = text.length > longestAmount ? null : written.exec(text.trim());
  if (found === null) return text;
  const [, open = "", inner = "", digits = "", close = ""] = found;
  const sign = /[-−(]/.test(open + inner + close) ? "-" : "";
  const ungrouped = grouped[decimal].test(digits) ? digits.replaceAll(decimal === "." ? /[^\d.]/g : /[^\d,]/g, "") : digits;
  return sign + ungrouped.replace(decimal, ".");
}

/**
 * Minor units of an amount as a file writes it: with or without a currency sign, grouped digits, a decimal comma.
 *
 * @param text the cell; an empty one is nothing.
 * @param currency ISO 4217 code.
 * @param decimal the sign before the decimals.
 * @returns minor units of any sign, or why the text is no amount of that currency.
 * @example
 * import { amountIn } from "./cell-values.ts";
 * amountIn("€ 1.234,50", "EUR", ","); // => { kind: "value", value: 123450n }
 */
export function amountIn(text: string, currency: string, decimal: DecimalSign): Read<bigint> {
  if (text.trim() === "") return value(0n);
  const parsed = parseMajor(plainNumber(text, decimal), currency);
  if (parsed.kind === "amount") return value(parsed.amountMinor);
  const shown = JSON.stringify(text.slice(0, 40));
  const reasons = {
    not_a_decimal: `${shown} is no amount such as 1234${decimal}50`,
    too_many_decimals: `${shown} has more decimals than ${currency} has`,
    too_large: `${shown} is too large`,
    unknown_currency: `${currency} is no currency code of ISO 4217`,
  };
  return fault(reasons[parsed.reason]);
}

/** In which sequence day, month and year stand. */
export type DateOrder = "ymd" | "dmy" | "mdy";

const numericDate = /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})/;

interface NumericParts {
  readonly text: string;
  readonly first: string;
  readonly second: number;
  readonly sign: string;
}

const numericParts = (texts: readonly string[]): NumericParts[] =>
  texts.flatMap((text) => {
    const match = numericDate.exec(text.trim());
    return match === null ? [] : [{ text: match[0], first: match[1]!, second: Number(match[2]), sign: match[0][match[1]!.length]! }];
  });

/** The sequence as far as the dates leave no other: by a year in front, or a 13th month. */
function certainOrder(parts: readonly NumericParts[]): DateOrder | undefined {
  if (parts.some(({ first }) => first.length === 4)) return "ymd";
  if (parts.some(({ first }) => Number(first) > 12)) return "dmy";
  return parts.some(({ second }) => second > 12) ? "mdy" : undefined;
}

/**
 * The sequence of day and month that the dates of a column use.
 *
 * @param texts dates as they stand in a file, some of them.
 * @returns by what cannot be otherwise (a 13th month), else by the sign: points are European, slashes American.
 * @example
 * import { likelyDateOrder } from "./cell-values.ts";
 * likelyDateOrder(["03/04/2026", "25/04/2026"]); // => "dmy"
 */
export function likelyDateOrder(texts: readonly string[]): DateOrder {
  const parts = numericParts(texts);
  const usual = parts.some(({ sign }) => sign === "/") ? "mdy" : "dmy";
  return certainOrder(parts) ?? usual;
}

/**
 * A date of a column that reads as well the other way round, with nothing in the column that tells which is right.
 *
 * @param texts dates as they stand in a file, some of them.
 * @returns the first such date; undefined when the column tells its sequence.
 * @example
 * import { doubtfulDate } from "./cell-values.ts";
 * doubtfulDate(["04/04/2026", "03/04/2026"]); // => "03/04/2026"
 */
export function doubtfulDate(texts: readonly string[]): string | undefined {
  const parts = numericParts(texts);
  if (certainOrder(parts) !== undefined) return undefined;
  return parts.find(({ first, second }) => Number(first) !== second)?.text;
}

/** An instant with how exactly it is known. */
export interface StatedInstant {
  readonly atMs: number;
  readonly precision: TimePrecision;
}

const compactDay = /^(\d{4})(\d{2})(\d{2})$/;
const timePart = /^[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/;

const two = (text: string): string => text.padStart(2, "0");

/** The day at the beginning of a text, and what follows it. */
function dayIn(text: string, order: DateOrder): { day: string; rest: string } | undefined {
  const compact = compactDay.exec(text);
  if (compact !== null) return { day: `${compact[1]}-${compact[2]}-${compact[3]}`, rest: "" };
  const match = numericDate.exec(text);
  if (match === null) return undefined;
  const [, first = "", second = "", third = ""] = match;
  const rest = text.slice(match[0].length);
  if (first.length === 4) return { day: `${first}-${two(second)}-${two(third)}`, rest };
  const year = third.length === 2 ? `20${third}` : third;
  return { day: order === "mdy" ? `${year}-${two(first)}-${two(second)}` : `${year}-${two(second)}-${two(first)}`, rest };
}

function offsetMs(text: string): number {
  if (!/^[+-]/.test(text)) return 0;
  const sign = text.startsWith("-") ? -1 : 1;
  const digits = text.slice(1).replace(":", "");
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toLowerCase().startsWith("p") ? 12 : 0);
}

/** A time without seconds may be any second of its minute: the last one, so that everything before it counts as before. */
function timeIn(match: RegExpExecArray): { timeMs: number; precision: TimePrecision } | undefined {
  const [, hour = "0", minute = "0", second, fraction, half] = match;
  const hours = hourOf(Number(hour), half);
  if (hours > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined;
  const seconds = second === undefined ? 59 : Number(second);
  const ms = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
  return { timeMs: ((hours * 60 + Number(minute)) * 60 + seconds) * 1000 + ms, precision: fraction === undefined ? "s" : "ms" };
}

function epochIn(text: string): StatedInstant | undefined {
  if (/^\d{10}$/.test(text)) return { atMs: Number(text) * 1000, precision: "s" };
  return /^\d{13}$/.test(text) ? { atMs: Number(text), precision: "ms" } : undefined;
}

/**
 * The instant that a cell states: a day in most notations, with or without a time and an offset, or seconds or milliseconds since 1970.
 *
 * @param text the cell.
 * @param how the sequence of day and month, and whose clock a time without an offset is.
 * @returns the instant and its precision: "day" without a time, whose instant is the day's beginning.
 * @example
 * import { instantIn } from "./cell-values.ts";
 * import { zoneReader } from "./local-time.ts";
 * instantIn("2026-05-01 10:00:00 +0200", { order: "ymd", zone: zoneReader("UTC") }); // => { kind: "value", value: { atMs: 1777622400000, precision: "s" } }
 */
export function instantIn(text: string, how: { readonly order: DateOrder; readonly zone: ZoneReader }): Read<StatedInstant> {
  const trimmed = text.trim();
  const epoch = epochIn(trimmed);
  if (epoch !== undefined) return value(epoch);
  const wrong = fault<StatedInstant>(`${JSON.stringify(trimmed.slice(0, 40))} is no date that can be read`);
  const found = dayIn(trimmed, how.order);
  const date = found === undefined ? undefined : parseDay(found.day);
  if (found === undefined || date === undefined) return wrong;
  const midnightMs = epochDayOf(date) * DAY_MS;
  if (!isTakenInstant(midnightMs)) return wrong;
  if (found.rest.trim() === "") return value({ atMs: how.zone.instant(found.day, 0), precision: "day" });
  const match = timePart.exec(found.rest);
  const time = match === null ? undefined : timeIn(match);
  if (match === null || time === undefined) return wrong;
  const zone = match[6];
  const atMs = zone === undefined ? how.zone.instant(found.day, time.timeMs) : midnightMs + time.timeMs - offsetMs(zone);
  return value({ atMs, precision: time.precision });
}
