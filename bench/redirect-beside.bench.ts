import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { listenerNodeOptions } from "../src/edge/edge-options.ts";
import { presets } from "../src/features/market/dials/presets.ts";
import { turningOf } from "../src/features/market/dials/turning.ts";
import { runInThread } from "../src/platform/threads/thread.ts";
import type { BenchRow } from "./bench-row.ts";
import { openBenchDatabase } from "./edge-database.ts";
import { built, load, median, serve, untilReady } from "./edge-processes.ts";
import { benchWorld } from "./edge-world.ts";
import type { LoadPlan, LoadResult } from "./load.ts";

const links = 100_000;

/** A study of the market with more businesses than it can play meanwhile. */
const input = { preset: "dtc-drop", dials: turningOf(presets["dtc-drop"]), runs: 1_000_000 };

/** Does some work while the market is studied, in a thread that is started as the worker starts every heavy calculation. */
async function besideHeavyWork<R extends object>(work: () => Promise<R>): Promise<R> {
  const stop = new AbortController();
  let ended: unknown;
  const heavy = runInThread({
    module: "./thread/jobs",
    from: new URL("../src/features/market/service.ts", import.meta.url).href,
    input,
    givesWay: true,
    signal: stop.signal,
  }).catch((error: unknown) => void (ended = error));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const result = ended === undefined ? await work() : undefined;
  if (result === undefined || ended !== undefined) throw new Error("the heavy work ended before it was stopped", { cause: ended });
  stop.abort();
  await heavy;
  return result;
}

interface Round {
  readonly most: LoadResult;
  readonly half: LoadResult;
}

/** Alone and beside, round by round. */
type Pair = { readonly alone: Round; readonly beside: Round };

/** Rounds without and with a heavy calculation take turns, each at the greatest rate and at half of what the quiet listener can do. */
async function measure(port: number, rounds: number, seconds: number): Promise<Pair[]> {
  const common = { port, host: benchWorld.host, connections: 64, seconds, warmUpSeconds: 1 };
  const plan: LoadPlan = { ...common, seed: 1, keys: links, userAgents: 2000, addresses: 100_000 };
  const once = async (seed: number, ratePerSecond: number | undefined): Promise<Round> => {
    const most = await load({ ...plan, seed });
    return { most, half: await load({ ...plan, seed, ratePerSecond: ratePerSecond ?? Math.round(most.perSecond / 2) }) };
  };
  const pairs: Pair[] = [];
  for (let seed = 0; seed < rounds; seed++) {
    const alone = await once(seed, undefined);
    pairs.push({ alone, beside: await besideHeavyWork(() => once(seed, Math.round(alone.most.perSecond / 2))) });
  }
  return pairs;
}

/** How many redirects a listener answers while the market is studied on the same machine. */
export async function run(rounds = 3, seconds = 4): Promise<BenchRow[]> {
  const database = await openBenchDatabase(links);
  const folder = mkdtempSync(path.join(tmpdir(), "vouch-bench-"));
  const shipper = await serve(built.shipper, { edgeOptions: { spoolFolder: folder, databaseUrl: database.appUrl, logLevel: "warn" } });
  const listener = await serve(built.listener, {
    nodeOptions: listenerNodeOptions,
    edgeOptions: { spoolFolder: folder, port: 0, trustedProxies: ["127.0.0.1"], logLevel: "warn" },
  });
  const end = async (): Promise<void> => {
    await listener.stop();
    await shipper.kill(); // what it has not copied yet is nobody's loss here
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  let pairs: Pair[];
  try {
    await untilReady(listener);
    pairs = await measure(listener.port, rounds, seconds);
  } finally {
    await end();
  }
  const of = (pick: (pair: Pair) => number): number => median(pairs.map(pick));
  const rates = `${Math.round(of(({ beside }) => beside.most.perSecond))}/s against ${Math.round(of(({ alone }) => alone.most.perSecond))}/s`;
  const p99s = `${of(({ beside }) => beside.half.p99Ms).toFixed(1)} ms against ${of(({ alone }) => alone.half.p99Ms).toFixed(1)} ms`;
  return [
    {
      name: "redirects beside a study of the market, against without",
      asked: ">= 0.95",
      measured: of(({ alone, beside }) => beside.most.perSecond / alone.most.perSecond),
      unit: "of the greatest rate",
      detail: `${rates}; p99 at half of the greatest rate ${p99s}`,
    },
  ];
}
