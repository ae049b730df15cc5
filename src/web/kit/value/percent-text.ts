const decimal = /^(\d+)(?:\.(\d+))?$/;

function shifted(text: string, places: number): string | undefined {
  const [, whole, fraction = ""] = decimal.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = whole + fraction;
  const point = whole.length + places;
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 1);
  const head = padded.slice(0, at).replace(/^0+(?=\d)/, "");
  const tail = padded.slice(at).replace(/0+$/, "");
  return tail === "" ? head : `${head}.${tail}`;
}

/**
 * The percentage of a rate, exactly, by moving the decimal point.
 * @returns undefined where the text is no plain decimal
 * @example
 * import { percentOfRate } from "./percent-text.ts";
 * percentOfRate("0.125"); // => "12.5"
 */
export function percentOfRate(rate: string): string | undefined {
  return shifted(rate, 2);
}

/**
 * The rate of a percentage that was typed, exactly.
 * @returns undefined where the text is no plain decimal
 * @example
 * import { rateOfPercent } from "./percent-text.ts";
 * rateOfPercent("12.5"); // => "0.125"
 */
export function rateOfPercent(percent: string): string | undefined {
  return shifted(percent, -2);
}
