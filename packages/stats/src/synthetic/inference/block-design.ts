import { checkPanel, type Panel } from "../panel/panel.ts";
import { cohortsOf, type Cohort } from "../panel/cohort.ts";

/** Why a method that needs one cohort cannot say anything. */
export type NoBlock =
  | { readonly kind: "no-treated" }
  | { readonly kind: "no-donors" }
  /** Units begin at different times: take the cohorts one at a time, leaving the other treated units out of the panel. */
  | { readonly kind: "staggered"; readonly cohorts: number };

/**
 * The one cohort of a panel in which all treated units begin at once, with its donors.
 *
 * @throws {RangeError} when the panel does not fit together.
 * @example
 * import { blockDesign } from "./block-design.ts";
 * const outcomes = { rows: 1, columns: 2, values: Float64Array.of(1, 2) };
 * blockDesign({ units: ["a"], periods: [1, 2], outcomes, treatedFrom: Int32Array.of(1) }); // => { kind: "no-donors" }
 */
export function blockDesign(panel: Panel): { readonly kind: "block"; readonly cohort: Cohort } | NoBlock {
  checkPanel(panel);
  const [cohort, ...others] = cohortsOf(panel);
  if (cohort === undefined) return { kind: "no-treated" };
  if (others.length > 0) return { kind: "staggered", cohorts: 1 + others.length };
  return cohort.donors.length === 0 ? { kind: "no-donors" } : { kind: "block", cohort };
}
