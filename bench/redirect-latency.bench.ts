import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { listenerNodeOptions } from "../src/edge/edge-options.ts";
import type { BenchRow } from "./bench-row.ts";
import { openBenchDatabase } from "./edge-database.ts";
import { built, load, median, serve, untilReady } from "./edge-processes.ts";
import { benchWorld } from "./edge-world.ts";
import type { LoadPlan, LoadResult } from "./load.ts";

const links = 100_000;

/** How long a redirect takes at half of the listener's greatest rate while the shipper copies what it writes. */
export async function run(rounds = 3, seconds = 5): Promise<BenchRow[]> {
  const database = await openBenchDatabase(links);
  const folder = mkdtempSync(path.join(tmpdir(), "vouch-bench-"));
  const shipper = await serve(built.shipper, {
    edgeOptions: { spoolFolder: folder, databaseUrl: database.appUrl, logLevel: "warn" },
  });
  const listener = await serve(built.listener, {
    nodeOptions: listenerNodeOptions,
    edgeOptions: { spoolFolder: folder, port: 0, trustedProxies: ["127.0.0.1"], logLevel: "warn" },
  });
  await untilReady(listener);
  const plan: LoadPlan = {
    port: listener.port,
    seed: 1,
    host: benchWorld.host,
    connections: 64,
    seconds,
    warmUpSeconds: 2,
    keys: links,
    userAgents: 2000,
    addresses: 100_000,
  };
  const results: (LoadResult & { most: number })[] = [];
  for (let round = 0; round < rounds; round++) {
    const most = (await load({ ...plan, seed: round })).perSecond;
    results.push({ most, ...(await load({ ...plan, seed: round, ratePerSecond: Math.round(most / 2) })) });
  }
  await listener.stop();
  await shipper.kill(); // what it has not copied yet is nobody's loss here
  await database.close();
  rmSync(folder, { recursive: true, force: true });
  const of = (pick: (result: (typeof results)[number]) => number): number => median(results.map(pick));
  const detail = `p50 ${of((result) => result.p50Ms).toFixed(1)} ms at ${Math.round(of((result) => result.perSecond))}/s, half of ${Math.round(of((result) => result.most))}/s; worst ${of((result) => result.worstMs).toFixed(0)} ms`;
  return [
    { name: "redirect, p99 at half of its greatest rate", asked: "< 10", measured: of((result) => result.p99Ms), unit: "ms", detail },
  ];
}
