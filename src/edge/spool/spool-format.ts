/**
 * The bytes of the spool and of the link change log; `docs/spool-format.md` describes them.
 * All integers are big-endian, as in PostgreSQL's binary COPY, whose row layout the rows in a record use.
 */
import { crc32 } from "node:zlib";

/** What a file holds; a file of another kind or version is refused, never guessed at. */
export const fileKinds = { spool: 1, links: 2 } as const;
export type FileKind = (typeof fileKinds)[keyof typeof fileKinds];

export const formatVersion = 1;
export const headerBytes = 64;
export const frameHeaderBytes = 16;
export const recordHeaderBytes = 4;
/** A record's length has 24 bits. */
export const maxRecordBytes = 0xff_ff_ff;

const fileMagic = Buffer.from("VOUCHSPL", "latin1");
const frameMagic = 0x56_46_52_31; // "VFR1"

/** The first 64 bytes of a file. */
export type FileHeader = {
  kind: FileKind;
  /** the 16 bytes of the edge's id */
  edgeId: Buffer;
  /** segment number, or generation of a link file */
  number: bigint;
  createdAtMs: number;
};

/** The 64 bytes that a file begins with. */
export function fileHeader(header: FileHeader): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  fileMagic.copy(bytes, 0);
  bytes.writeUInt16BE(formatVersion, 8);
  bytes.writeUInt16BE(header.kind, 10);
  header.edgeId.copy(bytes, 12, 0, 16);
  bytes.writeBigUInt64BE(header.number, 28);
  bytes.writeBigUInt64BE(BigInt(header.createdAtMs), 36);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, headerBytes - 4)), headerBytes - 4);
  return bytes;
}

/** Reads a file's first bytes; undefined when they are cut short, damaged, or of a version this code does not know. */
export function parseFileHeader(bytes: Buffer): FileHeader | undefined {
  if (bytes.length < headerBytes || fileMagic.compare(bytes, 0, 8) !== 0) return undefined;
  if (crc32(bytes.subarray(0, headerBytes - 4)) !== bytes.readUInt32BE(headerBytes - 4)) return undefined;
  const kind = bytes.readUInt16BE(10);
  if (bytes.readUInt16BE(8) !== formatVersion || (kind !== fileKinds.spool && kind !== fileKinds.links)) return undefined;
  return {
    kind,
    edgeId: Buffer.from(bytes.subarray(12, 28)),
    number: bytes.readBigUInt64BE(28),
    createdAtMs: Number(bytes.readBigUInt64BE(36)),
  };
}

/** Fills in the 16 bytes before a frame's body: magic, body length, CRC-32 of the body, number of records. */
export function writeFrameHeader(bytes: Buffer, at: number, frame: { end: number; records: number }): void {
  const bodyAt = at + frameHeaderBytes;
  bytes.writeUInt32BE(frameMagic, at);
  bytes.writeUInt32BE(frame.end - bodyAt, at + 4);
  bytes.writeUInt32BE(crc32(bytes.subarray(bodyAt, frame.end)), at + 8);
  bytes.writeUInt32BE(frame.records, at + 12);
}

/** A frame found in a buffer, or why there is none: `partial` when the bytes end inside it, `damaged` when they cannot be one. */
export type FrameFound = { kind: "frame"; bodyAt: number; end: number; records: number } | { kind: "partial" } | { kind: "damaged" };

/** Looks at the frame that begins at `at`; `bytes` may end anywhere. */
export function readFrame(bytes: Buffer, at: number): FrameFound {
  if (bytes.length - at < frameHeaderBytes) return { kind: "partial" };
  if (bytes.readUInt32BE(at) !== frameMagic) return { kind: "damaged" };
  const bodyAt = at + frameHeaderBytes;
  const end = bodyAt + bytes.readUInt32BE(at + 4);
  if (end > bytes.length) return { kind: "partial" };
  if (crc32(bytes.subarray(bodyAt, end)) !== bytes.readUInt32BE(at + 8)) return { kind: "damaged" };
  return { kind: "frame", bodyAt, end, records: bytes.readUInt32BE(at + 12) };
}

/** The next place at or after `from` where a whole, intact frame begins; -1 when the bytes hold none. */
export function findFrame(bytes: Buffer, from: number): number {
  const magic = Buffer.alloc(4);
  magic.writeUInt32BE(frameMagic);
  for (let at = bytes.indexOf(magic, from); at !== -1; at = bytes.indexOf(magic, at + 1)) {
    if (readFrame(bytes, at).kind === "frame") return at;
  }
  return -1;
}

/** Calls `take` with type, start and end of each record in a frame's body. */
export function eachRecord(
  bytes: Buffer,
  body: { bodyAt: number; end: number },
  take: (type: number, at: number, end: number) => void,
): void {
  for (let at = body.bodyAt; at < body.end;) {
    const head = bytes.readUInt32BE(at);
    const start = at + recordHeaderBytes;
    at = start + (head & maxRecordBytes);
    take(head >>> 24, start, at);
  }
}
