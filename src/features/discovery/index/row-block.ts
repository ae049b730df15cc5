import { rowsBetween, type Bits } from "../columns/bits.ts";

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
