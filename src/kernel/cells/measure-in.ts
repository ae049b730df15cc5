import type { DecimalSign } from "./cell-values.ts";

/** What a cell says of how much: a number, whether a percent sign stood behind it, or that it is unknown or nothing that can be read. */
export type MeasureRead =
  | { readonly kind: "measure"; readonly value: number; readonly isPercent: boolean }
  | { readonly kind: "unknown" }
  | { readonly kind: "unreadable" };

const form = /^([+\-−]?)(\d[\d.,'’  ]*?) ?(k|m|mio|mn|b|bn|thousand|million|billion)?\.? ?(%)?$/i;
const grouped: { readonly [S in DecimalSign]: RegExp } = {
  ".": /^\d{1,3}([,'’  ]\d{3})+(\.\d+)?$/,
  ",": /^\d{1,3}([.'’  ]\d{3})+(,\d+)?$/,
};
const exponents: Readonly<Record<string, number>> = { k: 3, t: 3, m: 6, b: 9 };
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
 * unknown, which is not zero.
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
  if (/^(-+|–|—|\?+|n\/?a|unknown|null|nan)$/i.test(text)) return { kind: "unknown" };
  const found = text.length > longest ? null : form.exec(text);
  if (found === null) return { kind: "unreadable" };
  const [, sign, digits = "", unit, percent] = found;
  const number = numberOf(digits, decimal);
  if (!Number.isFinite(number)) return { kind: "unreadable" };
  const exponent = unit === undefined ? 0 : (exponents[unit[0]!.toLowerCase()] ?? 0);
  const value = Number(`${number}e${exponent}`) * (sign === "" || sign === "+" ? 1 : -1);
  return { kind: "measure", value, isPercent: percent !== undefined };
}
