import type { EffectsPanel } from "./effects-panel.ts";
import { levelCounts, type Factor } from "./factor.ts";

/**
 * Which level of one factor met which of the other, and how often. The factor with more levels is called `many`, the other `few`: the many
 * are what a solver removes first.
 */
export interface Cells {
  /** Whether the offers are the many. */
  readonly isSwapped: boolean;
  readonly many: Factor;
  readonly few: Factor;
  /** The cells of level m of the many are those from `starts[m]` up to but without `starts[m + 1]`. */
  readonly starts: Int32Array;
  /** By cell, which of the many and which of the few. */
  readonly manyOf: Int32Array;
  readonly fewOf: Int32Array;
  /** By cell, how many rows. */
  readonly counts: Float64Array;
  /** By row, its cell. */
  readonly cellOf: Int32Array;
  readonly manyRows: Float64Array;
  readonly fewRows: Float64Array;
}

/** Rows in the order of a factor's levels. */
function rowsByLevel({ codes }: Factor, counts: Float64Array): Int32Array {
  const next = new Int32Array(counts.length);
  for (let level = 1; level < counts.length; level++) next[level] = (next[level - 1] as number) + (counts[level - 1] as number);
  const order = new Int32Array(codes.length);
  codes.forEach((code, row) => {
    order[next[code] as number] = row;
    next[code] = (next[code] as number) + 1;
  });
  return order;
}

/**
 * The cells of a panel.
 *
 * Linear in the rows, whatever the number of levels.
 *
 * @example
 * import { cellsOf } from "./cells.ts";
 * import { factorOf } from "./factor.ts";
 * const cells = cellsOf({ outcome: [1, 2, 3], creator: factorOf(["a", "b", "a"]), offer: factorOf(["x", "x", "x"]) });
 * cells.counts; // => Float64Array.of(2, 1)
 */
export function cellsOf({ creator, offer }: Pick<EffectsPanel, "creator" | "offer" | "outcome">): Cells {
  const isSwapped = offer.levels.length > creator.levels.length;
  const [many, few] = isSwapped ? [offer, creator] : [creator, offer];
  const [manyRows, fewRows] = [levelCounts(many), levelCounts(few)];
  const [manyOf, fewOf, counts]: [number[], number[], number[]] = [[], [], []];
  const cellOf = new Int32Array(many.codes.length);
  const starts = new Int32Array(many.levels.length + 1);
  const lastCell = new Int32Array(few.levels.length).fill(-1);
  let level = 0;
  for (const row of rowsByLevel(many, manyRows)) {
    const [m, f] = [many.codes[row] as number, few.codes[row] as number];
    while (level < m) starts[++level] = counts.length;
    let cell = lastCell[f] as number;
    if (cell < (starts[m] as number)) {
      cell = counts.push(0) - 1;
      lastCell[f] = cell;
      manyOf.push(m);
      fewOf.push(f);
    }
    counts[cell] = (counts[cell] as number) + 1;
    cellOf[row] = cell;
  }
  starts[many.levels.length] = counts.length;
  const cells = { starts, manyOf: Int32Array.from(manyOf), fewOf: Int32Array.from(fewOf), counts: Float64Array.from(counts), cellOf };
  return { isSwapped, many, few, ...cells, manyRows, fewRows };
}
