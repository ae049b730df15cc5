import { checkNumbers } from "../../input/check.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import { checkFactor, factorOf, type Factor } from "./factor.ts";

/** What happened, row by row: one post, one order or one week of a creator with an offer. */
export interface EffectsPanel {
  /** A finite number a row, in any unit; take logarithms first where effects multiply. */
  readonly outcome: ArrayLike<number>;
  readonly creator: Factor;
  readonly offer: Factor;
  /** Such as reel, story, video: few levels. Missing means that there is one. */
  readonly format?: Factor;
  /** A row a row, a column a variable that moves within creators and offers; no column of ones. Missing means none. */
  readonly covariates?: Matrix;
}

/**
 * Refuses what does not fit together.
 *
 * @throws {RangeError} when lengths differ, a number is not finite, or a level has no row.
 * @example
 * import { checkEffectsPanel } from "./effects-panel.ts";
 * import { factorOf } from "./factor.ts";
 * checkEffectsPanel({ outcome: [1, NaN], creator: factorOf(["a", "a"]), offer: factorOf(["x", "y"]) }); // => throws RangeError
 */
export function checkEffectsPanel({ outcome, creator, offer, format, covariates }: EffectsPanel): void {
  checkNumbers("outcome", outcome);
  checkFactor("creator", creator, outcome.length);
  checkFactor("offer", offer, outcome.length);
  if (format !== undefined) checkFactor("format", format, outcome.length);
  if (covariates === undefined) return;
  if (covariates.rows !== outcome.length)
    throw new RangeError(`covariates must have a row for each of ${outcome.length} rows: got ${covariates.rows}`);
  checkNumbers("covariates.values", covariates.values, 0);
}

const keptFactor = ({ levels, codes }: Factor, rows: Int32Array): Factor => {
  const { levels: kept, codes: fresh } = factorOf(Array.from(rows, (row) => codes[row] as number));
  return { levels: kept.map((code) => levels[code as number] as string | number), codes: fresh };
};

/**
 * Some rows of a panel, with the levels that they have.
 *
 * @param rows which ones, ascending.
 * @example
 * import { panelRows } from "./effects-panel.ts";
 * import { factorOf } from "./factor.ts";
 * const panel = { outcome: [1, 2], creator: factorOf(["a", "b"]), offer: factorOf(["x", "x"]) };
 * panelRows(panel, Int32Array.of(1)).creator.levels; // => ["b"]
 */
export function panelRows({ outcome, creator, offer, format, covariates }: EffectsPanel, rows: Int32Array): EffectsPanel {
  const kept = { outcome: Float64Array.from(rows, (row) => outcome[row] as number) };
  const factors = { creator: keptFactor(creator, rows), offer: keptFactor(offer, rows) };
  const ofFormat = format === undefined ? {} : { format: keptFactor(format, rows) };
  if (covariates === undefined) return { ...kept, ...factors, ...ofFormat };
  const fewer = zeroMatrix(rows.length, covariates.columns);
  rows.forEach((row, at) =>
    fewer.values.set(covariates.values.subarray(row * covariates.columns, (row + 1) * covariates.columns), at * covariates.columns),
  );
  return { ...kept, ...factors, ...ofFormat, covariates: fewer };
}
