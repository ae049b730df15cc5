import * as fs from "node:fs";
import { emptyFrame, openFrameBuffer, sealFrame, type FrameBuffer } from "./frame-buffer.ts";
import { listSegments, segmentPath } from "./segment-files.ts";
import { cutTornTail } from "./frame-file.ts";
import { fileHeader, fileKinds, frameHeaderBytes } from "./spool-format.ts";

/** The few calls that the writer makes on a disk; a test may put a disk with little room under it. */
export type Disk = Pick<typeof fs, "openSync" | "writeSync" | "ftruncateSync" | "fdatasyncSync" | "fdatasync" | "closeSync">;

export type SpoolOptions = {
  folder: string;
  edgeId: Buffer;
  /** wait for the disk (fdatasync, one for all who wait) before answering; otherwise a record is safe from a kill, not from a power cut */
  syncToDisk: boolean;
  segmentBytes: number;
  segmentAgeMs: number;
  /** records that could not be written are kept in memory up to this size and written when the disk has room again */
  heldBytes: number;
  now: () => number;
  disk?: Disk;
};

/** What happened since the start; the metrics read it. */
export type SpoolCounts = {
  records: number;
  bytes: number;
  writes: number;
  syncs: number;
  writeErrors: number;
  /** records whose answer left before they were on disk */
  unwritten: number;
  /** of those, the ones given up because memory for them ran out */
  dropped: number;
  /** of those, the ones written later */
  late: number;
  tornBytes: number;
};

export type SpoolWriter = {
  /** records of this turn are added here, then `commit` is called */
  frame: FrameBuffer;
  counts: SpoolCounts;
  /** writes what was added together with everything else of this turn of the event loop, then calls `answer` */
  commit: (answer: () => void) => void;
  /** why records cannot be written at the moment; undefined when they can */
  trouble: () => string | undefined;
  /** writes and syncs what is left, sends the last answers and closes the segment */
  close: () => Promise<void>;
};

type State = SpoolOptions & {
  disk: Disk;
  frame: FrameBuffer;
  counts: SpoolCounts;
  waiting: (() => void)[];
  unsynced: (() => void)[];
  isFlushDue: boolean;
  isSyncing: boolean;
  segment: { fd: number; position: number; openedAtMs: number } | undefined;
  lastNumber: number;
  trouble: string | undefined;
  retryAtMs: number;
  /** where the records of this turn begin in the frame: those before are held from a failed write */
  held: { at: number; records: number };
};

const retryMs = 250;

/** Opens a spool folder: cuts the torn tail of the last segment and goes on in a new one. */
export function openSpool(options: SpoolOptions): SpoolWriter {
  const last = listSegments(options.folder).at(-1);
  const state: State = {
    ...options,
    disk: options.disk ?? fs,
    frame: openFrameBuffer(),
    counts: { records: 0, bytes: 0, writes: 0, syncs: 0, writeErrors: 0, unwritten: 0, dropped: 0, late: 0, tornBytes: 0 },
    waiting: [],
    unsynced: [],
    isFlushDue: false,
    isSyncing: false,
    segment: undefined,
    lastNumber: last?.number ?? 0,
    trouble: undefined,
    retryAtMs: 0,
    held: { at: frameHeaderBytes, records: 0 },
  };
  if (last !== undefined) state.counts.tornBytes = cutTornTail(last.path).tornBytes;
  const flushNow = (): void => flush(state);
  return {
    frame: state.frame,
    counts: state.counts,
    commit: (answer) => {
      state.waiting.push(answer);
      if (state.isFlushDue) return;
      state.isFlushDue = true;
      setImmediate(flushNow);
    },
    trouble: () => state.trouble,
    close: () => closeSpool(state),
  };
}

/** One write for everything that the turn collected; then the answers leave, or wait for the disk. */
function flush(state: State): void {
  state.isFlushDue = false;
  const answers = state.waiting;
  state.waiting = [];
  if (!writeFrame(state) || !state.syncToDisk) {
    for (const answer of answers) answer();
    return;
  }
  for (const answer of answers) state.unsynced.push(answer);
  syncGroup(state);
}

