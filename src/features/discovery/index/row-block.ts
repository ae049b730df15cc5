import { rowsBetween, type Bits } from "../columns/bits.ts";

/** Some found rows, with all of their creators' found rows: those of one creator stand side by side. */
export interface RowBlock {
  readonly rows: Uint32Array;
  /** The creator of each row, by number. */
  readonly creators: Uint32Array;
  /** The first found row of each creator. */
  readonly heads: Uint32Array;
}

const blockRows = 4_096;

/** Steps from block to block, one of which shares no factor with how many blocks there are. */
const strides = [733, 739, 743];

/** The first row of the creator that has the row where a block would begin. */
function beginOf(block: number, creatorOf: Uint32Array, rows: number): number {
  let row = block * blockRows;
  if (row >= rows) return rows;
  while (row > 0 && creatorOf[row - 1] === creatorOf[row]) row--;
  return row;
}

/**
 * Hands out a set's rows in blocks that cut no creator in two. The blocks come in scattered order, because in the order of rows each may
 * hold something better than all before (the newest creators have the last rows), and then the best of all would be collected a million times.
 *
 * @param found the set.
 * @param creatorOf each row's creator; rows of one creator stand side by side.
 * @param rows how many rows there are.
 * @param take is called with the rows of each block that has any, ascending; they are overwritten by the next.
 */
export function eachBlock(found: Bits, creatorOf: Uint32Array, rows: number, take: (rows: Uint32Array) => void): void {
  const blocks = Math.ceil(rows / blockRows);
  const stride = strides.find((step) => blocks % step !== 0) ?? 1;
  let room = new Uint32Array(2 * blockRows);
  for (let turn = 0; turn < blocks; turn++) {
    const at = (turn * stride) % blocks;
    const span = [beginOf(at, creatorOf, rows), beginOf(at + 1, creatorOf, rows)] as const;
    if (span[1] - span[0] > room.length) room = new Uint32Array(span[1] - span[0]);
    const count = rowsBetween(found, span, room);
    if (count > 0) take(room.subarray(0, count));
  }
}

/**
 * What notes the creators of a block's rows; each note is overwritten by the next.
 *
 * @param creatorOf each row's creator.
 */
export function creatorNotes(creatorOf: Uint32Array): (rows: Uint32Array) => RowBlock {
  let [creators, heads] = [new Uint32Array(2 * blockRows), new Uint32Array(2 * blockRows)];
  return (rows) => {
    if (rows.length > creators.length) [creators, heads] = [new Uint32Array(rows.length), new Uint32Array(rows.length)];
    let before = -1;
    let many = 0;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!;
      const creator = creatorOf[row]!;
      creators[at] = creator;
      if (creator !== before) heads[many++] = row;
      before = creator;
    }
    return { rows, creators: creators.subarray(0, rows.length), heads: heads.subarray(0, many) };
  };
}
