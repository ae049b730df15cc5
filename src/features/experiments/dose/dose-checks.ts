import { doseEffect, type DoseOutcome, type Matrix } from "@vouch/stats";
import { pText, percentText } from "../analysis/unit-text.ts";
import { daysOf, type ComparedPanel } from "./dose-panel.ts";

/** The same test where nothing was done: whether regions with more dose rose before it as well. */
export interface PlaceboTest {
  /** How many days before the treatment were taken for it. */
  readonly days: number;
  readonly effect: number;
  readonly lower: number;
  readonly upper: number;
  readonly p: number;
}

/** How unlike doses are, and what the estimate rests on. */
export interface DoseSpread {
  /** The standard deviation of doses by what is usual, by their mean; each region counts once. */
  readonly variation: number;
  /** The region on which most of the estimate rests, and its part. */
  readonly largest: { readonly region: string; readonly share: number };
  readonly negative_weights: number;
}

/** Each region's dose over all days. */
export const regionDoses = ({ rows, columns, values }: Matrix): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => values.subarray(row * columns, (row + 1) * columns).reduce((sum, dose) => sum + dose, 0));

/** Days in which nothing was done, and what is compared there. */
interface Untouched {
  /** Sales before the treatment: a row a region. */
  readonly outcomes: Matrix;
  /** Of the treatment: a row a region. */
  readonly doses: Matrix;
  readonly bases: ArrayLike<number>;
}

/**
 * The estimate moved back into the time before the treatment, where it must find nothing: at most half of the days there count as treated.
 *
 * @param level of the interval.
 * @returns the estimate and of how many days it is.
 */
export function movedBack({ outcomes, doses, bases }: Untouched, level: number): { readonly days: number; readonly found: DoseOutcome } {
  const { rows, columns } = outcomes;
  const days = Math.min(doses.columns, Math.floor(columns / 2));
  const values = new Float64Array(rows * columns);
  regionDoses(doses).forEach((dose, row) => values.fill(dose / days, (row + 1) * columns - days, (row + 1) * columns));
  return { days, found: doseEffect({ outcomes, doses: { rows, columns, values }, bases }, { level }) };
}

/** The same as it is kept; null: it gives no estimate. */
export const placeboOf = ({ days, found }: ReturnType<typeof movedBack>): PlaceboTest | null =>
  found.kind === "estimated" ? { days, effect: found.slope, lower: found.low, upper: found.high, p: found.p } : null;

/** The same of the panel of an analysis. */
export const placeboTest = ({ panel, before, doses }: ComparedPanel, level: number): PlaceboTest | null =>
  placeboOf(movedBack({ outcomes: daysOf(panel.outcomes, 0, before), doses: doses.all, bases: panel.bases }, level));

/** How unlike doses by what is usual are between regions. */
export function doseVariation(doses: Matrix, bases: ArrayLike<number>): number {
  const by = regionDoses(doses).map((dose, at) => dose / (bases[at] as number));
  const mean = by.reduce((sum, value) => sum + value, 0) / by.length;
  return Math.sqrt(by.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (by.length - 1)) / mean;
}

const fewRegions = 20;
const [littleVariation, muchOfOne, manyNegative] = [0.25, 1 / 3, 0.25];

/**
 * What to know of doses before an estimate from them is believed, in sentences.
 *
 * @param spread how unlike they are; `negative_weights` of 0 where no estimate is made yet.
 * @param regions how many take part.
 * @param placebo of the time before; null: it could not be made.
 * @param alpha by which the placebo counts as found.
 * @example
 * import { doseFlags } from "./dose-checks.ts";
 * const spread = { variation: 0.1, largest: { region: "Berlin", share: 0.1 }, negative_weights: 0 };
 * doseFlags(spread, { regions: 24, placebo: null, alpha: 0.1 }).length; // => 2
 */
export function doseFlags(
  { variation, largest, negative_weights: negative }: DoseSpread,
  { regions, placebo, alpha }: { readonly regions: number; readonly placebo: PlaceboTest | null; readonly alpha: number },
): string[] {
  return [
    ...(regions >= fewRegions
      ? []
      : [`Only ${regions} regions take part, where ${fewRegions} are asked for: how much regions differ by themselves is hardly known.`]),
    ...(variation >= littleVariation
      ? []
      : [
          `Doses hardly differ between regions (by ${percentText(variation)} of their mean, where ${percentText(littleVariation)} are asked for): the audience is spread as the sales are, and what posts do everywhere alike cannot be told from the season. Choose creators whose audiences are elsewhere.`,
        ]),
    ...(largest.share <= muchOfOne
      ? []
      : [
          `${percentText(largest.share)} of the estimate rests on ${largest.region} alone: whatever else happened there counts as the effect.`,
        ]),
    ...(placebo === null
      ? ["Too few days lie before the treatment to see whether regions with more dose rose before it as well."]
      : placebo.p > alpha
        ? []
        : [
            `In the ${placebo.days} days before the first post, when nothing was done, regions with more dose ${placebo.effect > 0 ? "rose" : "fell"} more as well (p ${pText(placebo.p)}): what is found after it may be the same going on.`,
          ]),
    ...(negative <= manyNegative
      ? []
      : [
          `${percentText(negative)} of the weights are negative: where a person reached brings unlike amounts in different regions, the estimate can be far off, even to the other side.`,
        ]),
  ];
}
