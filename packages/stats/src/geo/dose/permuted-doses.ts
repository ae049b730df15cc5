import { checkCount } from "../../input/check.ts";
import type { Generator } from "../../random/generator.ts";
import { permutation } from "../../random/order.ts";
import { byBase, checkDoses, doseDesign, freeOf, productSum, rowsOf, type DosePanel } from "./dose-design.ts";
import { fitDose } from "./dose-effect.ts";

/** What dealing doses out anew shows. */
export interface PermutedDoses {
  /** The share of dealings whose slope by its standard error lies as far from zero, the one that was counted among them. */
  readonly p: number;
  readonly draws: number;
}

/** Sums of products that no dealing changes. */
interface Products {
  readonly bases: Float64Array;
  readonly total: number;
  /** Of region r's free outcomes and the doses of region s, and of the doses of two regions; rows by the first. */
  readonly cross: readonly Float64Array[];
  readonly own: readonly Float64Array[];
}

function productsOf({ outcomes, doses, bases: given }: DosePanel): Products {
  const bases = Float64Array.from(given);
  const [x, y] = [rowsOf(byBase(doses, bases)), rowsOf(freeOf(outcomes, bases))];
  const by = (rows: readonly Float64Array[]) => rows.map((one) => Float64Array.from(x, (other) => productSum(one, other)));
  return { bases, total: bases.reduce((sum, base) => sum + base, 0), cross: by(y), own: by(x) };
}

/** The mean over regions, by their bases, of what the doses dealt to them have in common with something. */
function meanWith(row: Float64Array, order: Uint32Array, { bases, total }: Products): number {
  let sum = 0;
  for (let at = 0; at < order.length; at++) sum += (bases[at] as number) * (row[order[at] as number] as number);
  return sum / total;
}

/** The slope by its standard error, squared, where each region has the dose of the one that `order` names. */
function squaredT(order: Uint32Array, products: Products): number {
  const { bases, total, cross, own } = products;
  const common = Float64Array.from(order, (dealt) => meanWith(own[dealt] as Float64Array, order, products));
  const middle = common.reduce((sum, value, at) => sum + ((bases[at] as number) / total) * value, 0);
  const parts = Float64Array.from(
    order,
    (dealt, at) => (bases[at] as number) * ((own[dealt]?.[dealt] ?? 0) - 2 * (common[at] as number) + middle),
  );
  const crosses = Float64Array.from(order, (dealt, at) => {
    const row = cross[at] as Float64Array;
    return (bases[at] as number) * ((row[dealt] as number) - meanWith(row, order, products));
  });
  const spread = parts.reduce((sum, part) => sum + part, 0);
  const slope = crosses.reduce((sum, value) => sum + value, 0) / spread;
  const variance = parts.reduce((sum, part, at) => {
    const left = 1 - (bases[at] as number) / total - part / spread;
    return sum + ((crosses[at] as number) - slope * part) ** 2 / left;
  }, 0);
  return (slope * spread) ** 2 / variance;
}

/**
 * How often doses that are dealt out anew between regions show as much as those that were: a check of `doseEffect` that leans on no
 * distribution.
 *
 * Each region is given the doses by base of another one, at random, and slopes by their standard errors are compared. It is exact where the dose does
 * nothing and each region could have had any other's; audiences are not dealt out by chance, so that it is a check, not a proof.
 *
 * Time: draws x regions squared; 30 regions take a tenth of a second.
 *
 * @param generator the source of the draws, which moves on.
 * @param panel for which `doseEffect` gives an estimate.
 * @param options how many dealings are tried; missing means 9,999.
 * @throws {RangeError} when the parts do not fit or draws are none.
 * @see DiCiccio and Romano (2017), Robust permutation tests for correlation and regression coefficients, JASA 112
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { generatorOf } from "../../random/generator.ts";
 * import { permutedDoses } from "./permuted-doses.ts";
 * const panel = { outcomes: matrixOf([[5, 6], [5, 7], [5, 6]]), doses: matrixOf([[0, 1], [0, 2], [0, 4]]), bases: [5, 5, 5] };
 * permutedDoses(generatorOf(1), panel, { draws: 9 }).draws; // => 9
 */
export function permutedDoses(generator: Generator, panel: DosePanel, { draws = 9999 }: { readonly draws?: number } = {}): PermutedDoses {
  checkDoses(panel);
  checkCount("draws", draws, 1);
  const products = productsOf(panel);
  const design = doseDesign(panel.doses, panel.bases);
  const { slope, standardError } = fitDose(design, freeOf(panel.outcomes, design.bases));
  const least = (slope / standardError) ** 2 * (1 - 1e-9);
  let count = 0;
  for (let draw = 0; draw < draws; draw++) if (squaredT(permutation(generator, panel.doses.rows), products) >= least) count++;
  return { p: (1 + count) / (1 + draws), draws };
}
