import { reserve, type FrameBuffer } from "./frame-buffer.ts";

/**
 * Fields of one row in PostgreSQL's binary COPY layout: a 16-bit field count, then each field as a 32-bit length and its
 * bytes, length -1 for null. A click is written this way once, on the edge; the shipper passes the bytes on untouched.
 *
 * @see https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS
 */
const pgEpochMs = 946_684_800_000; // 2000-01-01T00:00:00Z
const nulCharacter = /\0/g;
// In JSON.stringify's output only NUL and lone surrogates are escaped this way; PostgreSQL's jsonb takes neither.
const unstorableEscape = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

function putInt32(bytes: Buffer, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

/** Starts a row of so many fields. */
export function writeFieldCount(frame: FrameBuffer, fields: number): void {
  reserve(frame, 2);
  frame.bytes[frame.at] = fields >>> 8;
  frame.bytes[frame.at + 1] = fields;
  frame.at += 2;
}

export function writeNull(frame: FrameBuffer): void {
  reserve(frame, 4);
  putInt32(frame.bytes, frame.at, -1);
  frame.at += 4;
}

/** A uuid or bytea field. */
export function writeBytes(frame: FrameBuffer, value: Uint8Array | undefined): void {
  if (value === undefined) return writeNull(frame);
  reserve(frame, value.length + 4);
  putInt32(frame.bytes, frame.at, value.length);
  frame.bytes.set(value, frame.at + 4);
  frame.at += value.length + 4;
}

/** A timestamptz field from epoch milliseconds. */
export function writeInstant(frame: FrameBuffer, ms: number): void {
  reserve(frame, 12);
  putInstant(frame.bytes, frame.at, ms);
  frame.at += 12;
}

/** The 12 bytes of a timestamptz field, where there is room for them. */
export function putInstant(bytes: Buffer, at: number, ms: number): void {
  const micros = (ms - pgEpochMs) * 1000;
  putInt32(bytes, at, 8);
  putInt32(bytes, at + 4, Math.floor(micros / 0x1_0000_0000));
  putInt32(bytes, at + 8, micros % 0x1_0000_0000);
}

export function writeBoolean(frame: FrameBuffer, value: boolean | undefined): void {
  if (value === undefined) return writeNull(frame);
  reserve(frame, 5);
  putInt32(frame.bytes, frame.at, 1);
  frame.bytes[frame.at + 4] = value ? 1 : 0;
  frame.at += 5;
}

/** A 32-bit integer field. */
export function writeInteger(frame: FrameBuffer, value: number): void {
  reserve(frame, 8);
  putInt32(frame.bytes, frame.at, 4);
  putInt32(frame.bytes, frame.at + 4, value);
  frame.at += 8;
}

/** A text field. PostgreSQL's text holds no NUL, so the replacement character stands in for it. */
export function writeText(frame: FrameBuffer, value: string | undefined): void {
  if (value === undefined) return writeNull(frame);
  const text = value.includes("\0") ? value.replace(nulCharacter, "\ufffd") : value;
  reserve(frame, text.length * 3 + 4);
  const written = frame.bytes.write(text, frame.at + 4, "utf8");
  putInt32(frame.bytes, frame.at, written);
  frame.at += written + 4;
}

/** A jsonb field: one version byte, then the JSON text. What jsonb cannot hold (NUL, lone surrogates) becomes U+FFFD. */
export function writeJson(frame: FrameBuffer, value: object | undefined): void {
  if (value === undefined) return writeNull(frame);
  const json = JSON.stringify(value);
  const text = json.includes("\\u") ? json.replace(unstorableEscape, "$1\\ufffd") : json;
  reserve(frame, text.length * 3 + 5);
  const written = frame.bytes.write(text, frame.at + 5, "utf8");
  putInt32(frame.bytes, frame.at, written + 1);
  frame.bytes[frame.at + 4] = 1;
  frame.at += written + 5;
}
