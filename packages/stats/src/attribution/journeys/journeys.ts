import { checkNotNegative, checkSameLength, type Numbers } from "../../input/check.ts";

/** Customers who touched the same channels in the same order: one of them, or as many as there are. */
export interface Journey {
  /** The channels from the first touch to the last, repeats included. A name is any text: nothing is cut out of it or looked for in it. */
  readonly channels: readonly string[];
  /** How many of the customers converted; missing means none. */
  readonly conversions?: number;
  /** What those who converted brought in all, at least zero, in any one unit of money; missing means nothing. */
  readonly value?: number;
  /** How many of the customers did not convert; missing means none. */
  readonly nulls?: number;
}

/**
 * Journeys in typed arrays, for millions of them: journey j has the touches from `starts[j]` up to but without `starts[j + 1]`, each the
 * place of its channel in `channels`; the other lists have a number a journey, as in `Journey`.
 */
export interface PackedJourneys {
  readonly channels: readonly string[];
  readonly starts: Numbers;
  readonly touches: Numbers;
  readonly conversions: Numbers;
  readonly values: Numbers;
  readonly nulls: Numbers;
}

/** Journeys as they are read, or packed. */
export type Journeys = readonly Journey[] | PackedJourneys;

const isPacked = (journeys: Journeys): journeys is PackedJourneys => !Array.isArray(journeys);

function checkCounts({ conversions, values, nulls }: PackedJourneys): void {
  for (let at = 0; at < conversions.length; at++) {
    checkNotNegative(`conversions[${at}]`, conversions[at] as number);
    checkNotNegative(`nulls[${at}]`, nulls[at] as number);
    checkNotNegative(`values[${at}]`, values[at] as number);
    if ((values[at] as number) > 0 && conversions[at] === 0)
      throw new RangeError(`values[${at}] must be 0 where nobody converted: got ${values[at]}`);
  }
}

function checkTouches({ channels, starts, touches, conversions }: PackedJourneys): void {
  if (starts.length !== conversions.length + 1 || starts[0] !== 0 || starts[conversions.length] !== touches.length)
    throw new RangeError(`starts must lead from 0 to ${touches.length} in ${conversions.length} steps: got ${starts.length} places`);
  for (let at = 0; at < conversions.length; at++) {
    if (!((starts[at + 1] as number) >= (starts[at] as number)))
      throw new RangeError(`starts must not fall: got ${starts[at]} before ${starts[at + 1]} at ${at}`);
  }
  for (let at = 0; at < touches.length; at++) {
    const touch = touches[at] as number;
    if (!(touch >= 0 && touch < channels.length && Number.isInteger(touch)))
      throw new RangeError(`touches[${at}] must be the place of one of ${channels.length} channels: got ${touch}`);
  }
}

function checkPacked(packed: PackedJourneys): void {
  checkSameLength("values", packed.values, "conversions", packed.conversions);
  checkSameLength("nulls", packed.nulls, "conversions", packed.conversions);
  if (new Set(packed.channels).size < packed.channels.length) throw new RangeError("channels must name each channel once");
  checkTouches(packed);
  checkCounts(packed);
}

function packed(journeys: readonly Journey[]): PackedJourneys {
  const places = new Map<string, number>();
  const starts = new Float64Array(journeys.length + 1);
  journeys.forEach(({ channels }, at) => {
    starts[at + 1] = (starts[at] as number) + channels.length;
    for (const channel of channels) if (!places.has(channel)) places.set(channel, places.size);
  });
  const touches = new Uint32Array(starts[journeys.length] as number);
  journeys.forEach(({ channels }, at) =>
    touches.set(
      channels.map((channel) => places.get(channel) as number),
      starts[at],
    ),
  );
  return {
    channels: [...places.keys()],
    starts,
    touches,
    conversions: Float64Array.from(journeys, ({ conversions }) => conversions ?? 0),
    values: Float64Array.from(journeys, ({ value }) => value ?? 0),
    nulls: Float64Array.from(journeys, ({ nulls }) => nulls ?? 0),
  };
}

/**
 * Journeys in the packed form that every attribution model works on.
 *
 * Pack once what goes into several models. Channels are numbered in the order in which they are first met. What is packed already is
 * checked and given back as it is. Linear time; 4 bytes a touch and 32 a journey.
 *
 * @param journeys any order, alike ones together or apart: it makes no difference to any model.
 * @throws {RangeError} when a count or value is negative or not finite, there is value without conversions, or packed lists do not belong
 *   together.
 * @example
 * import { packedJourneys } from "./journeys.ts";
 * const { channels, touches } = packedJourneys([{ channels: ["a > b", "a", "a > b"], conversions: 1, value: 20, nulls: 3 }]);
 * [channels, touches]; // => [["a > b", "a"], Uint32Array.of(0, 1, 0)]
 */
export function packedJourneys(journeys: Journeys): PackedJourneys {
  const whole = isPacked(journeys) ? journeys : packed(journeys);
  checkPacked(whole);
  return whole;
}

/** What customers brought who are known not to have touched any channel: nobody is credited with it. */
export interface Unattributed {
  readonly conversions: number;
  readonly value: number;
}

/**
 * What journeys without any touch brought, which no model divides.
 *
 * @example
 * import { packedJourneys, unattributed } from "./journeys.ts";
 * unattributed(packedJourneys([{ channels: [], conversions: 2, value: 9 }])); // => { conversions: 2, value: 9 }
 */
export function unattributed({ starts, conversions, values }: PackedJourneys): Unattributed {
  const total = { conversions: 0, value: 0 };
  for (let at = 0; at < conversions.length; at++) {
    if (starts[at] !== starts[at + 1]) continue;
    total.conversions += conversions[at] as number;
    total.value += values[at] as number;
  }
  return total;
}
