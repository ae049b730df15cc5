import { checkNotNegative, checkSameLength, type Numbers } from "../../input/check.ts";

/** How long each of a group was seen, and whether it ended in the event (left, bought) or only the watching ended. */
export interface Durations {
  /** At least 0, in any one unit, a number a member. */
  readonly times: Numbers;
  /** True where the event was seen at that time; false where the member was last seen without it. */
  readonly events: ArrayLike<boolean>;
}

/** What happened at one time. */
export interface TimePoint {
  readonly time: number;
  /** How many were seen up to this time. */
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
}

/**
 * Refuses what are no durations.
 *
 * @throws {RangeError} when there is none, the lengths differ, or a time is negative or not finite.
 * @example
 * import { checkDurations } from "./durations.ts";
 * checkDurations("a", { times: [-1], events: [true] }); // => throws RangeError
 */
export function checkDurations(name: string, { times, events }: Durations): void {
  checkSameLength(`${name}.times`, times, `${name}.events`, events);
  if (times.length === 0) throw new RangeError(`${name}.times must be a list of at least one`);
  for (let at = 0; at < times.length; at++) checkNotNegative(`${name}.times[${at}]`, times[at] as number);
}

/**
 * The different times, ascending, with what happened at each; those last seen at a time are at risk there.
 *
 * @example
 * import { timePoints } from "./durations.ts";
 * timePoints({ times: [2, 1], events: [true, false] })[1]; // => { time: 2, atRisk: 1, events: 1, censored: 0 }
 */
export function timePoints({ times, events }: Durations): TimePoint[] {
  const order = Uint32Array.from({ length: times.length }, (_, at) => at).sort((a, b) => (times[a] as number) - (times[b] as number));
  const points: TimePoint[] = [];
  for (let from = 0; from < order.length;) {
    const time = times[order[from] as number] as number;
    let [to, seen] = [from, 0];
    for (; to < order.length && times[order[to] as number] === time; to++) if (events[order[to] as number]) seen++;
    points.push({ time, atRisk: order.length - from, events: seen, censored: to - from - seen });
    from = to;
  }
  return points;
}
