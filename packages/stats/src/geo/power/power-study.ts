import { checkAlpha } from "../../experiments/level.ts";
import { checkCount, checkNumbers, checkPositive } from "../../input/check.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import { DEFAULT_ESTIMATOR } from "../../synthetic/estimate/estimator.ts";
import type { Arrangement } from "../../synthetic/inference/arrangements.ts";
import type { PooledEstimator } from "../../synthetic/inference/refit.ts";
import type { Cohort } from "../../synthetic/panel/cohort.ts";
import { plannedCohort, type RegionHistory } from "./history.ts";
import { windowTallies, type Trials, type WindowTally } from "./window-tests.ts";

/** What is tried and how. */
export interface PowerStudyOptions {
  /** Regions that would be treated. */
  readonly treated: readonly string[];
  /** Regions that take no part, such as neighbours that the treatment would reach. Missing means none. */
  readonly left?: readonly string[];
  /** Lengths of the treatment in periods. */
  readonly durations: readonly number[];
  /** Effects as shares of the outcome: 0.05 is five percent more, -0.05 less. Missing means 0.02 to 0.2 in steps of 0.02. */
  readonly effects?: readonly number[];
  /** Missing means a synthetic control with fixed effects. A ridge penalty must be given. */
  readonly estimator?: PooledEstimator;
  /** Missing means block, which is right for correlated periods too. */
  readonly arrangement?: Arrangement;
  /** Effects whose p is at most this are found, in (0, 1). Missing means 0.1, as is usual for geo experiments. */
  readonly alpha?: number;
  /** The share of windows in which an effect must be found, in (0, 1). Missing means 0.8. */
  readonly power?: number;
  /** The fewest periods before a window, missing means 25: below that a fit of many donors follows noise. */
  readonly history?: number;
  /** Told after each window how much of the work is done, a share in (0, 1]. */
  readonly report?: (share: number) => void;
}

/** How often one effect is found. */
export interface PowerCell {
  readonly effect: number;
  readonly power: number;
}

/** What to know before believing the power. */
export type PowerFlag =
  /** Effects are found where there is none, more often than alpha by two standard errors of windows that do not overlap. */
  | "too-eager"
  /** Fewer than five windows do not overlap: the shares are of few independent trials. */
  | "few-windows"
  /** Some fits did not converge. */
  | "not-converged";

/** The power of one length of treatment. */
export interface DurationPower {
  readonly duration: number;
  /** How many windows the history has, and how many of them there are side by side. */
  readonly starts: number;
  readonly separate: number;
  /** An element an effect, in the order given. */
  readonly cells: readonly PowerCell[];
  /** The share of windows in which an effect is found though nothing was done; it should be about alpha. */
  readonly falseAlarms: number;
  /** The smallest effect above zero from which on all that were tried are found often enough; missing where none is. */
  readonly leastGain?: number;
  /** The same of effects below zero. */
  readonly leastLoss?: number;
  /** The mean and the root mean square of the lifts that windows show though nothing was done; missing where nothing above zero is expected. */
  readonly placeboLift?: { readonly mean: number; readonly size: number };
  /** The mean outcome of the treated regions in a window: times an effect it is what the treatment would have to bring. */
  readonly outcome: number;
  readonly flags: readonly PowerFlag[];
}

/** The power of each duration, or why it cannot be told. */
export type PowerStudyOutcome =
  | { readonly kind: "simulated"; readonly alpha: number; readonly power: number; readonly durations: readonly DurationPower[] }
  | { readonly kind: "no-donors" }
  /** There is no window of some duration with enough periods before it. */
  | { readonly kind: "too-short"; readonly duration: number; readonly periods: number; readonly needed: number }
  /** So few arrangements exist that no p can be as small as alpha. */
  | { readonly kind: "level-out-of-reach"; readonly arrangements: number; readonly needed: number };

const EFFECTS = Array.from({ length: 10 }, (_, at) => (at + 1) / 50);

/**
 * The options with defaults, checked.
 *
 * @throws {RangeError} when one is out of range.
 * @example
 * import { checkedTrials } from "./power-study.ts";
 * checkedTrials({ durations: [0] }); // => throws RangeError
 */
export function checkedTrials(options: Omit<PowerStudyOptions, "treated" | "left">): Trials & { readonly power: number } {
  const { durations, effects = EFFECTS, alpha = 0.1, power = 0.8, history = 25, report = () => {} } = options;
  checkNumbers("durations", durations);
  durations.forEach((duration, at) => checkCount(`durations[${at}]`, duration, 1));
  checkNumbers("effects", effects);
  effects.forEach((effect, at) => checkPositive(`1 + effects[${at}]`, 1 + effect));
  checkAlpha("alpha", alpha);
  checkAlpha("power", power);
  checkCount("history", history, 2);
  const { estimator = DEFAULT_ESTIMATOR as PooledEstimator, arrangement = { kind: "block" } } = options;
  return { durations, effects: [...effects, 0], estimator, arrangement, alpha, power, history, report };
}

/** The least effect of one sign from which on all are found often enough. */
function leastOf(cells: readonly PowerCell[], power: number, sign: 1 | -1): number | undefined {
  const sorted = cells.filter(({ effect }) => effect * sign > 0).sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
  const missed = sorted.findIndex((cell) => cell.power < power);
  return (missed < 0 ? sorted : sorted.slice(0, missed)).at(-1)?.effect;
}

