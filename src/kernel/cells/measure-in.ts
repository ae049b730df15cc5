import { isUnknownCell, unitPattern, zerosOf } from "./cell-words.ts";
import type { DecimalSign } from "./cell-values.ts";

/** What a cell says of how much: a number, whether a percent sign stood behind it, or that it is unknown or nothing that can be read. */
export type MeasureRead =
  | { readonly kind: "measure"; readonly value: number; readonly isPercent: boolean }
  | { readonly kind: "unknown" }
  | { readonly kind: "unreadable" };

const form = new RegExp(String.raw`^([+\-−]?)(\d[\d.,'’\u00A0\u202F ]*?)\s?(${unitPattern})?\.? ?(%)?$`, "i");
const grouped: { readonly [S in DecimalSign]: RegExp } = {
  ".": /^[1-9]\d{0,2}([,'’  ]\d{3})+(\.\d+)?$/,
  ",": /^[1-9]\d{0,2}([.'’  ]\d{3})+(,\d+)?$/,
};
const longest = 40;

function numberOf(digits: string, decimal: DecimalSign): number {
  if (grouped[decimal].test(digits)) return Number(digits.replaceAll(decimal === "." ? /[^\d.]/g : /[^\d,]/g, "").replace(",", "."));
  const other = decimal === "." ? "," : ".";
  if (grouped[other].test(digits) && /[.,].*[.,]/.test(digits)) return numberOf(digits, other);
  return /^\d+([.,]\d+)?$/.test(digits) ? Number(digits.replace(",", ".")) : Number.NaN;
}

/**
 * A number in a cell such as an average or a rate: in full, with thousands set apart, shortened, or in percent.
 *
 * Where a text reads one way only, it is read so whatever the column's decimal sign: "1,2M" and "1.234.567,8". Dashes, "n/a" and "?" are
 * unknown, which is not zero. Nothing is set apart behind a leading zero: "0,045" is less than one.
 *
 * @param text the cell, without space around it.
 * @param decimal the sign before the decimals in this column.
 * @returns the number as it is written; one with a percent sign is not yet divided by a hundred.
 * @example
 * import { measureIn } from "./measure-in.ts";
 * measureIn("12,5 %", ","); // => { kind: "measure", value: 12.5, isPercent: true }
 * measureIn("1.2M", "."); // => { kind: "measure", value: 1200000, isPercent: false }
 * measureIn("12.345", ","); // => { kind: "measure", value: 12345, isPercent: false }
 */
export function measureIn(text: string, decimal: DecimalSign): MeasureRead {
  if (isUnknownCell(text)) return { kind: "unknown" };
  const found = text.length > longest ? null : form.exec(text);
  if (found === null) return { kind: "unreadable" };
  const [, sign, digits = "", unit, percent] = found;
  const number = numberOf(digits, decimal);
  if (!Number.isFinite(number)) return { kind: "unreadable" };
  const value = Number(`${number}e${zerosOf(unit ?? "")}`) * (sign === "" || sign === "+" ? 1 : -1);
  return { kind: "measure", value, isPercent: percent !== undefined };
}
