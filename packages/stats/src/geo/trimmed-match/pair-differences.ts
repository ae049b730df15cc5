import { sumOf } from "../../summary/compensated-sum.ts";
import type { Panel, PanelCell, PanelOutcome, Period } from "../../synthetic/panel/panel.ts";
import { completePanel, type MissingMeans } from "../complete-panel.ts";
import type { AssignmentBlock } from "../design/assign-regions.ts";

/** The periods whose sums are compared. */
export interface PairWindow {
  /** The first period of the treatment. */
  readonly from: Period;
  /** The first period that no longer counts; missing means that all count from the start on. */
  readonly until?: Period;
  /** Missing means `refused`. */
  readonly missing?: MissingMeans;
}

/** An element a pair, or the cells that are missing. */
export type PairDifferencesOutcome =
  { readonly kind: "differences"; readonly values: Float64Array } | Extract<PanelOutcome, { kind: "missing-cells" }>;

/** The sum over all periods of some regions. */
function totalOf({ units, outcomes: { columns, values } }: Panel, regions: readonly string[]): number {
  const rows = regions.map((region) => units.indexOf(region));
  return sumOf(rows.length * columns, (at) => values[(rows[Math.floor(at / columns)] as number) * columns + (at % columns)] as number);
}

function checkPairs(pairs: readonly AssignmentBlock[], told: ReadonlySet<string>): void {
  for (const { treated, control } of pairs) {
    if (treated.length !== 1 || control.length !== 1)
      throw new RangeError(`pairs must be of one treated and one control cluster: got ${treated.length} and ${control.length}`);
    for (const region of [...treated, ...control].flat())
      if (!told.has(region)) throw new RangeError(`pairs must be of regions that have cells in the window: got ${region}`);
  }
}

/**
 * Treated less control in each pair, summed over a window: once for the response and once for spend it is what `trimmedMatch` takes.
 *
 * @param cells one region in one period each, in any order; those outside the window or the pairs are left out.
 * @param pairs the blocks that `assignRegions` drew as pairs.
 * @returns the differences in the order of the pairs; or the missing cells.
 * @throws {RangeError} when a block is no pair, a region has no cells in the window, or a cell is told twice or infinite.
 * @example
 * import { pairDifferences } from "./pair-differences.ts";
 * const cells = [["a", 1, 9], ["a", 2, 5], ["a", 3, 6], ["b", 2, 1], ["b", 3, 2]].map(([unit, period, value]) => ({ unit, period, value }));
 * pairDifferences(cells, [{ treated: [["a"]], control: [["b"]] }], { from: 2 }); // => { kind: "differences", values: Float64Array.of(8) }
 */
export function pairDifferences(cells: Iterable<PanelCell>, pairs: readonly AssignmentBlock[], window: PairWindow): PairDifferencesOutcome {
  const { from, until, missing = "refused" } = window;
  const regions = new Set(pairs.flatMap(({ treated, control }) => [...treated.flat(), ...control.flat()]));
  const isWithin = (period: Period): boolean => period >= from && (until === undefined || period < until);
  const own = [...cells].filter(({ unit, period }) => regions.has(unit) && isWithin(period));
  checkPairs(pairs, new Set(own.map(({ unit }) => unit)));
  const found = completePanel(own, missing);
  if (found.kind !== "panel") return found;
  const values = Float64Array.from(
    pairs,
    ({ treated, control }) => totalOf(found.panel, treated.flat()) - totalOf(found.panel, control.flat()),
  );
  return { kind: "differences", values };
}
