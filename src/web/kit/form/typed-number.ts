import type { Reading } from "./use-typed-text.ts";

/** A sign, digits, and what parts them: points, commas, apostrophes, spaces. */
const written = /^([+\-−]?)\s*([\d.,'’\s]+)$/;
const gap = String.raw`['’\s]`;
/** Digits whose decimals follow a point, or a comma; their thousands are set apart by one other sign all along, or by none. */
const forms = [
  new RegExp(String.raw`^(\d*|[1-9]\d{0,2}(?:(,|${gap})\d{3})(?:\2\d{3})*)(?:\.(\d*))?$`),
  new RegExp(String.raw`^(\d*|[1-9]\d{0,2}(?:(\.|${gap})\d{3})(?:\2\d{3})*)(?:,(\d*))?$`),
];
/** Longer is no number that anybody means, and is not looked at. */
const longest = 64;

function plainIn(form: RegExp, digits: string): string | undefined {
  const [, whole, , fraction = ""] = form.exec(digits) ?? [];
  if (whole === undefined || whole + fraction === "") return undefined;
  const units = whole.replaceAll(/\D/g, "").replace(/^0+(?=\d)/, "");
  return `${units === "" ? "0" : units}${fraction === "" ? "" : `.${fraction}`}`;
}

/**
 * Every number that a typed text can mean, as digits with a point before the decimals.
 *
 * Both a point and a comma may stand before decimals; the other sign, a space or an apostrophe may set thousands apart in groups of three.
 *
 * @returns none where the text is no number; two where a single sign stands before exactly three digits.
 * @example
 * import { numbersIn } from "./typed-number.ts";
 * numbersIn("1.200,50"); // => ["1200.50"]
 * numbersIn("1.200"); // => ["1.200", "1200"]
 * numbersIn("12,34,5"); // => []
 */
export function numbersIn(text: string): string[] {
  const [, sign = "", digits = ""] = (text.length > longest ? null : written.exec(text.trim())) ?? [];
  const minus = /[-−]/.test(sign) ? "-" : "";
  const found = forms.map((form) => plainIn(form, digits)).filter((plain) => plain !== undefined);
  return [...new Set(found.map((plain) => minus + plain))];
}

interface Asked {
  /** Whether a number can be meant: of two that a text can mean, the one that can be is taken. */
  readonly canBe: (plain: string) => boolean;
  /** What is said of a text that is no number. */
  readonly fault: string;
}

const isWhole = (plain: string): boolean => !plain.includes(".");

function question(found: readonly string[]): string {
  const [whole = "", decimal = ""] = found.toSorted((a, b) => Number(isWhole(b)) - Number(isWhole(a)));
  return `Is this ${whole} or ${decimal}? Write ${whole} or ${decimal}0.`;
}

/**
 * The one number that a typed text means.
 *
 * @returns digits with a point before the decimals; a question where the text can mean two numbers that both can be.
 * @example
 * import { typedNumber } from "./typed-number.ts";
 * typedNumber("1.200", { canBe: (plain) => !plain.includes("."), fault: "Write a number." }); // => { kind: "value", value: "1200" }
 * typedNumber("1.200", { canBe: () => true, fault: "Write a number." }); // => { kind: "fault", fault: "Is this 1200 or 1.200? Write 1200 or 1.2000." }
 */
export function typedNumber(text: string, { canBe, fault }: Asked): Reading<string> {
  const found = numbersIn(text);
  const likely = found.filter(canBe);
  if (likely.length > 1) return { kind: "fault", fault: question(likely) };
  const value = likely[0] ?? found[0];
  return value === undefined ? { kind: "fault", fault } : { kind: "value", value };
}

/**
 * Whether a typed text is more than digits and a point, or could mean two numbers, so that what was understood is to be shown.
 *
 * @example
 * import { isToShow } from "./typed-number.ts";
 * isToShow("12.5", "12.5"); // => false
 * isToShow("1.200", "1200"); // => true
 */
export const isToShow = (text: string, plain: string): boolean => Number(text) !== Number(plain) || numbersIn(text).length > 1;
