import { identityMatrix, matrixProduct, zeroMatrix, type Matrix } from "../../linear/matrix.ts";

/** Columns of traits behind one of ones, each moved and scaled: what is fitted in has the same unit for all. */
export interface Design {
  readonly x: Matrix;
  /** What was taken from each column of traits. */
  readonly centers: Float64Array;
  /** By what it was then divided; 1 for a column that does not vary. */
  readonly scales: Float64Array;
}

/** Means and standard deviations, the latter with n; in two passes, so that timestamps keep their digits. */
function momentsOf({ rows, columns, values }: Matrix): Pick<Design, "centers" | "scales"> {
  const [centers, scales] = [new Float64Array(columns), new Float64Array(columns)];
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) centers[j] = (centers[j] as number) + (values[i * columns + j] as number) / rows;
    let square = 0;
    for (let i = 0; i < rows; i++) square += ((values[i * columns + j] as number) - (centers[j] as number)) ** 2;
    const scale = Math.sqrt(square / rows);
    scales[j] = scale > 1e-12 * Math.max(Math.abs(centers[j] as number), 1e-290) ? scale : 1;
  }
  return { centers, scales };
}

/** A column of ones, then each trait less its center, by its scale. */
function moved({ rows, columns, values }: Matrix, { centers, scales }: Pick<Design, "centers" | "scales">): Matrix {
  const x = zeroMatrix(rows, columns + 1);
  for (let i = 0; i < rows; i++) {
    x.values[i * (columns + 1)] = 1;
    for (let j = 0; j < columns; j++) {
      const value = ((values[i * columns + j] as number) - (centers[j] as number)) / (scales[j] as number);
      x.values[i * (columns + 1) + j + 1] = Math.abs(value) < 1e-12 ? 0 : value;
    }
  }
  return x;
}

/**
 * A design with an intercept whose traits have a mean of 0 and a standard deviation of 1.
 *
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { standardDesign } from "./design.ts";
 * standardDesign(matrixOf([[1], [3]])).x.values; // => Float64Array.of(1, -1, 1, 1)
 */
export function standardDesign(traits: Matrix): Design {
  const moments = momentsOf(traits);
  return { x: moved(traits, moments), ...moments };
}

/**
 * The matrix that turns coefficients of a design into those of the traits as they are, intercept first.
 *
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { standardDesign, toTraits } from "./design.ts";
 * toTraits(standardDesign(matrixOf([[1], [5]]))).values; // => Float64Array.of(1, -1.5, 0, 0.5)
 */
export function toTraits({ x, centers, scales }: Design): Matrix {
  const n = x.columns;
  const turn = zeroMatrix(n, n);
  turn.values[0] = 1;
  for (let j = 1; j < n; j++) {
    turn.values[j] = -(centers[j - 1] as number) / (scales[j - 1] as number);
    turn.values[j * n + j] = 1 / (scales[j - 1] as number);
  }
  return turn;
}

/** A design turned so that its first coefficient is one of the traits' as they are, by a factor. */
export interface TurnedDesign {
  readonly x: Matrix;
  /** Symmetric and its own inverse: turns coefficients of the design into those of the turned one, and back. */
  readonly turn: Matrix;
  /** The coefficient of the traits is the first of the turned ones times this. */
  readonly factor: number;
}

/**
 * A design turned by a reflection, which keeps its condition, so that its first coefficient is one of the traits' as they are.
 *
 * The intercept of traits far from zero, such as timestamps, is a sum of all coefficients of the standard design: to hold it is to hold an axis.
 *
 * @param which coefficient of the traits; 0 is the intercept.
 * @example
 * import { matrixOf } from "../../linear/matrix.ts";
 * import { standardDesign, turnedDesign } from "./design.ts";
 * turnedDesign(standardDesign(matrixOf([[0], [2]])), 0).factor; // => Math.SQRT2
 */
export function turnedDesign(design: Design, which: number): TurnedDesign {
  const n = design.x.columns;
  const row = toTraits(design).values.slice(which * n, (which + 1) * n);
  const factor = Math.hypot(...row);
  const mirror = row.map((value, j) => value / factor - (j === 0 ? 1 : 0));
  const square = mirror.reduce((sum, value) => sum + value * value, 0);
  const turn = identityMatrix(n);
  if (square > 1e-30) {
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        turn.values[i * n + j] = (turn.values[i * n + j] as number) - (2 * (mirror[i] as number) * (mirror[j] as number)) / square;
  }
  return { x: matrixProduct(design.x, turn), turn, factor };
}
