import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { nodeArguments } from "../test/edge-process.ts";
import type { OrdersWorld } from "./orders-world.ts";

/** How a run of `vouch import` went. */
export interface ImportRun {
  readonly seconds: number;
  /** The most that the process ever held in memory, in megabytes; not a number where the system does not say. */
  readonly peakMegabytes: number;
  readonly said: string;
}

/** The high-water mark that the system keeps, so that no peak falls between two looks. Linux only. */
function peakMegabytes(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? Number.NaN) / 1024;
  } catch {
    return Number.NaN;
  }
}

async function watchedPeak(child: ChildProcess): Promise<number> {
  let peak = Number.NaN;
  while (child.exitCode === null && child.signalCode === null) {
    const now = peakMegabytes(child.pid!);
    if (!Number.isNaN(now)) peak = now;
    await sleep(20);
  }
  return peak;
}

/** `vouch import`, as it is built and shipped, from its start to its end. */
export async function importInProcess(world: OrdersWorld, kind: "orders" | "creators", file: string): Promise<ImportRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...nodeArguments("dist/app/cli.js"), "import", kind, file, "--workspace", "bench"], {
    env: world.environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  const [said, peak] = await Promise.all([text(child.stdout), watchedPeak(child), ended]);
  return { seconds: (performance.now() - startedAt) / 1000, peakMegabytes: peak, said: said.trim() };
}
