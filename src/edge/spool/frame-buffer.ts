import { frameHeaderBytes, maxRecordBytes, recordHeaderBytes, writeFrameHeader } from "./spool-format.ts";

/**
 * Records collected for one write. The listener fills one for each turn of its event loop, so it is a plain object with
 * plain functions: a record costs the copy of its bytes and nothing else.
 */
export type FrameBuffer = {
  bytes: Buffer;
  /** where the next byte goes */
  at: number;
  /** records finished so far */
  records: number;
  /** where the record being written begins */
  recordAt: number;
};

/** An empty buffer that grows as needed. */
export const openFrameBuffer = (sizeBytes = 64 * 1024): FrameBuffer => ({
  bytes: Buffer.allocUnsafeSlow(sizeBytes),
  at: frameHeaderBytes,
  records: 0,
  recordAt: frameHeaderBytes,
});

/** Makes room for `more` bytes. */
export function reserve(frame: FrameBuffer, more: number): void {
  if (frame.at + more <= frame.bytes.length) return;
  const grown = Buffer.allocUnsafeSlow(Math.max(frame.bytes.length * 2, frame.at + more));
  frame.bytes.copy(grown, 0, 0, frame.at);
  frame.bytes = grown;
}

/** Starts a record; the caller then reserves room, writes at `frame.at` and moves it. */
export function beginRecord(frame: FrameBuffer, type: number): void {
  reserve(frame, recordHeaderBytes);
  frame.recordAt = frame.at;
  frame.bytes[frame.at] = type;
  frame.at += recordHeaderBytes;
}

/** Ends the record begun last. */
export function endRecord(frame: FrameBuffer): void {
  const { bytes, recordAt } = frame;
  const length = frame.at - recordAt - recordHeaderBytes;
  if (length > maxRecordBytes) throw new RangeError(`a record of ${length} bytes is longer than ${maxRecordBytes}`);
  bytes[recordAt + 1] = length >>> 16;
  bytes[recordAt + 2] = length >>> 8;
  bytes[recordAt + 3] = length;
  frame.records++;
}

/** Adds a whole record. */
export function addRecord(frame: FrameBuffer, type: number, payload: Uint8Array): void {
  beginRecord(frame, type);
  reserve(frame, payload.length);
  frame.bytes.set(payload, frame.at);
  frame.at += payload.length;
  endRecord(frame);
}

/** The finished frame, as a view that is good until the buffer is written to or emptied. */
export function sealFrame(frame: FrameBuffer): Buffer {
  writeFrameHeader(frame.bytes, 0, { end: frame.at, records: frame.records });
  return frame.bytes.subarray(0, frame.at);
}

/** Forgets all records; a buffer that one large burst has grown past 4 MB is given back. */
export function emptyFrame(frame: FrameBuffer): void {
  if (frame.bytes.length > 4 * 1024 * 1024) frame.bytes = Buffer.allocUnsafeSlow(64 * 1024);
  frame.at = frameHeaderBytes;
  frame.records = 0;
}
