import type { Numbers } from "../../input/check.ts";
import { crossProduct, matrixTimes, transposed, transposeTimes, type Matrix } from "../../linear/matrix.ts";
import { qrFactor } from "../../linear/qr.ts";
import { quadraticProgram } from "../../linear/quadratic-program.ts";

/** Weights at the optimum, or as far as the solver came. `kktError` is the violation of the optimum's conditions, relative. */
export type WeightsOutcome =
  { readonly kind: "fitted"; readonly weights: Float64Array } | { readonly kind: "not-converged"; readonly kktError: number };

/** A fit of donors to a target, prepared for several targets: X'X with the ridge on its diagonal. */
export interface DonorFit {
  /** A row a donor, a column a period. */
  readonly donors: Matrix;
  readonly quadratic: Matrix;
}

/**
 * Prepares fits of donors to targets.
 *
 * @param ridge what is added to the diagonal: squared weights count by it. A list has one for each donor.
 * @example
 * import { donorFit } from "./simplex-weights.ts";
 * donorFit({ rows: 2, columns: 1, values: Float64Array.of(1, 3) }, 1).quadratic.values; // => Float64Array.of(2, 3, 3, 10)
 */
export function donorFit(donors: Matrix, ridge: number | Numbers): DonorFit {
  const quadratic = crossProduct(transposed(donors));
  for (let at = 0; at < donors.rows; at++) {
    const own = typeof ridge === "number" ? ridge : (ridge[at] as number);
    quadratic.values[at * donors.rows + at] = (quadratic.values[at * donors.rows + at] as number) + own;
  }
  return { donors, quadratic };
}

/**
 * Weights of at least zero that sum to one and bring donors nearest to a target, at the true optimum.
 *
 * @param fit the donors, with as many periods as the target has.
 * @param from where to look first: `even` is faster where a ridge keeps weights spread, `few` where most are nought. Missing means few.
 * @example
 * import { donorFit, simplexWeights } from "./simplex-weights.ts";
 * const fit = donorFit({ rows: 2, columns: 2, values: Float64Array.of(0, 0, 4, 8) }, 0);
 * simplexWeights(fit, [1, 2]); // => { kind: "fitted", weights: Float64Array.of(0.75, 0.25) }
 */
export function simplexWeights({ donors, quadratic }: DonorFit, target: Numbers, from: "even" | "few" = "few"): WeightsOutcome {
  const start = from === "even" ? { start: new Float64Array(donors.rows).fill(1 / donors.rows) } : {};
  const found = quadraticProgram({ quadratic, linear: matrixTimes(donors, target), sum: 1, ...start });
  if (found.kind === "optimal") return { kind: "fitted", weights: found.weights };
  return { kind: "not-converged", kktError: found.kind === "not-converged" ? found.kktError : Infinity };
}

/**
 * Whether no other weights fit as well.
 *
 * With more donors than periods there often are others, and they may predict something else after treatment. The optimum is the only one
 * when those donors are independent that have weight or would cost nothing to give weight to.
 *
 * @param weights at the optimum without a ridge.
 * @example
 * import { isOnlyOptimum } from "./simplex-weights.ts";
 * const alike = { rows: 2, columns: 2, values: Float64Array.of(1, 2, 1, 2) };
 * isOnlyOptimum(alike, [1, 2], [1, 0]); // => false
 */
export function isOnlyOptimum(donors: Matrix, target: Numbers, weights: Numbers): boolean {
  const gap = transposeTimes(donors, weights).map((value, at) => value - (target[at] as number));
  const slopes = matrixTimes(donors, gap);
  const sizes = donors.values.reduce((total, value) => total + value * value, 0);
  const level = Math.min(...slopes);
  const free = [...slopes.keys()].filter((at) => (weights[at] as number) > 0 || (slopes[at] as number) - level <= 1e-10 * sizes);
  const unit = Math.sqrt(sizes / donors.values.length) || 1;
  const columns = donors.columns + 1;
  const rows = new Float64Array(free.length * columns).fill(unit);
  free.forEach((place, at) => rows.set(donors.values.subarray(place * donors.columns, (place + 1) * donors.columns), at * columns));
  return qrFactor(transposed({ rows: free.length, columns, values: rows })).rank === free.length;
}
