import { createWriteStream } from "node:fs";
import { once } from "node:events";
import path from "node:path";
import { finished } from "node:stream/promises";
import type { BenchRow } from "./bench-row.ts";
import { importInProcess } from "./import-process.ts";
import { openOrdersWorld, type OrdersWorld } from "./orders-world.ts";

const header =
  "Influencer,Profile URL,Followers,Engagement rate,Avg likes,Avg comments,Avg views,Category,Country,Language,Audience countries,Email\n";
const categories = ["Outdoor", "Food", "Beauty", "Games", "Family", "Music"] as const;
const countries = ["DE", "US", "FR", "BR", "IN", "GB"] as const;

/** One row of a vendor's list: every creator has an account of their own, two in five an e-mail address. */
function rowOf(at: number): string {
  const [host, sign] = at % 3 === 0 ? ["tiktok.com", "@"] : ["instagram.com", ""];
  const followers = 1000 + ((at * 7919) % 900_000);
  const likes = Math.round(followers * (0.01 + (at % 40) / 1000));
  const country = countries[at % countries.length]!;
  const email = at % 5 < 2 ? `creator${at}@example.com` : "";
  return `Creator ${at},https://www.${host}/${sign}creator_${at},${followers},${(1 + (at % 40) / 10).toFixed(1)}%,${likes},${Math.round(likes / 30)},${likes * 9},${categories[at % 6]!},${country},en,${country} 40%; US 10%,${email}\n`;
}

/** Writes a vendor's list of so many creators; gives its size in bytes. */
async function writeList(file: string, rows: number): Promise<number> {
  const out = createWriteStream(file);
  out.write(header);
  for (let at = 0; at < rows; at += 1000) {
    const lines = Array.from({ length: Math.min(1000, rows - at) }, (_, more) => rowOf(at + more)).join("");
    if (!out.write(lines)) await once(out, "drain");
  }
  out.end();
  await finished(out);
  return out.bytesWritten;
}

/** Fails unless the database holds every row of the list once. */
async function compareCounts(world: OrdersWorld, rows: number): Promise<void> {
  const { rows: found } = await world.database.owner.query<Record<string, string>>(`
    select (select count(*) from creators where source = 'import') as creators, (select count(*) from creator_accounts) as accounts,
      (select count(*) from account_snapshots) as figures, (select count(*) from account_profiles) as profiles`);
  for (const [name, count] of Object.entries(found[0]!))
    if (Number(count) !== rows) throw new Error(`${name}: ${count} in the database, ${rows} in the file`);
}

/** A vendor's list of a million creators from the file to the last commit, by the command that people run. */
export async function run(rows = Number(process.env["VOUCH_BENCH_ROWS"] ?? 1_000_000)): Promise<BenchRow[]> {
  const world = await openOrdersWorld();
  try {
    const file = path.join(world.folder, "creators.csv");
    const bytes = await writeList(file, rows);
    const { seconds, peakMegabytes: peak, said } = await importInProcess(world, "creators", file);
    if (!said.startsWith("done")) throw new Error(said);
    await compareCounts(world, rows);
    const size = `${rows} creators, ${Math.round(bytes / 1e6)} MB`;
    const detail = `${size}, ${Math.round(rows / seconds)} rows/s, read twice: checked, then written in batches`;
    return [
      { name: "List of creators imported", asked: "< 1200", measured: seconds, unit: "s", detail },
      { name: "List of creators, peak of the process", asked: "< 600", measured: peak, unit: "MB", detail: size },
    ];
  } finally {
    await world.close();
  }
}
