import { rmSync, statfsSync, statSync } from "node:fs";
import { listSegments } from "../spool/segment-files.ts";

/** Below so much free room, shipped segments go before their time. */
const leastFreeBytes = 512 * 1024 * 1024;

/**
 * Deletes segments that are in the database and have been kept long enough, oldest first; at once where the disk is nearly full.
 * The newest segment stays always: its number is where the next one is counted from.
 *
 * @param shippedBelow number of the first segment that may hold something unshipped
 * @returns how many were deleted
 */
export function dropSegments(folder: string, shippedBelow: number, options: { nowMs: number; keepMs: number }): number {
  const candidates = listSegments(folder)
    .slice(0, -1)
    .filter((segment) => segment.number < shippedBelow);
  let dropped = 0;
  for (const segment of candidates) {
    const isOld = options.nowMs - statSync(segment.path).mtimeMs > options.keepMs;
    if (!isOld && !isNearlyFull(folder)) break;
    rmSync(segment.path, { force: true });
    dropped++;
  }
  return dropped;
}

function isNearlyFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < leastFreeBytes;
}
