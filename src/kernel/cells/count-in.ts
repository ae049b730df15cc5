import { isUnknownCell, unitPattern, zerosOf } from "./cell-words.ts";

const grouped = /^[1-9]\d{0,2}(?:([., '\u00A0\u202F])\d{3}(?:\1\d{3})*)?$/;
const shortened = new RegExp(String.raw`^(\d{1,4})(?:[.,](\d{1,3}))?\s?(${unitPattern})\.?$`, "i");

/** What a cell says of how many: a number, that it is unknown, or nothing that can be read. */
export type CountRead = { readonly kind: "count"; readonly count: number } | { readonly kind: "unknown" } | { readonly kind: "unreadable" };

/**
 * A whole number in a cell, such as one of followers or views: written in full, with thousands set apart, or shortened.
 *
 * What is counted is whole, so a dot or comma before three digits sets thousands apart. Dashes, "n/a" and "?" are unknown, which is not zero.
 *
 * @param text the cell, without space around it.
 * @example
 * import { countIn } from "./count-in.ts";
 * countIn("12.345"); // => { kind: "count", count: 12345 }
 * countIn("1,2 Mio"); // => { kind: "count", count: 1200000 }
 * countIn("n/a"); // => { kind: "unknown" }
 */
export function countIn(text: string): CountRead {
  if (isUnknownCell(text)) return { kind: "unknown" };
  if (/^\d{1,15}$/.test(text)) return { kind: "count", count: Number(text) };
  if (grouped.test(text)) return { kind: "count", count: Number(text.replaceAll(/\D/g, "")) };
  const [, whole, fraction = "", unit] = shortened.exec(text) ?? [];
  if (whole === undefined) return { kind: "unreadable" };
  return { kind: "count", count: Number(`${whole}${fraction.padEnd(zerosOf(unit!), "0")}`) };
}
