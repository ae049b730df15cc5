import type { ChannelCredit } from "../journeys/channel-credit.ts";
import { packedJourneys, unattributed, type Journeys, type Unattributed } from "../journeys/journeys.ts";
import { countChain } from "./count-chain.ts";
import { removalEffects, type RemovalEffects } from "./removal-effects.ts";

/** Credit in proportion to removal effects. */
export interface MarkovCredit extends ChannelCredit {
  /** In [0, 1], a number a channel. */
  readonly removalEffects: Float64Array;
  /** What the chain brings a customer: the chance to convert, or the mean value. It equals the share, or the mean, in the journeys. */
  readonly perCustomer: number;
}

/** Credit by conversions and by value, or that no customer who touched a channel converted. */
export type MarkovOutcome =
  | {
      readonly kind: "attributed";
      readonly channels: readonly string[];
      readonly order: number;
      /** Different states that were seen, the start and the ends not among them. */
      readonly states: number;
      readonly byConversions: MarkovCredit;
      /** `no-value` when nobody brought anything, as where values are not known. */
      readonly byValue: MarkovCredit | { readonly kind: "no-value" };
      /** What journeys without touches brought: not in any credit. */
      readonly unattributed: Unattributed;
    }
  | { readonly kind: "no-conversions"; readonly channels: readonly string[]; readonly unattributed: Unattributed };

function creditOf(total: number, { perCustomer, effects }: RemovalEffects): MarkovCredit {
  const whole = effects.reduce((sum, effect) => sum + effect, 0);
  return { kind: "credited", total, credit: effects.map((effect) => (effect / whole) * total), removalEffects: effects, perCustomer };
}

/**
 * Markov attribution, solved and not simulated: conversions and value divided in proportion to what is lost without each channel.
 *
 * Customers walk a chain whose states are the last `order` touches. The removal effect of a channel is the share of conversions (or of
 * value) that is lost when everybody who would meet it leaves instead. Solving the linear system is exact and repeatable; simulating it, as
 * is common, is off by a factor of two on small channels. Value is what converters brought on average out of their last state, so shares
 * by value differ from shares by conversions. It says which channels converters pass through, not what the channels caused.
 *
 * @param journeys readable or packed, any order; alike journeys may be told once with counts or one by one.
 * @param order touches in a row that make a state. Missing means 1: higher orders tell more states than most data can fill, and the share
 *   of the total that moves between channels from order 1 to 2 is a few percent. Compare both, and bootstrap, before preferring one.
 * @returns credit that sums to the conversions and to the value of customers with touches; a channel that only those met who did not
 *   convert may well have some, since others go on from there and convert.
 * @throws {RangeError} when the journeys do not fit together, or the order is no count or too high for so many channels.
 * @see Anderl, Becker, von Wangenheim, Schumann (2016), Mapping the customer journey, International Journal of Research in Marketing 33
 * @example
 * import { markovAttribution } from "./markov-attribution.ts";
 * const outcome = markovAttribution([{ channels: ["a", "b"], conversions: 1 }, { channels: ["b"], conversions: 1, nulls: 1 }]);
 * outcome.kind === "attributed" && outcome.byConversions.credit; // => Float64Array.of(0.5, 1.5)
 * markovAttribution([{ channels: ["a"], nulls: 3 }]).kind; // => "no-conversions"
 */
export function markovAttribution(journeys: Journeys, { order = 1 }: { readonly order?: number } = {}): MarkovOutcome {
  const packed = packedJourneys(journeys);
  const counts = countChain(packed, order);
  const [conversions, value] = [counts.conversions, counts.values].map((list) => list.reduce((sum, one) => sum + one, 0));
  const common = { channels: packed.channels, unattributed: unattributed(packed) };
  if (!conversions) return { kind: "no-conversions", ...common };
  const effects = removalEffects(counts);
  return {
    kind: "attributed",
    ...common,
    order,
    states: counts.states.length,
    byConversions: creditOf(conversions, effects.conversions),
    byValue: value ? creditOf(value, effects.value) : { kind: "no-value" },
  };
}
