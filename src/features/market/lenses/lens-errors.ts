import { correlation, mean, quantile, ranks, standardDeviation } from "@vouch/stats";
import type { Dials } from "../dials/dials.ts";
import { castOf } from "../world/cast.ts";
import { truthOf } from "../world/truth.ts";
import { marketWorld } from "../world/world.ts";
import { countedBy } from "./counted.ts";
import { lenses, type LensId } from "./lens.ts";

/** A figure over the runs: its mean, the standard error of the mean, and between which values nine runs of ten lie. */
export interface OverRuns {
  readonly mean: number;
  /** 0 where there is one run. */
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

/** What a lens says of a creator beside the truth. */
export interface CreatorError {
  readonly creditedOrders: OverRuns;
  readonly creditedMinor: OverRuns;
  /** Credited less caused, in orders. */
  readonly errorOrders: OverRuns;
  /** Credited less caused, in minor units. */
  readonly errorMinor: OverRuns;
}

/** How wrong a lens is. */
export interface LensError {
  readonly lens: LensId;
  /** Orders credited to all creators less those they caused, and the same of money. */
  readonly errorOrders: OverRuns;
  readonly errorMinor: OverRuns;
  /** The same as a share of what was caused in the run: -0.4 says that four of ten orders were missed; runs without any are left out. */
  readonly bias: OverRuns | undefined;
  /** The mean over creators of how far the credited orders are from the caused ones, whichever way. */
  readonly absoluteError: OverRuns;
  /** Spearman's correlation of credited and caused orders over creators: 1 puts creators in the true order; runs without one are left out. */
  readonly rankCorrelation: OverRuns | undefined;
  readonly creators: readonly CreatorError[];
}

/** What many runs of a business say of every lens. */
export interface LensErrors {
  readonly runs: number;
  readonly currency: string;
  /** Orders of a run, and those among them that creators caused. */
  readonly orders: OverRuns;
  readonly caused: OverRuns;
  readonly causedMinor: OverRuns;
  readonly creators: readonly { readonly name: string; readonly platform: string; readonly followers: number; readonly caused: OverRuns }[];
  /** The least absolute error first. */
  readonly lenses: readonly LensError[];
}

/** One run: what was caused, and what each lens credited. */
interface Run {
  readonly orders: number;
  readonly caused: readonly number[];
  readonly causedMinor: readonly number[];
  readonly counted: ReturnType<typeof countedBy>;
}

function overRuns(values: readonly number[]): OverRuns {
  const standardError = values.length < 2 ? 0 : standardDeviation(values) / Math.sqrt(values.length);
  return { mean: mean(values), standardError, low: quantile(values, 0.05), high: quantile(values, 0.95) };
}

const overSome = (values: readonly (number | undefined)[]): OverRuns | undefined => {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : overRuns(known);
};

function runOf(dials: Dials, seed: number): Run {
  const world = marketWorld(dials, seed);
  const { byCreator } = truthOf(world);
  return {
    orders: world.orders.length,
    caused: byCreator.map(({ orders }) => orders),
    causedMinor: byCreator.map(({ revenueMinor }) => Number(revenueMinor)),
    counted: countedBy(world),
  };
}

const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, one) => sum + one, 0);

const absoluteError = (credited: Float64Array, caused: readonly number[]): number =>
  total(credited.map((orders, at) => Math.abs(orders - caused[at]!))) / Math.max(1, caused.length);

function rankCorrelation(credited: Float64Array, caused: readonly number[]): number | undefined {
  if (caused.length < 2) return undefined;
  const found = correlation(ranks(credited), ranks(caused));
  return found.kind === "correlated" ? found.r : undefined;
}

/** What a lens says in each run, beside what is true of it. */
const seenThrough = (runs: readonly Run[], lens: LensId) => runs.map((run) => ({ ...run, credit: run.counted.get(lens)! }));

function creatorError(seen: ReturnType<typeof seenThrough>, at: number): CreatorError {
  return {
    creditedOrders: overRuns(seen.map(({ credit }) => credit.orders[at]!)),
    creditedMinor: overRuns(seen.map(({ credit }) => credit.revenueMinor[at]!)),
    errorOrders: overRuns(seen.map(({ credit, caused }) => credit.orders[at]! - caused[at]!)),
    errorMinor: overRuns(seen.map(({ credit, causedMinor }) => credit.revenueMinor[at]! - causedMinor[at]!)),
  };
}

function lensError(runs: readonly Run[], lens: LensId, creators: number): LensError {
  const seen = seenThrough(runs, lens);
  const surplus = seen.map(({ credit, caused }) => total(credit.orders) - total(caused));
  return {
    lens,
    errorOrders: overRuns(surplus),
    errorMinor: overRuns(seen.map(({ credit, causedMinor }) => total(credit.revenueMinor) - total(causedMinor))),
    bias: overSome(seen.map(({ caused }, at) => (total(caused) === 0 ? undefined : surplus[at]! / total(caused)))),
    absoluteError: overRuns(seen.map(({ credit, caused }) => absoluteError(credit.orders, caused))),
    rankCorrelation: overSome(seen.map(({ credit, caused }) => rankCorrelation(credit.orders, caused))),
    creators: Array.from({ length: creators }, (_, at) => creatorError(seen, at)),
  };
}

/**
 * How wrong each way of counting is for a business, over many courses that it may take: each is played, counted by every lens, and held
 * against what creators truly caused in it.
 *
 * @param dials the business; its creators are the same in every run.
 * @param seeds one for each run, at least one.
 * @param report is told the share of runs that are done, in (0, 1].
 * @returns errors by lens, the most accurate first: least absolute error in orders a creator, averaged over the runs.
 * @throws {RangeError} when there is no seed, or a dial is outside its range.
 */
export function lensErrors(dials: Dials, seeds: readonly number[], report: (share: number) => void = () => undefined): LensErrors {
  if (seeds.length === 0) throw new RangeError("at least one seed is needed");
  const runs = seeds.map((seed, at) => {
    const run = runOf(dials, seed);
    report((at + 1) / seeds.length);
    return run;
  });
  const { creators } = castOf(dials);
  const errors = lenses.map(({ id }) => lensError(runs, id, creators.length));
  return {
    runs: seeds.length,
    currency: dials.currency,
    orders: overRuns(runs.map(({ orders }) => orders)),
    caused: overRuns(runs.map(({ caused }) => total(caused))),
    causedMinor: overRuns(runs.map(({ causedMinor }) => total(causedMinor))),
    creators: creators.map(({ name, platform, followers }, at) => ({
      ...{ name, platform, followers },
      caused: overRuns(runs.map(({ caused }) => caused[at]!)),
    })),
    lenses: errors.toSorted((a, b) => a.absoluteError.mean - b.absoluteError.mean),
  };
}
