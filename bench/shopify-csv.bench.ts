import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { nodeArguments } from "../test/edge-process.ts";
import type { BenchRow } from "./bench-row.ts";
import { openOrdersWorld, type OrdersWorld } from "./orders-world.ts";
import { writeShopifyExport, type ExportSums } from "./shopify-export.ts";

interface ImportRun {
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
async function importFile(world: OrdersWorld, file: string): Promise<ImportRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...nodeArguments("dist/app/cli.js"), "import", "orders", file, "--workspace", "bench"], {
    env: world.environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  const [said, peak] = await Promise.all([text(child.stdout), watchedPeak(child), ended]);
  return { seconds: (performance.now() - startedAt) / 1000, peakMegabytes: peak, said: said.trim() };
}

/** Fails unless the database holds what the file does, to the cent. */
async function compareSums(world: OrdersWorld, sums: ExportSums): Promise<void> {
  const found = await world.database.owner.query<Record<string, string>>(`
    select (select count(*) from conversion_lines) as lines, (select count(*) from customers) as customers,
      (select count(*) from conversion_versions) as versions, (select count(*) from conversion_statuses) as statuses,
      (select count(distinct key) from outbox where topic = 'conversion.recorded') as told,
      count(*) as orders, count(*) filter (where status = 'paid') as paid,
      sum(total_minor) as "totalMinor", sum(refunded_minor) as "refundedMinor" from conversions`);
  const { orders, lines, paid, totalMinor, refundedMinor, customers } = sums;
  const wanted = { lines, customers, versions: orders, statuses: orders, told: orders, orders, paid, totalMinor, refundedMinor };
  for (const [name, value] of Object.entries(wanted))
    if (String(found.rows[0]![name]) !== String(value))
      throw new Error(`${name}: ${found.rows[0]![name]} in the database, ${value} in the file`);
}

/** An export of half a million orders from the shop's file to the last commit, by the command that people run. */
export async function run(orders = 500_000): Promise<BenchRow[]> {
  const world = await openOrdersWorld();
  try {
    const file = path.join(world.folder, "orders.csv");
    const sums = await writeShopifyExport(file, orders);
    const { seconds, peakMegabytes: peak, said } = await importFile(world, file);
    if (!said.startsWith("done")) throw new Error(said);
    await compareSums(world, sums);
    const size = `${orders} orders in ${sums.lines} rows, ${Math.round(sums.bytes / 1e6)} MB`;
    return [
      {
        name: "Shopify export imported",
        asked: "< 90",
        measured: seconds,
        unit: "s",
        detail: `${size}, ${Math.round(orders / seconds)} orders/s, sums the same`,
      },
      { name: "Shopify export, peak of the process", asked: "< 300", measured: peak, unit: "MB", detail: size },
    ];
  } finally {
    await world.close();
  }
}
