import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { freePorts } from "../src/app/start/free-ports.ts";
import { nodeArguments } from "../test/edge-process.ts";
import type { BenchRow } from "./bench-row.ts";
import { median } from "./edge-processes.ts";
import type { SendPlan, SendResult } from "./order-sender.ts";
import { openOrdersWorld, type OrdersWorld } from "./orders-world.ts";

const connections = 64;
const batchConnections = 4;
const batchSize = 1000;
const poolSize = 10;
const host = "127.0.0.1";
/** Orders of one run of the sender never reach the numbers of the next. */
const runSpan = 1_000_000;

interface Program {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

const stopOf = (child: ChildProcess) => async (): Promise<void> => {
  const ended = once(child, "close");
  child.kill("SIGTERM");
  await ended;
};

/** The same framework with one INSERT a request, into a table with the key by which orders are known. */
async function startBare({ database }: OrdersWorld): Promise<Program> {
  await database.owner.query(`
    create table bare_orders (workspace_id uuid, store_id uuid, external_id text, occurred_at timestamptz not null, currency text not null,
      total_minor bigint not null, primary key (workspace_id, store_id, external_id));
    grant insert on bare_orders to vouch_app`);
  const options = JSON.stringify({ url: database.appUrl, connections: poolSize });
  const child = spawn(process.execPath, [...nodeArguments("bench/bare-insert.mjs"), options], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(child.stdout!, "data")) as [Buffer];
  return { port: (JSON.parse(line.toString()) as { port: number }).port, stop: stopOf(child) };
}

/** `vouch api`, as it is built and shipped. */
async function startApi({ environment }: OrdersWorld): Promise<Program> {
  const [port = 0] = await freePorts([{ host, port: 0 }]);
  const env = { ...environment, VOUCH_PORT: String(port), VOUCH_DATABASE_CONNECTIONS: String(poolSize) };
  const child = spawn(process.execPath, [...nodeArguments("dist/app/cli.js"), "api"], { env, stdio: ["ignore", "ignore", "inherit"] });
  while (child.exitCode === null) {
    const answer = await fetch(`http://${host}:${port}/ready`).catch(() => undefined);
    if (answer?.status === 200) return { port, stop: stopOf(child) };
    await sleep(50);
  }
  throw new Error("the API ended before it was ready");
}

/** Runs the sender in its own process; fails unless every order was answered as it must be. */
async function send(plan: SendPlan): Promise<SendResult> {
  const child = spawn(process.execPath, [...nodeArguments("bench/order-sender.ts"), JSON.stringify(plan)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const result = JSON.parse(await text(child.stdout)) as SendResult;
  if (result.wrongStatus > 0) throw new Error(`${result.wrongStatus} orders were refused`);
  return result;
}

interface Measured {
  readonly bare: number[];
  readonly single: number[];
  readonly batch: number[];
  /** orders that the API said it made */
  created: number;
}

async function counts({ database }: OrdersWorld): Promise<Record<string, number>> {
  const { rows } = await database.owner.query<Record<string, number>>(`
    select (select count(*) from conversions)::int as orders, (select count(*) from conversion_versions)::int as versions,
      (select count(*) from conversion_lines)::int / 2 as lines, (select count(*) from conversion_statuses)::int as statuses,
      (select count(distinct key) from outbox where topic = 'conversion.recorded')::int as told`);
  return rows[0]!;
}

/** Fails unless each order that was made is there once, with its lines, its status and its row in the outbox. */
async function compareCounts(world: OrdersWorld, created: number): Promise<void> {
  for (const [name, count] of Object.entries(await counts(world)))
    if (count !== created) throw new Error(`${name}: ${count} are there, ${created} were made`);
}

async function measure(bare: Program, api: Program, world: OrdersWorld, rounds: number): Promise<Measured> {
  const measured: Measured = { bare: [], single: [], batch: [], created: 0 };
  let runs = 0;
  const plan = (port: number): SendPlan => ({
    port,
    key: world.key,
    connections,
    seconds: 4,
    warmUpSeconds: 1,
    first: ++runs * runSpan,
    keyPrefix: "bench",
  });
  const works = {
    bare: () => send(plan(bare.port)),
    single: () => send(plan(api.port)),
    batch: () => send({ ...plan(api.port), connections: batchConnections, batch: batchSize }),
  };
  for (let round = -1; round < rounds; round++) {
    const names = ["bare", "single", "batch"] as const;
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const result = await works[name]();
      if (name !== "bare") measured.created += result.created;
      if (round >= 0) measured[name].push(result.perSecond); // the first round warms all of them
    }
  }
  await compareCounts(world, measured.created);
  return measured;
}

const spread = (values: readonly number[]): string => `${Math.min(...values).toFixed(2)}-${Math.max(...values).toFixed(2)}`;
const ratios = (values: readonly number[], others: readonly number[]): number[] => values.map((value, index) => value / others[index]!);

function compared(name: string, asked: string, unit: string, [ours, theirs]: readonly [readonly number[], readonly number[]]): BenchRow {
  const measured = median(ours) / median(theirs);
  const detail = `${Math.round(median(ours))} orders/s against ${Math.round(median(theirs))}/s, rounds ${spread(ratios(ours, theirs))}`;
  return { name, asked, measured, unit, detail };
}

/** Orders that are known are sent again: half of them under the same idempotency key, half under another. */
async function sendAgain(api: Program, world: OrdersWorld): Promise<BenchRow> {
  const plan = { port: api.port, key: world.key, connections, seconds: 4, warmUpSeconds: 0, first: 500 * runSpan, repeatAfter: 2000 };
  const before = (await counts(world))["orders"]!;
  const first = await send({ ...plan, keyPrefix: "first" });
  const again = await send({ ...plan, keyPrefix: "again" });
  const added = (await counts(world))["orders"]! - before;
  const made = first.created - first.replayed;
  if (again.duplicates !== again.sent) throw new Error(`${again.sent - again.duplicates} orders sent again were not called duplicates`);
  const detail = `${again.sent} sent again at ${Math.round(again.perSecond)}/s under another key, ${first.replayed} under the same one at ${Math.round(first.perSecond)}/s`;
  return { name: "orders sent again, second rows", asked: "0", measured: added - made, unit: "rows", detail };
}

/** Orders by the API, singly and in batches, against a bare route of the same framework with one INSERT; then the same orders again. */
export async function run(rounds = 5): Promise<BenchRow[]> {
  const world = await openOrdersWorld();
  const bare = await startBare(world);
  const api = await startApi(world);
  try {
    const { single, batch, ...measured } = await measure(bare, api, world, rounds);
    return [
      compared("orders by API, singly", ">= 0.35", "of a bare INSERT", [single, measured.bare]),
      compared("orders by API, 1,000 a request", ">= 3", "of singly", [batch, single]),
      await sendAgain(api, world),
    ];
  } finally {
    await api.stop();
    await bare.stop();
    await world.close();
  }
}
