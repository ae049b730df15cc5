import type { Cells } from "../panel/cells.ts";
import { setsOfCells } from "../panel/connected-sets.ts";

/** The cells as a graph: creators and offers are nodes, the many first, each cell an edge. */
interface Graph {
  readonly cells: Cells;
  /** By node, where its edges begin in `edges`. */
  readonly starts: Int32Array;
  readonly edges: Int32Array;
}

function graphOf(cells: Cells): Graph {
  const many = cells.manyRows.length;
  const nodes = many + cells.fewRows.length;
  const starts = new Int32Array(nodes + 1);
  const endsOf = (cell: number): [number, number] => [cells.manyOf[cell] as number, many + (cells.fewOf[cell] as number)];
  cells.counts.forEach((_, cell) => {
    for (const node of endsOf(cell)) starts[node + 1] = (starts[node + 1] as number) + 1;
  });
  for (let node = 1; node <= nodes; node++) starts[node] = (starts[node] as number) + (starts[node - 1] as number);
  const next = starts.slice();
  const edges = new Int32Array(2 * cells.counts.length);
  cells.counts.forEach((_, cell) => {
    for (const node of endsOf(cell)) {
      edges[next[node] as number] = cell;
      next[node] = (next[node] as number) + 1;
    }
  });
  return { cells, starts, edges };
}

/** The walk through the graph, depth first: when a node was met, and the earliest node that its part reaches around the edge it came by. */
interface Walk {
  readonly met: Int32Array;
  readonly reach: Int32Array;
  readonly cameBy: Int32Array;
  readonly next: Int32Array;
  readonly isBridge: Uint8Array;
}

function walkFrom({ cells, starts, edges }: Graph, first: number, clock: number, walk: Walk): number {
  const { met, reach, cameBy, next, isBridge } = walk;
  const many = cells.manyRows.length;
  const other = (cell: number, node: number): number =>
    node < many ? many + (cells.fewOf[cell] as number) : (cells.manyOf[cell] as number);
  const path = [first];
  let time = clock;
  met[first] = reach[first] = time++;
  while (path.length > 0) {
    const node = path.at(-1) as number;
    const at = next[node] as number;
    if (at < (starts[node + 1] as number)) {
      next[node] = at + 1;
      const cell = edges[at] as number;
      if (cell === cameBy[node] && cells.counts[cell] === 1) continue;
      const to = other(cell, node);
      if ((met[to] as number) >= 0) reach[node] = Math.min(reach[node] as number, met[to] as number);
      else {
        met[to] = reach[to] = time++;
        cameBy[to] = cell;
        path.push(to);
      }
    } else {
      path.pop();
      const from = path.at(-1);
      if (from === undefined) continue;
      reach[from] = Math.min(reach[from] as number, reach[node] as number);
      if ((reach[node] as number) > (met[from] as number)) isBridge[cameBy[node] as number] = 1;
    }
  }
  return time;
}

/**
 * The rows of the largest set that stays connected whichever row is left out.
 *
 * A row whose loss would cut the set in two (a bridge, such as the only row of a creator) is fitted exactly and says nothing of the
 * errors. Bridges are taken out; what stays in one piece has none. Linear time.
 *
 * @returns ascending; empty where every row is a bridge.
 * @see Kline, Saggio and Solvsten (2020), Leave-out estimation of variance components, Econometrica 88, section 1
 * @example
 * import { cellsOf } from "../panel/cells.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { leaveOutRows } from "./leave-out-set.ts";
 * const [creator, offer] = [factorOf(["a", "a", "b", "b", "c"]), factorOf(["x", "y", "x", "y", "y"])];
 * leaveOutRows(cellsOf({ outcome: [], creator, offer })); // => Int32Array.of(0, 1, 2, 3)
 */
export function leaveOutRows(cells: Cells): Int32Array {
  const graph = graphOf(cells);
  const nodes = graph.starts.length - 1;
  const walk: Walk = {
    met: new Int32Array(nodes).fill(-1),
    reach: new Int32Array(nodes),
    cameBy: new Int32Array(nodes).fill(-1),
    next: graph.starts.slice(),
    isBridge: new Uint8Array(cells.counts.length),
  };
  let clock = 0;
  for (let node = 0; node < nodes; node++) if (walk.met[node] === -1) clock = walkFrom(graph, node, clock, walk);
  const keeps = (cell: number): boolean => walk.isBridge[cell] === 0;
  const { setOf, rows } = setsOfCells(cells, keeps);
  if (rows[0] === 0) return new Int32Array(0);
  return Int32Array.from(cells.cellOf.keys()).filter((row) => {
    const cell = cells.cellOf[row] as number;
    return keeps(cell) && setOf[cells.manyOf[cell] as number] === 0;
  });
}
