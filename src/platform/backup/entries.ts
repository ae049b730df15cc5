import { byteReader, type ByteReader } from "./byte-reader.ts";

/** What a backup was made from; always the first entry. */
export type Manifest = {
  kind: "manifest";
  format: 1;
  /** ISO instant of the snapshot. */
  takenAt: string;
  program: string;
  server: string;
  /** Applied migrations by name, with their checksums. */
  migrations: Record<string, string>;
};

/** The rows of one table in COPY's text format, the columns in the order given. A partitioned table names its months. */
export type TableEntry = { kind: "table"; name: string; columns: string[]; months: string[] };

/** One file, by its folder (`files`, `spool`) and its path in it. */
export type FileEntry = { kind: "file"; folder: string; path: string };

/** What an entry is; its data follows. `secret` is the text itself; `counts` (the rows of each table), `sequences` and `jobs` are JSON. */
export type EntryHead = Manifest | TableEntry | FileEntry | { kind: "secret" | "counts" | "sequences" | "jobs" };

/** An entry being read. Its data must be read, or skipped, before the next entry. */
export type Entry = { head: EntryHead; data: AsyncIterable<Buffer> };

const recordKinds = { head: 1, data: 2, end: 3 } as const;
const longestRecord = 1 << 26;

/** Writes one entry as records: its head, its data in chunks, its end. */
export async function* writeEntry(head: EntryHead, data: AsyncIterable<Uint8Array> | Iterable<Uint8Array> = []): AsyncGenerator<Buffer> {
  yield record(recordKinds.head, Buffer.from(JSON.stringify(head)));
  for await (const chunk of data) if (chunk.byteLength > 0) yield record(recordKinds.data, chunk);
  yield record(recordKinds.end, Buffer.alloc(0));
}

function record(kind: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(payload.byteLength, 1);
  return Buffer.concat([head, payload]);
}

/** Reads entries one after the other. @throws RangeError when the records are not those of {@link writeEntry} */
export async function* readEntries(plain: AsyncIterable<Uint8Array>): AsyncGenerator<Entry> {
  const reader = byteReader(plain);
  for (;;) {
    const first = await readRecord(reader);
    if (first === undefined) return;
    if (first.kind !== recordKinds.head) throw new RangeError(`an entry begins with a record of kind ${first.kind}`);
    const data = readData(reader);
    yield { head: JSON.parse(first.payload.toString()) as EntryHead, data };
    for await (const _ of data);
  }
}

async function* readData(reader: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const next = await readRecord(reader);
    if (next === undefined || next.kind === recordKinds.head) throw new RangeError("an entry has no end");
    if (next.kind === recordKinds.end) return;
    yield next.payload;
  }
}

async function readRecord(reader: ByteReader): Promise<{ kind: number; payload: Buffer } | undefined> {
  const head = await reader.take(5);
  if (head === undefined) return undefined;
  const length = head.readUInt32BE(1);
  if (length > longestRecord) throw new RangeError(`a record of ${length} bytes`);
  return { kind: head[0] ?? 0, payload: (await reader.take(length)) ?? Buffer.alloc(0) };
}

/** The whole data of a small entry. */
export async function dataOf(entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry.data) chunks.push(chunk);
  return Buffer.concat(chunks);
}
