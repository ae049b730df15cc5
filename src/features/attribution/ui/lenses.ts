import type { paths } from "../../../web/api.gen.d.ts";

/** The four lenses on every creator, as the API gives them. */
export type Lenses = paths["/v1/attribution/lenses"]["get"]["responses"][200]["content"]["application/json"];
export type LensRow = Lenses["creators"][number];
export type OverlapRow = Lenses["overlap"][number];

/**
 * The finding of the overlap: which two creators share most, as a sentence without a full stop.
 *
 * @param rows the overlap matrix
 * @example
 * import { overlapFinding } from "./lenses.ts";
 * overlapFinding([]) // => "No creator shares an order with another"
 */
export function overlapFinding(rows: readonly OverlapRow[]): string {
  const pairs = rows.flatMap((row, at) =>
    row.cells.flatMap((cell, column) =>
      column === at ? [] : [{ row, other: rows[column]!, share: Number(cell.share), orders: cell.orders }],
    ),
  );
  const most = pairs.toSorted((a, b) => b.share - a.share || b.orders - a.orders)[0];
  if (most === undefined || most.orders === 0) return "No creator shares an order with another";
  const percent = Math.round(most.share * 100);
  return `${percent} % of the orders that ${most.row.name} touched, ${most.other.name} touched too`;
}
