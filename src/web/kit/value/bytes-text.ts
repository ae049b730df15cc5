import { locale } from "./locale.ts";

const units = ["B", "kB", "MB", "GB", "TB"];

/**
 * A size as people read it, in steps of a thousand.
 * @example
 * import { bytesText } from "./bytes-text.ts";
 * bytesText(1_250_000); // => "1.3 MB"
 */
export function bytesText(bytes: number): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** step;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: step === 0 ? 0 : 1 }).format(value)} ${units[step] ?? "B"}`;
}
