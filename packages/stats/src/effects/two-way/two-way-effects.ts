import { checkCount } from "../../input/check.ts";
import type { Cells } from "../panel/cells.ts";
import { setsFrom, type ConnectedSets } from "../panel/connected-sets.ts";
import { checkEffectsPanel, type EffectsPanel } from "../panel/effects-panel.ts";
import { levelCounts, type Factor } from "../panel/factor.ts";
import { fitTwoWay, type TwoWayFit } from "./fit-two-way.ts";
import type { SolverReport, TwoWayVector } from "./two-way-system.ts";

/** What each creator and each offer adds, all else equal. */
export interface TwoWayEffects extends ConnectedSets {
  readonly kind: "estimated";
  /** By creator, in the unit of the outcome, the level of all included; comparable within one connected set only. */
  readonly creators: Float64Array;
  /** By offer; over the rows of each connected set they have mean 0. */
  readonly offers: Float64Array;
  /** By format; over all rows they have mean 0. Empty without a format. */
  readonly formats: Float64Array;
  /** By covariate; 0 where it depends on others. */
  readonly coefficients: Float64Array;
  /** Of the coefficients, for errors of one variance. */
  readonly standardErrors: Float64Array;
  /** Covariates (by index) and formats that creators, offers or other columns say already: nothing can be told of them. */
  readonly dependent: { readonly covariates: readonly number[]; readonly formats: readonly (string | number)[] };
  readonly residualVariance: number;
  readonly degreesOfFreedom: number;
  /** How it was solved, with the residual that is left of its equations. */
  readonly solver: SolverReport;
}

/** Effects, or why there are none: as many effects as rows, or equations that could not be solved as exactly as asked. */
export type TwoWayEffectsOutcome =
  TwoWayEffects | { readonly kind: "saturated"; readonly rows: number } | { readonly kind: "not-converged"; readonly residual: number };

/** Up to how many of the fewer factor's levels the equations are factored. */
export interface TwoWayOptions {
  /** Missing means 1,000: beyond that conjugate gradients are quicker. */
  readonly mostDirect?: number;
}

/** Moves each set's zero so that the offers' effects have mean 0 over its rows. */
function anchored(cells: Cells, { setOf, setCount }: TwoWayFit, effects: TwoWayVector): { creators: Float64Array; offers: Float64Array } {
  const [own, rows]: [Float64Array, Float64Array] = cells.isSwapped ? [effects.many, cells.manyRows] : [effects.few, cells.fewRows];
  const offerFrom = cells.isSwapped ? 0 : cells.manyRows.length;
  const [sums, counts] = [new Float64Array(setCount), new Float64Array(setCount)];
  own.forEach((effect, at) => {
    const set = setOf[offerFrom + at] as number;
    sums[set] = (sums[set] as number) + effect * (rows[at] as number);
    counts[set] = (counts[set] as number) + (rows[at] as number);
  });
  const shift = (set: number): number => (sums[set] as number) / (counts[set] as number);
  const many = cells.manyRows.length;
  const sign = (isOffers: boolean): number => (isOffers ? -1 : 1);
  const moved = {
    many: effects.many.map((effect, at) => effect + sign(cells.isSwapped) * shift(setOf[at] as number)),
    few: effects.few.map((effect, at) => effect + sign(!cells.isSwapped) * shift(setOf[many + at] as number)),
  };
  return cells.isSwapped ? { creators: moved.few, offers: moved.many } : { creators: moved.many, offers: moved.few };
}

/** The formats' effects around their mean over rows, and that mean, which belongs to every creator. */
function formatEffects(format: Factor | undefined, coefficients: Float64Array): { formats: Float64Array; level: number } {
  if (format === undefined) return { formats: new Float64Array(0), level: 0 };
  const raw = Float64Array.from(format.levels, (_, at) => (at === 0 ? 0 : (coefficients[at - 1] as number)));
  const counts = levelCounts(format);
  const level = raw.reduce((sum, effect, at) => sum + (effect * (counts[at] as number)) / format.codes.length, 0);
  return { formats: raw.map((effect) => effect - level), level };
}

/**
 * What each creator and each offer adds to an outcome, all else equal: two-way fixed effects (AKM) by sparse least squares.
 *
 * A creator who was given the best offers looks good; here the offer's part, the format's and that of covariates is taken out. Effects
 * can be compared only within a set that is connected through shared offers: every creator and offer is told its set, the largest being 0.
 * Effects of creators with few rows are mostly noise: rank by `effectPredictors`, and take how much creators differ from
 * `effectVariances`. Time: linear in the rows, and the cube of the fewer factor's levels up to `mostDirect` of them; memory: some 60 bytes a row.
 *
 * @param panel the rows.
 * @returns `saturated` where no degree of freedom is left.
 * @throws {RangeError} when the panel does not fit together.
 * @see Abowd, Kramarz and Margolis (1999), High wage workers and high wage firms, Econometrica 67
 * @example
 * import { factorOf } from "../panel/factor.ts";
 * import { twoWayEffects } from "./two-way-effects.ts";
 * const [creator, offer] = [factorOf(["a", "a", "b", "b"]), factorOf(["x", "y", "x", "y"])];
 * const effects = twoWayEffects({ outcome: [10, 14, 13, 17], creator, offer });
 * effects.kind === "estimated" && [...effects.creators, ...effects.offers].map((effect) => effect.toFixed(6)); // => ["12.000000", "15.000000", "-2.000000", "2.000000"]
 */
export function twoWayEffects(panel: EffectsPanel, options: TwoWayOptions = {}): TwoWayEffectsOutcome {
  checkEffectsPanel(panel);
  checkCount("mostDirect", options.mostDirect ?? 0);
  const fit = fitTwoWay(panel, options.mostDirect);
  if (fit === undefined || !fit.solver.isConverged) return { kind: "not-converged", residual: fit?.solver.residual ?? 1 };
  if (fit.degreesOfFreedom < 1) return { kind: "saturated", rows: panel.outcome.length };
  const { cells } = fit.system;
  const p = panel.covariates?.columns ?? 0;
  const residualVariance = fit.residualSumOfSquares / fit.degreesOfFreedom;
  const { formats, level } = formatEffects(panel.format, fit.coefficients.subarray(p));
  const { creators, offers } = anchored(cells, fit, fit.effects);
  const n = fit.coefficients.length;
  const error = (_: number, j: number): number =>
    Math.sqrt(residualVariance * (fit.unscaledCovariance.values[j * n + j] as number)) / (fit.norms[j] as number);
  const dependentFormats = fit.dependent.filter((j) => j >= p).map((j) => panel.format?.levels[j - p + 1] as string | number);
  return {
    kind: "estimated",
    ...setsFrom(cells),
    creators: creators.map((effect) => effect + level),
    offers,
    formats,
    coefficients: fit.coefficients.slice(0, p),
    standardErrors: fit.coefficients.map(error).slice(0, p),
    dependent: { covariates: fit.dependent.filter((j) => j < p), formats: dependentFormats },
    residualVariance,
    degreesOfFreedom: fit.degreesOfFreedom,
    solver: fit.solver,
  };
}
