import type { Codes, Numbers } from "./grown-to.ts";

// A loop over one kind of array runs several times as fast as one over whichever kind comes, so each kind has its own.

function gatherShorts(from: Uint16Array, rows: Uint32Array, into: Int32Array): void {
  for (let at = 0; at < rows.length; at++) into[at] = from[rows[at]!]!;
}

function gatherWhole(from: Int32Array, rows: Uint32Array, into: Int32Array | Float64Array): void {
  for (let at = 0; at < rows.length; at++) into[at] = from[rows[at]!]!;
}

function gatherLoose(from: Float64Array, rows: Uint32Array, into: Float64Array): void {
  for (let at = 0; at < rows.length; at++) into[at] = from[rows[at]!]!;
}

/** Codes of a column with more texts than a byte tells apart. */
export type WideCodes = Exclude<Codes, Uint8Array>;

/**
 * Copies the codes of some rows side by side.
 *
 * @param codes a code a row.
 * @param rows which.
 * @param into is filled from its beginning.
 */
export function gatherCodes(codes: WideCodes, rows: Uint32Array, into: Int32Array): void {
  if (codes instanceof Uint16Array) gatherShorts(codes, rows, into);
  else gatherWhole(codes, rows, into);
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
