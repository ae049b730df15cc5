import { checkFactor, type Factor } from "./factor.ts";
import { cellsOf, type Cells } from "./cells.ts";

/** How large a connected set is. */
export interface ConnectedSet {
  readonly creators: number;
  readonly offers: number;
  readonly rows: number;
}

/** Which levels can be compared with which. */
export interface ConnectedSets {
  /** By rows, the largest first. */
  readonly sets: readonly ConnectedSet[];
  /** By creator, the index of its set. */
  readonly creatorSet: Int32Array;
  /** By offer, the index of its set. */
  readonly offerSet: Int32Array;
}

function rootOf(parents: Int32Array, at: number): number {
  let root = at;
  while (parents[root] !== root) {
    parents[root] = parents[parents[root] as number] as number;
    root = parents[root] as number;
  }
  return root;
}

/**
 * By level, many first, the set it is in; the set of most rows is 0. With `keeps`, over the cells that it keeps.
 *
 * @example
 * import { cellsOf } from "./cells.ts";
 * import { factorOf } from "./factor.ts";
 * import { setsOfCells } from "./connected-sets.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "y"]) });
 * setsOfCells(cells).rows; // => [3]
 */
export function setsOfCells(cells: Cells, keeps: (cell: number) => boolean = () => true): { setOf: Int32Array; rows: number[] } {
  const many = cells.manyRows.length;
  const parents = Int32Array.from({ length: many + cells.fewRows.length }, (_, at) => at);
  cells.counts.forEach((_, cell) => {
    if (!keeps(cell)) return;
    const [one, other] = [rootOf(parents, cells.manyOf[cell] as number), rootOf(parents, many + (cells.fewOf[cell] as number))];
    parents[Math.max(one, other)] = Math.min(one, other);
  });
  const rowsOf = new Map<number, number>();
  parents.forEach((_, at) => rowsOf.set(rootOf(parents, at), 0));
  cells.counts.forEach((count, cell) => {
    const root = rootOf(parents, cells.manyOf[cell] as number);
    if (keeps(cell)) rowsOf.set(root, (rowsOf.get(root) ?? 0) + count);
  });
  const roots = [...rowsOf].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const rank = new Map(roots.map(([root], at) => [root, at]));
  return { setOf: parents.map((_, at) => rank.get(rootOf(parents, at)) as number), rows: roots.map(([, rows]) => rows) };
}

/**
 * The connected sets of a panel's cells.
 *
 * @example
 * import { cellsOf } from "./cells.ts";
 * import { factorOf } from "./factor.ts";
 * import { setsFrom } from "./connected-sets.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "y"]) });
 * setsFrom(cells).sets; // => [{ creators: 2, offers: 2, rows: 3 }]
 */
export function setsFrom(cells: Cells): ConnectedSets {
  const { setOf, rows } = setsOfCells(cells);
  const [many, few] = [setOf.slice(0, cells.manyRows.length), setOf.slice(cells.manyRows.length)];
  const [creatorSet, offerSet] = cells.isSwapped ? [few, many] : [many, few];
  const sizes = rows.map((count) => ({ creators: 0, offers: 0, rows: count }));
  for (const set of creatorSet) (sizes[set] as { creators: number }).creators++;
  for (const set of offerSet) (sizes[set] as { offers: number }).offers++;
  return { sets: sizes, creatorSet, offerSet };
}

/**
 * The sets of creators and offers that are connected through rows: only within one can effects be told apart.
 *
 * A creator of one set is not known to be better than one of another, however their effects differ: each set's effects are told from a
 * zero of its own. Almost linear time.
 *
 * @param creator by row.
 * @param offer by row.
 * @throws {RangeError} when the rows differ in number or a level has no row.
 * @see Abowd, Creecy and Kramarz (2002), Computing person and firm effects using linked longitudinal employer-employee data
 * @example
 * import { connectedSets } from "./connected-sets.ts";
 * import { factorOf } from "./factor.ts";
 * const { sets, creatorSet } = connectedSets(factorOf(["a", "b", "c"]), factorOf(["x", "x", "y"]));
 * sets; // => [{ creators: 2, offers: 1, rows: 2 }, { creators: 1, offers: 1, rows: 1 }]
 * creatorSet; // => Int32Array.of(0, 0, 1)
 */
export function connectedSets(creator: Factor, offer: Factor): ConnectedSets {
  checkFactor("creator", creator, creator.codes.length);
  checkFactor("offer", offer, creator.codes.length);
  return setsFrom(cellsOf({ outcome: [], creator, offer }));
}
