/** The most touches of a journey that count, its last ones: more are no person's. */
export const mostTouches = 100;

/** Alike journeys: the places of their players with a blank between, and how many ended in which way. */
export interface PathCount {
  readonly path: string;
  /** Orders, and what each of them kept, in minor units. */
  readonly orders: number;
  readonly keptMinor: bigint;
  /** Journeys that led to no order. */
  readonly nulls: number;
}

/** Journeys in typed arrays, as `PackedJourneys` of the statistics has them, without the names of their players. */
export interface JourneyArrays {
  readonly starts: Uint32Array;
  readonly touches: Uint16Array;
  readonly conversions: Float64Array;
  readonly values: Float64Array;
  readonly nulls: Float64Array;
}

function lastTouches(path: string): string[] {
  const touches = path.split(" ");
  return touches.length > mostTouches ? touches.slice(-mostTouches) : touches;
}

/**
 * Journeys packed for the models: of each the last {@link mostTouches} touches.
 *
 * @param rows any order; an order that kept less than nothing is worth nothing here
 * @returns 2 bytes a touch and 28 a row
 * @example
 * import { journeyArrays } from "./journeys.ts";
 * journeyArrays([{ path: "0 3", orders: 2, keptMinor: 500n, nulls: 0 }]).values[0] // => 1000
 */
export function journeyArrays(rows: readonly PathCount[]): JourneyArrays {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach(({ path }, at) => (starts[at + 1] = starts[at]! + lastTouches(path).length));
  const touches = new Uint16Array(starts[rows.length]!);
  rows.forEach(({ path }, at) => touches.set(lastTouches(path).map(Number), starts[at]));
  return {
    starts,
    touches,
    conversions: Float64Array.from(rows, ({ orders }) => orders),
    values: Float64Array.from(rows, ({ orders, keptMinor }) => orders * Math.max(0, Number(keptMinor))),
    nulls: Float64Array.from(rows, ({ nulls }) => nulls),
  };
}

/**
 * How many different states a chain of the last two touches has: pairs that follow each other, and first touches.
 *
 * @param arrays journeys
 * @param players how many players there are
 * @example
 * import { journeyArrays, pairStates } from "./journeys.ts";
 * pairStates(journeyArrays([{ path: "0 1 0 1", orders: 1, keptMinor: 0n, nulls: 0 }]), 2) // => 3
 */
export function pairStates({ starts, touches }: JourneyArrays, players: number): number {
  const isSeen = new Uint8Array((players + 1) * players);
  for (let at = 0; at + 1 < starts.length; at++)
    for (let touch = starts[at]!, before = players; touch < starts[at + 1]!; touch++) {
      isSeen[before * players + touches[touch]!] = 1;
      before = touches[touch]!;
    }
  return isSeen.reduce((count, seen) => count + seen, 0);
}

/** How often one player was met. */
export interface Meetings {
  /** Orders with a touch of the player. */
  readonly orders: number;
  /** Journeys with one, orders among them. */
  readonly journeys: number;
}

/**
 * How many orders and journeys have a touch of each player.
 *
 * @param arrays journeys
 * @param players how many players there are
 * @example
 * import { journeyArrays, meetings } from "./journeys.ts";
 * meetings(journeyArrays([{ path: "0 1 0", orders: 2, keptMinor: 0n, nulls: 3 }]), 2)[0] // => { orders: 2, journeys: 5 }
 */
export function meetings({ starts, touches, conversions, nulls }: JourneyArrays, players: number): Meetings[] {
  const met = Array.from({ length: players }, () => ({ orders: 0, journeys: 0 }));
  const lastIn = new Int32Array(players).fill(-1);
  for (let at = 0; at < conversions.length; at++)
    for (let touch = starts[at]!; touch < starts[at + 1]!; touch++) {
      const player = touches[touch]!;
      if (lastIn[player] === at) continue;
      lastIn[player] = at;
      met[player]!.orders += conversions[at]!;
      met[player]!.journeys += conversions[at]! + nulls[at]!;
    }
  return met;
}
