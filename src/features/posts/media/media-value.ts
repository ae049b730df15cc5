declare const inMediaValue: unique symbol;

/**
 * What attention would have cost as advertising by some published method. It is not money: nobody paid or earned it, so it has a type of its own
 * that neither `+` nor any function of money takes, and texts of it never look like an amount.
 */
export interface MediaValue {
  readonly [inMediaValue]: true;
}

/** What a media value holds, seen by this file alone. */
interface Held {
  readonly points: number;
}

/**
 * A media value of so many units of the rates' currency.
 *
 * @param points a finite number of at least 0, in the major unit that the rates are told in.
 * @throws {RangeError} for any other number.
 */
export function mediaValue(points: number): MediaValue {
  if (!Number.isFinite(points) || points < 0) throw new RangeError("a media value is a finite number of at least zero");
  const held: Held = { points };
  return held as unknown as MediaValue;
}

/**
 * Media values of several posts, worked out by one method, together.
 *
 * @param values those of one method and one set of rates; of two methods the sum means nothing.
 */
export const joinedMediaValue = (values: readonly MediaValue[]): MediaValue =>
  mediaValue(values.reduce((sum, value) => sum + (value as unknown as Held).points, 0));

/**
 * A media value as decimal text with two decimals, for showing.
 *
 * @example
 * import { mediaValue, mediaValueText } from "./media-value.ts";
 * mediaValueText(mediaValue(1752.5)); // => "1752.50"
 */
export const mediaValueText = (value: MediaValue): string => (value as unknown as Held).points.toFixed(2);

/**
 * The least and the greatest of some media values; undefined where there is none.
 *
 * @param values by different methods, which is why they are a range and no mean.
 */
export function mediaValueRange(values: readonly MediaValue[]): { readonly low: MediaValue; readonly high: MediaValue } | undefined {
  const points = values.map((value) => (value as unknown as Held).points);
  return points.length === 0 ? undefined : { low: mediaValue(Math.min(...points)), high: mediaValue(Math.max(...points)) };
}
