import { incrementalReturn, jackknifePlus, placeboInTime, type Estimator, type Panel } from "@vouch/stats";
import { daysLater } from "../../../kernel/civil.ts";
import { looksOf, type Look } from "../plan/looks.ts";
import { geoMethods, type GeoMethod, type GeoPlan } from "../plan/geo-plan.ts";
import { geoPanel, partOf, type SalesCell } from "./geo-panel.ts";
import { methodEstimate, mixOf, type MethodOutcome } from "./method-estimate.ts";
import { isInProportion, movementOf, panelTotals } from "./movement.ts";
import { disagreements, inOrder, verdictOf, type Verdict } from "./verdict.ts";

/** What an analysis is made of. */
export interface AnalysedSales {
  readonly cells: readonly SalesCell[];
  readonly plan: GeoPlan;
  /** A currency of ISO 4217, or `count`. */
  readonly unit: string;
  /** Of the placebos; taken from the plan's hash, so that nobody can try seeds. */
  readonly seed: number;
  /** At which look; missing: the plan's last. */
  readonly look?: Look;
}

/** A day of the treated regions: means a region, in the series' unit. */
export interface AnalysedDay {
  readonly day: string;
  readonly observed: number;
  readonly expected: number;
  /** What was expected, with its interval by the jackknife+; null before treatment and where it has no end. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Effects that appear when treatment is said to have begun earlier, when nothing was done. */
export interface AnalysedPlacebo {
  readonly p: number;
  readonly starts: { readonly day: string; readonly effect: number }[];
}

/** What a unit of spend brought; ends are null where the interval has none. */
export interface AnalysedReturn {
  readonly estimate: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly spend: number;
}

/** An analysis of an experiment by region. */
export interface GeoAnalysis {
  readonly unit: string;
  readonly look: Look;
  /** Whether the result may be passed on: it is the last look, or p is within the look's bound. */
  readonly may_be_told: boolean;
  /** Of the intervals: 1 less what the look asks of p, so that over all looks they hold together. */
  readonly level: number;
  readonly regions: number;
  readonly days_before: number;
  readonly days_treated: number;
  readonly verdict: Verdict;
  /** The one that decides first. */
  readonly methods: MethodOutcome[];
  readonly disagreements: string[];
  readonly days: AnalysedDay[];
  readonly placebo: AnalysedPlacebo | null;
  readonly return_on_spend: AnalysedReturn | null;
  /** Why the return is not known; empty where it is. */
  readonly return_note: string;
}

/** An analysis, or why there is none, in words. */
export type GeoAnalysisOutcome =
  { readonly kind: "analysed"; readonly analysis: GeoAnalysis } | { readonly kind: "refused"; readonly reason: string };

/** Very early looks ask for a p so small that 1 less it is no longer a number below 1. */
const highestLevel = 1 - 1e-9;

/** The estimator whose leave-one-out fits make the band; what is no plain mix of regions borrows that of the synthetic control. */
const bandEstimator = (panel: Panel, method: GeoMethod): Estimator =>
  mixOf(method === "sdid" ? "sdid" : "synthetic-control", isInProportion(movementOf(panel), method));

function daysOf(panel: Panel, expected: readonly number[], method: GeoMethod, level: number): AnalysedDay[] {
  const count = panel.treatedFrom.filter((start) => start < panel.periods.length).length;
  const before = Math.min(...panel.treatedFrom);
  const { treated } = panelTotals(panel);
  const band = jackknifePlus(panel, bandEstimator(panel, method), level);
  const end = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return panel.periods.map((day, at) => {
    const observed = (treated[at] as number) / count;
    const effect = band.kind === "estimated" && at >= before ? band.periods[at - before] : undefined;
    const ends =
      effect === undefined ? { lower: null, upper: null } : { lower: end(observed - effect.upper), upper: end(observed - effect.lower) };
    return { day: String(day), observed, expected: expected[at] ?? observed, ...ends };
  });
}

function placeboOf(panel: Panel): AnalysedPlacebo | null {
  const found = placeboInTime(panel, { estimator: bandEstimator(panel, "synthetic-control") });
  if (found.kind !== "compared") return null;
  return { p: found.p, starts: found.placebos.map(({ from, att }) => ({ day: String(from), effect: att })) };
}

type Returned = Pick<GeoAnalysis, "return_on_spend" | "return_note">;

const noReturn = (return_note: string): Returned => ({ return_on_spend: null, return_note });

/** Totals of spend day by day, in the groups of a panel. */
function spendPanel(panel: Panel, cells: readonly SalesCell[]): Panel {
  const [rows, columns] = [new Map(panel.units.map((unit, at) => [unit, at])), new Map(panel.periods.map((day, at) => [String(day), at]))];
  const values = new Float64Array(panel.outcomes.values.length);
  for (const { region, day, spend } of cells) {
    const [row, column] = [rows.get(region), columns.get(day)];
    if (row !== undefined && column !== undefined) values[row * panel.periods.length + column] = spend ?? 0;
  }
  return { ...panel, outcomes: { ...panel.outcomes, values } };
}

function returnOf(panel: Panel, cells: readonly SalesCell[], level: number): Returned {
  if (cells.every(({ spend }) => spend === null)) return noReturn("The file of sales tells no spend by region.");
  if (cells.some(({ spend }) => spend === null))
    return noReturn("Spend is told for some days of regions and not for others: write 0 where nothing was spent.");
  const before = Math.min(...panel.treatedFrom);
  const cost = { ...panelTotals(spendPanel(panel, cells)), before };
  const line = isInProportion(movementOf(panel), "time-based-regression") ? "proportional" : "fitted";
  const found = incrementalReturn({ response: { ...panelTotals(panel), before }, cost }, level, line);
  if (found.kind === "no-cost-effect")
    return noReturn("Treatment changed nothing in what was spent, so that there is nothing to divide by.");
  if (found.kind !== "estimated") return noReturn("Time-based regression cannot be drawn through these sales.");
  const { set, estimate, costEffect } = found;
  const ends = set.kind === "interval" ? { lower: set.lower, upper: set.upper } : { lower: null, upper: null };
  return { return_on_spend: { estimate, ...ends, spend: costEffect }, return_note: "" };
}

/**
 * The analysis of an experiment by region: four methods side by side, the verdict by the locked rule, where methods disagree, a placebo, and
 * what a unit of spend brought.
 *
 * @param data the sales of the series, and the plan as it was locked.
 * @param report told how much of the work is done, a share in [0, 1].
 * @returns the analysis; or what is missing. The same data give the same analysis. Time: seconds; two hundred placebo fits take the most.
 * @throws {RangeError} when the plan's alpha is not in (0, 1).
 */
export function geoAnalysis({ cells, plan, unit, seed, look: asked }: AnalysedSales, report: (share: number) => void): GeoAnalysisOutcome {
  const look = asked ?? (looksOf(plan, []).at(-1) as Look);
  const until = { ...plan, to_on: daysLater(look.last_on, 1) };
  const part = partOf(cells, until);
  const found = geoPanel(part, until);
  if (found.kind === "refused") return found;
  const { panel } = found;
  const level = Math.min(1 - look.bound_p, highestLevel);
  const order = inOrder(geoMethods, plan.method);
  const methods = order.map((method, at) => {
    report(at / (order.length + 1));
    return methodEstimate(panel, method, level, seed);
  });
  report(order.length / (order.length + 1));
  const [decider] = methods;
  const before = Math.min(...panel.treatedFrom);
  const verdict = verdictOf(methods, { ...plan, look }, unit);
  const analysis = {
    unit,
    look,
    may_be_told: verdict.outcome !== "open",
    level,
    regions: panel.units.length,
    days_before: before,
    days_treated: panel.periods.length - before,
    verdict,
    methods,
    disagreements: disagreements(methods, look.bound_p),
    days: daysOf(panel, decider?.kind === "estimated" ? decider.expected : [], plan.method, level),
    placebo: placeboOf(panel),
    ...returnOf(panel, part, level),
  };
  report(1);
  return { kind: "analysed", analysis };
}
