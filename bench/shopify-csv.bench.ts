import path from "node:path";
import type { BenchRow } from "./bench-row.ts";
import { importInProcess } from "./import-process.ts";
import { openOrdersWorld, type OrdersWorld } from "./orders-world.ts";
import { writeShopifyExport, type ExportSums } from "./shopify-export.ts";

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
    const { seconds, peakMegabytes: peak, said } = await importInProcess(world, "orders", file);
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
