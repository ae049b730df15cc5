import { checkCount, checkOneOf } from "../../input/check.ts";
import type { Generator } from "../../random/generator.ts";
import type { ChannelCredit } from "../journeys/channel-credit.ts";
import { packedJourneys, unattributed, type Journeys, type Unattributed } from "../journeys/journeys.ts";
import { channelSets, type ChannelSets } from "./channel-sets.ts";
import { rateCredit } from "./rate-game.ts";
import { rateCreditBySet } from "./rate-game-by-set.ts";
import { MOST_PLAYERS } from "./shapley-values.ts";

/** What a coalition of channels is worth, and how orders are drawn where there are too many of them. */
export interface ShapleyOptions {
  /**
   * `conversion-rate`: what those brought on average who touched exactly these channels; each set of channels shares its own conversions
   * by the game within it. A channel that goes with lower rates can get negative credit. `subset-conversions`: what those brought in all
   * who touched no other channels; credit is then the same share for each distinct channel of a customer. There is no default, since the
   * answers differ.
   */
  readonly worth: "conversion-rate" | "subset-conversions";
  /**
   * Keep at most so many channels of a customer, the last by name. Missing means all: what is dropped depends on how channels are called.
   * It is here to compare with the program MAM, whose default is 4.
   */
  readonly largestSet?: number;
  /** The source of drawn orders, needed where a customer touched more than `exactUpTo` of more than 20 channels. */
  readonly generator?: Generator;
  /** With more than 20 channels, sets of at most so many are still exact. Missing means 12, which costs as much as 200 orders; at most 20. */
  readonly exactUpTo?: number;
  /** Orders drawn, each with its reverse, for every larger set. Missing means 200: the standard error says whether they are enough. */
  readonly permutations?: number;
}

/** Credit by the Shapley value. */
export interface ShapleyCredit extends ChannelCredit {
  /** What drawing orders adds in error, a number a channel; zeros where all is exact. It is not the error of a sample of customers. */
  readonly standardErrors: Float64Array;
}

/** Credit by conversions and by value, or why there is none. */
export type ShapleyOutcome =
  | {
      readonly kind: "attributed";
      readonly channels: readonly string[];
      readonly worth: ShapleyOptions["worth"];
      readonly method: "exact" | "sampled";
      readonly byConversions: ShapleyCredit;
      /** `no-value` when nobody brought anything, as where values are not known. */
      readonly byValue: ShapleyCredit | { readonly kind: "no-value" };
      /** What journeys without touches brought: not in any credit. */
      readonly unattributed: Unattributed;
    }
  | { readonly kind: "no-conversions"; readonly channels: readonly string[]; readonly unattributed: Unattributed }
  /** Orders must be drawn and there is no generator: somebody who converted touched so many channels. */
  | { readonly kind: "needs-generator"; readonly touched: number };

type Checked = Required<Omit<ShapleyOptions, "generator">> & Pick<ShapleyOptions, "generator">;

function checkedOptions({ largestSet = Infinity, exactUpTo = 12, permutations = 200, ...rest }: ShapleyOptions): Checked {
  if (largestSet !== Infinity) checkCount("largestSet", largestSet, 1);
  checkCount("exactUpTo", exactUpTo, 1);
  if (exactUpTo > MOST_PLAYERS) throw new RangeError(`exactUpTo must be at most ${MOST_PLAYERS}: got ${exactUpTo}`);
  checkCount("permutations", permutations, 2);
  checkOneOf("worth", rest.worth, ["conversion-rate", "subset-conversions"]);
  return { largestSet, exactUpTo, permutations, ...rest };
}

/** The same for every channel of a set: the Shapley value of a sum over subsets, in closed form. */
function evenCredit(sets: ChannelSets, brings: Float64Array): Float64Array {
  const credit = new Float64Array(sets.byRank.length);
  for (const node of sets.nodes) {
    const ranks = sets.ranksOf(node);
    for (const rank of ranks) credit[rank] = (credit[rank] as number) + (brings[node] as number) / ranks.length;
  }
  return credit;
}

