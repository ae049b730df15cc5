import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { addRecord, emptyFrame, openFrameBuffer, sealFrame, type FrameBuffer } from "../spool/frame-buffer.ts";
import { closeFrameFile, cutTornTail, openFrameFile, takeFrame } from "../spool/frame-file.ts";
import { eachRecord, fileHeader, fileKinds } from "../spool/spool-format.ts";
import { changesPath, linkRecordTypes, nameGeneration, readGeneration, snapshotPath, type Cursor, type Seal } from "./link-files.ts";

/** The shipper's side of the link files: where it left off, and where it appends. */
export type ChangeLog = {
  folder: string;
  edgeId: Buffer;
  generation: number;
  /** undefined before the first snapshot */
  cursor: Cursor | undefined;
  fd: number | undefined;
  bytes: number;
  snapshotBytes: number;
};

/** One record for the files. */
export type LinkChange = { type: number; payload: Uint8Array };

const frameTargetBytes = 256 * 1024;

/** Opens the folder: cuts a torn tail and finds the last cursor. Where a file is damaged there is none, so that everything is read anew. */
export function openChangeLog(folder: string, edgeId: Buffer): ChangeLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const generation = readGeneration(folder) ?? 0;
  const log: ChangeLog = { folder, edgeId, generation, cursor: undefined, fd: undefined, bytes: 0, snapshotBytes: 0 };
  if (generation === 0) return log;
  const snapshot = readToEnd(snapshotPath(folder, generation));
  const file = changesPath(folder, generation);
  if (existsSync(file)) cutTornTail(file);
  const changes = readToEnd(file);
  // A snapshot ends with its cursor: without one its end is missing, whatever the log after it holds.
  const isKnown = snapshot.isWhole && snapshot.cursor !== undefined && changes.isWhole;
  log.cursor = isKnown ? (changes.cursor ?? snapshot.cursor) : undefined;
  log.snapshotBytes = snapshot.bytes;
  log.fd = openSync(file, changes.bytes === 0 ? "w" : "a", 0o600);
  log.bytes = changes.bytes === 0 ? writeWhole(log.fd, headerOf(log, generation)) : changes.bytes;
  return log;
}

/** A file's last cursor, where its frames end, and whether all of them could be read; after a power cut a stretch of it may be lost. */
function readToEnd(file: string): { cursor: Cursor | undefined; bytes: number; isWhole: boolean } {
  if (!existsSync(file)) return { cursor: undefined, bytes: 0, isWhole: true };
  const frames = openFrameFile(file);
  if (frames === undefined) return { cursor: undefined, bytes: 0, isWhole: false };
  let cursor: Cursor | undefined;
  for (let frame = takeFrame(frames); frame !== undefined; frame = takeFrame(frames)) {
    const { bytes } = frame;
    eachRecord(bytes, frame, (type, at, end) => {
      if (type === linkRecordTypes.cursor) cursor = JSON.parse(bytes.toString("utf8", at, end)) as Cursor;
    });
  }
  closeFrameFile(frames);
  return { cursor, bytes: frames.offset, isWhole: frames.skippedBytes === 0 };
}

const headerOf = (log: ChangeLog, generation: number): Buffer =>
  fileHeader({ kind: fileKinds.links, edgeId: log.edgeId, number: BigInt(generation), createdAtMs: Date.now() });

/** Appends changes and the cursor that holds after them, in frames small enough to be applied between two requests. */
export function appendChanges(log: ChangeLog, changes: Iterable<LinkChange>, cursor: Cursor): void {
  if (log.fd === undefined) throw new Error("the link change log has no snapshot to follow yet");
  const frame = openFrameBuffer();
  for (const change of changes) add(log.fd, frame, change, (bytes) => (log.bytes += bytes));
  addRecord(frame, linkRecordTypes.cursor, json(cursor));
  log.bytes += writeWhole(log.fd, sealFrame(frame));
  log.cursor = cursor;
}

/** Starts a generation from all records; `reload` says that they replace what earlier ones held. */
export async function startGeneration(
  log: ChangeLog,
  records: AsyncIterable<LinkChange> | Iterable<LinkChange>,
  then: { cursor: Cursor; reload: boolean },
): Promise<void> {
  const next = log.generation + 1;
  log.snapshotBytes = await writeSnapshot(log, next, { records, cursor: then.cursor });
  const changes = changesPath(log.folder, next);
  const fd = openSync(changes, "w", 0o600);
  log.bytes = writeWhole(fd, headerOf(log, next));
  fsyncSync(fd);
  nameGeneration(log.folder, next);
  if (log.fd !== undefined) sealLog(log.fd, { next, reload: then.reload });
  Object.assign(log, { fd, generation: next, cursor: then.cursor });
  dropOldGenerations(log);
}

async function writeSnapshot(
  log: ChangeLog,
  generation: number,
  content: { records: AsyncIterable<LinkChange> | Iterable<LinkChange>; cursor: Cursor },
): Promise<number> {
  const file = snapshotPath(log.folder, generation);
  const fd = openSync(`${file}.new`, "w", 0o600);
  let size = writeWhole(fd, headerOf(log, generation));
  try {
    const frame = openFrameBuffer();
    for await (const record of content.records) add(fd, frame, record, (bytes) => (size += bytes));
    addRecord(frame, linkRecordTypes.cursor, json(content.cursor));
    size += writeWhole(fd, sealFrame(frame));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(`${file}.new`, file);
  return size;
}

function add(fd: number, frame: FrameBuffer, record: LinkChange, count: (bytes: number) => void): void {
  addRecord(frame, record.type, record.payload);
  if (frame.at < frameTargetBytes) return;
  count(writeWhole(fd, sealFrame(frame)));
  emptyFrame(frame);
}

function sealLog(fd: number, seal: Seal): void {
  const frame = openFrameBuffer(256);
  addRecord(frame, linkRecordTypes.seal, json(seal));
  writeWhole(fd, sealFrame(frame));
  closeSync(fd);
}

/** The generation before is kept for a listener that is still reading it. */
function dropOldGenerations(log: ChangeLog): void {
  for (const name of readdirSync(log.folder)) {
    const number = Number(/^(?:snapshot|changes)-(\d{12})\.links(?:\.new)?$/.exec(name)?.[1] ?? Number.NaN);
    if (number < log.generation - 1) rmSync(path.join(log.folder, name), { force: true });
  }
}

export function closeChangeLog(log: ChangeLog): void {
  if (log.fd !== undefined) closeSync(log.fd);
  log.fd = undefined;
}

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value), "utf8");

function writeWhole(fd: number, bytes: Buffer): number {
  for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written, bytes.length - written);
  return bytes.length;
}
