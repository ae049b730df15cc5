const firstMs = 2_000;
const longestMs = 15 * 60_000;

/**
 * How long to wait before a call that failed is tried again: twice as long each time, at most a quarter of an hour, shortened at random by up
 * to half so that many who failed together do not come back together. What the platform asks for is kept at least, with a tenth at random
 * on top.
 *
 * @param tries how often it failed before, from 0.
 * @param draw a random share in [0, 1).
 * @param retryAfterMs what the platform asks for; undefined: nothing.
 * @returns milliseconds.
 * @example
 * import { backOffMs } from "./back-off.ts";
 * backOffMs({ tries: 3, draw: 0, retryAfterMs: undefined }); // => 8000
 */
export function backOffMs({
  tries,
  draw,
  retryAfterMs,
}: {
  readonly tries: number;
  readonly draw: number;
  readonly retryAfterMs: number | undefined;
}): number {
  if (retryAfterMs !== undefined) return Math.round(retryAfterMs * (1 + draw / 10));
  return Math.round(Math.min(longestMs, firstMs * 2 ** tries) * ((1 + draw) / 2));
}

/**
 * What a `Retry-After` header asks for.
 *
 * @param header its text: seconds, or a date of HTTP; null: there is none.
 * @param nowMs epoch milliseconds.
 * @returns milliseconds from now, at least 0 and at most a day; undefined where the header says nothing that can be read.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 * @example
 * import { retryAfter } from "./back-off.ts";
 * retryAfter("120", 0); // => 120000
 */
export function retryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), 24 * 3_600_000);
}
