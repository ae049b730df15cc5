import type { StateSpace } from "../model/structural-model.ts";
import type { Place } from "../model/transition.ts";

/** What an observation did to the state that was known. */
export interface Seen {
  /** The observation less its prediction. */
  readonly innovation: number;
  readonly variance: number;
  /** 0 where the prediction had a finite variance. */
  readonly diffuseVariance: number;
  readonly gain: Float64Array;
  /** Needed only where the variance was not finite. */
  readonly laterGain: Float64Array;
}

/**
 * The product of two vectors of a state.
 *
 * @example
 * import { product } from "./message.ts";
 * product(Float64Array.of(1, 2), Float64Array.of(3, 4)); // => 11
 */
export function product(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let at = 0; at < a.length; at++) total += (a[at] as number) * (b[at] as number);
  return total;
}

/**
 * Adds to the numbers of a vector that are seen: Z' times a number.
 *
 * @example
 * import { stateSpaceOf } from "../model/structural-model.ts";
 * import { addSeen } from "./message.ts";
 * const vector = Float64Array.of(1, 1);
 * addSeen(stateSpaceOf({ observation: 1, level: 1, slope: 1 }), vector, 5, { from: 0, apart: 1 });
 * vector; // => Float64Array.of(6, 1)
 */
export function addSeen({ seasonAt, size }: StateSpace, values: Float64Array, by: number, { from, apart }: Place): void {
  values[from] = (values[from] as number) + by;
  if (seasonAt < size) values[from + seasonAt * apart] = (values[from + seasonAt * apart] as number) + by;
}

const VECTOR = { from: 0, apart: 1 } as const;

/**
 * Takes an observation into what it and those after it say of the state: two vectors, the second of the order of one by the variance
 * without bounds, which matters only while the state is diffuse.
 *
 * @see Durbin and Koopman (2012), Time Series Analysis by State Space Methods, sections 4.4 and 5.3
 * @example
 * import { stateSpaceOf } from "../model/structural-model.ts";
 * import { hear } from "./message.ts";
 * const vectors = [Float64Array.of(0), Float64Array.of(0)] as const;
 * const seen = { innovation: 6, variance: 3, diffuseVariance: 0, gain: Float64Array.of(0.5), laterGain: Float64Array.of(0) };
 * hear(stateSpaceOf({ observation: 1, level: 1 }), vectors, seen);
 * vectors[0][0]; // => 2
 */
export function hear(space: StateSpace, [r0, r1]: readonly [Float64Array, Float64Array], seen: Seen): void {
  const { innovation, variance, diffuseVariance, gain, laterGain } = seen;
  const isOpen = diffuseVariance > 0;
  const later = isOpen ? product(laterGain, r0) : 0;
  addSeen(space, r0, (isOpen ? 0 : innovation / variance) - product(gain, r0), VECTOR);
  addSeen(space, r1, (isOpen ? innovation / diffuseVariance : 0) - product(gain, r1) - later, VECTOR);
}
