const headerBytes = 19;

/** Where the fields of one row lie in `bytes`: field f at `starts[f]`, `lengths[f]` bytes long, -1 for null. */
export interface CopyRow {
  bytes: Buffer;
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
}

/** Finds one row's fields from `at` on. The place after it; -1 where it is not whole yet; -2 at the end of the rows. */
function findFields(row: CopyRow, at: number, end: number): number {
  const { bytes, starts, lengths } = row;
  if (at + 2 > end) return -1;
  const count = bytes.readInt16BE(at);
  if (count < 0) return -2;
  let next = at + 2;
  for (let field = 0; field < count; field++) {
    if (next + 4 > end) return -1;
    const length = bytes.readInt32BE(next);
    starts[field] = next + 4;
    lengths[field] = length;
    next += 4 + (length > 0 ? length : 0);
  }
  return next > end ? -1 : next;
}

/**
 * Takes the bytes of `copy ... to stdout (format binary)` as they come, in pieces of any size, and hands out row by row where its fields
 * lie. Nothing is allocated a row: the same object is handed out each time.
 *
 * @param fields how many columns the rows have
 * @param take is called once a row; what it needs it must copy out
 * @returns what takes the pieces
 * @see https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4
 * @example
 * import { copyReader } from "./copy-fields.ts";
 * const seen: number[] = [];
 * const read = copyReader(1, ({ bytes, starts }) => seen.push(bytes[starts[0]!]!));
 * read(Buffer.concat([Buffer.alloc(19), Buffer.of(0, 1, 0, 0, 0, 1, 42, 255, 255)]));
 * seen // => [42]
 */
export function copyReader(fields: number, take: (row: CopyRow) => void): (piece: Buffer) => void {
  const row: CopyRow = { bytes: Buffer.alloc(0), starts: new Int32Array(fields), lengths: new Int32Array(fields) };
  let left = Buffer.alloc(0);
  let isBegun = false;
  return (piece) => {
    row.bytes = left.length === 0 ? piece : Buffer.concat([left, piece]);
    const end = row.bytes.length;
    if (!isBegun && end < headerBytes) return void (left = row.bytes as Buffer<ArrayBuffer>);
    let at = isBegun ? 0 : headerBytes;
    isBegun = true;
    for (let next = findFields(row, at, end); next >= 0; next = findFields(row, at, end)) {
      take(row);
      at = next;
    }
    left = Buffer.from(row.bytes.subarray(at)); // a copy: the piece itself may be large
  };
}

const epochMs = Date.UTC(2000, 0, 1);

/** A timestamptz field as milliseconds since 1970; what is below a millisecond is cut, as the driver does. */
export const instantField = ({ bytes, starts }: CopyRow, field: number): number => {
  const at = starts[field]!;
  return Math.floor((bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)) / 1000) + epochMs;
};

/** An int4 field. */
export const integerField = ({ bytes, starts }: CopyRow, field: number): number => bytes.readInt32BE(starts[field]!);

/** A text field that holds few different values. */
export const textField = ({ bytes, starts, lengths }: CopyRow, field: number): string =>
  bytes.toString("latin1", starts[field]!, starts[field]! + lengths[field]!);

/** A uuid field as sixteen characters, one a byte; null stays null. */
export const uuidField = ({ bytes, starts, lengths }: CopyRow, field: number): string | null =>
  lengths[field] === -1 ? null : bytes.toString("latin1", starts[field]!, starts[field]! + 16);

/** A text[] field; null elements are left out. */
export function textsField({ bytes, starts, lengths }: CopyRow, field: number): string[] {
  const from = starts[field]!;
  if (lengths[field]! < 0 || bytes.readInt32BE(from) === 0) return [];
  const count = bytes.readInt32BE(from + 12);
  const texts: string[] = [];
  for (let at = from + 20, index = 0; index < count; index++) {
    const length = bytes.readInt32BE(at);
    if (length >= 0) texts.push(bytes.toString("utf8", at + 4, at + 4 + length));
    at += 4 + Math.max(0, length);
  }
  return texts;
}
