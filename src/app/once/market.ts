import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { presetNames, presets } from "../../features/market/dials/presets.ts";
import { madeUpPlaces, sentTouches, type SentTo } from "../../features/market/sending/sent-ids.ts";
import { sentLeads } from "../../features/market/sending/sent-leads.ts";
import { sentTables } from "../../features/market/sending/sent-tables.ts";
import { shopifyOrders } from "../../features/market/sending/shopify-orders.ts";
import { truthDocument } from "../../features/market/sending/truth-document.ts";
import { marketWorld, type World } from "../../features/market/world/world.ts";
import { csvLines } from "../../platform/csv/csv-lines.ts";
import { StartRefusal } from "../../platform/start-refusal.ts";
import { writeMarketSpool } from "./market-spool.ts";

export type MarketOptions = {
  preset: string;
  /** A whole number of at least 0, as text. */
  seed: string;
  out: string;
};

/** `vouch market`: a made-up business with known truth, as the files that the outside world would send. */
export async function runMarket({ preset, seed, out }: MarketOptions): Promise<void> {
  const name = presetNames.find((one) => one === preset);
  if (name === undefined) throw new StartRefusal(`There is no business ${preset}. There are: ${presetNames.join(", ")}.`);
  if (!/^\d{1,15}$/.test(seed)) throw new StartRefusal(`${seed} is no seed. Give a whole number of at least 0, such as 1.`);
  if (existsSync(out) && readdirSync(out).length > 0) throw new StartRefusal(`${out} is not empty. Choose a new directory with --out.`);
  const world = marketWorld(presets[name], Number(seed));
  console.log((await writeMarket(world, madeUpPlaces(world), out)).join("\n"));
}

/** Writes all of it; gives the files. The same world gives the same bytes. */
export async function writeMarket(world: World, to: SentTo, out: string): Promise<string[]> {
  const spool = path.join(out, "spool");
  mkdirSync(spool, { recursive: true });
  const touches = sentTouches(world);
  const tables = [shopifyOrders(world, touches), ...sentTables(world, to)];
  for (const { file, header, rows } of tables) writeFileSync(path.join(out, file), csvLines([header, ...rows]));
  const documents = {
    "truth.json": truthDocument(world),
    ...(world.leads.length > 0 ? { "leads.json": sentLeads(world, to, touches) } : {}),
  };
  for (const [file, document] of Object.entries(documents)) writeFileSync(path.join(out, file), `${JSON.stringify(document, null, 2)}\n`);
  await writeMarketSpool(spool, world, { to, touches });
  return [...tables.map(({ file }) => file), ...Object.keys(documents), "spool"].map((file) => path.join(out, file));
}