function flagsOf({ failed }: WindowTally, falseAlarms: number, separate: number, alpha: number): PowerFlag[] {
  const flags: PowerFlag[] = [];
  if (falseAlarms > alpha + 2 * Math.sqrt((alpha * (1 - alpha)) / separate)) flags.push("too-eager");
  if (separate < 5) flags.push("few-windows");
  if (failed > 0) flags.push("not-converged");
  return flags;
}

function placeboLiftOf(lifts: readonly number[]): Pick<DurationPower, "placeboLift"> {
  const count = lifts.length;
  if (count === 0) return {};
  const [mean, squares] = [sumOf(count, (at) => lifts[at] as number) / count, sumOf(count, (at) => (lifts[at] as number) ** 2) / count];
  return { placeboLift: { mean, size: Math.sqrt(squares) } };
}

function durationPower(tally: WindowTally, periods: number, trials: Trials & { readonly power: number }): DurationPower {
  const { duration, starts, found, lifts, outcome } = tally;
  const separate = Math.floor((periods - trials.history) / duration);
  const shares = Array.from(found, (count) => count / starts);
  const cells = trials.effects.slice(0, -1).map((effect, at) => ({ effect, power: shares[at] as number }));
  const falseAlarms = shares.at(-1) as number;
  const [leastGain, leastLoss] = [leastOf(cells, trials.power, 1), leastOf(cells, trials.power, -1)];
  return {
    duration,
    starts,
    separate,
    cells,
    falseAlarms,
    ...(leastGain === undefined ? {} : { leastGain }),
    ...(leastLoss === undefined ? {} : { leastLoss }),
    ...placeboLiftOf(lifts),
    outcome: outcome / starts,
    flags: flagsOf(tally, falseAlarms, separate, trials.alpha),
  };
}

/**
 * The power of a cohort whose options are checked.
 *
 * @example
 * import { checkedTrials, cohortPower } from "./power-study.ts";
 * const outcomes = { rows: 0, columns: 3, values: new Float64Array(0) };
 * const cohort = { before: 3, treated: ["a"], donors: [], target: Float64Array.of(1, 2, 3), outcomes };
 * cohortPower(cohort, checkedTrials({ durations: [1] })); // => { kind: "no-donors" }
 */
export function cohortPower(cohort: Cohort, trials: Trials & { readonly power: number }): PowerStudyOutcome {
  if (cohort.donors.length === 0) return { kind: "no-donors" };
  const { durations, history, alpha, power, arrangement } = trials;
  const periods = cohort.target.length;
  const longest = Math.max(...durations);
  if (history + longest > periods) return { kind: "too-short", duration: longest, periods, needed: history + longest };
  const arrangements = arrangement.kind === "block" ? history + Math.min(...durations) : 1 + (arrangement.draws ?? 1_000);
  const needed = Math.ceil(1 / alpha - 1e-9);
  if (arrangements < needed) return { kind: "level-out-of-reach", arrangements, needed };
  const tallies = windowTallies(cohort, trials);
  return { kind: "simulated", alpha, power, durations: tallies.map((tally) => durationPower(tally, periods, trials)) };
}

/**
 * How large an effect a geo experiment would find, tried on the regions' own history.
 *
 * Each length of treatment is laid over the history at every start that leaves enough periods before it; an effect is put into the treated
 * regions' outcomes, and the conformal test of the synthetic control judges it on the periods up to the end of that window. Power
 * is the share of windows in which it is found, and the minimum detectable effect the least of the effects from which on all are found in
 * enough of them. The same is done with no effect: where that is found more often than alpha, the power is not to be believed. Windows
 * overlap and are no independent trials; how many lie side by side is told.
 *
 * An effect is the same share in each period of the window. A window near the beginning has little history and finds less than one
 * near the end: set `history` to about what the real experiment will have. Time: a fit for each window and effect; 40 regions over 90 days with
 * ten durations and ten effects take about three seconds.
 *
 * @param history outcomes without missing cells, in periods in which nothing else was tested.
 * @returns the power of each duration; or that there are no donors, too few periods for a duration, or too few arrangements for alpha.
 * @throws {RangeError} when the history does not fit together, a name is no region, an option is out of range or a ridge has no penalty.
 * @see Chernozhukov, Wüthrich, Zhu (2021), An exact and robust conformal inference method for counterfactual and synthetic controls, JASA 116
 * @example
 * import { powerStudy } from "./power-study.ts";
 * const values = Float64Array.from({ length: 90 }, (_, at) => 100 + 10 * Math.sin(at % 30) + (at % 7) / 2);
 * const history = { units: ["a", "b", "c"], periods: Array.from({ length: 30 }, (_, at) => at), outcomes: { rows: 3, columns: 30, values } };
 * const found = powerStudy(history, { treated: ["a"], durations: [2], effects: [0.01, 0.1] });
 * found.kind === "simulated" && found.durations.map(({ starts, leastGain }) => [starts, leastGain]); // => [[4, 0.1]]
 */
export function powerStudy(history: RegionHistory, options: PowerStudyOptions): PowerStudyOutcome {
  const trials = checkedTrials(options);
  return cohortPower(plannedCohort(history, options.treated, options.left), trials);
}
