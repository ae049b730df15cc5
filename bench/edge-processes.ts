import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { nodeArguments } from "../test/edge-process.ts";
import type { LoadPlan, LoadResult } from "./load.ts";

export { serve, type Served } from "../test/edge-process.ts";

/** The edge as it is built and shipped: run from the sources, every inner function pays for its name. */
export const built = { listener: "dist/app/edge-listener.js", shipper: "dist/app/edge-shipper.js" } as const;

/** Runs the load generator in its own process. */
export async function load(plan: LoadPlan): Promise<LoadResult> {
  const child = spawn(process.execPath, [...nodeArguments("bench/load.ts"), JSON.stringify(plan)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
  await once(child, "close");
  return JSON.parse(text) as LoadResult;
}

/** Processor time that a process has used, in ms; Linux only, elsewhere not a number. */
export function processorMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1]!.split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >>> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Waits until a listener has its links. */
export async function untilReady(server: { adminPort: number }): Promise<void> {
  for (let tries = 0; tries < 3000; tries++) {
    const { status } = await fetch(`http://127.0.0.1:${server.adminPort}/ready`);
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("the listener did not get ready");
}
