import { checkCount } from "../../input/check.ts";
import type { Generator } from "../../random/generator.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import { standardDeviation } from "../../summary/moments.ts";
import { cellsOf } from "../panel/cells.ts";
import { setsOfCells } from "../panel/connected-sets.ts";
import { checkEffectsPanel, panelRows, type EffectsPanel } from "../panel/effects-panel.ts";
import { fitTwoWay, type TwoWayFit } from "../two-way/fit-two-way.ts";
import { columnTerms, COMPONENTS, exactForms, formOf, type Forms } from "./forms.ts";
import { leaveOutRows } from "./leave-out-set.ts";
import { projectedForms } from "./projected-forms.ts";

/** How much creators and offers differ over rows, and whether the best creators get the best offers. In the square of the outcome's unit. */
export interface EffectVariances {
  readonly creator: number;
  readonly offer: number;
  readonly covariance: number;
}

/** `homoskedastic`: errors of one variance (Andrews and others); `leave-out`: each row has a variance of its own (Kline and others). */
export type VarianceCorrection = "homoskedastic" | "leave-out";

/** How the correction is made. */
export interface VarianceOptions {
  /** Missing means `leave-out`, which asks least of the errors: they need only be independent from row to row. */
  readonly correction?: VarianceCorrection;
  /** Exact up to so many levels of the fewer factor; missing means 1,000. Beyond that random projections. */
  readonly mostDirect?: number;
  /** The source of the random projections; needed beyond `mostDirect`. */
  readonly generator?: Generator;
  /** How many projections; missing means 200. */
  readonly draws?: number;
}

/** Variances with and without correction, or why there are none. */
export type EffectVariancesOutcome =
  | {
      readonly kind: "estimated";
      readonly correction: VarianceCorrection;
      /** Of the estimated effects as they are: noise makes variances too large, and the covariance too small. */
      readonly plugIn: EffectVariances;
      /** With the noise taken out; a variance may come out below zero where there is little. */
      readonly corrected: EffectVariances;
      /** The mean variance of the errors. */
      readonly residualVariance: number;
      /** What was used: the largest connected set; for `leave-out` the largest that stays connected without any one row. */
      readonly used: { readonly creators: number; readonly offers: number; readonly rows: number; readonly droppedRows: number };
      /** `exact`, or by how many projections and with what standard errors of the corrected figures, which more projections lower. */
      readonly forms:
        { readonly kind: "exact" } | { readonly kind: "projected"; readonly draws: number; readonly standardErrors: EffectVariances };
    }
  /** No rows are left that stay connected; rows that only they themselves explain; no degree of freedom; or no solution. */
  | { readonly kind: "no-leave-out-set" | "saturated" | "not-converged" }
  | { readonly kind: "leverage-one"; readonly rows: number };

const BATCHES = 10;

type Triple = Record<(typeof COMPONENTS)[number], number>;

const named = ({ many, few, covariance }: Triple, isSwapped: boolean): EffectVariances =>
  isSwapped ? { creator: few, offer: many, covariance } : { creator: many, offer: few, covariance };

/** Largest leverage that leaves something to tell an error by. */
const MOST_LEVERAGE = 1 - 1e-9;

interface Corrections {
  readonly sums: Triple;
  readonly errorVariance: number;
  readonly withoutError: number;
}

/** What the errors add to each form: the sum over rows of the form by the variance of the row's error. */
function corrections(fit: TwoWayFit, forms: Forms, correction: VarianceCorrection): Corrections {
  const { cellOf } = fit.system.cells;
  const n = cellOf.length;
  const terms = columnTerms(fit);
  const one = fit.residualSumOfSquares / fit.degreesOfFreedom;
  const hasColumns = fit.rest.columns > 0;
  const weights = (row: number): Float64Array => (hasColumns ? terms.weightsOf(row) : new Float64Array(0));
  let withoutError = 0;
  const variances = Float64Array.from({ length: n }, (_, row) => {
    if (correction === "homoskedastic") return one;
    const leverage = (forms.leverage[cellOf[row] as number] as number) + (hasColumns ? terms.leverage(row, weights(row)) : 0);
    if (leverage > MOST_LEVERAGE) withoutError++;
    return ((fit.centred[row] as number) * (fit.residuals[row] as number)) / (1 - Math.min(leverage, MOST_LEVERAGE));
  });
  const sumOfForm = (component: (typeof COMPONENTS)[number]): number =>
    sumOf(n, (row) => {
      const own = (forms[component][cellOf[row] as number] as number) + (hasColumns ? terms.form(row, component, weights(row)) : 0);
      return own * (variances[row] as number);
    });
  const sums = { many: sumOfForm("many"), few: sumOfForm("few"), covariance: sumOfForm("covariance") };
  return { sums, errorVariance: sumOf(n, (row) => variances[row] as number) / n, withoutError };
}

