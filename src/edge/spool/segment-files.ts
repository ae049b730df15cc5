import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
  fsyncSync,
} from "node:fs";
import path from "node:path";
import { randomBytes } from "node:crypto";
import { uuidToBytes, uuidV7 } from "../../kernel/ids.ts";

/** A segment of the spool on disk. */
export type Segment = { number: number; path: string };

const segmentName = /^(\d{12})\.spool$/;

export const segmentPath = (folder: string, number: number): string => path.join(folder, `${String(number).padStart(12, "0")}.spool`);

/** The segments in a spool folder, oldest first. */
export function listSegments(folder: string): Segment[] {
  return readdirSync(folder)
    .map((name) => segmentName.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .sort()
    .map((digits) => ({ number: Number(digits), path: segmentPath(folder, Number(digits)) }));
}

/** Writes a small file so that a reader sees the old content or the new, never a part. */
export function replaceFile(file: string, content: string | Uint8Array): void {
  const fresh = `${file}.new-${process.pid}`;
  const fd = openSync(fresh, "w", 0o600);
  try {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    writeSync(fd, bytes, 0, bytes.length);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(fresh, file);
}

/**
 * The id of the edge that owns this folder, as 16 bytes; made on first use.
 * It names the spool, not the machine: a folder that is emptied becomes a new edge, so old offsets can never be taken for new ones.
 */
export function ownEdgeId(folder: string): Buffer {
  const file = path.join(folder, "edge-id");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) {
    const freshId = Buffer.from(uuidToBytes(uuidV7(Date.now(), randomBytes(10))));
    try {
      writeFileSync(file, `${freshId.toString("hex")}\n`, { flag: "wx", mode: 0o600 });
    } catch (error) {
      // Listener and shipper start at once; the one that came second takes the first one's id.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  const hex = readFileSync(file, "latin1").trim();
  if (!/^[0-9a-f]{32}$/.test(hex))
    throw new Error(`${file} does not hold an edge id; restore it, or move the whole folder away to begin a new spool`);
  return Buffer.from(hex, "hex");
}
