import { checkCount } from "../../input/check.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import { ranks } from "../../summary/ranks.ts";
import { pooledFit, type PooledEstimator } from "../../synthetic/inference/refit.ts";
import type { Cohort } from "../../synthetic/panel/cohort.ts";
import { plannedCohort, type RegionHistory } from "./history.ts";
import { candidateMarkets, type MarketCandidateOptions } from "./market-candidates.ts";
import { checkedTrials, cohortPower, type DurationPower, type PowerStudyOptions, type PowerStudyOutcome } from "./power-study.ts";

/** What is looked for, and among what. */
export interface MarketSelectionOptions extends MarketCandidateOptions, Omit<PowerStudyOptions, "treated" | "durations" | "left"> {
  /** The length of the treatment in periods. */
  readonly duration: number;
  /** Sets of regions to compare, instead of those that are made of clusters and sizes; none may split a cluster. */
  readonly candidates?: readonly (readonly string[])[];
  /** The largest share of the outcome that may be treated, in (0, 1]; missing means 0.5. */
  readonly maxShare?: number;
  /** For how many of the sets that fit best the power is worked out; missing means 20. */
  readonly shortlist?: number;
}

/** A set of regions with what speaks for and against it. */
export interface MarketCandidate {
  readonly regions: readonly string[];
  /** Their share of the outcome of all regions over the history. */
  readonly share: number;
  /** How far the fit over the whole history is off, by how far even weights are: near 0 is good, 1 says that weighing gained nothing. */
  readonly scaledL2: number;
  readonly power: DurationPower;
  /** The mean of its ranks in least effect, size of the lifts without an effect, and fit; the smaller the better. */
  readonly rank: number;
}

/** Sets of regions, the best first, or why there are none. */
export type MarketSelectionOutcome =
  | {
      readonly kind: "ranked";
      readonly candidates: readonly MarketCandidate[];
      /** How many sets were fitted, and how many could not be. */
      readonly fitted: number;
      readonly failed: number;
    }
  /** No set has a size that is asked for, leaves donors and has no more than the largest share. */
  | { readonly kind: "no-candidates" }
  | Exclude<PowerStudyOutcome, { kind: "simulated" | "no-donors" }>;

const norm = (list: Float64Array): number => Math.sqrt(sumOf(list.length, (at) => (list[at] as number) ** 2));

/** How far a fit over all periods is off by how far even weights are; nothing where it does not converge. */
function scaledL2(cohort: Cohort, estimator: PooledEstimator): number | undefined {
  const [fit, even] = [
    pooledFit(cohort, estimator)(cohort.target),
    pooledFit(cohort, { kind: "difference-in-differences" })(cohort.target),
  ];
  if (fit.kind !== "fitted" || even.kind !== "fitted") return undefined;
  const base = norm(even.residuals);
  return base > 1e-13 * norm(cohort.target) ? norm(fit.residuals) / base : 0;
}

function checkUnsplit(regions: readonly string[], clusters: readonly (readonly string[])[]): void {
  for (const cluster of clusters) {
    const inside = cluster.filter((region) => regions.includes(region)).length;
    if (inside > 0 && inside < cluster.length)
      throw new RangeError(`candidates must not split a cluster: got ${regions.join(", ")} of ${cluster.join(", ")}`);
  }
}

/** Sets that may be treated, with their cohorts and shares. */
function admitted(history: RegionHistory, options: MarketSelectionOptions): { cohort: Cohort; share: number }[] {
  const { maxShare = 0.5, clusters = [], candidates } = options;
  if (!(maxShare > 0 && maxShare <= 1)) throw new RangeError(`maxShare must be in (0, 1]: got ${maxShare}`);
  for (const regions of candidates ?? []) checkUnsplit(regions, clusters);
  const { values } = history.outcomes;
  const all = sumOf(values.length, (at) => values[at] as number);
  return (candidates ?? candidateMarkets(history, options))
    .map((regions) => {
      const cohort = plannedCohort(history, regions);
      return { cohort, share: (sumOf(cohort.target.length, (at) => cohort.target[at] as number) * regions.length) / all };
    })
    .filter(({ cohort, share }) => cohort.donors.length > 0 && share <= maxShare * (1 + 1e-9));
}

