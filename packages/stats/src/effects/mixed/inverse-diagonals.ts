import { choleskyInverse, choleskySolution } from "../../linear/cholesky.ts";
import type { Matrix } from "../../linear/matrix.ts";
import type { TwoWayVector } from "../two-way/two-way-system.ts";
import type { FixedPart, MixedSums, Ratios, Reduced } from "./mixed-equations.ts";

/** What the inverse is made of: that of the few alone, and what the fixed columns add. */
interface Parts {
  readonly few: Matrix;
  /** By fixed column, the solution on the few of what is left of its sums. */
  readonly carried: readonly Float64Array[];
  readonly fixed: Matrix;
}

/** v' A v. */
function squareOf({ columns, values }: Matrix, v: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < columns; j++) total += (v[i] as number) * (values[i * columns + j] as number) * (v[j] as number);
  }
  return total;
}

/** The same for v that has numbers at some places only. */
function sparseSquare({ columns, values }: Matrix, places: Int32Array, v: Float64Array): number {
  let total = 0;
  for (let i = 0; i < places.length; i++) {
    const base = (places[i] as number) * columns;
    let row = 0;
    for (let j = 0; j < places.length; j++) row += (values[base + (places[j] as number)] as number) * (v[j] as number);
    total += (v[i] as number) * row;
  }
  return total;
}

function manyDiagonal({ cells, sums }: MixedSums, ratios: Ratios, reduced: Reduced, { few, carried, fixed }: Parts): Float64Array {
  const across = ratios.many * ratios.few;
  return reduced.diagonal.map((own, m) => {
    const [from, to] = [cells.starts[m] as number, cells.starts[m + 1] as number];
    const places = cells.fewOf.subarray(from, to);
    const values = cells.counts.subarray(from, to).map((count) => across * count);
    const beyond = carried.map((column, j) => {
      let left = -ratios.many * ((sums[j] as TwoWayVector).many[m] as number);
      for (let at = 0; at < places.length; at++) left += (values[at] as number) * (column[places[at] as number] as number);
      return left;
    });
    return 1 / own + (sparseSquare(few, places, values) + squareOf(fixed, beyond)) / own ** 2;
  });
}

/**
 * The diagonal of the inverse of Henderson's equations on both kinds of effects, each scaled by its ratio.
 *
 * Times the squared ratio and the errors' variance it is the variance of the error of prediction, what is not known of the fixed columns
 * included; one less it is what the data say of an effect, which the slope of the likelihood is made of.
 *
 * @see Henderson (1975), Best linear unbiased estimation and prediction under a selection model, Biometrics 31
 * @example
 * import { cellsOf } from "../panel/cells.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { inverseDiagonals } from "./inverse-diagonals.ts";
 * import { fixedPart, mixedSums, reducedEquations } from "./mixed-equations.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "y"]) });
 * const data = mixedSums(cells, [Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 4)]);
 * const ratios = { many: 0, few: 0 };
 * const reduced = reducedEquations(data, ratios);
 * const fixed = reduced && fixedPart(reduced);
 * reduced && fixed && inverseDiagonals(data, ratios, reduced, fixed).many; // => Float64Array.of(1, 1)
 */
export function inverseDiagonals(data: MixedSums, ratios: Ratios, reduced: Reduced, fixed: FixedPart): TwoWayVector {
  const carried = Array.from(fixed.coefficients, (_, j) => choleskySolution(reduced.lower, reduced.onFew[j] as Float64Array));
  const parts: Parts = { few: choleskyInverse(reduced.lower), carried, fixed: choleskyInverse(fixed.lower) };
  const few = data.cells.fewRows.map((_, f) => {
    const own = carried.map((column) => column[f] as number);
    return (parts.few.values[f * parts.few.columns + f] as number) + squareOf(parts.fixed, own);
  });
  return { many: manyDiagonal(data, ratios, reduced, parts), few };
}
