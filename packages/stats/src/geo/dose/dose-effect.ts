import { studentTDistribution } from "../../distributions/student-t.ts";
import { checkLevel } from "../../experiments/level.ts";
import { checkNotNegative } from "../../input/check.ts";
import type { Matrix } from "../../linear/matrix.ts";
import { checkDoses, doseDesign, freedomOf, freeOf, productSum, rowsOf, type DoseDesign, type DosePanel } from "./dose-design.ts";

/** What a unit of dose does, or why that cannot be told. */
export type DoseOutcome =
  | {
      readonly kind: "estimated";
      /** Outcome a unit of dose. */
      readonly slope: number;
      readonly standardError: number;
      /** Bell and McCaffrey's: as many regions as it truly rests on. */
      readonly degreesOfFreedom: number;
      /** -Infinity and Infinity where sources may be so unlike that the interval has no ends. */
      readonly low: number;
      readonly high: number;
      /** Of a slope of zero, by Student's t. */
      readonly p: number;
      /** How much each source weighs in the slope, less its share of all doses; empty without sources. */
      readonly leanings: Float64Array;
      /** Each region's part of the spread of doses that the slope rests on; they sum to one. */
      readonly shares: Float64Array;
      /**
       * The share of negative weights, in [0, 0.5): where a unit of dose does not do the same everywhere, the slope is a mean of what it does
       * with these weights, and negative ones can turn its sign.
       */
      readonly negativeWeights: number;
    }
  /** Fewer than three regions. */
  | { readonly kind: "few-regions"; readonly regions: number }
  /** Region and period say everything of the doses: they rise and fall alike everywhere, by the base. */
  | { readonly kind: "no-variation" }
  /** All that the slope rests on is one region against all others. */
  | { readonly kind: "one-region"; readonly region: number }
  /** Nothing is left to be explained. */
  | { readonly kind: "constant"; readonly slope: number };

/** How the interval is made. */
export interface DoseOptions {
  /** The coverage of the interval, in (0, 1); missing means 0.95. */
  readonly level?: number;
  /** The doses by where they came from, such as a creator each, which sum to the panel's; missing means one source. */
  readonly sources?: readonly Matrix[];
  /**
   * How unlike sources are in what a unit of theirs does: the standard deviation by the mean. Missing means 0: all alike. Regions cannot tell it,
   * and a slope that leans on some sources misses the mean of all by so much more.
   */
  readonly sourceSpread?: number;
}

/** A slope with its standard error. */
export interface DoseFit {
  readonly slope: number;
  readonly standardError: number;
}

/**
 * The slope of outcomes on doses with its standard error by regions, for residuals that are corrected for each region's pull.
 *
 * @param free outcomes by the base, less what region and period say of them.
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { doseDesign, freeOf } from "./dose-design.ts";
 * import { fitDose } from "./dose-effect.ts";
 * const [doses, outcomes] = [matrixOf([[0, 2], [0, 0], [0, 1]]), matrixOf([[5, 11], [5, 5], [5, 8]])];
 * fitDose(doseDesign(doses, [5, 5, 5]), freeOf(outcomes, Float64Array.of(5, 5, 5))).slope.toFixed(6); // => "3.000000"
 */
export function fitDose({ bases, free: doses, spread, leverage }: DoseDesign, free: Matrix): DoseFit {
  const [x, y] = [rowsOf(doses), rowsOf(free)];
  const crosses = x.map((row, region) => (bases[region] as number) * productSum(row, y[region] as Float64Array));
  const slope = crosses.reduce((sum, cross) => sum + cross, 0) / spread;
  const variance = x.reduce((sum, row, region) => {
    const score = (crosses[region] as number) - slope * (bases[region] as number) * productSum(row, row);
    return sum + score ** 2 / (1 - (leverage[region] as number));
  }, 0);
  return { slope, standardError: Math.sqrt(variance) / spread };
}

/** The weights by which the slope is a mean of what a unit of dose does in each region and period: the share of negative ones. */
function negativeShare({ free }: DoseDesign, doses: Matrix): number {
  let [negative, all] = [0, 0];
  doses.values.forEach((dose, at) => {
    // Base by region times free dose by base times dose by base: the bases cancel.
    const weight = (free.values[at] as number) * dose;
    if (weight < 0) negative -= weight;
    all += Math.abs(weight);
  });
  return all > 0 ? negative / all : 0;
}

const sumOf = ({ values }: Matrix): number => values.reduce((sum, value) => sum + value, 0);

function leaningsOf({ free, spread }: DoseDesign, doses: Matrix, sources: readonly Matrix[]): Float64Array {
  const all = sumOf(doses);
  return Float64Array.from(sources, (source) => {
    if (source.rows !== doses.rows || source.columns !== doses.columns)
      throw new RangeError(`sources must be ${doses.rows} x ${doses.columns}: got ${source.rows} x ${source.columns}`);
    return productSum(free.values, source.values) / spread - sumOf(source) / all;
  });
}

