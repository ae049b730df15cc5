import { readlinkSync } from "node:fs";
import { getPriority } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { serveThread } from "../src/platform/threads/thread.ts";

/** How a made-up calculation goes. */
export interface MadeUpSum {
  readonly numbers: readonly number[];
  /** How long it thinks about each of them. */
  readonly pauseMs: number;
  readonly breaksAt?: number;
}

await serveThread<MadeUpSum>(async ({ numbers, pauseMs, breaksAt }, progress) => {
  let sum = 0;
  for (const [at, number] of numbers.entries()) {
    if (at === breaksAt) throw new RangeError(`broken at ${at}`);
    await sleep(pauseMs);
    sum += number;
    progress((at + 1) / numbers.length);
  }
  const niceness = process.platform === "linux" ? getPriority(Number(readlinkSync("/proc/thread-self").split("/").at(-1))) : 19;
  return { sum, niceness };
});
