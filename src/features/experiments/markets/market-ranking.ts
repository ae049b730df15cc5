import { correlation, marketSelection, type MarketCandidate, type MarketSelectionOutcome, type RegionHistory } from "@vouch/stats";
import type { SalesCell } from "../analysis/geo-panel.ts";
import { askedPower, historyOf, leastHistory, powerFlagWords, refusal } from "../power/geo-power.ts";

/** Which test regions are looked for. */
export interface AskedMarkets {
  /** The length of the treatment. */
  readonly days: number;
  /** How many regions may be treated, each number that is tried. */
  readonly sizes: readonly number[];
  /** Regions that take no part. */
  readonly left_out: readonly string[];
  /** The first day that counts; null: the series' first. */
  readonly history_from_on: string | null;
  /** The largest share of all sales that may be treated, in (0, 1]. */
  readonly most_share: number;
  readonly direction: "gain" | "loss";
  /** An effect is found when p is at most this. */
  readonly alpha: number;
  readonly missing: "refused" | "zero";
}

/** A set of regions with what speaks for and against treating it. Amounts are in the series' unit, over the days of treatment. */
export interface RankedMarkets {
  readonly regions: string[];
  /** Of the sales of all regions that take part. */
  readonly share: number;
  /** Of their mean with the mean of all others, day by day; null where one of them never changes. */
  readonly correlation: number | null;
  /** How far the fit over the history is off, by how far even weights are: 0 is good, 1 says that weighing gained nothing. */
  readonly misfit: number;
  /** The share of windows in which an effect of each size was found. */
  readonly cells: { readonly lift: number; readonly power: number }[];
  /** The smallest lift that is found often enough; null: none of those tried. */
  readonly least_lift: number | null;
  /** What that lift brings in the treated regions. */
  readonly least_total: number | null;
  /** What the same lift would have brought in all other regions, which wait for the test to end. */
  readonly holdout_cost: number | null;
  readonly false_alarms: number;
  /** The root mean square of the lifts that windows show though nothing was done; null where nothing is expected. */
  readonly noise: number | null;
  readonly flags: string[];
}

/** Sets of test regions, the best first. */
export interface MarketRanking {
  readonly asked: AskedMarkets;
  readonly unit: string;
  readonly regions: number;
  readonly history_days: number;
  /** In which share of windows an effect must be found. */
  readonly power: number;
  /** How many sets were fitted, and how many could not be. */
  readonly fitted: number;
  readonly failed: number;
  readonly sets: RankedMarkets[];
}

/** A ranking, or why there is none, in words. */
export type MarketRankingOutcome =
  { readonly kind: "ranked"; readonly ranking: MarketRanking } | { readonly kind: "refused"; readonly reason: string };

/** What a ranking is made of. */
export interface RankedSales {
  readonly cells: readonly SalesCell[];
  readonly unit: string;
  readonly asked: AskedMarkets;
}

/** After every day. */
const never = "9999-12-31";

/** Means of the regions inside a set and of those outside, day by day. */
function meansOf({ units, periods, outcomes }: RegionHistory, regions: ReadonlySet<string>): [Float64Array, Float64Array] {
  const [inside, outside] = [new Float64Array(periods.length), new Float64Array(periods.length)];
  const others = units.length - regions.size;
  units.forEach((unit, row) => {
    const [mean, count] = regions.has(unit) ? [inside, regions.size] : [outside, others];
    periods.forEach((_, at) => (mean[at] = (mean[at] as number) + (outcomes.values[row * periods.length + at] as number) / count));
  });
  return [inside, outside];
}

function rankedSet(candidate: MarketCandidate, history: RegionHistory, direction: AskedMarkets["direction"]): RankedMarkets {
  const { regions, share, scaledL2, power } = candidate;
  const least = (direction === "gain" ? power.leastGain : power.leastLoss) ?? null;
  const found = correlation(...meansOf(history, new Set(regions)));
  const waiting = share > 0 ? (power.outcome * (1 - share)) / share : 0;
  return {
    regions: [...regions],
    share,
    correlation: found.kind === "constant" ? null : found.r,
    misfit: scaledL2,
    cells: power.cells.map(({ effect, power: often }) => ({ lift: effect, power: often })),
    least_lift: least,
    least_total: least === null ? null : least * power.outcome,
    holdout_cost: least === null ? null : Math.abs(least) * waiting,
    false_alarms: power.falseAlarms,
    noise: power.placeboLift?.size ?? null,
    flags: power.flags.map((flag) => powerFlagWords[flag]),
  };
}

function refused(outcome: Exclude<MarketSelectionOutcome, { kind: "ranked" }>): string {
  if (outcome.kind === "no-candidates")
    return "No set of regions has a size that is asked for and leaves enough sales to compare with. Allow a larger share, or other sizes.";
  return refusal(outcome);
}

/**
 * Which regions to treat, tried on their own history: sets that go along with each other, ranked by the smallest effect that is found, by what
 * appears when nothing is done, and by the fit.
 *
 * @param data the sales of the series, and what is looked for.
 * @param report told how much of the work is done, a share in [0, 1].
 * @returns at most twenty sets, the best first; or why there are none. Time: seconds to minutes; a power study a set.
 * @throws {RangeError} when alpha or the share is out of range.
 */
export function marketRanking({ cells, unit, asked }: RankedSales, report: (share: number) => void): MarketRankingOutcome {
  const { days, sizes, direction, alpha, left_out, history_from_on, missing } = asked;
  const history = historyOf(cells, { left_out, history_from_on, missing, from_on: never, to_on: never });
  if ("reason" in history) return { kind: "refused", reason: history.reason };
  const sign = direction === "gain" ? 1 : -1;
  const found = marketSelection(history, {
    duration: days,
    sizes,
    effects: Array.from({ length: 10 }, (_, at) => (sign * (at + 1)) / 50),
    alpha,
    power: askedPower,
    history: leastHistory,
    maxShare: asked.most_share,
    report,
  });
  if (found.kind !== "ranked") return { kind: "refused", reason: refused(found) };
  const ranking = {
    asked,
    unit,
    regions: history.units.length,
    history_days: history.periods.length,
    power: askedPower,
    fitted: found.fitted,
    failed: found.failed,
    sets: found.candidates.map((candidate) => rankedSet(candidate, history, direction)),
  };
  return { kind: "ranked", ranking };
}