/**
 * All slopes of the mean source that are not refused: those whose distance from the estimate is within t of its standard error and of what
 * unlike sources add, which grows with the slope itself. Zero lies within exactly where p says so.
 */
function endsOf({ slope, standardError }: DoseFit, t: number, unlike: number): { low: number; high: number } {
  const left = 1 - t ** 2 * unlike;
  const inside = slope ** 2 - left * (slope ** 2 - (t * standardError) ** 2);
  if (left <= 0) return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const half = Math.sqrt(inside);
  return { low: (slope - half) / left, high: (slope + half) / left };
}

/** Why a design gives no slope; undefined: it does. */
function lackOf({ leverage, spread }: DoseDesign): Exclude<DoseOutcome, { kind: "estimated" | "constant" }> | undefined {
  if (leverage.length < 3) return { kind: "few-regions", regions: leverage.length };
  if (spread === 0) return { kind: "no-variation" };
  const region = leverage.findIndex((pull) => 1 - pull < 1e-9);
  return region < 0 ? undefined : { kind: "one-region", region };
}

/**
 * What a unit of dose does, from regions that were given unlike doses at the same time.
 *
 * For posts that cannot be kept to regions, but whose audience is not spread like the customers: where more of the audience is, sales
 * must rise more. A regression, weighted by the bases, of outcome by base on dose by base and on what each region and each period have in common: bases
 * make a period's rise a share of each region's sales, as seasons are, while the slope stays outcome a unit of dose. Levels, not logarithms, since small regions sell
 * nothing on some days and reach adds to sales rather than multiplying them. The standard error is by regions, each of which may depend on its own past as
 * it likes (Bell and McCaffrey's, CR2, exact for balanced panels), and Student's t has as many degrees of freedom as there are regions that the slope truly rests on.
 *
 * It holds where regions with more dose would have gone as those with less, and where a unit of dose does the same in both: the dose was
 * not dealt out by chance, so both are believed, not known. `permutedDoses` and the same estimate on a time without dose are checks.
 * It is no estimate of what a dose does that is the same everywhere: that is in the periods.
 *
 * Time: regions squared times periods.
 *
 * @param panel outcomes and doses of regions over periods, no cell missing.
 * @returns the slope in outcome a unit of dose; times the sum of all doses it is what they did in all.
 * @throws {RangeError} when the parts do not fit, a dose is negative, a base is not above zero, or the level is none.
 * @see Bell and McCaffrey (2002), Survey Methodology 28; Imbens and Kolesar (2016), Review of Economics and Statistics 98; de Chaisemartin and D'Haultfoeuille (2020), American Economic Review 110; Callaway, Goodman-Bacon and Sant'Anna (2024), NBER working paper 32117
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { doseEffect } from "./dose-effect.ts";
 * const outcomes = matrixOf([[10, 12], [10, 11], [20, 20], [20, 23]]);
 * const doses = matrixOf([[0, 2], [0, 0], [0, 0], [0, 4]]);
 * doseEffect({ outcomes, doses, bases: [10, 10, 20, 20] }).slope; // => 0.66666666666...
 */
export function doseEffect(panel: DosePanel, options: DoseOptions = {}): DoseOutcome {
  const { level = 0.95, sources = [], sourceSpread = 0 } = options;
  checkDoses(panel);
  checkLevel(level);
  checkNotNegative("sourceSpread", sourceSpread);
  const design = doseDesign(panel.doses, panel.bases);
  const lack = lackOf(design);
  if (lack !== undefined) return lack;
  const free = freeOf(panel.outcomes, design.bases);
  const fit = fitDose(design, free);
  const size = rowsOf(free).reduce((sum, row, region) => sum + (design.bases[region] as number) * productSum(row, row), 0);
  if (!(fit.standardError ** 2 * design.spread > 1e-20 * size)) return { kind: "constant", slope: fit.slope };
  const degreesOfFreedom = freedomOf(design);
  const { survival, upperQuantile } = studentTDistribution(degreesOfFreedom);
  const leanings = leaningsOf(design, panel.doses, sources);
  const unlike = sourceSpread ** 2 * productSum(leanings, leanings);
  return {
    kind: "estimated",
    ...fit,
    ...endsOf(fit, upperQuantile((1 - level) / 2), unlike),
    p: Math.min(1, 2 * survival(Math.abs(fit.slope / fit.standardError))),
    ...{ degreesOfFreedom, leanings, shares: design.shares, negativeWeights: negativeShare(design, panel.doses) },
  };
}
