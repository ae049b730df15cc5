import { curveValue } from "../curve/response-curve.ts";
import { envelopeOf, spendAtSlope, type Span } from "./envelope.ts";

/** The best spends under the concave curves above, and how much those promise. */
export interface Filling {
  readonly spends: Float64Array;
  /** Of the concave curves: no spends bring more. */
  readonly bound: number;
  /** The one channel that stands on the line of its concave curve, where that promises more than the curve brings; -1 for none. */
  readonly between: number;
  /** What one more unit of budget promises; 0 where the budget does not bind. */
  readonly multiplier: number;
}

interface Channel extends Span {
  readonly knee: number;
  readonly chord: number;
}

/** A channel's spend at a price of one unit; where the price is that of its line, none of the line. */
function spendAtPrice({ curve, lower, upper, knee, chord }: Channel, price: number): number {
  if (knee > lower && price >= chord) return lower;
  return spendAtSlope(curve, knee, upper, price);
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** Two prices next to each other, at the first of which spends are at most the budget and at the second at least. */
function pricesAround(channels: readonly Channel[], budget: number): { high: number; low: number } {
  const spendAt = (price: number): number => channels.reduce((sum, channel) => sum + spendAtPrice(channel, price), 0);
  let high = 1;
  while (spendAt(high) > budget) high *= 16;
  let low = high;
  while (spendAt(low) < budget && low > 1e-280) [high, low] = [low, low / 16];
  for (let halving = 0; halving < 80 && high > low * (1 + 4e-16); halving++) {
    const middle = Math.sqrt(high) * Math.sqrt(low);
    if (spendAt(middle) > budget) low = middle;
    else high = middle;
  }
  return { high, low };
}

/** What the concave curve above brings. */
function promised({ curve, lower, knee, chord }: Channel, spend: number): number {
  return spend < knee ? curveValue(curve, lower) + chord * (spend - lower) : curveValue(curve, spend);
}

/**
 * The best spends under the concave curves above each channel's curve: all that can still be raised bring the same for one more unit.
 *
 * Where all curves are concave on their spans these are the best spends. Else at most one channel stands on a line, and the bound holds all
 * the same.
 *
 * @param spans with lower ends that sum to at most the budget.
 * @param budget at least that sum.
 * @example
 * import { waterFilling } from "./water-filling.ts";
 * const span = { curve: { kind: "power" as const, scale: 10, unit: 1, exponent: 0.5 }, lower: 0, upper: 100 };
 * Array.from(waterFilling([span, { ...span, upper: 10 }], 50).spends, (spend) => spend.toFixed(6)); // => ["40.000000", "10.000000"]
 */
export function waterFilling(spans: readonly Span[], budget: number): Filling {
  const channels = spans.map((span): Channel => ({ ...span, ...envelopeOf(span) }));
  const most = channels.reduce((sum, { upper }) => sum + upper, 0);
  const valueOf = (spends: Float64Array): number => channels.reduce((sum, channel, at) => sum + promised(channel, spends[at] as number), 0);
  if (most <= budget) {
    const spends = Float64Array.from(channels, ({ upper }) => upper);
    return { spends, bound: valueOf(spends), between: -1, multiplier: 0 };
  }
  const { high, low } = pricesAround(channels, budget);
  const spends = Float64Array.from(channels, (channel) => spendAtPrice(channel, high));
  const room = channels.map((channel, at) => ({ at, gap: spendAtPrice(channel, low) - (spends[at] as number) }));
  let left = budget - total(spends);
  for (const { at, gap } of room.sort((a, b) => a.gap - b.gap)) {
    const added = Math.max(0, Math.min(left, gap));
    spends[at] = (spends[at] as number) + added;
    left -= added;
  }
  const between = channels.findIndex(({ lower, knee }, at) => (spends[at] as number) > lower && (spends[at] as number) < knee);
  return { spends, bound: valueOf(spends), between, multiplier: high };
}
