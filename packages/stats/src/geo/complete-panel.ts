import { panelOf, type PanelCell, type PanelOutcome } from "../synthetic/panel/panel.ts";

/** What a region means that says nothing in a period: `zero` is for sources that leave out rows without a sale. */
export type MissingMeans = "refused" | "zero";

/**
 * A panel of cells, with those that are missing refused or taken for zero.
 *
 * @throws {RangeError} when a cell is told twice or infinite.
 * @example
 * import { completePanel } from "./complete-panel.ts";
 * const cells = [["a", 1, 5], ["a", 2, NaN], ["b", 1, 4], ["b", 2, 3]].map(([unit, period, value]) => ({ unit, period, value }));
 * const found = completePanel(cells, "zero");
 * found.kind === "panel" && found.panel.outcomes.values; // => Float64Array.of(5, 0, 4, 3)
 */
export function completePanel(cells: readonly PanelCell[], missing: MissingMeans): PanelOutcome {
  const found = panelOf(cells);
  if (found.kind === "panel" || missing === "refused") return found;
  const filled = found.missing.map((cell) => ({ ...cell, value: 0 }));
  return panelOf([...cells.filter(({ value }) => !Number.isNaN(value)), ...filled]);
}
