const header = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const epochMs = Date.UTC(2000, 0, 1);
const oids = { int4: 23, text: 25, timestamptz: 1184, uuid: 2950 } as const;

/** Bytes that were written so far, and where the next one goes. */
interface Written {
  bytes: Buffer;
  at: number;
}

function makeRoom(to: Written, more: number): void {
  if (to.at + more <= to.bytes.length) return;
  const larger = Buffer.allocUnsafe(2 * (to.at + more));
  to.bytes.copy(larger, 0, 0, to.at);
  to.bytes = larger;
}

function putInteger(to: Written, value: number): void {
  makeRoom(to, 4);
  to.at = to.bytes.writeInt32BE(value, to.at);
}

/** Characters of one byte each, behind their number. A loop: for so few, a call out of the engine costs more. */
function putBytes(to: Written, text: string): void {
  putInteger(to, text.length);
  makeRoom(to, text.length);
  for (let index = 0; index < text.length; index++) to.bytes[to.at++] = text.charCodeAt(index);
}

function putInstant(to: Written, atMs: number): void {
  const micros = (atMs - epochMs) * 1000;
  const high = Math.floor(micros / 2 ** 32);
  putInteger(to, 8);
  putInteger(to, high);
  putInteger(to, (micros - high * 2 ** 32) | 0);
}

/** Writes an array of one dimension; `put` writes element by element, each behind its length. */
function putArray(to: Written, oid: number, length: number, put: (index: number) => void): void {
  const place = to.at;
  putInteger(to, 0); // the field's length, which is known at its end
  putInteger(to, length === 0 ? 0 : 1);
  putInteger(to, 0);
  putInteger(to, oid);
  if (length > 0) {
    putInteger(to, length);
    putInteger(to, 1);
  }
  for (let index = 0; index < length; index++) put(index);
  to.bytes.writeInt32BE(to.at - place - 4, place);
}

/** Rows as `copy ... from stdin (format binary)` takes them. */
export interface CopyRows {
  readonly count: () => number;
  /** Begins a row of so many fields; they are added next, in their order. */
  begin(fields: number): void;
  /** An id as sixteen characters, one a byte. */
  uuid(id: string): void;
  /** An array, an element an item; null stays null. */
  uuids<T>(items: readonly T[], of: (item: T) => string | null): void;
  texts<T>(items: readonly T[], of: (item: T) => string): void;
  /** Milliseconds since 1970. */
  instants<T>(items: readonly T[], of: (item: T) => number): void;
  integers(items: ArrayLike<number>): void;
  /** Everything, ready to be sent; it holds until {@link clear}. */
  finish(): Buffer;
  /** Takes all rows away and keeps their memory for the next. */
  clear(): void;
}

/** The bytes of texts of which there are few, as characters. */
function openBytesOf(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text) ?? Buffer.from(text, "utf8").toString("latin1");
    known.set(text, found);
    return found;
  };
}

/**
 * Opens rows that are put together one after the other.
 *
 * @see https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4
 * @example
 * import { openCopyRows } from "./copy-rows.ts";
 * const rows = openCopyRows();
 * rows.begin(1);
 * rows.integers([7]);
 * rows.finish().length // => 19 + 2 + 4 + 20 + 8 + 2
 */
export function openCopyRows(): CopyRows {
  const to: Written = { bytes: Buffer.alloc(1 << 16), at: 0 };
  const bytesOf = openBytesOf();
  let count = 0;
  const rows: CopyRows = {
    count: () => count,
    begin(fields) {
      count += 1;
      makeRoom(to, 2);
      to.at = to.bytes.writeInt16BE(fields, to.at);
    },
    uuid: (id) => putBytes(to, id),
    uuids: (items, of) =>
      putArray(to, oids.uuid, items.length, (index) => {
        const id = of(items[index]!);
        if (id === null) putInteger(to, -1);
        else putBytes(to, id);
      }),
    texts: (items, of) => putArray(to, oids.text, items.length, (index) => putBytes(to, bytesOf(of(items[index]!)))),
    instants: (items, of) => putArray(to, oids.timestamptz, items.length, (index) => putInstant(to, of(items[index]!))),
    integers: (items) =>
      putArray(to, oids.int4, items.length, (index) => {
        putInteger(to, 4);
        putInteger(to, items[index]!);
      }),
    finish() {
      makeRoom(to, 2);
      to.bytes.writeInt16BE(-1, to.at);
      return to.bytes.subarray(0, to.at + 2);
    },
    clear() {
      count = 0;
      to.at = header.copy(to.bytes);
    },
  };
  rows.clear();
  return rows;
}
