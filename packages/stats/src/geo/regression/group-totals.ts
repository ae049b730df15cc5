import { sumOf } from "../../summary/compensated-sum.ts";
import { completePanel, type MissingMeans } from "../complete-panel.ts";
import type { Panel, PanelCell, PanelOutcome, Period } from "../../synthetic/panel/panel.ts";

/** Which regions are summed, and what it means when one says nothing in a period. */
export interface RegionGroups {
  readonly treated: ReadonlySet<string>;
  readonly control: ReadonlySet<string>;
  /** Missing means `refused`. */
  readonly missing?: MissingMeans;
}

/** Totals of both groups in each period, or the cells that are missing. */
export type GroupTotalsOutcome =
  | {
      readonly kind: "totals";
      /** Ascending. */
      readonly periods: readonly Period[];
      readonly treated: Float64Array;
      readonly control: Float64Array;
    }
  | Extract<PanelOutcome, { kind: "missing-cells" }>;

function totalOf({ units, outcomes }: Panel, group: ReadonlySet<string>): Float64Array {
  const rows = [...units.keys()].filter((at) => group.has(units[at] as string));
  return Float64Array.from({ length: outcomes.columns }, (_, period) =>
    sumOf(rows.length, (at) => outcomes.values[(rows[at] as number) * outcomes.columns + period] as number),
  );
}

function checkGroups({ treated, control }: RegionGroups, units: ReadonlySet<string>): void {
  for (const [name, group] of [["treated", treated] as const, ["control", control] as const]) {
    if (group.size === 0) throw new RangeError(`${name} must name at least one region: got none`);
    for (const region of group) if (!units.has(region)) throw new RangeError(`${name} must name regions of the cells: got ${region}`);
  }
  for (const region of treated) if (control.has(region)) throw new RangeError(`a region must be in one group: got ${region} in both`);
}

/**
 * The totals of treated and control regions, which time-based regression works on.
 *
 * @param cells one region in one period each, in any order; regions of neither group are left out.
 * @param groups which regions belong where.
 * @returns the totals; or the missing cells, since a region that drops out of a sum would look like an effect.
 * @throws {RangeError} when a group is empty or names a region that is not there, a region is in both, or a cell is told twice or infinite.
 * @example
 * import { groupTotals } from "./group-totals.ts";
 * const cells = [["a", 1, 5], ["b", 1, 2], ["c", 1, 3]].map(([unit, period, value]) => ({ unit, period, value }));
 * const found = groupTotals(cells, { treated: new Set(["a"]), control: new Set(["b", "c"]) });
 * found.kind === "totals" && [...found.treated, ...found.control]; // => [5, 5]
 */
export function groupTotals(cells: Iterable<PanelCell>, groups: RegionGroups): GroupTotalsOutcome {
  const { treated, control, missing = "refused" } = groups;
  const own = [...cells].filter(({ unit }) => treated.has(unit) || control.has(unit));
  checkGroups(groups, new Set(own.map(({ unit }) => unit)));
  const found = completePanel(own, missing);
  if (found.kind !== "panel") return found;
  const { panel } = found;
  return { kind: "totals", periods: panel.periods, treated: totalOf(panel, treated), control: totalOf(panel, control) };
}
