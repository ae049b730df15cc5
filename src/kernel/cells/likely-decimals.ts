import type { DecimalSign } from "./cell-values.ts";

/** Cells of a file by what they state: how many, a rate, or a measure that may have decimals or be large. */
export interface NumberTexts {
  readonly counts: readonly string[];
  readonly rates: readonly string[];
  readonly measures: readonly string[];
}

/** How decimals of a file are most likely written. */
export interface LikelyDecimals {
  readonly decimal: DecimalSign;
  /** The first cell that reads as well the other way: "12.345". */
  readonly doubtful: string | undefined;
}

type Kind = keyof NumberTexts;

/** More is no number; what looks for one need not read on. */
const longest = 40;
const digitsIn = /^[+\-−]?\s*(\d[\d.,]*\d)\s*([^\d.,]*\.?)$/;
const otherThan = (sign: DecimalSign): DecimalSign => (sign === "." ? "," : ".");
const isOpen = (digits: string): boolean => /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits);

/** The sign before decimals that a number of several signs shows, or one with a sign that sets no thousands apart. */
function certainSign(digits: string): DecimalSign | undefined {
  const signs = digits.replaceAll(/\d/g, "");
  const last = signs.at(-1) as DecimalSign | undefined;
  if (last === undefined || signs.length === 1) return last;
  return signs.startsWith(last) ? otherThan(last) : last;
}

function signOf(text: string, kind: Kind): DecimalSign | undefined {
  const [, digits = "", behind = ""] = (text.length > longest ? null : digitsIn.exec(text)) ?? [];
  if (!isOpen(digits)) return certainSign(digits);
  const sign = /[.,]/.exec(digits)![0] as DecimalSign;
  // What is counted is whole unless it is shortened, and no rate is a thousand percent.
  if (kind === "counts" && behind === "") return otherThan(sign);
  return kind === "rates" ? sign : undefined;
}

/**
 * The sign before the decimals in a file, by all of its cells together: by those that read one way only, by counts, which are whole, and by
 * rates, which are not in the thousands.
 *
 * @param texts the cells, some of them, without space around them.
 * @returns the sign that more cells show, a point where as many show either.
 * @example
 * import { likelyDecimals } from "./likely-decimals.ts";
 * likelyDecimals({ counts: ["12.345"], rates: ["3,125"], measures: ["1.200"] }); // => { decimal: ",", doubtful: "3,125" }
 */
export function likelyDecimals(texts: NumberTexts): LikelyDecimals {
  const shown = (["counts", "rates", "measures"] as const).flatMap((kind) => texts[kind].map((text) => signOf(text, kind)));
  const votes = (sign: DecimalSign): number => shown.filter((each) => each === sign).length;
  const digits = [...texts.rates, ...texts.measures].filter((text) => text.length <= longest && isOpen(digitsIn.exec(text)?.[1] ?? ""));
  return { decimal: votes(",") > votes(".") ? "," : ".", doubtful: digits[0] };
}
