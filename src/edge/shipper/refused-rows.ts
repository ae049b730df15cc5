import { closeSync, fstatSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import { addRecord, openFrameBuffer, sealFrame } from "../spool/frame-buffer.ts";
import { recordTypes } from "../spool/rows.ts";
import { fileHeader, fileKinds } from "../spool/spool-format.ts";
import type { RefusedRow } from "./commit-batch.ts";

const typeOf = { clicks: recordTypes.click, visits: recordTypes.visit, browser_events: recordTypes.browserEvent } as const;

/** Keeps rows that PostgreSQL refused in `refused.frames`, in the spool's own format, so that none is lost before somebody has looked. */
export function keepRefusedRows(folder: string, edgeId: Buffer, rows: readonly RefusedRow[]): void {
  const frame = openFrameBuffer();
  for (const { target, bytes } of rows) addRecord(frame, typeOf[target.table], bytes);
  const fd = openSync(path.join(folder, "refused.frames"), "a", 0o600);
  try {
    if (fstatSync(fd).size === 0) writeSync(fd, fileHeader({ kind: fileKinds.spool, edgeId, number: 0n, createdAtMs: Date.now() }));
    writeSync(fd, sealFrame(frame));
  } finally {
    closeSync(fd);
  }
}
