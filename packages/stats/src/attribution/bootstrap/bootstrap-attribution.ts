import { checkCount, checkNumbers, checkProbability, type Numbers } from "../../input/check.ts";
import type { Generator } from "../../random/generator.ts";
import { standardDeviation } from "../../summary/moments.ts";
import { quantileOfSorted } from "../../summary/quantile.ts";
import { packedJourneys, type Journeys, type PackedJourneys } from "../journeys/journeys.ts";

/** How often and for which interval customers are drawn again. */
export interface AttributionBootstrapOptions {
  /** Missing means 1,000: the ends of a 90 % interval then rest on 50 samples each, and move by a tenth of its width from seed to seed. */
  readonly replicates?: number;
  /** In (0, 1); missing means 0.9, as for the intervals of geo experiments. */
  readonly level?: number;
}

/** Intervals of each number of the estimate, in its order, or why there are none. */
export type AttributionBootstrapOutcome =
  | {
      readonly kind: "bootstrapped";
      readonly method: "percentile bootstrap over customers";
      readonly level: number;
      readonly channels: readonly string[];
      readonly estimate: Float64Array;
      readonly lower: Float64Array;
      readonly upper: Float64Array;
      readonly standardErrors: Float64Array;
      /** Samples that had an answer, and those that had none, such as samples without conversions; the interval knows the former alone. */
      readonly replicates: number;
      readonly failed: number;
    }
  /** Already the customers as they are have no answer, or fewer than two samples had one. */
  | { readonly kind: "no-estimate"; readonly failed: number };

/** Whom each customer is alike: twice the place of the journey, and one more for those who did not convert. */
function cellsOf({ conversions, nulls }: PackedJourneys): Uint32Array {
  let customers = 0;
  for (let at = 0; at < conversions.length; at++) {
    checkCount(`conversions[${at}]`, conversions[at] as number);
    checkCount(`nulls[${at}]`, nulls[at] as number);
    customers += (conversions[at] as number) + (nulls[at] as number);
  }
  const cells = new Uint32Array(customers);
  let next = 0;
  for (let at = 0; at < conversions.length; at++) {
    cells.fill(2 * at, next, (next += conversions[at] as number));
    cells.fill(2 * at + 1, next, (next += nulls[at] as number));
  }
  return cells;
}

/** As many customers again, each drawn from all of them. */
function resampled(journeys: PackedJourneys, cells: Uint32Array, generator: Generator): PackedJourneys {
  const [conversions, nulls] = [new Float64Array(journeys.conversions.length), new Float64Array(journeys.conversions.length)];
  for (let draw = 0; draw < cells.length; draw++) {
    const cell = cells[generator.below(cells.length)] as number;
    const list = cell & 1 ? nulls : conversions;
    list[cell >>> 1] = (list[cell >>> 1] as number) + 1;
  }
  const values = conversions.map((drawn, at) =>
    drawn > 0 ? (drawn * (journeys.values[at] as number)) / (journeys.conversions[at] as number) : 0,
  );
  return { ...journeys, conversions, nulls, values };
}

function checkPlaces(found: number, channels: number, asked: number | undefined): void {
  const isWhole = channels === 0 ? found === 0 : found > 0 && found % channels === 0;
  if (!isWhole || found !== (asked ?? found)) throw new RangeError(`the estimate must give ${asked ?? channels} numbers: got ${found}`);
}

/**
 * What is computed from journeys: a number a channel, in the order of `channels`, or nothing where it has no answer. Several measures, such
 * as conversions and value under several models, stand one after the other, a number a channel each: they then rest on the same samples.
 */
export type AttributionEstimate = (journeys: PackedJourneys) => Numbers | undefined;

/**
 * Intervals for any attribution, by drawing customers again with replacement and attributing anew.
 *
 * Customers are the units that were sampled, not touches: all that one did stays together. The interval is that of percentiles, which
 * follows scale and skew of the samples and needs no formula for the model. It holds what chance did to this many customers; it does not
 * hold that the model may be wrong about causes. For channels that a handful of customers touched it is too narrow, as every bootstrap is.
 *
 * @param journeys readable or packed, with whole counts. Alike journeys may be told together, but then all converters of a row bring the
 *   row's mean value: tell journeys one by one for an interval of value.
 * @param estimate the attribution, such as the credit of `markovAttribution`; it is called once for the customers as they are, then for
 *   each sample.
 * @param generator the source of the samples, which moves on.
 * @throws {RangeError} when the journeys do not fit together, a count is not whole, an option is out of range, or the estimate gives
 *   numbers for another number of channels, or now more measures and now fewer.
 * @see Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13
 * @example
 * import { generatorOf } from "../../random/generator.ts";
 * import { markovAttribution } from "../markov/markov-attribution.ts";
 * import { bootstrapAttribution } from "./bootstrap-attribution.ts";
 * const journeys = [{ channels: ["a"], conversions: 30, nulls: 70 }, { channels: ["a", "b"], conversions: 20, nulls: 30 }];
 * const credit = (sample) => {
 *   const outcome = markovAttribution(sample);
 *   return outcome.kind === "attributed" ? outcome.byConversions.removalEffects : undefined;
 * };
 * const outcome = bootstrapAttribution(journeys, credit, generatorOf(1), { replicates: 200 });
 * outcome.kind === "bootstrapped" && outcome.lower[1] < 0.4 && outcome.upper[1] > 0.4; // => true
 */
export function bootstrapAttribution(
  journeys: Journeys,
  estimate: AttributionEstimate,
  generator: Generator,
  { replicates = 1_000, level = 0.9 }: AttributionBootstrapOptions = {},
): AttributionBootstrapOutcome {
  checkCount("replicates", replicates, 2);
  checkProbability("level", level);
  const packed = packedJourneys(journeys);
  const cells = cellsOf(packed);
  let asked: number | undefined;
  const numbers = (sample: PackedJourneys): Numbers | undefined => {
    const found = estimate(sample);
    if (found !== undefined) checkNumbers("the estimate", found);
    if (found !== undefined) checkPlaces(found.length, packed.channels.length, asked);
    asked ??= found?.length;
    return found;
  };
  const whole = numbers(packed);
  if (whole === undefined) return { kind: "no-estimate", failed: 0 };
  const samples: Numbers[] = [];
  for (let draw = 0; draw < replicates; draw++) {
    const found = numbers(resampled(packed, cells, generator));
    if (found !== undefined) samples.push(found);
  }
  const failed = replicates - samples.length;
  if (samples.length < 2) return { kind: "no-estimate", failed };
  const sorted = Array.from(whole, (_, place) => Float64Array.from(samples, (sample) => sample[place] as number).sort());
  return {
    kind: "bootstrapped",
    method: "percentile bootstrap over customers",
    level,
    channels: packed.channels,
    estimate: Float64Array.from(whole),
    lower: Float64Array.from(sorted, (list) => quantileOfSorted(list, (1 - level) / 2)),
    upper: Float64Array.from(sorted, (list) => quantileOfSorted(list, (1 + level) / 2)),
    standardErrors: Float64Array.from(sorted, standardDeviation),
    replicates: samples.length,
    failed,
  };
}
