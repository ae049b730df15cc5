import { sumOf } from "../../summary/compensated-sum.ts";
import { shareAsLarge, treatedPlaces, type Arrangement } from "../../synthetic/inference/arrangements.ts";
import { pooledFit, type PooledEstimator } from "../../synthetic/inference/refit.ts";
import { fitCohort } from "../../synthetic/estimate/fit.ts";
import { columnsOf, type Cohort } from "../../synthetic/panel/cohort.ts";

/** What is tried, everything filled in. */
export interface Trials {
  readonly durations: readonly number[];
  /** As shares of the outcome, zero among them. */
  readonly effects: readonly number[];
  readonly estimator: PooledEstimator;
  readonly arrangement: Arrangement;
  readonly alpha: number;
  /** The fewest periods before a window. */
  readonly history: number;
  /** Told after each window how much of the work is done, a share in (0, 1]. */
  readonly report?: (share: number) => void;
}

/** What the windows of one duration gave. */
export interface WindowTally {
  readonly duration: number;
  /** How many windows there are. */
  starts: number;
  /** In how many of them each effect was found. */
  readonly found: Float64Array;
  /** Fits that did not converge: their tests find nothing. */
  failed: number;
  /** The lift that each window shows when nothing was done. */
  readonly lifts: number[];
  /** The sum of the treated regions' outcomes in the windows. */
  outcome: number;
}

/** The target with a share of itself added in a window at its end. */
function lifted(target: Float64Array, duration: number, effect: number): Float64Array {
  const from = target.length - duration;
  return target.map((value, at) => (at < from ? value : value * (1 + effect)));
}

/** Tests every effect in the windows that end before one period. */
function testWindows(cohort: Cohort, end: number, trials: Trials, tallies: readonly WindowTally[]): void {
  const until = { ...cohort, before: end, target: cohort.target.subarray(0, end), outcomes: columnsOf(cohort.outcomes, 0, end) };
  const fit = pooledFit(until, trials.estimator);
  for (const tally of tallies) {
    if (end - tally.duration < trials.history) continue;
    tally.starts++;
    const places = treatedPlaces(trials.arrangement, end, tally.duration);
    trials.effects.forEach((effect, at) => {
      const fitted = fit(lifted(until.target, tally.duration, effect));
      if (fitted.kind !== "fitted") tally.failed++;
      else if (shareAsLarge(fitted.residuals, places) <= trials.alpha * (1 + 1e-9)) tally.found[at] = (tally.found[at] as number) + 1;
    });
  }
}

/** What windows from one period on hold, and the lifts that they show of themselves; one fit before it serves all durations. */
function measureWindows(cohort: Cohort, start: number, trials: Trials, tallies: readonly WindowTally[]): void {
  const fit = fitCohort({ ...cohort, before: start }, trials.estimator);
  const within = tallies.filter(({ duration }) => start + duration <= cohort.target.length);
  for (const tally of within) {
    const places = Array.from({ length: tally.duration }, (_, at) => start + at);
    const total = (list: Float64Array): number => sumOf(places.length, (at) => list[places[at] as number] as number);
    const observed = total(cohort.target);
    tally.outcome += observed * cohort.treated.length;
    const expected = fit.kind === "fitted" ? total(fit.counterfactual) : 0;
    if (fit.kind !== "fitted") tally.failed++;
    else if (expected > 0) tally.lifts.push(observed / expected - 1);
  }
}

/**
 * Goes through every window of every duration that a history has, with every effect put in.
 *
 * A window is tested on the periods up to its end alone, as it would have been then. Fits over the periods up to one end are prepared
 * once for all durations and effects.
 *
 * @param cohort a whole history, nobody treated.
 * @param trials what is tried; there are periods enough for each duration.
 * @returns a tally a duration, in their order.
 * @example
 * import { windowTallies } from "./window-tests.ts";
 * const outcomes = { rows: 1, columns: 5, values: Float64Array.of(1, 2, 1, 2, 1) };
 * const cohort = { before: 5, treated: ["a"], donors: ["b"], target: Float64Array.of(11, 12, 11, 12, 11), outcomes };
 * const estimator = { kind: "difference-in-differences" };
 * const trials = { durations: [1, 2], effects: [0, 1], estimator, arrangement: { kind: "block" }, alpha: 0.4, history: 3 };
 * windowTallies(cohort, trials).map(({ starts, found }) => [starts, ...found]); // => [[2, 0, 2], [1, 0, 1]]
 */
export function windowTallies(cohort: Cohort, trials: Trials): WindowTally[] {
  const tallies = trials.durations.map((duration): WindowTally => ({
    duration,
    starts: 0,
    found: new Float64Array(trials.effects.length),
    failed: 0,
    lifts: [],
    outcome: 0,
  }));
  const shortest = Math.min(...trials.durations);
  const periods = cohort.target.length;
  const windows = periods - trials.history - shortest + 1;
  for (let end = trials.history + shortest; end <= periods; end++) {
    testWindows(cohort, end, trials, tallies);
    trials.report?.((end - trials.history - shortest + 1) / (windows + 1));
  }
  for (let start = trials.history; start + shortest <= periods; start++) measureWindows(cohort, start, trials, tallies);
  trials.report?.(1);
  return tallies;
}
