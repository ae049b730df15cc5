import { existsSync } from "node:fs";
import { closeFrameFile, openFrameFile, takeFrame } from "../spool/frame-file.ts";
import { eachRecord } from "../spool/spool-format.ts";
import { startGeneration, type ChangeLog, type LinkChange } from "./change-log.ts";
import { changesPath, linkRecordTypes, snapshotPath, type DomainRecord, type StoreRecord } from "./link-files.ts";
import { keyStart } from "./link-record.ts";

/** Whether the log of changes has grown enough to be merged into a new snapshot. */
export const isCompactionDue = (log: ChangeLog, leastBytes = 64 * 1024 * 1024): boolean =>
  log.cursor !== undefined && log.bytes > Math.max(leastBytes, log.snapshotBytes / 4);

/**
 * Writes a new generation with the same records: the old snapshot without what has changed since, then the changes, newest only.
 * Memory goes with the number of changes, not of links. Where a file is damaged it takes the cursor away, so that everything is read anew.
 */
export async function compactLinks(log: ChangeLog): Promise<void> {
  if (log.cursor === undefined) return;
  try {
    const latest = latestChanges(changesPath(log.folder, log.generation));
    await startGeneration(log, merged(snapshotPath(log.folder, log.generation), latest), { cursor: log.cursor, reload: false });
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    log.cursor = undefined;
  }
}

/** What a file of links held cannot be told. */
class DamagedFile extends Error {}

function latestChanges(file: string): Map<string, LinkChange> {
  const latest = new Map<string, LinkChange>();
  for (const change of recordsOf(file)) {
    const subject = subjectOf(change);
    if (subject !== undefined) latest.set(subject, { type: change.type, payload: Buffer.from(change.payload) });
  }
  return latest;
}

function* merged(snapshot: string, latest: Map<string, LinkChange>): Generator<LinkChange> {
  // Domains and stores come first, as a reader of links expects.
  for (const change of latest.values()) if (change.type !== linkRecordTypes.link) yield change;
  for (const record of recordsOf(snapshot)) {
    const subject = subjectOf(record);
    if (subject !== undefined && !latest.has(subject)) yield record;
  }
  for (const change of latest.values()) if (change.type === linkRecordTypes.link) yield change;
}

/** @throws DamagedFile when something in it cannot be read, or it does not end with a cursor */
function* recordsOf(file: string): Generator<LinkChange> {
  const frames = existsSync(file) ? openFrameFile(file) : undefined;
  if (frames === undefined) throw new DamagedFile(`${file} is no file of links`);
  let isEnded = false;
  for (let frame = takeFrame(frames); frame !== undefined; frame = takeFrame(frames)) {
    const { bytes } = frame;
    const records: LinkChange[] = [];
    eachRecord(bytes, frame, (type, at, end) => records.push({ type, payload: bytes.subarray(at, end) }));
    isEnded = records.at(-1)?.type === linkRecordTypes.cursor;
    yield* records;
  }
  closeFrameFile(frames);
  if (!isEnded || frames.skippedBytes > 0) throw new DamagedFile(`${file} is damaged`);
}

/** What a record is about; undefined for a cursor or a seal. */
function subjectOf({ type, payload }: LinkChange): string | undefined {
  if (type === linkRecordTypes.link) {
    const keyAt = keyStart(payload, 16);
    const keyEnd = keyAt + 2 + ((payload[keyAt]! << 8) | payload[keyAt + 1]!);
    return `l${Buffer.from(payload.subarray(0, 16)).toString("latin1")}${Buffer.from(payload.subarray(keyAt, keyEnd)).toString("latin1")}`;
  }
  if (type !== linkRecordTypes.domain && type !== linkRecordTypes.store) return undefined;
  const { id } = JSON.parse(Buffer.from(payload).toString("utf8")) as DomainRecord | StoreRecord;
  return `${type}${id}`;
}
