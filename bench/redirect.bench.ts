import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { listenerNodeOptions } from "../src/edge/edge-options.ts";
import type { BenchRow } from "./bench-row.ts";
import { built, load, median, processorMs, serve, untilReady, type Served } from "./edge-processes.ts";
import { benchWorld, writeBenchLinks } from "./edge-world.ts";
import type { LoadPlan } from "./load.ts";

const links = 100_000;
const plan = (port: number, seed: number): LoadPlan => ({
  port,
  seed,
  host: benchWorld.host,
  connections: 64,
  seconds: 2,
  warmUpSeconds: 0.5,
  keys: links,
  userAgents: 2000,
  addresses: 100_000,
});

type Round = { perSecond: number; microsecondsEach: number };

async function measure(server: Served, seed: number): Promise<Round> {
  const before = processorMs(server.process.pid!);
  const result = await load(plan(server.port, seed));
  if (result.wrongStatus > 0) throw new Error(`${result.wrongStatus} answers were no redirects`);
  const used = processorMs(server.process.pid!) - before;
  const all = result.perSecond * (plan(0, 0).seconds + plan(0, 0).warmUpSeconds);
  return { perSecond: result.perSecond, microsecondsEach: (used * 1000) / all };
}

/** Rounds in turn, so that whatever else the machine does falls on both. */
async function compare(ours: Served, bare: Served, rounds: number): Promise<{ ratios: number[]; ours: Round[]; bare: Round[] }> {
  const result = { ratios: [] as number[], ours: [] as Round[], bare: [] as Round[] };
  for (let round = -1; round < rounds; round++) {
    const pair =
      round % 2 === 0
        ? [await measure(ours, round), await measure(bare, round)]
        : [await measure(bare, round), await measure(ours, round)].reverse();
    if (round < 0) continue; // both warm
    result.ours.push(pair[0]!);
    result.bare.push(pair[1]!);
    result.ratios.push(pair[0]!.perSecond / pair[1]!.perSecond);
  }
  return result;
}

function rowOf(name: string, asked: string, { ratios, ours, bare }: Awaited<ReturnType<typeof compare>>): BenchRow {
  const speeds = (rounds: readonly Round[]): string =>
    `${Math.round(median(rounds.map((round) => round.perSecond)))}/s at ${median(rounds.map((round) => round.microsecondsEach)).toFixed(1)} us`;
  const range = `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`;
  return {
    name,
    asked,
    measured: median(ratios),
    unit: "of a bare static 302",
    detail: `${speeds(ours)} against ${speeds(bare)}, rounds ${range}`,
  };
}

/** The redirect with all its work against Node's own server with a static answer, kill-safe and disk-synced. */
export async function run(rounds = 9): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const bare = await serve("bench/bare-redirect.mjs");
  for (const syncToDisk of [false, true]) {
    const folder = mkdtempSync(path.join(tmpdir(), "vouch-bench-"));
    await writeBenchLinks(folder, links);
    const ours = await serve(built.listener, {
      nodeOptions: listenerNodeOptions,
      edgeOptions: { spoolFolder: folder, port: 0, trustedProxies: ["127.0.0.1"], syncToDisk, logLevel: "warn" },
    });
    await untilReady(ours);
    // An edge that has run for a while has seen its links, user agents and clients before.
    await load({ ...plan(ours.port, 0), seconds: 8 });
    const compared = await compare(ours, bare, rounds);
    rows.push(syncToDisk ? rowOf("redirect, disk-synced", ">= 0.60", compared) : rowOf("redirect, kill-safe", ">= 0.80", compared));
    await ours.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  await bare.stop();
  return rows;
}
