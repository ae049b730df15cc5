/** Instants from `fromMs` up to but without `toMs`, both milliseconds since 1970. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Whether an instant lies in a half-open range: its start does, its end does not.
 *
 * @param atMs milliseconds since 1970.
 * @param range a range; one whose end is not after its start holds nothing.
 * @example
 * import { isWithin } from "./time-range.ts";
 * isWithin(10, { fromMs: 0, toMs: 10 }); // => false
 */
export function isWithin(atMs: number, range: TimeRange): boolean {
  return atMs >= range.fromMs && atMs < range.toMs;
}
