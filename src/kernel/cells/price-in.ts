import { exponentOf, isCurrency } from "../money.ts";
import { isUnknownCell, unitPattern, zerosOf } from "./cell-words.ts";
import { amountIn, type DecimalSign, type Read } from "./cell-values.ts";

const names: Readonly<Record<string, string>> = {
  ...{ "€": "EUR", euro: "EUR", euros: "EUR", "£": "GBP", pound: "GBP", pounds: "GBP", pfund: "GBP" },
  ...{
    us$: "USD",
    dollar: "USD",
    dollars: "USD",
    a$: "AUD",
    au$: "AUD",
    c$: "CAD",
    ca$: "CAD",
    nz$: "NZD",
    s$: "SGD",
    hk$: "HKD",
    r$: "BRL",
  },
  ...{ "fr.": "CHF", sfr: "CHF", "sfr.": "CHF", franken: "CHF", zł: "PLN", zl: "PLN", kč: "CZK", ft: "HUF", lei: "RON" },
  ...{ "₹": "INR", "₺": "TRY", "₽": "RUB", "₩": "KRW", "₪": "ILS", "₫": "VND", "฿": "THB", "₦": "NGN", "₱": "PHP", "₴": "UAH" },
};
/** Signs that several currencies share; of the first it is taken for unless another is stated. */
const shared: Readonly<Record<string, readonly string[]>> = {
  $: ["USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN", "TWD", "ARS", "CLP", "COP"],
  "¥": ["", "JPY", "CNY"],
  kr: ["", "SEK", "NOK", "DKK", "ISK"],
  "kr.": ["", "DKK", "SEK", "NOK", "ISK"],
};

function currencyOfWord(word: string, stated: string | undefined): string | undefined {
  if (/^[A-Z]{3}$/.test(word) && isCurrency(word)) return word;
  const own = names[word.toLowerCase()];
  if (own !== undefined) return own;
  const several = shared[word.toLowerCase()] ?? [];
  const found = stated !== undefined && several.includes(stated) ? stated : several[0];
  return found === "" ? undefined : found;
}

/**
 * The currency that a header names beside other words.
 *
 * @param header as it stands in the file.
 * @returns an ISO 4217 code; undefined where it names none, or several.
 * @example
 * import { currencyInHeader } from "./price-in.ts";
 * currencyInHeader("Preis pro Post (€)"); // => "EUR"
 * currencyInHeader("Price per post"); // => undefined
 */
export function currencyInHeader(header: string): string | undefined {
  const found = new Set(header.split(/[\s()[\],;:/_-]+/).flatMap((word) => currencyOfWord(word, undefined) ?? []));
  return found.size === 1 ? [...found][0] : undefined;
}

/** Currencies that have a sign in the lists above, so that the sign of another one beside an amount of theirs is a contradiction. */
const withSigns = new Set([...Object.values(names), ...Object.values(shared).flat()]);
/** Currencies besides the British one whose amounts are written with a pound sign. */
const pounds = new Set(["EGP", "FKP", "GIP", "SHP", "SDG", "SSP", "SYP", "LBP"]);

function isForeign(word: string, currency: string): boolean {
  const several = shared[word.toLowerCase()];
  if (several !== undefined) return withSigns.has(currency) && !several.includes(currency);
  const own = currencyOfWord(word, currency);
  return own !== undefined && own !== currency && !(own === "GBP" && word !== "GBP" && pounds.has(currency));
}

/**
 * The sign or name of another currency beside an amount. A sign that the currency may share, such as the dollar's, is none of another one.
 *
 * @param text the cell.
 * @param currency ISO 4217 code that the amount is read in.
 * @returns the word as it is written; undefined where the cell names no currency, the same, or a word that is not known.
 * @example
 * import { foreignCurrencyIn } from "./price-in.ts";
 * foreignCurrencyIn("1.234,50 €", "USD"); // => "€"
 * foreignCurrencyIn("$12", "CAD"); // => undefined
 */
export const foreignCurrencyIn = (text: string, currency: string): string | undefined =>
  text
    .slice(0, 100)
    .match(/[\p{Sc}\p{L}]+/gu)
    ?.find((word) => isForeign(word, currency));

/** The currency that every word names; undefined where one names none, or another. */
function currencyOfAll(words: readonly string[], stated: string | undefined): string | undefined {
  const found = new Set(words.map((word) => currencyOfWord(word, stated)));
  return found.size === 1 ? [...found][0] : undefined;
}

const open =
  /^(?:(?:up)?on request|auf anfrage|a\.? ?a\.|nach (?:absprache|vereinbarung)|negotiable|verhandelbar|vb|tbd|tba|open|offen|variabel|variable)$/i;
