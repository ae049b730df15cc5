import type { GeoAnalysis } from "../analysis/geo-analysis.ts";

/** An estimate with its interval, all in one unit. */
export interface Estimated {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** What some creators are credited with over the days of treatment. */
export interface Credited {
  readonly currency: string;
  readonly orders: number;
  readonly minor: number;
}

/** What an experiment says that credit is worth, or why it does not. */
export type KeptFactor =
  | {
      readonly kind: "factor";
      /** What the treatment caused in all treated regions: minor units, or a count. */
      readonly caused: Estimated;
      /** Caused by credited. */
      readonly factor: Estimated;
      /** In the same unit as what was caused. */
      readonly credited: number;
      /** The interval's level, in (0, 1). */
      readonly level: number;
      /** What to know before believing it, in sentences. */
      readonly notes: string[];
    }
  | { readonly kind: "none"; readonly reason: string };

/** Calibrations keep four decimals and five digits before them. */
const largest = 99_999;

const none = (reason: string): KeptFactor => ({ kind: "none", reason });

/** What an experiment found, as it is kept. */
export interface Finding {
  /** In all regions and days that it is of; or in a sentence why that is not known. */
  readonly caused: Estimated | { readonly reason: string };
  /** A currency of ISO 4217, or `count`. */
  readonly unit: string;
  /** Of the interval, in (0, 1). */
  readonly level: number;
  /** What to know before believing it, in sentences. */
  readonly notes: string[];
}

/** What was caused in all treated regions over all days, with the interval of the method that decides. */
function causedInAll(analysis: GeoAnalysis, treated: number): Estimated | { readonly reason: string } {
  const [decider] = analysis.methods;
  if (decider?.kind !== "estimated") return { reason: "The method that decides gives no estimate, so there is nothing to keep." };
  const { interval, total } = decider;
  if (interval === null || interval.lower === null || interval.upper === null)
    return { reason: "The method that decides gives no interval with two ends, and a number without one is not kept." };
  const cells = treated * analysis.days_treated;
  const [low, high] = [interval.lower * cells, interval.upper * cells];
  if (low > total || total > high)
    return { reason: "The estimate does not lie in its own interval, which another method made: the two contradict each other." };
  return { estimate: total, low, high };
}

/**
 * What an experiment by region found, as it is kept.
 *
 * @param analysis that is final.
 * @param treated how many regions were treated.
 * @example
 * import { geoFinding } from "./kept-factor.ts";
 * const method = { kind: "estimated", total: 40, interval: { lower: 2, upper: 6 } };
 * geoFinding({ unit: "count", level: 0.9, days_treated: 5, methods: [method], look: { fraction: 1 } }, 2).caused; // => { estimate: 40, low: 20, high: 60 }
 */
export const geoFinding = (analysis: GeoAnalysis, treated: number): Finding => ({
  caused: causedInAll(analysis, treated),
  unit: analysis.unit,
  level: analysis.level,
  notes: analysis.look.fraction < 1 ? ["The test stopped early: an effect that stops one is on average too large."] : [],
});

/** Credit in the unit of the sales, and what of it could not be counted. */
function creditIn(unit: string, credit: readonly Credited[]): { readonly credited: number; readonly notes: string[] } {
  if (unit === "count") return { credited: credit.reduce((sum, { orders }) => sum + orders, 0), notes: [] };
  const others = credit.filter(({ currency }) => currency !== unit).map(({ currency }) => currency);
  const notes = others.length === 0 ? [] : [`Credit in ${others.join(", ")} is not counted, since the sales are in ${unit}.`];
  return { credited: credit.find(({ currency }) => currency === unit)?.minor ?? 0, notes };
}

/**
 * What an experiment says that credit is worth: what was caused, divided by what the creators are credited with for the same days.
 *
 * The interval is that of what was caused, divided by the same credit: credit is counted, not estimated. Orders do not tell their region, so
 * all credit of the creators counts as that of the regions that were measured.
 *
 * @param finding of the experiment.
 * @param creatorIds whose work the treatment is.
 * @param credit of these creators over the days of treatment, one entry a currency.
 * @returns the factor with its interval; or in a sentence why there is none.
 * @example
 * import { keptFactor } from "./kept-factor.ts";
 * const finding = { caused: { estimate: 40, low: 20, high: 60 }, unit: "count", level: 0.9, notes: [] };
 * const found = keptFactor(finding, ["cre_1"], [{ currency: "EUR", orders: 100, minor: 5000 }]);
 * found.factor; // => { estimate: 0.4, low: 0.2, high: 0.6 }
 */
export function keptFactor(
  { caused, unit, level, notes: before }: Finding,
  creatorIds: readonly string[],
  credit: readonly Credited[],
): KeptFactor {
  if (creatorIds.length === 0)
    return none(
      "The plan does not say whose work the treatment is, so there is no credit to compare with. Name creators in the next plan.",
    );
  if ("reason" in caused) return none(caused.reason);
  const { credited, notes } = creditIn(unit, credit);
  if (!(credited > 0)) return none("The creators have no credit in this unit for the days of treatment, so there is nothing to divide by.");
  const by = (amount: number): number => amount / credited;
  const factor = { estimate: by(caused.estimate), low: by(caused.low), high: by(caused.high) };
  if (Math.max(Math.abs(factor.low), Math.abs(factor.high)) > largest)
    return none("So little is credited that the factor has no end that could be kept.");
  return { kind: "factor", caused, factor, credited, level, notes: [...before, ...notes] };
}
