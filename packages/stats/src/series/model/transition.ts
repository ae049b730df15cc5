import type { StateSpace } from "./structural-model.ts";

/** A vector inside an array: where it begins and how far apart its numbers are. */
export interface Place {
  readonly from: number;
  readonly apart: number;
}

/**
 * Whether the season changes after a period, counted from 0; in between it stays, without a step.
 *
 * @example
 * import { stateSpaceOf } from "./structural-model.ts";
 * import { changesSeason } from "./transition.ts";
 * const weekly = stateSpaceOf({ observation: 1, level: 1, season: { period: 52, duration: 7, variance: 0 } });
 * [5, 6, 7].map((period) => changesSeason(weekly, period)); // => [false, true, false]
 */
export function changesSeason({ seasonAt, size, duration }: StateSpace, period: number): boolean {
  return seasonAt < size && (period + 1) % duration === 0;
}

/**
 * The steps that are made after a period: all of them, or all but the season's where that stays.
 *
 * @example
 * import { stateSpaceOf } from "./structural-model.ts";
 * import { stepsAfter } from "./transition.ts";
 * const weekly = stateSpaceOf({ observation: 1, level: 3, season: { period: 52, duration: 7, variance: 2 } });
 * [5, 6].map((period) => stepsAfter(weekly, period).map(({ variance }) => variance)); // => [[3], [3, 2]]
 */
export function stepsAfter(space: StateSpace, period: number): StateSpace["steps"] {
  return changesSeason(space, period) ? space.steps : space.steps.filter(({ at }) => at < space.seasonAt);
}

/**
 * What of a state is seen: its level and current season.
 *
 * @example
 * import { stateSpaceOf } from "./structural-model.ts";
 * import { seenOf } from "./transition.ts";
 * seenOf(stateSpaceOf({ observation: 1, level: 1, slope: 1 }), [5, 1], { from: 0, apart: 1 }); // => 5
 */
export function seenOf({ seasonAt, size }: StateSpace, values: ArrayLike<number>, { from, apart }: Place): number {
  const level = values[from] as number;
  return seasonAt < size ? level + (values[from + seasonAt * apart] as number) : level;
}

/**
 * Moves a state on by one period, in place and without its steps: T times a vector.
 *
 * The matrix is never made: a season of 52 weeks would have 2,700 elements of which 102 are not zero.
 *
 * @example
 * import { stateSpaceOf } from "./structural-model.ts";
 * import { moveOn } from "./transition.ts";
 * const state = Float64Array.of(5, 1, 3, -2);
 * moveOn(stateSpaceOf({ observation: 1, level: 1, slope: 1, season: { period: 3, variance: 1 } }), 0, state, { from: 0, apart: 1 });
 * state; // => Float64Array.of(6, 1, -1, 3)
 */
export function moveOn(space: StateSpace, period: number, values: Float64Array, { from, apart }: Place): void {
  if (space.hasSlope) values[from] = (values[from] as number) + (values[from + apart] as number);
  if (!changesSeason(space, period)) return;
  const first = from + space.seasonAt * apart;
  const last = from + (space.size - 1) * apart;
  let total = values[last] as number;
  for (let at = last; at > first; at -= apart) {
    const before = values[at - apart] as number;
    total += before;
    values[at] = before;
  }
  values[first] = -total;
}

/**
 * The transpose of `moveOn`, which carries what later observations say back by one period.
 *
 * @example
 * import { stateSpaceOf } from "./structural-model.ts";
 * import { carryBack } from "./transition.ts";
 * const message = Float64Array.of(5, 1, 3, -2);
 * carryBack(stateSpaceOf({ observation: 1, level: 1, slope: 1, season: { period: 3, variance: 1 } }), 0, message, { from: 0, apart: 1 });
 * message; // => Float64Array.of(5, 6, -5, -3)
 */
export function carryBack(space: StateSpace, period: number, values: Float64Array, { from, apart }: Place): void {
  if (space.hasSlope) values[from + apart] = (values[from + apart] as number) + (values[from] as number);
  if (!changesSeason(space, period)) return;
  const last = from + (space.size - 1) * apart;
  const first = values[from + space.seasonAt * apart] as number;
  for (let at = from + space.seasonAt * apart; at < last; at += apart) values[at] = (values[at + apart] as number) - first;
  values[last] = -first;
}

/**
 * Moves both sides of a symmetric matrix: A becomes T A T', or T' A T.
 *
 * @example
 * import { stateSpaceOf } from "./structural-model.ts";
 * import { moveOn, onBothSides } from "./transition.ts";
 * const covariance = Float64Array.of(0, 0, 0, 1);
 * onBothSides(moveOn, stateSpaceOf({ observation: 1, level: 1, slope: 1 }), 0, covariance);
 * covariance; // => Float64Array.of(1, 1, 1, 1)
 */
export function onBothSides(move: typeof moveOn, space: StateSpace, period: number, matrix: Float64Array): void {
  const n = space.size;
  for (let at = 0; at < n; at++) move(space, period, matrix, { from: at, apart: n });
  for (let at = 0; at < n; at++) move(space, period, matrix, { from: at * n, apart: 1 });
}
