import { closeFrameFile, openFrameFile, takeFrame, type FrameFile } from "../spool/frame-file.ts";
import { listSegments, segmentPath, type Segment } from "../spool/segment-files.ts";
import { headerBytes } from "../spool/spool-format.ts";

/** Where the shipper reads: a segment, its open file, and how far the database knows it to be copied. */
export type SpoolPosition = {
  folder: string;
  segment: number;
  file: FrameFile | undefined;
  committedOffset: number;
  /** what the database held when it was asked, by segment */
  offsets: ReadonlyMap<number, number>;
  /** damaged bytes that were stepped over in segments read so far */
  lostBytes: number;
};

/** Begins at the oldest segment that is not known to be copied to its end. `offsets` is what the database holds, by segment. */
export function openPosition(folder: string, offsets: ReadonlyMap<number, number>): SpoolPosition {
  const segments = listSegments(folder);
  const isDone = (segment: Segment, next: Segment | undefined): boolean =>
    next !== undefined && !hasMore(segment, offsets.get(segment.number));
  const first = segments.find((segment, index) => !isDone(segment, segments[index + 1])) ?? segments[0];
  const number = first?.number ?? 1;
  return { folder, segment: number, file: undefined, committedOffset: offsets.get(number) ?? headerBytes, offsets, lostBytes: 0 };
}

function hasMore(segment: Segment, offset: number | undefined): boolean {
  const file = openFrameFile(segment.path, offset);
  if (file === undefined) return false;
  const frame = takeFrame(file);
  closeFrameFile(file);
  return frame !== undefined;
}

/** The open file of the position; undefined while there is none, or its first bytes are not written yet. */
export function fileAt(position: SpoolPosition): FrameFile | undefined {
  try {
    position.file ??= openFrameFile(segmentPath(position.folder, position.segment), position.committedOffset);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return position.file;
}

/**
 * Goes on to the next segment where there is one, to where the database has it. The caller has found no frame; since the listener opens a segment only after it
 * has done with the one before, a last look after the new one was seen cannot miss any.
 */
export function nextSegment(position: SpoolPosition): boolean {
  const next = listSegments(position.folder).find((segment) => segment.number > position.segment);
  if (next === undefined) return false;
  if (
    fileAt(position) !== undefined &&
    hasMore({ number: position.segment, path: segmentPath(position.folder, position.segment) }, position.file?.offset)
  )
    return false;
  position.lostBytes += position.file?.skippedBytes ?? 0;
  closePosition(position);
  Object.assign(position, { segment: next.number, committedOffset: position.offsets.get(next.number) ?? headerBytes });
  return true;
}

/** Goes back to where the database says, after a transaction whose end is unknown or that another shipper was ahead of. */
export function closePosition(position: SpoolPosition): void {
  if (position.file !== undefined) closeFrameFile(position.file);
  position.file = undefined;
}