const leastEffect = ({ leastGain = Number.MAX_VALUE, leastLoss = Number.MAX_VALUE }: DurationPower): number =>
  Math.min(leastGain, Math.abs(leastLoss));

function ranked(candidates: readonly Omit<MarketCandidate, "rank">[]): MarketCandidate[] {
  if (candidates.length === 0) return [];
  const [effects, lifts, fits] = [
    ranks(candidates.map(({ power }) => leastEffect(power))),
    ranks(candidates.map(({ power }) => power.placeboLift?.size ?? Number.MAX_VALUE)),
    ranks(candidates.map((candidate) => candidate.scaledL2)),
  ];
  return candidates
    .map((candidate, at) => ({ ...candidate, rank: ((effects[at] as number) + (lifts[at] as number) + (fits[at] as number)) / 3 }))
    .sort((a, b) => a.rank - b.rank);
}

/**
 * Which regions to treat, so that a geo experiment finds the smallest effect.
 *
 * Sets of regions are made of each cluster and those most like it, or are given. Each is fitted over the whole history by the others; those
 * that fit best have their power worked out as `powerStudy` does, and are ranked by three things at once: the least effect that is found often
 * enough, how large the lifts are that appear when nothing is done, and the fit. All three are told, so that another order can be made of
 * them. Regions that are chosen for their fit are no random sample: what they show holds for them. Time: a fit a set, and a power study
 * for each of the shortlist.
 *
 * @param history outcomes without missing cells, in periods in which nothing else was tested.
 * @returns the sets of the shortlist, the best first; that there are no sets; or why power cannot be told.
 * @throws {RangeError} when the history does not fit together, a name is no region, a cluster is split, an option is out of range or a ridge
 *   has no penalty.
 * @see https://facebookincubator.github.io/GeoLift/docs/Methodology/market-selection, whose three ranks these are
 * @example
 * import { marketSelection } from "./market-selection.ts";
 * const values = Float64Array.from({ length: 90 }, (_, at) => 100 + 10 * Math.sin(at % 30) + ((at * at) % 11) * (at < 30 ? 2 : 0.1));
 * const history = { units: ["a", "b", "c"], periods: Array.from({ length: 30 }, (_, at) => at), outcomes: { rows: 3, columns: 30, values } };
 * const found = marketSelection(history, { duration: 2, sizes: [1], effects: [0.05] });
 * found.kind === "ranked" && found.candidates.at(-1)?.regions; // => ["a"]
 */
export function marketSelection(history: RegionHistory, options: MarketSelectionOptions): MarketSelectionOutcome {
  const { duration, shortlist = 20 } = options;
  checkCount("shortlist", shortlist, 1);
  const trials = checkedTrials({ ...options, durations: [duration] });
  const sets = admitted(history, options);
  if (sets.length === 0) return { kind: "no-candidates" };
  const fits = sets.map((set) => ({ ...set, scaledL2: scaledL2(set.cohort, trials.estimator) }));
  const fitted = fits.filter((set): set is typeof set & { scaledL2: number } => set.scaledL2 !== undefined);
  const best = fitted.toSorted((a, b) => a.scaledL2 - b.scaledL2).slice(0, shortlist);
  const candidates: Omit<MarketCandidate, "rank">[] = [];
  for (const [at, { cohort, share, scaledL2: off }] of best.entries()) {
    const study = cohortPower(cohort, { ...trials, report: (part) => trials.report?.((at + part) / best.length) });
    if (study.kind === "no-donors") continue;
    if (study.kind !== "simulated") return study;
    const [power] = study.durations;
    candidates.push({ regions: cohort.treated, share, scaledL2: off, power: power as DurationPower });
  }
  return { kind: "ranked", candidates: ranked(candidates), fitted: fitted.length, failed: fits.length - fitted.length };
}
