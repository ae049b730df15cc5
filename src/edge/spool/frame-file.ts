import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from "node:fs";
import { findFrame, headerBytes, parseFileHeader, readFrame, type FileHeader } from "./spool-format.ts";

/**
 * A file of frames being read, perhaps while another process appends to it.
 * Nothing past the last intact frame is remembered between calls: a writer may cut and rewrite that part.
 */
export type FrameFile = {
  fd: number;
  header: FileHeader;
  /** file offset just after the last frame taken */
  offset: number;
  /** damaged bytes that were stepped over because intact frames follow them */
  skippedBytes: number;
  /** bytes read ahead; `bytes[at]` is the file's byte at `offset` */
  bytes: Buffer;
  at: number;
};

/** A frame taken from a file: a view into read-ahead memory, good until the next call. */
export type TakenFrame = { bytes: Buffer; bodyAt: number; end: number; records: number };

const windowBytes = 1024 * 1024;
const nothing = Buffer.alloc(0);

/** Opens a file at an offset; undefined when its header is not there yet, or not one of ours. */
export function openFrameFile(file: string, offset = headerBytes): FrameFile | undefined {
  const fd = openSync(file, "r");
  const header = parseFileHeader(readAt(fd, 0, headerBytes));
  if (header !== undefined) return { fd, header, offset: Math.max(offset, headerBytes), skippedBytes: 0, bytes: nothing, at: 0 };
  closeSync(fd);
  return undefined;
}

export const closeFrameFile = (file: FrameFile): void => closeSync(file.fd);

/** The next intact frame, or undefined when the file holds no more for now. */
export function takeFrame(file: FrameFile): TakenFrame | undefined {
  for (let window = windowBytes; ; window *= 2) {
    const found = readFrame(file.bytes, file.at);
    if (found.kind === "frame") {
      const taken = { bytes: file.bytes, bodyAt: found.bodyAt, end: found.end, records: found.records };
      moveTo(file, found.end);
      return taken;
    }
    if (refill(file, window)) continue;
    const later = findFrame(file.bytes, file.at + 1);
    if (later === -1) return forgetRest(file);
    file.skippedBytes += later - file.at;
    moveTo(file, later);
  }
}

function moveTo(file: FrameFile, at: number): void {
  file.offset += at - file.at;
  file.at = at;
}

function forgetRest(file: FrameFile): undefined {
  file.bytes = nothing;
  file.at = 0;
}

/** Reads on from the first byte not taken; false when the file ends where the memory ends. */
function refill(file: FrameFile, window: number): boolean {
  const kept = file.bytes.length - file.at;
  const left = fstatSync(file.fd).size - file.offset;
  if (left <= kept) return false;
  file.bytes = readAt(file.fd, file.offset, Math.min(left, Math.max(window, kept * 2)));
  file.at = 0;
  return true;
}

/** Reads up to `length` bytes at `position`; fewer at the file's end. */
export function readAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const taken = readSync(fd, bytes, filled, length - filled, position + filled);
    if (taken === 0) break;
    filled += taken;
  }
  return bytes.subarray(0, filled);
}

/**
 * Cuts what a killed process left half-written at a file's end. Such a tail was never acknowledged: an answer leaves
 * only after the write of its whole frame has returned. A file without a whole header becomes empty.
 *
 * @returns bytes cut, and the length that is left
 */
export function cutTornTail(path: string): { tornBytes: number; validBytes: number } {
  const fd = openSync(path, "r+");
  try {
    const validBytes = validLength(fd);
    const tornBytes = fstatSync(fd).size - validBytes;
    if (tornBytes > 0) ftruncateSync(fd, validBytes);
    return { tornBytes, validBytes };
  } finally {
    closeSync(fd);
  }
}

function validLength(fd: number): number {
  const header = parseFileHeader(readAt(fd, 0, headerBytes));
  if (header === undefined) return 0;
  const file: FrameFile = { fd, header, offset: headerBytes, skippedBytes: 0, bytes: nothing, at: 0 };
  while (takeFrame(file) !== undefined);
  return file.offset;
}