const piece = /\s*(?:\/|\b(?:per|pro|je)\b)\s*(?:post|posting|beitrag|reel|story|video|short|content|piece|st(?:ü|ue)ck)s?$/i;
const parts = new RegExp(`^([^\\d]{0,12}?)(\\d(?:[\\d.,'’\\s]{0,24}\\d)?)\\s*(${unitPattern})?(?![\\p{L}])\\s*([^\\d]{0,12})$`, "iu");

/** Digits that a word behind them makes larger, written out: "1.2" of thousands is "1200". */
function writtenOut(digits: string, zeros: number, decimal: DecimalSign): string {
  if (zeros === 0) return digits;
  const [whole = "", decimals = ""] = digits.replaceAll(decimal === "." ? /[,'’\s]/g : /[.'’\s]/g, "").split(decimal);
  const rest = decimals.slice(zeros);
  return `${whole}${decimals.slice(0, zeros).padEnd(zeros, "0")}${rest === "" ? "" : `${decimal}${rest}`}`;
}

/** Three digits behind the sign before decimals: more likely thousands in a file that has another sign than was taken. */
const hasThousandth = (digits: string, decimal: DecimalSign): boolean => new RegExp(`^[1-9]\\d*\\${decimal}\\d{3}$`).test(digits);

/** An amount with its currency. */
interface Price {
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** How prices of a file are read. */
interface Reading {
  readonly decimal: DecimalSign;
  readonly currency: string | undefined;
}

const fault = (message: string) => ({ kind: "fault" as const, message });

/** Digits with the words around them. */
interface Pieces {
  readonly digits: string;
  readonly zeros: number;
  readonly words: readonly string[];
}

/** Accountants write what is below zero like this. */
const inBrackets = /^\s*\(.*\)\s*$/s;

function piecesOf(text: string): Pieces | undefined {
  const plain = text
    .slice(0, 100)
    .replace(piece, "")
    .replace(/(\d)[.,]\s*[-–—]+(?=\D*$)/, "$1");
  if (inBrackets.test(plain)) return undefined;
  const found = parts.exec(plain);
  if (found === null) return undefined;
  const [, before, digits, unit, behind] = found as unknown as [string, string, string, string | undefined, string];
  return {
    digits,
    zeros: unit === undefined ? 0 : zerosOf(unit),
    words: `${before} ${behind}`.split(/[\s()[\]]+/).filter((word) => word !== ""),
  };
}

/** The amount in a currency that is known. */
function amountOf({ digits, zeros }: Pieces, currency: string, decimal: DecimalSign, shown: string): Read<Price> {
  if (zeros === 0 && exponentOf(currency) < 3 && hasThousandth(digits, decimal))
    return fault(`can be read two ways, found ${shown}: say how amounts are written`);
  const read = amountIn(writtenOut(digits, zeros, decimal), currency, decimal);
  if (read.kind === "fault") return read;
  if (read.value <= 0n) return fault(`must be more than zero, found ${shown}: leave the cell empty where no price is known`);
  return { kind: "value", value: { amountMinor: read.value, currency } };
}

/**
 * The price in a cell: one amount with its currency, exactly as written.
 *
 * @param text the cell, without space around it.
 * @param how the sign before decimals, and the currency of a cell that names none; undefined: there is none.
 * @returns the price in minor units above zero; undefined where it is not known or not said ("n/a", "on request"); or why the text is no price: a range,
 *   a lower bound or a word that is no currency is none.
 * @example
 * import { priceIn } from "./price-in.ts";
 * priceIn("1.250,50 €", { decimal: ",", currency: undefined }); // => { kind: "value", value: { amountMinor: 125050n, currency: "EUR" } }
 * priceIn("auf Anfrage", { decimal: ",", currency: "EUR" }); // => { kind: "value", value: undefined }
 */
export function priceIn(text: string, { decimal, currency: stated }: Reading): Read<Price | undefined> {
  if (isUnknownCell(text) || open.test(text)) return { kind: "value", value: undefined };
  const shown = JSON.stringify(text.slice(0, 40));
  const pieces = piecesOf(text);
  if (pieces === undefined) return fault(`must be one amount such as 450 EUR, found ${shown}`);
  const isBare = pieces.words.length === 0;
  const currency = isBare ? stated : currencyOfAll(pieces.words, stated);
  if (currency !== undefined) return amountOf(pieces, currency, decimal, shown);
  return fault(isBare ? "names no currency: say the file’s" : `must be one amount in a currency that is named, found ${shown}`);
}
