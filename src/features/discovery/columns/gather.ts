import type { Numbers } from "./grown-to.ts";

// A loop over one kind of array runs several times as fast as one over whichever kind comes, so each kind has its own.

function gatherWhole(from: Int32Array, rows: Uint32Array, into: Float64Array): void {
  for (let at = 0; at < rows.length; at++) into[at] = from[rows[at]!]!;
}

function gatherLoose(from: Float64Array, rows: Uint32Array, into: Float64Array): void {
  for (let at = 0; at < rows.length; at++) into[at] = from[rows[at]!]!;
}

/**
 * Copies the numbers of some rows side by side, as they are kept.
 *
 * @param kept a number a row.
 * @param rows which.
 * @param into is filled from its beginning.
 */
export function gatherNumbers(kept: Numbers, rows: Uint32Array, into: Float64Array): void {
  if (kept instanceof Int32Array) gatherWhole(kept, rows, into);
  else gatherLoose(kept, rows, into);
}