/** The rows that are used. */
function rowsUsed(panel: EffectsPanel, correction: VarianceCorrection): Int32Array {
  const cells = cellsOf(panel);
  if (correction === "leave-out") return leaveOutRows(cells);
  const { setOf } = setsOfCells(cells);
  return Int32Array.from(cells.cellOf.keys()).filter((row) => setOf[cells.many.codes[row] as number] === 0);
}

function estimate(
  fit: TwoWayFit,
  options: VarianceOptions,
): { found: Corrections; forms: { kind: "exact" } | { kind: "projected"; draws: number; errors: Triple } } {
  const { correction = "leave-out", generator, draws = 200 } = options;
  if (fit.system.lower !== undefined) return { found: corrections(fit, exactForms(fit.system), correction), forms: { kind: "exact" } };
  if (generator === undefined) throw new RangeError("generator must be given where both factors have more than mostDirect levels");
  const each = Math.ceil(draws / BATCHES);
  const { all, batches } = projectedForms(fit.system, generator, { batches: BATCHES, draws: each });
  const apart = batches.map((forms) => corrections(fit, forms, correction).sums);
  const error = (component: (typeof COMPONENTS)[number]): number =>
    standardDeviation(apart.map((sums) => sums[component])) / Math.sqrt(BATCHES);
  const errors = { many: error("many"), few: error("few"), covariance: error("covariance") };
  return { found: corrections(fit, all, correction), forms: { kind: "projected", draws: each * BATCHES, errors } };
}

/**
 * How much of the outcome's spread is creators, how much offers, and how the two go together, with the noise of estimation taken out.
 *
 * The variance of estimated effects is too large by the variance of their errors, most so where creators have few rows, and the noise makes
 * good creators seem to get bad offers. `homoskedastic` takes out what errors of one variance add (Andrews and others); `leave-out`
 * estimates the variance of each row's error from a fit without that row (Kline, Saggio and Solvsten) and stays right where it differs.
 * Errors that hang together within a creator and offer are not taken out by either: put one row a cell. Exact up to `mostDirect` levels of the
 * fewer factor, by seeded random projections beyond. Time: linear in rows, with the cube of the fewer factor's levels, or three solutions a draw.
 *
 * @param panel the rows; covariates and formats are fitted along.
 * @returns `no-leave-out-set` where no row can be left out; `leverage-one` where some rows only explain themselves by a covariate.
 * @throws {RangeError} when the panel does not fit together, or projections are needed and there is no generator.
 * @see Andrews, Gill, Schank and Upward (2008), High wage workers and low wage firms, JRSS A 171
 * @see Kline, Saggio and Solvsten (2020), Leave-out estimation of variance components, Econometrica 88
 * @example
 * import { factorOf } from "../panel/factor.ts";
 * import { effectVariances } from "./effect-variances.ts";
 * const [creator, offer] = [factorOf(["a", "a", "b", "b", "c", "c"]), factorOf(["x", "y", "x", "y", "x", "y"])];
 * const outcome = effectVariances({ outcome: [10, 14, 13, 18, 21, 24], creator, offer });
 * outcome.kind === "estimated" && [outcome.plugIn.creator.toFixed(3), outcome.corrected.creator.toFixed(3)]; // => ["19.056", "18.889"]
 */
export function effectVariances(panel: EffectsPanel, options: VarianceOptions = {}): EffectVariancesOutcome {
  const { correction = "leave-out", mostDirect = 1_000, draws = 200 } = options;
  checkEffectsPanel(panel);
  checkCount("mostDirect", mostDirect);
  checkCount("draws", draws, 2 * BATCHES);
  const rows = rowsUsed(panel, correction);
  if (rows.length === 0) return { kind: "no-leave-out-set" };
  const used = panelRows(panel, rows);
  const fit = fitTwoWay(used, mostDirect);
  if (!fit?.solver.isConverged) return { kind: "not-converged" };
  if (fit.degreesOfFreedom < 1) return { kind: "saturated" };
  const { found, forms } = estimate(fit, options);
  if (found.withoutError > 0) return { kind: "leverage-one", rows: found.withoutError };
  const { cells } = fit.system;
  const plugIn = { many: 0, few: 0, covariance: 0 };
  const corrected = { ...plugIn };
  for (const component of COMPONENTS) {
    plugIn[component] = formOf(cells, component, fit.effects);
    corrected[component] = plugIn[component] - found.sums[component];
  }
  const { isSwapped } = cells;
  return {
    kind: "estimated",
    correction,
    plugIn: named(plugIn, isSwapped),
    corrected: named(corrected, isSwapped),
    residualVariance: found.errorVariance,
    used: {
      creators: used.creator.levels.length,
      offers: used.offer.levels.length,
      rows: rows.length,
      droppedRows: panel.outcome.length - rows.length,
    },
    forms: forms.kind === "exact" ? forms : { kind: "projected", draws: forms.draws, standardErrors: named(forms.errors, isSwapped) },
  };
}
