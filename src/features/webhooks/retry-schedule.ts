const second = 1;
const minute = 60 * second;
const hour = 60 * minute;

/** Seconds between the tries of one delivery: ten tries over about three days, as the Standard Webhooks specification suggests. */
export const retryDelaysSeconds = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/** How many days an event can be replayed and its deliveries are shown, after it happened and after the last try. */
export const keptDays = 30;

/** The same in milliseconds; longer than all tries of a delivery take. */
export const keptMs = keptDays * 24 * hour * 1000;

/** After this long without one success an endpoint is switched off: five days in milliseconds. */
export const disableAfterMs = 5 * 24 * hour * 1000;

/**
 * When to try again.
 *
 * @param attempt how many tries there have been, from 1
 * @param jitter a share in [0, 1): up to a tenth is added, so that many deliveries do not come back at once
 * @returns milliseconds from now, or undefined when the delivery is given up
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @example
 * import { retryDelayMs } from "./retry-schedule.ts";
 * retryDelayMs(1, 0) // => 5000
 */
export function retryDelayMs(attempt: number, jitter: number): number | undefined {
  const seconds = retryDelaysSeconds[attempt - 1];
  return seconds === undefined ? undefined : Math.round(seconds * 1000 * (1 + jitter / 10));
}
