import { setImmediate as turn } from "node:timers/promises";
import { recomputeAttribution } from "../src/features/attribution/service.ts";
import { openAttributionWorld, type AttributionWorld } from "./attribution-world.ts";
import type { BenchRow } from "./bench-row.ts";

const megabyte = 1024 * 1024;

interface Measured {
  readonly seconds: number;
  readonly peakBytes: number;
  /** The longest that this process's own loop had to wait. */
  readonly stallMs: number;
  readonly sum: NonNullable<Awaited<ReturnType<typeof recomputeAttribution>>>;
}

/** Runs it while looking at this process's memory, the thread's included, and at how soon its loop comes round. */
async function measure({ ctx }: AttributionWorld): Promise<Measured> {
  const state = { peakBytes: 0, stallMs: 0, lastAt: performance.now() };
  const looking = setInterval(() => {
    state.peakBytes = Math.max(state.peakBytes, process.memoryUsage.rss());
    state.stallMs = Math.max(state.stallMs, performance.now() - state.lastAt - 50);
    state.lastAt = performance.now();
  }, 50);
  await turn();
  const startedAt = performance.now();
  const sum = await recomputeAttribution(ctx);
  const seconds = (performance.now() - startedAt) / 1000;
  clearInterval(looking);
  if (sum === undefined) throw new Error("another run was under way");
  return { seconds, sum, peakBytes: state.peakBytes, stallMs: state.stallMs };
}

const worded = ({ seconds, sum, stallMs }: Measured): string =>
  `${seconds.toFixed(1)} s, ${sum.clicks} clicks and ${sum.visits} visits of buyers read (the server passes over all others, they never leave it), touches of ${sum.touchesChanged} and credit of ${sum.creditsChanged} orders written, longest wait of the process's loop ${stallMs.toFixed(0)} ms`;

/**
 * Attribution recomputed over everything, first into empty tables, then once more where nothing differs. With `--full` over ten times as
 * much, which is what the time and the memory are asked for.
 */
export async function run(isFull = process.argv.includes("--full")): Promise<BenchRow[]> {
  const size = isFull ? { clicks: 50_000_000, orders: 1_000_000 } : { clicks: 5_000_000, orders: 100_000 };
  const world = await openAttributionWorld(size);
  try {
    const [first, second] = [await measure(world), await measure(world)];
    const name = `attribution of ${size.orders} orders recomputed over ${size.clicks} clicks`;
    const peak = Math.max(first.peakBytes, second.peakBytes) / megabyte;
    return [
      {
        name,
        asked: isFull ? "< 90" : "< 90 with --full",
        measured: first.seconds,
        unit: "s",
        detail: `${worded(first)}; again: ${worded(second)}`,
      },
      {
        name: `${name}: memory`,
        asked: "< 1536",
        measured: peak,
        unit: "MB resident",
        detail: "peak of the whole process, looked at every 50 ms",
      },
    ];
  } finally {
    await world.close();
  }
}
