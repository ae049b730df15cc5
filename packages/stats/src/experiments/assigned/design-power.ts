import { checkCount, checkNumbers, checkSameLength } from "../../input/check.ts";
import type { Matrix } from "../../linear/matrix.ts";
import type { Generator } from "../../random/generator.ts";
import { checkAlpha } from "../level.ts";
import { dealtEffect, dealtP, deal, partsOf } from "./dealt-starts.ts";
import { pairedEffect } from "./paired-effect.ts";
import { comparedCells, staggeredWeights, startCohorts } from "./staggered-weights.ts";

/** What is tried. */
export interface DesignPowerOptions {
  /** Effects as shares of the outcome: 0.2 is a fifth more. Missing means 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1 and 1.5. */
  readonly effects?: readonly number[];
  /** Effects whose p is at most this are found, in (0, 1). Missing means 0.1. */
  readonly alpha?: number;
  /** The share of trials in which an effect must be found, in (0, 1). Missing means 0.8. */
  readonly power?: number;
  /** How often chance is let decide, each time in a stretch of the history; missing means 200: a share is then known to some 3 points. */
  readonly trials?: number;
  /** Draws for the p of each trial; missing means 199. */
  readonly draws?: number;
}

/** How well effects are found. */
export interface DesignPower {
  readonly kind: "simulated";
  /** An element an effect, in the order given. */
  readonly cells: readonly { readonly effect: number; readonly power: number }[];
  /** The share of trials in which an effect is found though nothing was done; it should be about alpha. */
  readonly falseAlarms: number;
  /** The effect nearest to zero from which on all that were tried are found often enough; missing where none is. */
  readonly least?: number;
  /** How many stretches lie side by side in the history. */
  readonly separate: number;
}

/** The power of a design, or that the history is shorter than one stretch, or that its chance has so few outcomes that no p is small enough. */
export type DesignPowerOutcome =
  DesignPower | { readonly kind: "too-short"; readonly periods: number; readonly needed: number } | { readonly kind: "level-out-of-reach" };

const EFFECTS = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5];

interface Tried {
  readonly effects: readonly number[];
  readonly alpha: number;
  readonly power: number;
  readonly trials: number;
  readonly draws: number;
}

function checkedOptions(options: DesignPowerOptions): Tried {
  const { effects = EFFECTS, alpha = 0.1, power = 0.8, trials = 200, draws = 199 } = options;
  checkNumbers("effects", effects);
  checkAlpha("alpha", alpha);
  checkAlpha("power", power);
  checkCount("trials", trials, 1);
  checkCount("draws", draws, 1);
  return { effects, alpha, power, trials, draws };
}

/** A test of one stretch of the history, with an effect put into it: whether it is found, and to which side. */
export type Trial = (stretch: Matrix, lift: number) => { readonly effect: number; readonly p: number };

function stretchOf({ rows, columns, values }: Matrix, from: number, length: number): Matrix {
  const out = new Float64Array(rows * length);
  for (let row = 0; row < rows; row++) out.set(values.subarray(row * columns + from, row * columns + from + length), row * length);
  return { rows, columns: length, values: out };
}

function leastFound(cells: DesignPower["cells"], power: number): number | undefined {
  const order = cells.toSorted((a, b) => Math.abs(a.effect) - Math.abs(b.effect));
  const last = order.findLastIndex((cell) => cell.power < power);
  return order[last + 1]?.effect;
}

/**
 * Each trial draws a stretch and a dealing, and tries every effect on both.
 *
 * @param of the options, the length of a stretch, and how a trial deals out and tests.
 * @example
 * import { zeroMatrix } from "../../linear/matrix.ts";
 * import { generatorOf } from "../../random/generator.ts";
 * import { simulatedPower } from "./design-power.ts";
 * const trial = () => (stretch, lift) => ({ effect: lift, p: lift > 0.2 ? 0.01 : 1 });
 * simulatedPower(generatorOf(1), zeroMatrix(2, 8), { options: {}, window: 4, trial }).least; // => 0.3
 */
export function simulatedPower(
  generator: Generator,
  history: Matrix,
  of: { readonly options: DesignPowerOptions; readonly window: number; readonly trial: (draws: number) => Trial },
): DesignPowerOutcome {
  const { window, trial } = of;
  const { effects, alpha, power, trials, draws } = checkedOptions(of.options);
  if (history.columns < window) return { kind: "too-short", periods: history.columns, needed: window };
  const [found, alarms] = [new Float64Array(effects.length), { count: 0 }];
  const isFound = ({ p, effect }: { p: number; effect: number }, sign: number): boolean =>
    p <= alpha * (1 + 1e-9) && (sign === 0 || Math.sign(effect) === Math.sign(sign));
  for (let round = 0; round < trials; round++) {
    const stretch = stretchOf(history, generator.below(history.columns - window + 1), window);
    const once = trial(draws);
    if (isFound(once(stretch, 0), 0)) alarms.count++;
    effects.forEach((lift, at) => {
      if (isFound(once(stretch, lift), lift)) found[at] = (found[at] as number) + 1;
    });
  }
  const cells = effects.map((effect, at) => ({ effect, power: (found[at] as number) / trials }));
  const least = leastFound(cells, power);
  return {
    kind: "simulated",
    cells,
    falseAlarms: alarms.count / trials,
    ...(least === undefined ? {} : { least }),
    separate: Math.floor(history.columns / window),
  };
}

/** Outcomes with a share added to those of a unit from a period on. */
function lifted({ rows, columns, values }: Matrix, lift: number, from: (unit: number) => number): Matrix {
  const out = values.slice();
  for (let unit = 0; unit < rows; unit++)
    for (let period = from(unit); period < columns; period++)
      out[unit * columns + period] = (out[unit * columns + period] as number) * (1 + lift);
  return { rows, columns, values: out };
}

