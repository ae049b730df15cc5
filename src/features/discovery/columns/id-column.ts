import { grownTo } from "./grown-to.ts";

const idBytes = 16;

/** Less than, equal to, or greater than zero as the id at one place stands before, is, or stands behind the other. */
function difference(one: Uint8Array, at: number, [other, from]: readonly [Uint8Array, number]): number {
  for (let byte = 0; byte < idBytes; byte++) {
    const step = one[at + byte]! - other[from + byte]!;
    if (step !== 0) return step;
  }
  return 0;
}

/** A column of uuids, sixteen bytes each. */
export class IdColumn {
  /** The bytes, sixteen a row; replaced when it grows. */
  bytes: Uint8Array<ArrayBuffer>;

  /** With room for so many rows. */
  constructor(rows: number) {
    this.bytes = new Uint8Array(rows * idBytes);
  }

  /** Makes room for so many rows. */
  grow(rows: number): void {
    this.bytes = grownTo(this.bytes, rows * idBytes);
  }

  /** Writes a row: the first sixteen of these bytes. */
  write(row: number, id: Uint8Array): void {
    for (let byte = 0; byte < idBytes; byte++) this.bytes[row * idBytes + byte] = id[byte]!;
  }

  /** The sixteen bytes of a row, a view that is right until the column is written to. */
  read(row: number): Uint8Array {
    return this.bytes.subarray(row * idBytes, (row + 1) * idBytes);
  }

  /** Less than, equal to, or greater than zero as one row's id stands before, is, or stands behind another's. */
  compare(one: number, other: number): number {
    return difference(this.bytes, one * idBytes, [this.bytes, other * idBytes]);
  }

  /** The same against an id. */
  compareTo(row: number, id: Uint8Array): number {
    return difference(this.bytes, row * idBytes, [id, 0]);
  }
}

/** Slots are doubled when more of them than this are taken. */
const mostFilled = 0.75;

/** Finds the row of an id in a column: a hash table over the last bytes, which in ids of this application are random. */
export class IdLookup {
  readonly #column: IdColumn;
  #slots: Int32Array<ArrayBuffer>;
  #count = 0;

  /** Over a column, with room for about so many rows; it grows. */
  constructor(column: IdColumn, rows: number) {
    this.#column = column;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(1.4 * Math.max(16, rows))));
  }

  /** Memory that is taken, in bytes. */
  get memory(): number {
    return this.#slots.byteLength;
  }

  /** The row of an id; -1 where it has none. */
  find(id: Uint8Array): number {
    return this.#slots[this.#slotOf(id)]! - 1;
  }

  /** Takes up a row that is written and was not there before. */
  add(row: number): void {
    this.#slots[this.#slotOf(this.#column.read(row))] = row + 1;
    if (++this.#count > this.#slots.length * mostFilled) this.#widen();
  }

  #slotOf(id: Uint8Array): number {
    const mask = this.#slots.length - 1;
    const hash =
      (id[15]! | (id[14]! << 8) | (id[13]! << 16) | (id[12]! << 24)) ^ Math.imul(id[11]! | (id[7]! << 8) | (id[5]! << 16), 0x9e3779b1);
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const row = this.#slots[slot]! - 1;
      if (row < 0 || this.#column.compareTo(row, id) === 0) return slot;
    }
  }

  #widen(): void {
    const rows = this.#slots.filter((slot) => slot > 0);
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (const row of rows) this.#slots[this.#slotOf(this.#column.read(row - 1))] = row;
  }
}