/** Whether looking at every set by itself is less work than one pass over all coalitions for each size of set. */
function isFasterBySet({ byRank, nodes, ranksOf }: ChannelSets): boolean {
  const sizes = nodes.map((node) => ranksOf(node).length);
  const bySet = sizes.reduce((total, size) => total + 4 * size * 2 ** size, 0);
  return bySet < (new Set(sizes).size + 1) * byRank.length * 2 ** byRank.length;
}

function creditByRank(sets: ChannelSets, brings: Float64Array, options: Checked): { credit: Float64Array; variances?: Float64Array } {
  if (options.worth === "subset-conversions") return { credit: evenCredit(sets, brings) };
  if (sets.byRank.length > MOST_PLAYERS) return rateCreditBySet(sets, brings, options);
  return isFasterBySet(sets)
    ? rateCreditBySet(sets, brings, { ...options, exactUpTo: MOST_PLAYERS })
    : { credit: rateCredit(sets, brings) };
}

function creditOf(sets: ChannelSets, brings: Float64Array, options: Checked): ShapleyCredit {
  const found = creditByRank(sets, brings, options);
  const byPlace = (list?: Float64Array): Float64Array => {
    const out = new Float64Array(sets.byRank.length);
    list?.forEach((value, rank) => (out[sets.byRank[rank] as number] = value));
    return out;
  };
  const total = brings.reduce((sum, one) => sum + one, 0);
  return { kind: "credited", total, credit: byPlace(found.credit), standardErrors: byPlace(found.variances).map(Math.sqrt) };
}

/**
 * Shapley attribution: conversions and value divided by what channels add to the coalitions of channels that customers met.
 *
 * The order and the repeats of touches do not matter, only which channels a customer met. Up to 20 channels are always exact. Beyond, sets
 * of up to `exactUpTo` channels are exact and orders are drawn within larger ones, with a standard error.
 *
 * @param journeys readable or packed, any order; alike journeys may be told once with counts or one by one.
 * @returns credit that sums to the conversions and to the value of customers with touches.
 * @throws {RangeError} when the journeys do not fit together or an option is no count in its range.
 * @see Zhao, Mahboobi, Bagheri (2018), Shapley value methods for attribution modeling in online advertising, arXiv 1804.05327
 * @example
 * import { shapleyAttribution } from "./shapley-attribution.ts";
 * const journeys = [{ channels: ["a"], conversions: 1, nulls: 1 }, { channels: ["b", "a", "b"], conversions: 3, nulls: 1 }];
 * const outcome = shapleyAttribution(journeys, { worth: "conversion-rate" });
 * outcome.kind === "attributed" && outcome.byConversions.credit; // => Float64Array.of(3.5, 0.5)
 */
export function shapleyAttribution(journeys: Journeys, options: ShapleyOptions): ShapleyOutcome {
  const checked = checkedOptions(options);
  const packed = packedJourneys(journeys);
  const sets = channelSets(packed, checked.largestSet);
  const { channels } = packed;
  const converting = sets.nodes.filter((node) => (sets.conversions[node] as number) > 0);
  if (converting.length === 0) return { kind: "no-conversions", channels, unattributed: unattributed(packed) };
  const touched = converting.reduce((most, node) => Math.max(most, sets.ranksOf(node).length), 0);
  const isDrawn = checked.worth === "conversion-rate" && channels.length > MOST_PLAYERS && touched > checked.exactUpTo;
  if (isDrawn && checked.generator === undefined) return { kind: "needs-generator", touched };
  const byConversions = creditOf(sets, sets.conversions, checked);
  const hasValue = sets.values.some((value) => value > 0);
  return {
    kind: "attributed",
    channels,
    worth: checked.worth,
    method: isDrawn ? "sampled" : "exact",
    byConversions,
    byValue: hasValue ? creditOf(sets, sets.values, checked) : { kind: "no-value" },
    unattributed: unattributed(packed),
  };
}