function writeFrame(state: State): boolean {
  const { frame, counts, held } = state;
  if (frame.records === 0) return true;
  const isHolding = held.records > 0;
  if (isHolding && state.now() < state.retryAtMs) {
    holdBack(state);
    return false;
  }
  try {
    writeWhole(state, sealFrame(frame));
  } catch (error) {
    takeNote(state, error);
    holdBack(state);
    return false;
  }
  counts.records += frame.records;
  counts.late += held.records;
  emptyFrame(frame);
  state.held = { at: frame.at, records: 0 };
  if (!state.syncToDisk) state.trouble = undefined;
  return true;
}

/** Keeps the records of this turn for a later try, or gives them up when too many wait already. */
function holdBack(state: State): void {
  const { frame, counts, held } = state;
  const fresh = frame.records - held.records;
  counts.unwritten += fresh;
  if (frame.at > state.heldBytes) {
    counts.dropped += fresh;
    frame.at = held.at;
    frame.records = held.records;
  }
  state.held = { at: frame.at, records: frame.records };
}

function takeNote(state: State, error: unknown): void {
  state.counts.writeErrors++;
  state.trouble = error instanceof Error ? error.message : String(error);
  state.retryAtMs = state.now() + retryMs;
}

function writeWhole(state: State, bytes: Buffer): void {
  const segment = segmentFor(state);
  let written = 0;
  try {
    while (written < bytes.length)
      written += state.disk.writeSync(segment.fd, bytes, written, bytes.length - written, segment.position + written);
  } catch (error) {
    cutBack(state, segment);
    throw error;
  }
  segment.position += bytes.length;
  state.counts.bytes += bytes.length;
  state.counts.writes++;
}

/** The torn part of a failed write goes at once; where that fails too, the next write begins at the same place and covers it. */
function cutBack(state: State, segment: { fd: number; position: number }): void {
  try {
    state.disk.ftruncateSync(segment.fd, segment.position);
  } catch {
    state.counts.writeErrors++;
  }
}

function segmentFor(state: State): NonNullable<State["segment"]> {
  const { segment } = state;
  // A file is not closed under a running fdatasync: the segment then grows a little longer.
  if (segment !== undefined && (state.isSyncing || !isFull(state, segment))) return segment;
  const fresh = openSegment(state);
  closeSegment(state);
  state.segment = fresh;
  return fresh;
}

const isFull = (state: State, segment: { position: number; openedAtMs: number }): boolean =>
  segment.position >= state.segmentBytes || state.now() - segment.openedAtMs >= state.segmentAgeMs;

function openSegment(state: State): NonNullable<State["segment"]> {
  const openedAtMs = state.now();
  const number = state.lastNumber + 1;
  const fd = state.disk.openSync(segmentPath(state.folder, number), "w", 0o600);
  try {
    const header = fileHeader({ kind: fileKinds.spool, edgeId: state.edgeId, number: BigInt(number), createdAtMs: openedAtMs });
    const written = state.disk.writeSync(fd, header, 0, header.length, 0);
    if (written < header.length) throw new Error("no room for a segment's header");
    state.lastNumber = number;
    return { fd, position: header.length, openedAtMs };
  } catch (error) {
    state.disk.closeSync(fd);
    throw error;
  }
}

function closeSegment(state: State): void {
  if (state.segment === undefined) return;
  if (state.syncToDisk) state.disk.fdatasyncSync(state.segment.fd);
  state.disk.closeSync(state.segment.fd);
  state.segment = undefined;
}

/** One fdatasync for all answers that wait; those that come meanwhile share the next one. */
function syncGroup(state: State): void {
  if (state.isSyncing || state.unsynced.length === 0 || state.segment === undefined) return;
  const group = state.unsynced;
  state.unsynced = [];
  state.isSyncing = true;
  state.disk.fdatasync(state.segment.fd, (error) => {
    state.isSyncing = false;
    state.counts.syncs++;
    if (error) takeNote(state, error);
    else state.trouble = undefined;
    for (const answer of group) answer();
    syncGroup(state);
  });
}

async function closeSpool(state: State): Promise<void> {
  state.retryAtMs = 0;
  flush(state);
  while (state.isSyncing) await new Promise((resolve) => setImmediate(resolve));
  try {
    closeSegment(state);
  } catch (error) {
    takeNote(state, error);
  }
}