/**
 * How large an effect a design with starts at random would find, tried on the units' own history.
 *
 * Each trial takes a stretch of the history as long as the design, deals the starts out, adds a share to the outcomes of those who have
 * started, and tests as `staggeredEffect` does. Nothing is assumed of the outcomes but that they go on as they were.
 *
 * Time: trials x effects x draws x units; 30 units take half a second.
 *
 * @param generator the source of all chance, which moves on.
 * @param history outcomes of all units before the design, a row a unit.
 * @param starts for each unit the place of a first treated period, counted from the beginning of a stretch, whichever unit it is for; `window`
 *   for one that never starts.
 * @param window the length of a stretch in periods, those before the first start counted.
 * @throws {RangeError} when the starts do not fit the history, one stands alone, or an option is none.
 * @example
 * import { zeroMatrix } from "../../linear/matrix.ts";
 * import { generatorOf } from "../../random/generator.ts";
 * import { staggeredPower } from "./design-power.ts";
 * staggeredPower(generatorOf(1), zeroMatrix(4, 2), { starts: [2, 2, 3, 3], window: 3 }); // => { kind: "too-short", periods: 2, needed: 3 }
 */
export function staggeredPower(
  generator: Generator,
  history: Matrix,
  { starts, window }: { readonly starts: readonly number[]; readonly window: number },
  options: DesignPowerOptions = {},
): DesignPowerOutcome {
  checkSameLength("starts", starts, "units", { length: history.rows });
  starts.forEach((start, at) => checkCount(`starts[${at}]`, start, 1));
  const cohorts = startCohorts({ treatedFrom: Int32Array.from(starts) });
  if (cohorts.some(({ size, start }) => size < 2 || start > window))
    throw new RangeError("starts must be within the window, two units each");
  const weights = staggeredWeights(cohorts, comparedCells(cohorts, window), { periods: window, baseline: "mean" });
  const inOrder = Uint32Array.from(starts, (start) => cohorts.findIndex((cohort) => cohort.start === start));
  const [units, periods] = [starts.map(String), Array.from({ length: window }, (_, at) => at)];
  const trial = (draws: number): Trial => {
    const cohortOf = inOrder.slice();
    deal(generator, cohortOf);
    return (stretch, lift) => {
      const outcomes = lifted(stretch, lift, (unit) => cohorts[cohortOf[unit] as number]?.start ?? window);
      const parts = partsOf({ units, periods, outcomes }, weights);
      const { p } = dealtP(generator, parts, { cohorts, cohortOf, draws });
      return { effect: dealtEffect(parts, cohorts, cohortOf).effect, p };
    };
  };
  return simulatedPower(generator, history, { options, window, trial });
}

/** The change of a unit's mean outcome from before to after. */
function changeOf({ columns, values }: Matrix, unit: number, before: number): number {
  const row = values.subarray(unit * columns, (unit + 1) * columns);
  const meanOf = (part: Float64Array): number => part.reduce((sum, value) => sum + value, 0) / part.length;
  return meanOf(row.subarray(before)) - meanOf(row.subarray(0, before));
}

/**
 * How large an effect a design in pairs would find, tried on the units' own history.
 *
 * Each trial takes a stretch of the history as long as the design, tosses a coin for each pair, adds a share to the outcomes of the ones that
 * it falls on, and tests the differences of changes as `pairedEffect` does.
 *
 * Time: trials x effects x draws x pairs.
 *
 * @param generator the source of all chance, which moves on.
 * @param history outcomes of all units before the design, a row a unit.
 * @param pairs places of units, at least two pairs.
 * @param before periods of a stretch before treatment, at least one.
 * @param after periods of treatment, at least one.
 * @throws {RangeError} when a place is none, or an option is none.
 * @example
 * import { zeroMatrix } from "../../linear/matrix.ts";
 * import { generatorOf } from "../../random/generator.ts";
 * import { pairedPower } from "./design-power.ts";
 * pairedPower(generatorOf(1), zeroMatrix(4, 2), { pairs: [[0, 1], [2, 3]], before: 2, after: 1 }); // => { kind: "level-out-of-reach" }
 */
export function pairedPower(
  generator: Generator,
  history: Matrix,
  { pairs, before, after }: { readonly pairs: readonly (readonly [number, number])[]; readonly before: number; readonly after: number },
  options: DesignPowerOptions = {},
): DesignPowerOutcome {
  const { alpha } = checkedOptions(options);
  checkCount("before", before, 1);
  checkCount("after", after, 1);
  if (pairs.length < 2 || pairs.flat().some((place) => !(place >= 0 && place < history.rows)))
    throw new RangeError(`pairs must be at least two, of places below ${history.rows}`);
  if (2 / 2 ** pairs.length > alpha) return { kind: "level-out-of-reach" };
  const trial = (draws: number): Trial => {
    const treated = pairs.map(() => generator.below(2));
    const chosen = new Set(pairs.map((pair, at) => pair[treated[at] as 0 | 1]));
    return (stretch, lift) => {
      const outcomes = lifted(stretch, lift, (unit) => (chosen.has(unit) ? before : stretch.columns));
      const differences = pairs.map((pair, at) => {
        const [one, other] = [pair[treated[at] as 0 | 1], pair[(1 - (treated[at] as number)) as 0 | 1]];
        return changeOf(outcomes, one, before) - changeOf(outcomes, other, before);
      });
      const found = pairedEffect(generator, differences, { draws });
      return found.kind === "estimated" ? found : { effect: found.effect, p: 1 };
    };
  };
  return simulatedPower(generator, history, { options, window: before + after, trial });
}
