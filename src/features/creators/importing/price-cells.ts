import { likelyDecimalSign, type DecimalSign } from "../../../kernel/cells/cell-values.ts";
import type { MatchableField } from "../../../kernel/cells/guessed-columns.ts";
import { currencyInHeader, priceIn } from "../../../kernel/cells/price-in.ts";
import { isCurrency } from "../../../kernel/money.ts";
import type { RowPrice } from "./row-account.ts";
import type { Reader } from "../../../kernel/cells/row-reader.ts";

/** How prices of a file are written. */
export interface PriceReading {
  readonly decimal: DecimalSign;
  /** Of prices that do not name theirs; undefined: there is none. */
  readonly currency: string | undefined;
}

const formats = { price: null, price_reel: "reel", price_story: "story", price_video: "video" } as const;
type PriceField = keyof typeof formats;

/** The columns that hold prices. */
export const priceFieldNames = Object.keys(formats) as PriceField[];

const inCurrency = (words: readonly string[]): string[] =>
  words.flatMap((word) => [
    word,
    ...["eur", "euro", "usd", "gbp", "chf"].flatMap((currency) => [`${word} ${currency}`, `${word} in ${currency}`]),
  ]);

/** The names that lists give a price of a kind of content, in English and German. */
const pricesOf = (kinds: string): string[] =>
  kinds
    .split("|")
    .flatMap((kind) => [
      ...["price", "cost", "fee", "rate", "asking price"].flatMap((word) => [`${word} per ${kind}`, `${kind} ${word}`, `${word} ${kind}`]),
      ...["preis", "kosten", "honorar", "gage", "tarif"].flatMap((word) => [
        `${word} pro ${kind}`,
        `${word} je ${kind}`,
        `${kind} ${word}`,
        `${word} ${kind}`,
      ]),
    ]);

const field = (name: PriceField, label: string, headers: readonly string[]): MatchableField => ({ name, label, headers });

/** What content costs, with the names that lists and vendors' exports give these columns, the kinds before any content; an estimate of a vendor's is no price and none of them. */
export const priceFields: readonly MatchableField[] = [
  field("price_reel", "Price per reel", ["price reel", ...pricesOf("reel|reels|ig reel|instagram reel")]),
  field("price_story", "Price per story", ["price story", ...pricesOf("story|stories|ig story|instagram story")]),
  field("price_video", "Price per video", ["price video", ...pricesOf("video|videos|youtube video|dedicated video|integration")]),
  field("price", "Price per post", [
    ...inCurrency(["price", "preis", "asking price", "honorar", "fee"]),
    ...pricesOf("post|posting|beitrag|content|piece|sponsored post|ig post|instagram post|tiktok"),
  ]),
  {
    name: "price_currency",
    label: "Currency of prices",
    headers: ["price currency", "currency", "currency code", "wahrung", "preis wahrung", "moneda", "devise"],
  },
];

/** Decimals of prices where nobody said: as their own cells show, else as the other numbers of the file. */
function decimalOf(cells: readonly string[], others: DecimalSign): DecimalSign {
  if (likelyDecimalSign(cells) === ",") return ",";
  return cells.some((cell) => /\.\d{1,2}(?!\d)/.test(cell)) ? "." : others;
}

/**
 * How prices of a file are read.
 *
 * @param columns the mapping of fields to headers: a header may name the currency.
 * @param said what was said of the file, and the sign before decimals of its other numbers.
 * @param texts of a field in some rows.
 */
export function priceReading(
  columns: Readonly<Record<string, string>>,
  said: {
    readonly currency: string | undefined;
    readonly otherwise: string | undefined;
    readonly decimal: DecimalSign;
    readonly isSaid: boolean;
  },
  texts: (field: string) => readonly string[],
): PriceReading {
  const headers = new Set(priceFieldNames.flatMap((name) => currencyInHeader(columns[name] ?? "") ?? []));
  const cells = priceFieldNames.flatMap((name) => texts(name));
  return {
    decimal: said.isSaid ? said.decimal : decimalOf(cells, said.decimal),
    currency: said.currency ?? (headers.size === 1 ? [...headers][0] : said.otherwise),
  };
}

/** The prices in a row, in the order of their columns; nothing where none is known. */
export function pricesIn(reader: Reader, { decimal, currency: otherwise }: PriceReading): RowPrice[] {
  const own = reader.parsed(
    "price_currency",
    20,
    (text) => (isCurrency(text.toUpperCase()) ? text.toUpperCase() : currencyInHeader(text)),
    "must be a currency such as EUR",
  );
  return priceFieldNames.flatMap((name) => {
    const text = reader.text(name, 100);
    if (text === null) return [];
    const read = priceIn(text, { decimal, currency: own ?? otherwise });
    if (read.kind === "fault") return reader.refuse(name, read.message) ?? [];
    if (read.value === undefined) return [];
    const { amountMinor, currency } = read.value;
    if (own !== null && currency !== own)
      return reader.refuse(name, `is in ${currency}, but the row's currency is ${own}: say one of them`) ?? [];
    return [{ format: formats[name], amount: amountMinor.toString(), currency }];
  });
}
