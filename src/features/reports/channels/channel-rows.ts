import { roundedQuotient } from "../../../kernel/rounding.ts";
import { wholeMinor } from "../comparison/compared-rows.ts";

/** What a channel is credited with, of orders that were or were not their customers' first; null: not known. */
export interface ChannelCredit {
  /** Empty: all orders that have credit. */
  readonly channel: string;
  readonly isNew: boolean | null;
  readonly creditPpb: bigint;
  /** Parts per billion of minor units. */
  readonly minorPpb: bigint;
}

/** One channel beside the others. */
export interface ChannelRow {
  /** Empty: what no touch explains. */
  readonly channel: string;
  readonly ordersPpb: bigint;
  readonly revenueMinor: bigint;
  /** Of these orders: those of new customers, of known ones, and those of which it is not known. */
  readonly newPpb: bigint;
  readonly returningPpb: bigint;
  readonly unknownPpb: bigint;
}

const WHOLE = 1_000_000_000n;

function added(credits: readonly ChannelCredit[], of: (credit: ChannelCredit) => bigint): bigint {
  return credits.reduce((sum, credit) => sum + of(credit), 0n);
}

const newness = [true, false, null] as const;

function byNewness(credits: readonly ChannelCredit[]): bigint[] {
  return newness.map((isNew) =>
    added(
      credits.filter((credit) => credit.isNew === isNew),
      ({ creditPpb }) => creditPpb,
    ),
  );
}

/**
 * Channels side by side: the rows' orders sum to exactly all orders that have credit, and their revenue, rounded once over the whole column by
 * largest remainder, to exactly what these orders kept.
 *
 * @param credits by channel and by whether the customer was new, with all orders under the empty channel.
 * @returns the channels by revenue, the largest first, then what no touch explains.
 * @example
 * import { channelRows } from "./channel-rows.ts";
 * const all = { channel: "", isNew: true, creditPpb: 2_000_000_000n, minorPpb: 800_000_000_000n };
 * const email = { channel: "email", isNew: true, creditPpb: 500_000_000n, minorPpb: 200_000_000_000n };
 * channelRows([all, email]).map((row) => [row.channel, row.revenueMinor]); // => [["email", 200n], ["", 600n]]
 */
export function channelRows(credits: readonly ChannelCredit[]): ChannelRow[] {
  const all = credits.filter(({ channel }) => channel === "");
  const named = [...new Set(credits.flatMap(({ channel }) => (channel === "" ? [] : [channel])))];
  const drafts = named.map((channel) => {
    const own = credits.filter((credit) => credit.channel === channel);
    return { channel, parts: byNewness(own), weight: added(own, ({ minorPpb }) => minorPpb) };
  });
  drafts.sort((one, other) => (one.weight === other.weight ? (one.channel < other.channel ? -1 : 1) : one.weight < other.weight ? 1 : -1));
  const rest = byNewness(all).map((whole, place) => drafts.reduce((left, { parts }) => left - (parts[place] ?? 0n), whole));
  const restWeight = drafts.reduce(
    (left, { weight }) => left - weight,
    added(all, ({ minorPpb }) => minorPpb),
  );
  const rows = [...drafts, { channel: "", parts: rest, weight: restWeight }];
  const revenue = wholeMinor(rows.map(({ weight }) => weight));
  return rows.map(({ channel, parts: [newPpb = 0n, returningPpb = 0n, unknownPpb = 0n] }, place) => ({
    channel,
    ordersPpb: newPpb + returningPpb + unknownPpb,
    revenueMinor: revenue[place] ?? 0n,
    newPpb,
    returningPpb,
    unknownPpb,
  }));
}

/**
 * What one order or customer cost: a cost by credit, rounded once, a half away from zero.
 *
 * @param costMinor minor units.
 * @param creditPpb parts per billion of orders.
 * @returns minor units; null where there is no credit to divide by.
 * @example
 * import { costPerOrder } from "./channel-rows.ts";
 * costPerOrder(1000n, 2_500_000_000n); // => 400n
 * costPerOrder(1000n, 0n); // => null
 */
export const costPerOrder = (costMinor: bigint, creditPpb: bigint): bigint | null =>
  creditPpb <= 0n ? null : roundedQuotient(costMinor * WHOLE, creditPpb);
